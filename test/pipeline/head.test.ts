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

  const heads: readonly [what: string, path: string, token: 'anna' | 'none', vary: boolean, timed: boolean][] = [
    ['a success', '/api/v2/user', 'anna', true, true],
    ['an unknown id', '/api/v2/task/nobody', 'anna', true, false],
    ['an unknown path', '/api/v2/nothing', 'anna', true, false],
    ['an id of the wrong shape', '/api/v2/list/abc', 'anna', false, false],
    ['a Workspace that nobody has', '/api/v2/team/1/plan', 'anna', false, false],
    ['a missing token', '/api/v2/user', 'none', false, false],
  ]
  for (const rateLimit of [100, 'off'] as const) {
    await t.test(`has the headers that were recorded later, with limit ${rateLimit}`, async (t) => {
      const { as, withToken } = await start(t, { rateLimit })
      for (const [what, path, token, vary, timed] of heads) {
        const { headers } = await (token === 'anna' ? as.anna : withToken()).get(path)
        if (what !== 'an unknown path' || rateLimit !== 'off')
          t.equal(headers.get('vary'), vary ? 'Origin' : null, what)
        t.equal(headers.get('server-timing'), timed ? 'total;dur=0' : null, what)
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
