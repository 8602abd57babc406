// Bodies of requests: as declared, wrong in one place or in all, cut off, too deep, too large, of another type.
import { deepJson, depth, oddText, repeated } from './texts.mjs'

const JSON_TYPE = 'application/json'
const BOUNDARY = 'fuzzfuzzfuzz'

/** How often each kind of body is sent, of a hundred. */
const kinds = {
  fitting: 58,
  oneWrong: 16,
  allWrong: 4,
  moreKeys: 4,
  deep: 2,
  broken: 4,
  noObject: 2,
  otherType: 3,
  urlencoded: 2,
  multipart: 2,
  none: 2,
  long: 0.9,
  heavy: 0.1,
}

/** What costs so much that it is sent rarely. */
const heavyKinds = {
  bodyOfOverAMegabyte: (random) =>
    Buffer.from(JSON.stringify({ name: 'x'.repeat(random.pick([1_048_600, 5_000_000])) })),
  manyKeys: (random) => Buffer.from(JSON.stringify(Object.fromEntries(manyKeys(random.pick([5_000, 88_000]))))),
  manyItems: (random) =>
    Buffer.from(JSON.stringify({ name: 'x', assignees: Array(random.pick([10_000, 200_000])).fill(1) })),
  smallObjects: () => Buffer.from(`{"name":"x","y":[${Array(340_000).fill('{}').join(',')}]}`),
}

/**
 * A body for a request.
 * @returns `body` and `type`, either of which may be undefined; `isGood` where it is as declared
 */
export function bodyFor(values, declared, isDeepWanted = false) {
  const { random } = values
  const json = declared.find(({ type }) => type === JSON_TYPE) ?? declared[0]
  const kind = isDeepWanted ? 'deep' : random.weighted(kinds)
  if (!isDeepWanted && json && json.type !== JSON_TYPE && random.chance(0.8)) return formBody(values, json, kind)
  const schema = json?.schema ?? {}
  const fitting = () => (json?.example && random.chance(0.3) ? structuredClone(json.example) : values.fitting(schema))
  return makers[kind](values, fitting, schema)
}

const makers = {
  fitting: (_values, fitting) => ({ ...asJson(fitting()), isGood: true }),
  oneWrong: (values, fitting) => asJson(spoiled(values, fitting())),
  allWrong: (values, fitting) => {
    const body = Object(fitting())
    return asJson(Object.fromEntries(Object.keys(body).map((key) => [key, values.wrong()])))
  },
  moreKeys: (values, fitting) => {
    const names = ['unknown', oddText(values.random), '__proto__', 'constructor', 'length']
    const more = values.random.some(names).map((name) => [name, values.wrong()])
    return asJson({ ...Object(fitting()), ...Object.fromEntries(more) })
  },
  deep: (values, fitting) => {
    const body = Object(fitting())
    const keys = [...Object.keys(body), 'y', 'where', 'body']
    const rest = { ...body, [values.random.pick(keys)]: '@deep@' }
    const text = JSON.stringify(rest).replace('"@deep@"', () => deepJson(values.random, depth(values.random)))
    return { body: Buffer.from(text), type: JSON_TYPE }
  },
  broken: (values, fitting) => ({ body: broken(values.random, JSON.stringify(fitting()) ?? ''), type: JSON_TYPE }),
  noObject: ({ random }) =>
    asText(random.pick(['[]', '"x"', '7', 'null', 'true', '[[1]]', '', ' ', '[{}]', '-0', '1e999'])),
  otherType: ({ random }, fitting) => ({ ...asJson(fitting()), type: random.pick(otherTypes) }),
  urlencoded: (values, fitting) => ({
    body: Buffer.from(encoded(values, fitting())),
    type: 'application/x-www-form-urlencoded',
  }),
  multipart: (values) => multipart(values),
  none: () => ({}),
  long: (values, fitting, schema) => {
    const { random } = values
    const body = Object(fitting())
    const keys = values.textFields(schema)
    const key = random.pick(keys.length ? keys : ['name', 'description', 'comment_text'])
    const text = repeated(random, random.pick([10_000, 40_000, 120_000, 120_000, 300_000, 900_000]))
    return asJson({ ...body, [key]: text })
  },
  heavy: ({ random }) => ({ body: heavyKinds[random.pick(Object.keys(heavyKinds))](random), type: JSON_TYPE }),
}

// biome-ignore format: a list of words
const otherTypes = [
  undefined, '', 'text/plain', 'application/xml', 'application/json; charset=utf-16', 'application/json;charset=utf-8', 'json',
  'application/vnd.api+json', 'multipart/form-data', 'multipart/form-data; boundary=', 'APPLICATION/JSON', '*/*', 'a/b/c', ';',
]

function asJson(value) {
  return { body: Buffer.from(JSON.stringify(value) ?? ''), type: JSON_TYPE }
}

function asText(text) {
  return { body: Buffer.from(text), type: JSON_TYPE }
}

/** One place of a body gets something that does not belong there; the place may lie deep. */
export function spoiled(values, body) {
  const { random } = values
  let place = body
  for (;;) {
    if (typeof place !== 'object' || place === null) return values.wrong()
    const keys = Object.keys(place)
    if (!keys.length) return values.wrong()
    const key = random.pick(keys)
    const below = place[key]
    if (typeof below === 'object' && below !== null && Object.keys(below).length && random.chance(0.5)) {
      place = below
    } else {
      place[key] = values.wrong()
      return body
    }
  }
}

function broken(random, text) {
  const at = random.below(text.length + 1)
  const ways = [
    () => text.slice(0, at),
    () => `${text.slice(0, at)}\u0000${text.slice(at)}`,
    () => `\ufeff${text}`,
    () => `${text}${text}`,
    () => text.replace(/"/g, "'"),
    () => `${text.slice(0, -1)},}`,
    () => Buffer.concat([Buffer.from(text.slice(0, at)), Buffer.from([0xff, 0xfe, 0xc0]), Buffer.from(text.slice(at))]),
    () => '{"name":"x","name":"y","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
    () => Buffer.from(Array.from({ length: 60 }, () => random.below(256))),
    () => '[',
    () => '{"a":',
    () => '"\\ud800"',
  ]
  return Buffer.from(random.pick(ways)())
}

function encoded(values, body) {
  const { random } = values
  const pairs = Object.entries(Object(body)).map(([key, value]) => {
    const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
    const safe = random.chance(0.95)
      ? encodeURIComponent(text.toWellFormed?.() ?? text.replace(/[\ud800-\udfff]/g, '?'))
      : text
    return `${random.chance(0.9) ? key : `${key}[${random.pick(['', '0', 'a', '__proto__'])}]`}=${safe}`
  })
  return pairs.join(random.pick(['&', '&', '&', ';', '&&'])) + random.pick(['', '', '&', '=', '%', '&a=%zz'])
}

/** A body for an operation that takes a form. */
function formBody(values, { type, schema }, kind) {
  if (kind === 'heavy') return multipart(values, 11 * 1_048_576)
  if (type === 'multipart/form-data') return multipart(values)
  return { body: Buffer.from(encoded(values, values.fitting(schema))), type }
}

/** A form with a file, good or broken. */
function multipart(values, size = values.random.pick([0, 1, 40, 900])) {
  const { random, mark } = values
  const part = (head, text) => `--${BOUNDARY}\r\nContent-Disposition: form-data; ${head}\r\n\r\n${text}\r\n`
  const names = [
    'attachment',
    'attachment',
    'attachment[]',
    'attachment[0]',
    'file',
    '',
    encodeURIComponent(oddText(random).replace(/[\ud800-\udfff]/g, '')),
  ]
  const file = random.pick([
    'a.txt',
    `${mark}.csv`,
    'no ending',
    '"',
    `${'n'.repeat(400)}.png`,
    '😀.jpg',
    '../../x',
    'a\u0000b',
  ])
  const text = part(`name="${random.pick(names)}"; filename="${file}"`, 'x'.repeat(size)) + part('name="note"', 'hello')
  const ends = [
    `--${BOUNDARY}--\r\n`,
    `--${BOUNDARY}--\r\n`,
    `--${BOUNDARY}--\r\n`,
    '',
    `--${BOUNDARY}`,
    `--${BOUNDARY}--junk`,
    '\r\n'.repeat(50),
  ]
  const end = random.chance(0.8) ? ends[0] : random.pick(ends)
  const boundary = random.chance(0.9) ? BOUNDARY : random.pick(['other', '', `"${BOUNDARY}"`, 'b'.repeat(300)])
  return { body: Buffer.from(text + end), type: `multipart/form-data; boundary=${boundary}` }
}

function manyKeys(count) {
  return Array.from({ length: count }, (_, number) => [`key${number}`, number])
}
