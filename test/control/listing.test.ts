// Long answers over HTTP: written in pieces, while other calls are answered.
import { once } from 'node:events'
import { connect } from 'node:net'
import t from 'tap'
import { jsonPieces, lateList, lateValue, made } from '../../src/contract/late.js'
import { inTurns } from '../../src/control/in-turns.js'
import { start } from '../help/start.js'

t.test('the late parts of an answer', async (t) => {
  const answer = (items: readonly object[]) => ({
    none: [],
    left: undefined,
    log: { items: lateList(items) },
    lists: [lateList(items), [1]],
    value: lateValue(steps(items)),
  })
  function* steps(items: readonly object[]): Generator<void, object> {
    for (const _ of items) yield
    return { items: lateList(items) }
  }
  await t.test('are the same at once and in pieces', async (t) => {
    for (const items of [[], [{ a: 1 }], [{ a: 1 }, { b: ['[]'] }]]) {
      let text = ''
      for await (const piece of inTurns(jsonPieces(answer(items)))) text += piece
      t.same(JSON.parse(text), made(answer(items)))
      t.same(JSON.parse(text), { none: [], log: { items }, lists: [items, [1]], value: { items } })
    }
  })
  /** Whether others had a turn before each of the first three texts. */
  const turns = async (part: object) => {
    const pieces = inTurns(jsonPieces(part))
    const next = async () => {
      let hadTurn = false
      setImmediate(() => {
        hadTurn = true
      })
      await pieces.next()
      return hadTurn
    }
    return [await next(), await next(), await next()]
  }
  await t.test(
    'are made when their turn comes, and others have a turn after some text, and after each step',
    async (t) => {
      const madeItems: number[] = []
      function* items() {
        for (const item of [1, 2, 3]) {
          madeItems.push(item)
          yield { item, text: 'x'.repeat(20_000) }
        }
      }
      t.same(await turns(lateList(items())), [false, true, true])
      t.same(madeItems, [1, 2, 3])
      t.same(await turns(lateValue(steps([{}, {}]))), [true, false, false], 'two steps before the first text')
    },
  )
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
  t.same(await text('world'), mock.control.getWorld())
  t.same(await text('export'), mock.control.exportWorld())
  const verify = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"body":{"client_id":"x"}}' }
  const { pass } = await (await mock.fetch('/__mock/verify', verify)).json()
  t.equal(pass, true)
  t.same(mock.control.verify({ body: { client_id: 'y' } }).matched, 0)
})

t.test('an export is one picture of the world, files and all, whatever happens while it is read', async (t) => {
  const { mock, as } = await start(t, { listen: true, rateLimit: 'off' })
  const list = mock.control.getWorld().workspaces[0]?.spaces[0]?.lists[0]?.id
  const post = async (name: string) => {
    const { body } = await as.anna.post(`/api/v2/list/${list}/task`, { name, markdown_content: 'x'.repeat(100_000) })
    return body.id
  }
  for (let count = 0; count < 120; count += 1) await post(`Task ${count}`)
  const last = await post('the last')
  const form = new FormData()
  form.append('attachment', new Blob(['f'.repeat(20_000)]), 'a.txt')
  await as.anna.post(`/api/v2/task/${last}/attachment`, form)
  const before = mock.control.exportWorld()
  const { hostname, port } = new URL(mock.url)
  const socket = connect(Number(port), hostname)
  socket.write(`GET /__mock/export HTTP/1.0\r\nHost: ${hostname}\r\n\r\n`)
  await once(socket, 'readable') // it has begun, and is not read on for now
  await as.anna.send('DELETE', `/api/v2/task/${last}`)
  mock.reset()
  mock.reset() // the files of the world before are not kept for an undo any more
  let text = ''
  socket.setEncoding('utf8')
  for await (const chunk of socket) text += chunk
  t.same(JSON.parse(text.slice(text.indexOf('\r\n\r\n'))), before)
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
