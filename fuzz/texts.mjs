// Texts that somebody might send: ordinary ones, odd ones, and those that make slow or deep code show itself.

/** Dates that no calendar has: who takes one has read it wrong. */
export const impossibleDates = [
  '2025-02-30',
  '2025-02-29T10:00Z',
  '2025-04-31',
  '2025-13-01',
  '2025-00-10',
  '2025-06-31T23:00Z',
]

const odd = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  'x\udfff y',
  '\u202egnal',
  '😀'.repeat(40),
  'Ünï©ødé ß İ ı',
  '\r\n\r\nSet-Cookie: a=b',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '../../../etc/passwd',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "'; DROP TABLE tasks; --",
  '{{7*7}} %s %n',
  'null',
  'undefined',
  'NaN',
  'true',
  '0',
  '-1',
  '1e400',
  '9007199254740993',
  '١٢٣',
  'NW-1',
  'OAUTH_027',
  'pk_100001_FAKETOKENANNA0000000000000000001',
  '=HYPERLINK("http://x")',
  '@anna @100001',
  'https://127.0.0.1:1/x?y=z#q',
  'a'.repeat(300),
  'n'.repeat(3_000),
]

/** What slow regular expressions and parsers choke on when it is repeated. */
// biome-ignore format: a list of words
const units = [
  '[', '(', '![', '](', '[a](', '*', '**', '_', '`', '~~', '<', '</', '<!--', '&', '&#', '\\', '> ', '- ', '# ', '\n', '\n\n',
  ' ', '\t', '|', '{', '"', "'", '%', '%2', '../', '//', '-eyJaaaaaaaa', 'eyJ.', 'pk_1_', 'Bearer ', '@', 'a@', 'a.', '-', ',',
  '$', '=', ';', ':', '0', '9', 'a', 'aA', 'é', '\ud83d', 'http://', 'www.', '1. ', '    ', '*a_', '**a ', '__a', '[]', '![](',
]

/** Those that were slow once, somewhere. */
export const suspects = [
  '[',
  '(',
  '![',
  '[a](',
  '*',
  '_',
  '`',
  '<',
  '-eyJaaaaaaaa',
  'eyJ',
  '\\',
  '> ',
  ' ',
  '\n',
  'a',
  '../',
  '**a ',
  '1. ',
]

const structural = '[](){}<>*_`~#!\\|"\'&%-+=.,:;/?@$^ \n\ta0eJ'

/** A short text repeated: what is linear in its length takes no time. */
export function repeated(random, length) {
  const list = random.weighted({ suspects: 5, units: 3, made: 2 })
  const unit =
    list !== 'made'
      ? random.pick(list === 'suspects' ? suspects : units)
      : Array.from({ length: 1 + random.below(6) }, () => structural[random.below(structural.length)]).join('')
  return unit.repeat(Math.ceil(length / unit.length)).slice(0, length)
}

export function oddText(random) {
  return random.pick(odd)
}

/** JSON text of so many levels; it is written by hand, since JSON.stringify has an end. */
export function deepJson(random, depth) {
  const [open, close] = random.pick([
    ['[', ']'],
    ['{"a":', '}'],
    ['[{"a":', '}]'],
  ])
  return open.repeat(depth) + random.pick(['1', 'null', '"x"', '[]']) + close.repeat(depth)
}

/** Depths around those at which something gives way. */
export function depth(random) {
  return random.pick([10, 60, 120, 500, 900, 999, 1_000, 1_001, 1_500, 3_000, 5_000, 8_000, 12_000, 20_000, 50_000])
}

/** Header names that mean something to HTTP itself. */
// biome-ignore format: a list of words
export const meaningful = [
  'trailer', 'transfer-encoding', 'content-length', 'connection', 'upgrade', 'keep-alive', 'date', 'te', 'expect', 'set-cookie', 'host',
  'content-type', 'content-encoding', 'location', 'retry-after', 'x-mock-request-id', '__proto__', 'x-good', 'server', 'cache-control',
]
