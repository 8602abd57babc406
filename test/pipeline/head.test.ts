import t from 'tap'
import { start } from '../help/start.js'

t.test('the head of an answer', async (t) => {
  await t.test('a fault’s own headers win over those that stand, but the length stays the true one', async (t) => {
    const headers = { Server: 'mine', 'X-Other': 'yes', 'Content-Length': '1' }
    const { as } = await start(t, { faults: { fault: 'OAUTH_027', headers } })
    const answer = await as.anna.get('/api/v2/user')
    t.equal(answer.headers.get('server'), 'mine')
    t.equal(answer.headers.get('x-other'), 'yes')
    t.equal(answer.headers.get('content-length'), String(JSON.stringify(answer.body).length))
    t.equal(answer.headers.get('pragma'), 'no-cache', 'the others stand')
  })

  for (const status of [204, 304]) {
    await t.test(`a ${status} has no body and says nothing of one`, async (t) => {
      const { as } = await start(t, { faults: { fault: 'OAUTH_027', status, body: { some: 'body' } } })
      const answer = await as.anna.get('/api/v2/user')
      t.match(answer, { status, body: '' })
      t.equal(answer.headers.get('content-type'), null)
      t.equal(answer.headers.get('content-length'), null)
      t.equal(answer.headers.get('x-mock-fault'), 'OAUTH_027')
    })
  }

  await t.test('text is sent as text', async (t) => {
    const { as } = await start(t, { faults: { fault: 'OAUTH_027', body: 'down' } })
    const answer = await as.anna.get('/api/v2/user')
    t.match(answer, { status: 401, body: 'down' })
    t.equal(answer.headers.get('content-type'), 'text/plain; charset=utf-8')
  })

  const heads: readonly [what: string, path: string, vary: string | null, timing: string | null][] = [
    ['a success', '/api/v2/user', 'Origin', 'total;dur=0'],
    ['an unknown id', '/api/v2/task/nobody', 'Origin', null],
    ['an id of the wrong shape', '/api/v2/list/abc', null, null],
    ['a Workspace that nobody has', '/api/v2/team/1/plan', null, null],
  ]
  for (const [what, path, ...expected] of heads) {
    await t.test(`what was recorded since 2025, of ${what}`, async (t) => {
      for (const rateLimit of [100, 'off'] as const) {
        const { headers } = await (await start(t, { rateLimit })).as.anna.get(path)
        t.same([headers.get('vary'), headers.get('server-timing')], expected)
      }
    })
  }

  await t.test('a connection whose body was not read is closed', async (t) => {
    const { as } = await start(t)
    const answer = await as.anna.post('/api/v2/oauth/token', 'x'.repeat(1_100_000), {
      headers: { 'content-type': 'application/json' },
    })
    t.equal(answer.status, 413)
    t.equal(answer.headers.get('connection'), 'close')
  })
})
