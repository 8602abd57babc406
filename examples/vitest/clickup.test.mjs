// Vitest: `npm i -D clickup-mock`, then `vitest run`. Nothing else has to be started or configured.
import { createClickUpMock } from 'clickup-mock'
import { afterAll, beforeEach, expect, test } from 'vitest'

const clickup = await createClickUpMock()
beforeEach(() => clickup.reset())
afterAll(() => clickup.close())

/** In place of the code under test. All that changes for the mock is where ClickUp is. */
async function greeting(token, api = 'https://api.clickup.com/api') {
  const answer = await fetch(`${api}/v2/user`, { headers: { Authorization: token } })
  const { user, ECODE } = await answer.json()
  return user ? `Hello ${user.username}` : `Please log in (${ECODE})`
}

test('asks for a login when the token was revoked', async () => {
  clickup.revokeToken(clickup.tokens.anna)
  expect(await greeting(clickup.tokens.anna, clickup.apiUrl)).toMatch(/^Please log in \(OAUTH_\d+\)$/)
})

test('greets the user by name', async () => {
  expect(await greeting(clickup.tokens.anna, clickup.apiUrl)).toBe('Hello Anna Brandt')
})
