// tap: `npm i -D clickup-mock`, then `tap` (--allow-empty-coverage here: the code under test stands in the test file).
import { createClickUpMock } from 'clickup-mock'
import t from 'tap'

/** In place of the code under test. All that changes for the mock is where ClickUp is. */
async function greeting(token, api = 'https://api.clickup.com/api') {
  const answer = await fetch(`${api}/v2/user`, { headers: { Authorization: token } })
  const { user, ECODE } = await answer.json()
  return user ? `Hello ${user.username}` : `Please log in (${ECODE})`
}

// Around the tests, not beside them: a file ends when nothing listens any more, so the mock has to be closed before.
t.test('greeting', async (t) => {
  const clickup = await createClickUpMock()
  t.beforeEach(() => clickup.reset())
  t.teardown(() => clickup.close())

  t.test('asks for a login when the token was revoked', async (t) => {
    clickup.revokeToken(clickup.tokens.anna)
    t.match(await greeting(clickup.tokens.anna, clickup.apiUrl), /^Please log in \(OAUTH_\d+\)$/)
  })

  t.test('greets the user by name', async (t) => {
    t.equal(await greeting(clickup.tokens.anna, clickup.apiUrl), 'Hello Anna Brandt')
  })
})
