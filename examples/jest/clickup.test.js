// A sandbox for this worker: what these tests change, those of other workers do not see.
const clickup = `${process.env.CLICKUP_MOCK_URL}/s/w${process.env.JEST_WORKER_ID}`
beforeEach(() => fetch(`${clickup}/__mock/reset`, { method: 'POST' }))

const anna = process.env.CLICKUP_API_TOKEN

/** In place of the code under test. All that changes for the mock is where ClickUp is. */
async function greeting(token, api = 'https://api.clickup.com/api') {
  const answer = await fetch(`${api}/v2/user`, { headers: { Authorization: token } })
  const { user, ECODE } = await answer.json()
  return user ? `Hello ${user.username}` : `Please log in (${ECODE})`
}

test('asks for a login when the token was revoked', async () => {
  const body = JSON.stringify({ token: anna })
  await fetch(`${clickup}/__mock/tokens/revoke`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body,
  })
  expect(await greeting(anna, `${clickup}/api`)).toMatch(/^Please log in \(OAUTH_\d+\)$/)
})

test('greets the user by name', async () => {
  expect(await greeting(anna, `${clickup}/api`)).toBe('Hello Anna Brandt')
})
