// Tests with a ClickUp of their own: `npm i -D clickup-mock`, then `node --test`. Nothing else has to be started.
import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { createClickUpMock } from 'clickup-mock'

const clickup = await createClickUpMock() // its own free port, so test files may run at the same time
beforeEach(() => clickup.reset())
after(() => clickup.close())

/** In place of the code under test. All that changes for the mock is where ClickUp is. */
async function greeting(token, api = 'https://api.clickup.com/api') {
  const answer = await fetch(`${api}/v2/user`, { headers: { Authorization: token } })
  if (answer.status === 429) return `Hello again after ${answer.headers.get('X-RateLimit-Reset')}`
  const { user, ECODE } = await answer.json()
  return user ? `Hello ${user.username}` : `Please log in (${ECODE})`
}

test('greets the user by name', async () => {
  assert.equal(await greeting(clickup.tokens.anna, clickup.apiUrl), 'Hello Anna Brandt')
})

test('asks for a login when the token was revoked', async () => {
  clickup.revokeToken(clickup.tokens.ben)
  assert.match(await greeting(clickup.tokens.ben, clickup.apiUrl), /^Please log in \(OAUTH_\d+\)$/)
})

test('finds the world as it was in every test', async () => {
  assert.equal(await greeting(clickup.tokens.ben, clickup.apiUrl), 'Hello Ben Osei')
})

test('says when to come back after too many requests', async () => {
  // A test token, like the card numbers of payment providers: it always answers this error.
  assert.match(await greeting('pk_fault_429', clickup.apiUrl), /^Hello again after \d+$/)
})
