// What a receiver may do to the mock. Whatever it is, it is one try, recorded within the time limit with what happened, and
// the next delivery is made.
import t from 'tap'
import { hooked } from '../help/hooked.js'
import { type Behaviour, ok, startRawReceiver } from '../help/raw-receiver.js'

/** In ms: long enough for a busy machine to have heard what comes at once. Only what never ends waits for it. */
const TIMEOUT = 500
const PATIENCE = 30_000

const writes =
  (...text: readonly string[]): Behaviour =>
  (socket) =>
    void socket.write(text.join(''), 'latin1')

/** Writes the text, then closes the connection. */
const closes =
  (text: string): Behaviour =>
  (socket) =>
    void socket.end(text)

/** Writes the text, then breaks the connection. */
const resets =
  (text: string): Behaviour =>
  (socket) =>
    void socket.write(text, () => socket.resetAndDestroy())

/** Writes `begin`, then `more` again and again until the mock closes the connection: every few ms, or as fast as it goes. */
const forEver =
  (begin: string, more: string, every = 0): Behaviour =>
  (socket) => {
    socket.write(begin)
    const goOn = () => {
      if (!socket.destroyed) socket.write(more, () => (every ? setTimeout(goOn, every) : setImmediate(goOn)))
    }
    goOn()
  }

const head = (status: string, ...headers: readonly string[]) => `HTTP/1.1 ${[status, ...headers].join('\r\n')}\r\n\r\n`
const of = (length: number) => `Content-Length: ${length}`
const chunked = 'Transfer-Encoding: chunked'
const upgrade = ['Connection: Upgrade', 'Upgrade: x'] as const
const answer = `${head('200 OK', of(2))}ok`

const late = `no answer within ${TIMEOUT} ms`
const announced = (status: number) => `no answer after ${status}, which only announces one, within ${TIMEOUT} ms`
const endless = `the answer 200 did not end within ${TIMEOUT} ms`
const brokenOff = /^the answer 200 broke off \(ECONNRESET: .+\)$/
const noHttp = (code: string) => new RegExp(`^what came is not an answer of HTTP \\(HPE_${code}: .+\\)$`)

/** An error, a status, or a status with the beginning of what came with it. */
type Recorded = string | RegExp | number | readonly [status: number, answer: string | RegExp]

const cases: readonly (readonly [title: string, behave: Behaviour, recorded: Recorded])[] = [
  ['says nothing', () => undefined, late],
  ['says 100 and no more', writes(head('100 Continue')), announced(100)],
  ['says 102 and no more', writes(head('102 Processing')), announced(102)],
  ['says 103 and no more', writes(head('103 Early Hints', 'Link: </a>')), announced(103)],
  ['says 102 for ever', forEver('', head('102 Processing'), 5), announced(102)],
  ['says 100 for ever, as fast as it can', forEver('', head('100 Continue').repeat(100)), announced(100)],
  ['says 103, then answers', writes(head('103 Early Hints'), answer), [200, 'ok']],
  ['says 100, then resets', resets(head('100 Continue')), /^ECONNRESET: /],
  ['switches protocols', writes(head('101 Switching Protocols', ...upgrade)), 101],
  ['switches protocols and goes on', forEver(head('101 Switching Protocols', ...upgrade), 'x'.repeat(65_536)), 101],
  ['switches to no protocol', writes(head('101 Switching Protocols')), 101],
  ['offers an upgrade', writes(head('200 OK', ...upgrade, of(2)), 'ok'), [200, 'ok']],

  ['does not end its first line', writes('HTTP/1.1 20'), late],
  ['does not end its head', writes('HTTP/1.1 200 OK\r\nA: b\r\n'), late],
  ['does not end its body', writes(head('200 OK', of(9)), 'ok'), endless],
  ['does not end its chunks', writes(head('200 OK', chunked), '2\r\nok\r\n'), endless],
  ['does not close after a body without a length', writes(head('200 OK'), 'ok'), endless],
  ['drips a head', forEver('HTTP/1.1 200 OK\r\n', 'A: b\r\n', 5), late],
  ['drips a body', forEver(head('200 OK', of(99_999)), 'x', 5), endless],
  ['pours a body without an end', forEver(head('200 OK'), 'x'.repeat(65_536)), [200, /^x{2048}$/]],
  [
    'pours chunks without an end',
    forEver(head('500 No', chunked), `ffff\r\n${'x'.repeat(65_535)}\r\n`),
    [500, /^x{2048}$/],
  ],
  ['pours headers without an end', forEver('HTTP/1.1 200 OK\r\n', 'A: b\r\n'.repeat(1_000)), noHttp('HEADER_OVERFLOW')],
  ['has a header of a megabyte', writes(head('200 OK', `A: ${'x'.repeat(1_000_000)}`)), noHttp('HEADER_OVERFLOW')],

  ['closes at once', closes(''), 'ECONNRESET: socket hang up'],
  ['closes in its head', closes('HTTP/1.1 200 OK\r\nA:'), 'ECONNRESET: socket hang up'],
  ['closes in its body', closes(`${head('200 OK', of(9))}ok`), brokenOff],
  ['closes after a body without a length', closes(`${head('200 OK')}ok`), [200, 'ok']],
  ['resets at once', (socket) => void socket.resetAndDestroy(), /^ECONNRESET: /],
  ['resets in its head', resets('HTTP/1.1 200 OK\r\nA:'), /^ECONNRESET: /],
  ['resets in its body', resets(`${head('200 OK', of(9))}ok`), brokenOff],
  ['resets after its answer', resets(answer), [200, 'ok']],

  ['has a body where there is none', writes(head('204 No Content', of(2)), 'ok'), [204, '']],
  ['has a body that nobody reads', writes(head('205 Reset Content', of(2)), 'ok'), [205, 'ok']],
  ['says that nothing was modified', writes(head('304 Not Modified', of(2))), [304, '']],
  ['says too short a length', writes(head('200 OK', of(1)), 'ok'), [200, 'o']],
  ['says two lengths', writes(head('200 OK', of(1), of(2)), 'ok'), noHttp('UNEXPECTED_CONTENT_LENGTH')],
  ['says a length below nothing', writes(head('200 OK', of(-1)), 'ok'), noHttp('INVALID_CONTENT_LENGTH')],
  ['says a length and has chunks', writes(head('200 OK', of(2), chunked), '2\r\nok\r\n0\r\n\r\n'), noHttp('.+')],
  ['has a chunk of no size', writes(head('200 OK', chunked), 'zz\r\nok\r\n'), noHttp('INVALID_CHUNK_SIZE')],
  ['answers twice', writes(answer, head('500 No', of(2)), 'no'), [200, 'ok']],
  ['says a packed body that is not', writes(head('200 OK', 'Content-Encoding: gzip', of(2)), 'ok'), [200, 'ok']],
  ['answers in bytes that are no text', writes(head('200 OK', of(2)), '\xff\xfe'), [200, '\ufffd\ufffd']],

  ['answers without a head', closes('ok'), noHttp('INVALID_CONSTANT')],
  ['answers in HTTP/0.9', closes('<html>ok</html>\r\n'), noHttp('INVALID_CONSTANT')],
  ['answers in HTTP/2', writes('\0\0\x06\x04\0\0\0\0\0\0\x03\0\0\0d'), noHttp('INVALID_CONSTANT')],
  ['answers in TLS', writes('\x15\x03\x01\0\x02\x02\x0a'), noHttp('INVALID_CONSTANT')],
  ['answers a status of no class', writes(head('999 Odd', of(2)), 'ok'), [999, 'ok']],
  ['answers a status of four digits', writes(head('1000 Odd', of(2)), 'ok'), noHttp('INVALID_STATUS')],
  ['has a header with a zero byte', writes(head('200 OK', 'A: \0')), noHttp('INVALID_HEADER_TOKEN')],
  ['redirects', writes(head('307 Away', 'Location: http://127.0.0.1:1/', of(0))), [307, '']],
  ['redirects to itself', writes(head('308 Away', 'Location: /hook', of(0))), [308, '']],
]

function tryOf(recorded: Recorded): { status: number | undefined; answer?: string | RegExp; error: unknown } {
  if (typeof recorded === 'string' || recorded instanceof RegExp) return { status: undefined, error: recorded }
  const [status, answer] = typeof recorded === 'number' ? [recorded, ''] : recorded
  return { status, answer, error: undefined }
}

t.test('a receiver that', async (t) => {
  t.jobs = 16
  for (const [title, behave, recorded] of cases) {
    void t.test(title, { buffered: true }, async (t) => {
      const receiver = await startRawReceiver(t)
      const { rename, app } = await hooked(t, {
        body: { endpoint: receiver.url },
        options: { webhookTimeout: String(recorded).includes('within') ? TIMEOUT : PATIENCE, webhookRetries: '0' },
      })
      receiver.behave = (socket) => {
        receiver.behave = ok
        behave(socket)
      }
      await rename()
      await rename()
      const [one, next] = app.sandbox.deliveries.log.list()
      const first = tryOf(recorded)
      const isDelivered = Number(first.status) >= 200 && Number(first.status) < 300
      t.match(one, { state: 'delivered', tries: { length: isDelivered ? 1 : 2, 0: first } })
      t.match(next, { state: 'delivered', tries: [{ status: 200, answer: 'ok' }] })
      t.equal(receiver.received, isDelivered ? 2 : 3)
    })
  }
})

t.test('a receiver that speaks first', async (t) => {
  await t.test('is heard, if it speaks HTTP', async (t) => {
    const receiver = await startRawReceiver(t, writes(answer))
    const { rename, app } = await hooked(t, { body: { endpoint: receiver.url } })
    await rename()
    t.match(app.sandbox.deliveries.log.list(), [{ state: 'delivered', tries: [{ status: 200, answer: 'ok' }] }])
  })

  await t.test('is not heard where TLS is expected', async (t) => {
    const receiver = await startRawReceiver(t, writes(answer))
    const endpoint = receiver.url.replace('http:', 'https:')
    const { rename, app } = await hooked(t, { body: { endpoint }, options: { webhookRetries: '0' } })
    await rename()
    await rename()
    const failed = { state: 'dropped', tries: { length: 5, 0: { error: /^(EPROTO|ERR_SSL_\w+): / } } }
    t.match(app.sandbox.deliveries.log.list(), [failed, failed])
  })

  await t.test('is not heard when it breaks the connection', async (t) => {
    const receiver = await startRawReceiver(t, (socket) => void socket.resetAndDestroy())
    const { rename, app } = await hooked(t, { body: { endpoint: receiver.url }, options: { webhookRetries: '0' } })
    await rename()
    t.match(app.sandbox.deliveries.log.list(), [{ state: 'dropped', tries: { length: 5, 0: { error: /^E[A-Z]+: / } } }])
  })
})
