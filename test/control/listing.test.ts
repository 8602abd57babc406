// Long lists over HTTP: written an item at a time, while other calls are answered.
import { once } from 'node:events'
import { connect } from 'node:net'
import t from 'tap'
import { Listing } from '../../src/control/listing.js'
import { start } from '../help/start.js'

t.test('a listing', async (t) => {
  const around = (items: readonly object[]) => ({ none: [], log: { items } })

  await t.test('is the same whole and in pieces', async (t) => {
    for (const items of [[], [{ a: 1 }], [{ a: 1 }, { b: ['[]'] }]]) {
      let text = ''
      for await (const piece of new Listing(around, items).text()) text += piece
      t.same(JSON.parse(text), new Listing(around, items).whole())
    }
  })
  await t.test('makes an item when its turn comes, and gives others a turn after each', async (t) => {
    const made: number[] = []
    function* items() {
      for (const item of [1, 2, 3]) {
        made.push(item)
        yield { item }
      }
    }
    const pieces = new Listing(around, items()).text()
    await pieces.next()
    await pieces.next()
    let others = 0
    setImmediate(() => {
      others += 1
    })
    t.same(made, [1])
    await pieces.next()
    t.same([made, others], [[1, 2], 1])
  })
})

t.test('over HTTP and in code lists are the same', async (t) => {
  const { mock, as } = await start(t)
  await as.anna.get('/api/v2/user?page_size=5')
  await as.anna.post('/api/v2/oauth/token', { client_id: 'x' })
  const text = async (path: string) => JSON.parse(await (await mock.fetch(`/__mock/${path}`)).text())
  t.same(await text('calls?limit=1'), mock.control.listCalls({ limit: 1 }))
  t.same(await text('calls'), mock.control.listCalls())
  t.same(await text('har'), mock.control.exportHar())
  t.same(await text('deliveries'), mock.control.listDeliveries())
})

t.test(
  'a list that nobody reads to its end costs others nothing, and leaves out what is forgotten meanwhile',
  async (t) => {
    const { mock, as } = await start(t, { listen: true, rateLimit: 'off', memory: '16MB' })
    const post = (more: string) => as.anna.post('/api/v2/oauth/token', { more })
    for (let count = 0; count < 100; count += 1) await post('x'.repeat(60_000))
    const { hostname, port } = new URL(mock.url)
    const socket = connect(Number(port), hostname)
    socket.write(`GET /__mock/calls HTTP/1.0\r\nHost: ${hostname}\r\n\r\n`)
    await once(socket, 'readable') // it has begun, and is not read on for now
    mock.control.clearCalls()
    await post('last')
    let text = ''
    socket.setEncoding('utf8')
    for await (const chunk of socket) text += chunk
    const { count, calls } = JSON.parse(text.slice(text.indexOf('{"schema_version"'), text.lastIndexOf('}') + 1))
    t.ok(calls.length < count, `${calls.length} of ${count}`)
    t.notOk(calls.some(({ request }: { request: { body: { more?: string } } }) => request.body.more === 'last'))
  },
)

t.test('a long body', async (t) => {
  const { mock, as } = await start(t, { rateLimit: 'off' })
  const shown = async (body: object) => {
    await as.anna.post('/api/v2/oauth/token', body)
    return String(mock.journal().at(-1)?.request.body)
  }
  await t.test('is shown as far as it goes, without the secrets that are cut', async (t) => {
    const secret = 'S'.repeat(3_000)
    t.notMatch(await shown({ name: 'x'.repeat(65_000), client_secret: secret, rest: 'y'.repeat(9_000) }), 'SSSSSSS')
    t.match(
      await shown({ list: Array.from({ length: 40_000 }, () => ({})) }),
      /^\{"list":\[\{\},.*… \(\d+ characters\)$/,
    )
    t.match(
      await shown({ numbers: Array.from({ length: 40_000 }, () => 1) }),
      /^\{"numbers":\[1,1,.*… \(\d+ characters\)$/,
    )
  })
  await t.test('has its secrets hidden wherever they are repeated, also those that are not shown', async (t) => {
    const secret = 'hidden-in-the-rest-of-it'
    await as.anna.send('POST', `/api/v2/oauth/token?repeated=${secret}`, {
      body: { name: 'x'.repeat(70_000), password: secret },
    })
    t.notMatch(JSON.stringify(mock.journal().at(-1)), secret)
  })
  await t.test('that is no JSON is shown as text', async (t) => {
    mock.faults.add({ status: 200, body: `{${'x'.repeat(70_000)}`, operation: 'GetAuthorizedUser' })
    await as.anna.get('/api/v2/user')
    t.match(mock.journal().at(-1)?.response.body, /^\{x+… \(\d+ characters\)$/)
    mock.faults.add({ status: 200, body: 'x'.repeat(70_000), operation: 'GetAuthorizedTeams' })
    await as.anna.get('/api/v2/team')
    t.match(mock.journal().at(-1)?.response.body, /^x+… \(70000 characters\)$/)
  })
})

t.test('a hundred thousand fields that ClickUp ignores are named fifty times', async (t) => {
  const { mock, as } = await start(t)
  const body = Object.fromEntries(Array.from({ length: 88_000 }, (_, index) => [`k${index}`, 1]))
  await as.anna.post('/api/v2/oauth/token', { ...body, ['long'.repeat(1_000)]: 1 })
  const { ignored = [], violations = [] } = mock.journal().at(-1) ?? {}
  t.same([ignored.length, ignored[0], ignored.at(-1)], [51, 'body k0', 'and 87951 more'])
  t.same([violations.length, violations.at(-1)], [51, 'and 87951 more are ignored by ClickUp'])
  await as.anna.post('/api/v2/oauth/token', { ['long'.repeat(1_000)]: 1 })
  t.match(mock.journal().at(-1)?.ignored, [/^body (long)+l?o?n?g?…$/])
})
