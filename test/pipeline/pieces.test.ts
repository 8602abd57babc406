// What clients send in pieces that are not those of HTTP: several requests in one, or a body that nobody waits for.
import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import t from 'tap'
import { heard, opened, takenUp, written } from '../help/socket.js'
import { start } from '../help/start.js'

t.test('requests that come in one piece', async (t) => {
  const { mock, as } = await start(t, { listen: true })
  const { anna = '' } = mock.tokens
  const head = { Connection: 'keep-alive', Authorization: anna }
  const line = 'GET /api/v2/user'

  await t.test('are answered in turn', async (t) => {
    const last = written('GET /api/v2/team', { Authorization: anna })
    const { text } = await heard(mock, written(line, head) + written('GET /api/v2/nothing', head) + last)
    t.same(
      [...text.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status),
      ['200', '404', '200'],
    )
    t.same(
      mock.journal().map(({ path }) => path),
      ['/api/v2/user', '/api/v2/nothing', '/api/v2/team'],
    )
  })

  await t.test('are begun in turn too: of a client that takes no answer only the first', async (t) => {
    const list = '/api/v2/list/901200000001/task'
    const body = '{"name":"late"}'
    const json = { 'Content-Type': 'application/json', 'Content-Length': String(body.length) }
    const stuck = written(line, { ...head, 'X-Mock-Fault': 'hang' })
    const socket = await opened(mock, stuck + written(`POST ${list}`, { ...head, ...json }, body).repeat(40))
    await takenUp(mock, 1)
    socket.destroy()
    await once(socket, 'close')
    t.not(JSON.stringify((await as.anna.get(list)).body).includes('"late"'), true)
  })
})

t.test('a refused body that still comes does not keep the mock from closing', async (t) => {
  const { mock } = await start(t, { listen: true })
  const headers = { 'Content-Type': 'application/json', 'Content-Length': '5000000', Connection: 'keep-alive' }
  const socket = await opened(mock, written('POST /api/v2/oauth/token', headers, '{"a":"'))
  const [first] = await once(socket, 'data')
  t.match(String(first), /^HTTP\/1\.1 413 /)
  await Promise.all([once(socket, 'close'), mock.close()])
})

t.test('a head that is too long is answered, and a large body after it does not cut the connection', async (t) => {
  const { mock } = await start(t, { listen: true })
  const head = written(`PUT /api/v2/user?${'x'.repeat(20_000)}`, { 'Content-Length': '2000000' })
  const socket = await opened(mock, head, { allowHalfOpen: true }) // as clients that send all before they read
  const [text] = await once(socket, 'data')
  t.match(String(text), /^HTTP\/1\.1 431 /)
  for (let sent = 0; sent < 10; sent += 1) {
    await setTimeout(2) // or all pieces are on their way before the mock has seen the first
    await new Promise<void>((done, fail) =>
      socket.write('x'.repeat(100_000), (error) => (error ? fail(error) : done())),
    )
  }
  socket.destroy()
})
