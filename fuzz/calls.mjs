// Calls of ClickUp's API: an operation, its path, query, headers and body, each good or spoiled.
import { bodyFor } from './bodies.mjs'
import { oddText, repeated } from './texts.mjs'

const token = {
  anna: 'pk_100001_FAKETOKENANNA0000000000000000001',
  others: [
    'pk_100002_FAKETOKENBEN00000000000000000001',
    'pk_100003_FAKETOKENCHLOE000000000000000001',
    'pk_100005_FAKETOKENGINA0000000000000000001',
    'Bearer 100001_fa4e000000000000000000000000000000000000000000000000000000005717',
  ],
  odd: [
    undefined,
    '',
    'x',
    'Bearer',
    'Bearer  ',
    'pk_1_NOBODY',
    'Basic YTpi',
    'bearer pk_',
    'pk_fault_',
    'pk_fault_NONE',
    '😀',
  ],
}
// biome-ignore format: a list of words
const faultWords = [
  'OAUTH_027', 'OAUTH_077', 'APP_002', '429', '500', '502', '503', '418', '204', '304', 'html', 'reset', 'empty', 'cut', 'garbage',
  'hang', 'timeout', 'slow:delay=1', 'slow:delay=1,when=after', '503:delay=1', '500:when=after', 'cut:when=before',
  'reset:when=after', '401@GetTask', '503@/v2/*', 'ITEM_013', 'internalError', 'gatewayBadGateway', '200:body=x', '250',
]
const badFaults = [
  'nonsense',
  '',
  '99',
  '600',
  'slow:delay=-1',
  'slow:delay=x',
  'hang:times=0',
  '@',
  ':',
  '500:status=1',
  '503:a=b',
  'é',
  'slow:rate=2',
]
const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'PROPFIND', 'TRACE']
// biome-ignore format: a list of words
const strayPaths = [
  '/', '/api', '/api/', '/api/v2', '/api/v2/', '/api/v3/x', '/v2/user', '/api/v2/nothing', '/favicon.ico', '/robots.txt', '/openapi.json',
  '/openapi.yaml', '/__mock', '/__mock/', '/__mock/nothing', '/attachments/x/y', '/attachments/../x', '/api/v2/%', '/api/v2/task/%E0%A4%A',
  '/api//v2///user//', '/s', '/s/', '/s//api', '/api/v2/user?%', '/api/v2/user?a[b]=c&a=d&a[]=e', '/%2e%2e/%2e%2e', '/api/v2/task/%00',
]

/** One of the built operations. */
export function clickupCall(values, operations) {
  const { random } = values
  if (random.chance(0.01)) return strayCall(values)
  const operation = random.pick(operations)
  const ids = {}
  const path = operation.path.replace(/\{([^}]+)\}/g, (_, name) => {
    ids[name] = pathId(values, name)
    return ids[name]
  })
  const method = random.chance(0.985) ? operation.method : random.pick(methods)
  const hasBody = operation.bodies.length > 0 || random.chance(0.02)
  const isDeepWanted = hasBody && random.chance(0.004)
  const { body, type } =
    hasBody && method !== 'GET' && method !== 'HEAD' ? bodyFor(values, operation.bodies, isDeepWanted) : {}
  const headers = requestHeaders(values, isDeepWanted)
  if (type !== undefined) headers['content-type'] = type
  return {
    api: 'clickup',
    operation,
    ids,
    method,
    path: path + queryOf(values, operation),
    headers,
    body,
    isChunked: body !== undefined && random.chance(isDeepWanted ? 0.5 : 0.04),
    ...asked(headers),
  }
}

function strayCall(values) {
  const { random } = values
  const method = random.pick(methods)
  const headers = requestHeaders(values)
  const path = random.chance(0.85)
    ? random.pick(strayPaths)
    : `/api/v2/list/${'a'.repeat(random.pick([30, 300, 4_000, 12_000]))}/task`
  return { api: 'none', ids: {}, method, path, headers, isChunked: false, ...asked(headers) }
}

/** What the headers ask for: a fault accounts for any status, and may take its time. */
function asked(headers) {
  const words = [headers['x-mock-fault'], headers.prefer, headers.authorization].join(' ')
  const isFault = headers['x-mock-fault'] !== undefined || headers.prefer !== undefined || words.includes('pk_fault_')
  const consent = String(headers['x-mock-consent'] ?? '')
  return { asksFault: isFault, mayHang: (isFault && /hang|timeout|slow|delay/.test(words)) || consent.includes('wait') }
}

/** An id of a path: mostly one that is there. */
export function pathId(values, name) {
  const { random, known } = values
  const pool = known.of(name)
  const ways = { known: pool.length ? 80 : 0, deleted: 4, strange: 5, other: 3, odd: 4, long: 0.5, raw: 1.5 }
  const way = random.weighted(ways)
  const ids = {
    known: () => random.pick(pool),
    deleted: () => known.deleted.at(-1 - random.below(3)) ?? '86a999999',
    strange: () =>
      random.pick(['999999999999', '86a999999', 'fa4e0000-0000-4000-8000-ffffffffffff', '0', '-1', '9001002', 'NW-1']),
    other: () =>
      random.pick(known.of(random.pick(['task_id', 'list_id', 'space_id', 'comment_id', 'field_id'])) || ['x']),
    odd: () => oddText(random),
    long: () => random.pick(['a', '9', 'ab']).repeat(random.pick([100, 1_000, 3_000])),
    raw: () =>
      random.pick([
        '%00',
        '%',
        '%2F',
        '%2e%2e',
        '..',
        '.',
        ';',
        'a b',
        '%F0%9F%98%80',
        '%ED%A0%80',
        '{task_id}',
        '*',
        ':id',
        '',
      ]),
  }
  const id = String(ids[way]())
  if (way === 'raw') return id.replace(' ', '%20')
  return encodeURIComponent(id.replace(/[\ud800-\udfff]/g, (half) => (id.isWellFormed?.() ? half : '?')))
}

/** A query: some of the declared parameters, in the forms that clients use. */
export function queryOf(values, { inQuery }) {
  const { random } = values
  if (random.chance(0.5) && !inQuery.some(({ required }) => required)) return ''
  const pairs = inQuery
    .filter(({ required }) => random.chance(required ? 0.95 : 0.25))
    .flatMap((parameter) => queryPairs(values, parameter))
  if (random.chance(0.08))
    pairs.push([random.pick(['page_size', 'x', 'a[b][c]', '__proto__', 'order_by[]', '', '[]']), 'x'])
  if (random.chance(0.004)) pairs.push(['x', repeated(random, random.pick([1_000, 6_000]))])
  if (random.chance(0.004)) for (let number = 0; number < 1_500; number++) pairs.push([`k${number}`, ''])
  if (!pairs.length) return ''
  return `?${pairs.map(([name, value]) => `${name}=${encoded(value)}`).join('&')}`
}

function queryPairs(values, { name, schema }) {
  const { random } = values
  const value = random.chance(0.85) ? values.fitting(schema, name.replace('[]', '')) : values.wrong()
  if (Array.isArray(value)) {
    const form = random.pick([
      name,
      `${name.replace('[]', '')}[]`,
      `${name.replace('[]', '')}[0]`,
      name.replace('[]', ''),
    ])
    return value.map((one) => [form, one])
  }
  return random.chance(0.04)
    ? [
        [name, value],
        [name, values.wrong()],
      ]
    : [[name, value]]
}

function encoded(value) {
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
  return encodeURIComponent(text.replace(/[\ud800-\udfff]/g, '?').slice(0, 8_000))
}

/** Headers: a token nearly always, now and then what only a tester or a broken client sends. */
export function requestHeaders(values, isFaultWanted = false) {
  const { random, known } = values
  const headers = {}
  const whose = random.weighted({ anna: 70, others: 18, known: 6, odd: 4, fault: 2 })
  const tokens = {
    anna: () => token.anna,
    others: () => random.pick(token.others),
    known: () => random.pick(known.of('token')),
    odd: () => random.pick(token.odd),
    fault: () => `pk_fault_${random.pick(faultWords).split(':')[0]}`,
  }
  const authorization = tokens[whose]()
  if (authorization !== undefined) headers.authorization = Buffer.from(authorization).toString('latin1')
  if (isFaultWanted && random.chance(0.4)) headers['x-mock-fault'] = 'slow:delay=1,when=after'
  else if (random.chance(0.03)) headers['x-mock-fault'] = random.pick(random.chance(0.85) ? faultWords : badFaults)
  if (random.chance(0.01))
    headers.prefer = random.pick(['code=429', 'code=503, wait=1', 'respond-async', 'code=200', 'code="500"', 'code='])
  if (random.chance(0.04)) Object.assign(headers, oddHeader(random))
  return headers
}

function oddHeader(random) {
  return random.pick([
    {
      'x-mock-consent': random.pick([
        'accept',
        'reject',
        'wait',
        'accept; user=anna',
        'accept; user=nobody',
        'x',
        '',
        'accept; a=b',
      ]),
    },
    { 'x-mock-control-token': 'x' },
    { 'x-mock-request-id': 'm-1' },
    { 'x-mock-unknown': 'x' },
    { accept: random.pick(['text/html', '*/*', '', 'application/xml']) },
    { 'accept-encoding': 'gzip, br' },
    { 'content-type': random.pick(['', 'x', 'application/json', 'multipart/form-data']) },
    { cookie: 'a'.repeat(4_000) },
    { 'x-long': 'b'.repeat(random.pick([100, 12_000])) },
    { origin: random.pick(['http://evil.example', 'null', 'http://127.0.0.1']) },
    { 'sec-fetch-site': random.pick(['cross-site', 'same-site', 'same-origin', 'none']) },
    { 'if-none-match': '*', 'if-modified-since': 'Mon, 01 Jan 2024 00:00:00 GMT' },
    { range: 'bytes=0-10' },
    { 'user-agent': '' },
    { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
    { 'x-http-method-override': 'DELETE' },
    { connection: 'close' },
    { 'x-latin': '\u00e9\u00ff' },
    { te: 'trailers' },
  ])
}
