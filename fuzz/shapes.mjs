// Shapes of the protocol: requests as only broken, strange or hasty clients send them, each over a connection of its own.
import { leavingShapes } from './leaving.mjs'
import { chunked, post, request, TASK } from './raw-requests.mjs'
import { converse } from './wire.mjs'

const goodChunks = `${TASK.length.toString(16)}\r\n${TASK}\r\n0\r\n\r\n`

/**
 * Each gives `pieces` to send, the `methods` of its requests, and `owed`, how many answers a client may expect; `leave` when
 * the client does not wait for any.
 */
const shapes = {
  pipelined: (context) => {
    const count = 2 + context.random.below(8)
    const paths = [
      '/api/v2/user',
      '/api/v2/team',
      '/api/v2/task/86a000001',
      '/nothing',
      '/__mock/clock',
      '/openapi.json',
    ]
    const requests = Array.from({ length: count }, () => request(context, { path: context.random.pick(paths) }))
    return { pieces: [Buffer.concat(requests)], methods: requests.map(() => 'GET'), owed: count }
  },
  pipelinedWrites: (context) => {
    const requests = [post(context), request(context), post(context), post(context, { body: '{' }), request(context)]
    return { pieces: [Buffer.concat(requests)], methods: requests.map(() => 'POST'), owed: requests.length }
  },
  slowBytes: (context) => {
    const bytes = post(context)
    const cuts = Array.from({ length: 12 }, () => context.random.below(bytes.length)).sort((one, other) => one - other)
    const pieces = cuts.flatMap((cut, index) => [bytes.subarray(cuts[index - 1] ?? 0, cut), 1])
    return { pieces: [...pieces, bytes.subarray(cuts.at(-1))], methods: ['POST'], owed: 1 }
  },
  halfClosed: (context) => ({ pieces: [post(context), 'end'], methods: ['POST'], owed: 1 }),
  badLine: (context) => ({
    pieces: [Buffer.from(context.random.pick(badLines), 'latin1'), 20, 'end'],
    methods: ['GET'],
    owed: 0,
  }),
  longLine: (context) => {
    const path = `/api/v2/task/${'a'.repeat(context.random.pick([8_000, 15_000, 17_000, 70_000, 300_000]))}`
    return { pieces: [request(context, { path })], methods: ['GET'], owed: 0 }
  },
  absolute: (context) => {
    const hosts = ['http://api.clickup.com', 'https://api.clickup.com', 'HTTP://x:80', 'http://[::1]', 'http://a@b']
    const path = `${context.random.pick(hosts)}/api/v2/user`
    const headers = [`x-mock-sandbox: ${context.sandbox}`]
    return { pieces: [request(context, { path, headers, plain: false })], methods: ['GET'], owed: 1 }
  },
  strangeTarget: (context) => {
    const target = context.random.pick([
      '*',
      'x',
      '//',
      '?',
      '#',
      'http://',
      'http:',
      '/..',
      '/%',
      '\\',
      '/\u00e9',
      '/a?b#c',
      '/s',
      'ftp://x/y',
    ])
    const headers = [`x-mock-sandbox: ${context.sandbox}`]
    const method = context.random.pick(['GET', 'OPTIONS', 'POST'])
    return { pieces: [request(context, { method, path: target, headers, plain: false })], methods: [method], owed: 0 }
  },
  connect: () => ({
    pieces: [Buffer.from('CONNECT x:1 HTTP/1.1\r\nhost: x\r\n\r\n'), 20, 'end'],
    methods: ['GET'],
    owed: 0,
  }),
  expect: (context) => {
    const headers = [`expect: ${context.random.pick(['100-continue', '100-Continue', 'x', '200-ok'])}`]
    return { pieces: [post(context, { headers })], methods: ['POST'], owed: 1 }
  },
  upgrade: (context) => {
    const headers = ['connection: upgrade', `upgrade: ${context.random.pick(['websocket', 'h2c', 'x'])}`]
    return { pieces: [request(context, { headers })], methods: ['GET'], owed: 1 }
  },
  oldVersion: (context) => {
    const headers = context.random.chance(0.5) ? ['connection: keep-alive'] : []
    return { pieces: [request(context, { version: '1.0', headers })], methods: ['GET'], owed: 1 }
  },
  noHost: () => ({ pieces: [Buffer.from('GET /__mock/health HTTP/1.1\r\n\r\n')], methods: ['GET'], owed: 1 }),
  lengths: (context) => {
    const wrong = [
      { length: 3 },
      { length: 100 },
      { length: -1 },
      { length: 'x' },
      { length: '16, 16' },
      { length: 99_999_999_999 },
      { headers: ['content-length: 5'] },
      { headers: ['transfer-encoding: chunked'] },
      { headers: ['transfer-encoding: gzip, chunked'], length: undefined, body: goodChunks },
      { headers: ['transfer-encoding: x'], length: undefined },
    ]
    return { pieces: [post(context, context.random.pick(wrong)), 20, 'end'], methods: ['POST', 'GET'], owed: 0 }
  },
  chunks: (context) => {
    const texts = [
      [goodChunks, 1],
      [goodChunks.replace('\r\n', ';ext=1\r\n'), 1],
      [goodChunks.replace(/0\r\n\r\n$/, '0\r\nx-trailer: y\r\n\r\n'), 1],
      [goodChunks.toUpperCase().replace('NAME', 'name'), 1],
      [`zz\r\n${TASK}\r\n0\r\n\r\n`, 0],
      [`fffffffffffffff\r\n${TASK}`, 0],
      [`-1\r\n${TASK}\r\n0\r\n\r\n`, 0],
      [goodChunks.slice(0, -5), 0],
      ['0\r\n\r\n', 1],
      [`1\r\n{\r\n${'0'.repeat(40)}\r\n\r\n`, 0],
    ]
    const [text, owed] = context.random.pick(texts)
    return { pieces: [chunked(context, text), ...(owed ? [] : [20, 'end'])], methods: ['POST'], owed }
  },
  headerFlood: (context) => {
    const count = context.random.pick([90, 400, 1_990, 2_100, 5_000])
    const headers = Array.from({ length: count }, (_, number) => `x-${number}: ${number}`)
    return { pieces: [request(context, { headers })], methods: ['GET'], owed: 0 }
  },
  badHeader: (context) => {
    const headers = [
      context.random.pick([
        'no colon',
        ': empty',
        'a b: c',
        'x:\u0000',
        ' folded: x',
        'x: \u007f',
        'é: x',
        'x: a\rb',
        'x: a\nb: c',
      ]),
    ]
    return { pieces: [request(context, { headers }), 20, 'end'], methods: ['GET'], owed: 0 }
  },
  repeatedHeaders: (context) => {
    const twice = [
      'authorization: x',
      'x-mock-fault: 503',
      'x-mock-fault: 500',
      'x-mock-sandbox: a',
      'host: b',
      'content-type: a/b',
    ]
    const headers = context.random.some(twice)
    return { pieces: [request(context, { headers })], methods: ['GET'], owed: 0, asksFault: true }
  },
  tooLarge: (context) => {
    const isForm = context.random.chance(0.5)
    const size = isForm ? 11_000_000 : context.random.pick([1_100_000, 5_000_000])
    const type = isForm ? 'multipart/form-data; boundary=b' : 'application/json'
    const path = isForm ? '/api/v2/task/86a000001/attachment' : '/api/v2/list/901200000001/task'
    const headers = [`content-type: ${type}`, `content-length: ${size}`]
    const bytes = request(context, { method: 'POST', path, headers })
    return { pieces: [bytes, Buffer.alloc(size, 'x')], methods: ['POST'], owed: 1, isReadLater: true }
  },
  ...leavingShapes,
}

const badLines = [
  'GET\r\n\r\n',
  'GET / HTTP/9.9\r\n\r\n',
  'get / http/1.1\r\n\r\n',
  'FOO /api/v2/user HTTP/1.1\r\nhost: x\r\n\r\n',
  'GET  /  HTTP/1.1\r\n\r\n',
  'GET /a b HTTP/1.1\r\nhost: x\r\n\r\n',
  '\r\n\r\n\r\nGET /__mock/health HTTP/1.1\r\nhost: x\r\n\r\n',
  '\u0000\u0000\u0000\u0000',
  '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003',
  'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  '{"name":"x"}',
  'GET /\u0000 HTTP/1.1\r\n\r\n',
  'HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n',
  `${'G'.repeat(100_000)}`,
  'GET / HTTP/1.1\nhost: x\n\n',
]

/** A body of megabytes is rare, since it costs as much as a hundred others. */
const shapeNames = Object.keys(shapes).filter((name) => name !== 'tooLarge')

/** A shape as a call: it counts as one, whatever it sends. */
export function shapeCall(random) {
  const name = random.chance(0.98) ? random.pick(shapeNames) : 'tooLarge'
  return { api: 'shape', shape: name, method: 'GET', path: name, headers: {}, ids: {} }
}

/**
 * Sends it.
 * @returns what was sent and what came; `owed` is how many answers a client may expect
 */
export async function sendShape(name, { port, random, sandbox, label, until }) {
  const labels = []
  const context = {
    random,
    sandbox,
    label: () => {
      labels.push(`${label}.${labels.length}`)
      return labels.at(-1)
    },
  }
  const { pieces, methods, owed = 0, leave = false, asksFault = false, isReadLater } = shapes[name](context)
  const outcome = await converse(port, { methods: [...methods], pieces, until, leave, isReadLater })
  return { outcome, owed, labels, asksFault, pieces, isLeaving: leave }
}
