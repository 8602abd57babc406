// Fault rules as data: what a tester writes (a flag, a header, YAML) → what is matched against calls.
import { validateHeaderName, validateHeaderValue } from 'node:http'
import {
  type CatalogueEntry,
  catalogue,
  type ErrorCode,
  type RefusalName,
  refusalNames,
} from '../contract/catalogue.js'
import { msRange } from '../input/durations.js'
import { suggestion } from '../input/nearest.js'
import { InputError, type Problem } from '../input/problems.js'
import { LONGEST_PATTERN, PathPattern } from './path-pattern.js'

/** A rule as written; the schema FaultRule in specs/mock/faults.yaml says what each field means. */
export interface FaultRule {
  readonly fault?: string
  readonly operation?: string
  readonly method?: string
  readonly path?: string
  readonly token?: string
  readonly times?: number
  readonly nth?: number
  readonly every?: number
  readonly rate?: number
  readonly seed?: number
  readonly delay?: string
  readonly when?: 'before' | 'after'
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** Ways to fail below HTTP. */
export const networkFaults = ['reset', 'empty', 'cut', 'garbage', 'hang'] as const
export type NetworkFault = (typeof networkFaults)[number]

/** Tokens of this form provoke the fault they name, for clients that cannot set headers: `pk_fault_OAUTH_027`. */
export const testTokenPrefix = 'pk_fault_'

/** One or more. */
export type Entries = readonly [CatalogueEntry, ...CatalogueEntry[]]

/** What a fault does: a refusal of the catalogue (the first that suits the call), a status, a broken connection. */
export type Effect =
  | { readonly kind: 'refusal'; readonly entries: Entries }
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'network'; readonly how: NetworkFault }
  | { readonly kind: 'none' }

/** A rule that was understood. */
export interface Fault {
  readonly rule: FaultRule
  readonly effect: Effect
  /** ms, from and to. */
  readonly delay: readonly [number, number] | undefined
  readonly path: PathPattern | undefined
}

/** Which operations there are, for rules that name one. */
export type OperationNames = readonly string[]

const DEFAULT_SLOW = '2000'
/** In characters. */
const LONGEST_SHOWN = 80
/** ms: ten minutes. */
export const LONGEST_DELAY = 600_000
const aliases: Readonly<Record<string, string>> = { timeout: 'hang' }

/** What a rule may name as its fault: a code or a name of the catalogue, a status, a way to fail below HTTP. */
export type FaultWord = RefusalName | ErrorCode | `${number}` | NetworkFault | 'timeout' | 'html' | 'slow'

/** Every word a rule may name as its fault, for suggestions and for the list of test tokens. */
export const faultWords: readonly string[] = [
  ...new Set(refusalNames.flatMap((name) => [catalogue[name].ECODE ?? name, name])),
  ...networkFaults,
  'timeout',
  'html',
  'slow',
]

/**
 * Reads `<fault>[@<operation or METHOD /path>][:key=value,…]`, such as `OAUTH_027@GetAuthorizedUser:times=2` or
 * `503@GET /v2/team*:rate=0.2,seed=7`.
 * @throws InputError naming `where` and the nearest words
 */
export function parseFault(text: string, where: string, operations: OperationNames): Fault {
  const [head = '', settings = ''] = splitAt(text, /:(?=[a-z]+=)/)
  const [fault = '', target = ''] = splitAt(head, /@/)
  const rule: Record<string, unknown> = { fault: fault.trim() }
  const [, method, path] = /^([A-Z]+)\s+(\/\S*)$/.exec(target.trim()) ?? []
  if (method) Object.assign(rule, { method, path })
  else if (target.trim().startsWith('/')) rule.path = target.trim()
  else if (target.trim()) rule.operation = target.trim()
  const pairs = (settings ? settings.split(',') : []).map((pair) => {
    const [key, value] = splitAt(pair, /=/)
    return [key.trim(), numericFields.has(key.trim()) ? readNumber(value) : value.trim()]
  })
  return compileFault({ ...rule, ...Object.fromEntries(pairs) }, where, operations)
}

/** Reads a rule as text or as an object. @throws InputError naming `where` */
export function readFault(written: string | object, where: string, operations: OperationNames): Fault {
  return typeof written === 'string'
    ? parseFault(written, where, operations)
    : compileFault({ ...written }, where, operations)
}

/** Node refuses them, or the client would not know where the answer ends. */
const framingHeaders: ReadonlySet<string> = new Set(['transfer-encoding', 'trailer'])

const numericFields = new Set(['times', 'nth', 'every', 'rate', 'seed', 'status'])
const fieldChecks: Readonly<Record<string, (value: unknown) => string | undefined>> = {
  fault: text('an ECODE, a name of the catalogue, a status, html, slow, reset, empty, cut, garbage or hang'),
  operation: text('an operationId'),
  method: oneOf('GET', 'POST', 'PUT', 'PATCH', 'DELETE'),
  path: (value) =>
    typeof value === 'string' && value.startsWith('/') && value.length <= LONGEST_PATTERN
      ? undefined
      : `a path that starts with /, of up to ${LONGEST_PATTERN} characters`,
  token: text('a token'),
  times: whole(1),
  nth: whole(1),
  every: whole(1),
  rate: (value) => (typeof value === 'number' && value >= 0 && value <= 1 ? undefined : 'a number from 0 to 1'),
  seed: whole(0),
  delay: (value) =>
    msRange(value, LONGEST_DELAY) ? undefined : `ms or a range such as 100-300, up to ${LONGEST_DELAY}`,
  when: oneOf('before', 'after'),
  status: (value) =>
    Number.isInteger(value) && Number(value) >= 200 && Number(value) <= 599 ? undefined : 'a status from 200 to 599',
  headers: (value) => {
    const isMap = value && typeof value === 'object' && Object.entries(value).every(isHeader)
    if (!isMap) return 'header names with text values, of characters that HTTP can carry'
    const framing = Object.keys(value).find((name) => framingHeaders.has(name.toLowerCase()))
    return framing && `without ${framing}, which says where an answer ends (the faults cut and garbage spoil that)`
  },
  body: (value) => (isJson(value) ? undefined : 'something that JSON can hold'),
}

/** Checks a rule and finds what it names. @throws InputError with every problem of the rule */
export function compileFault(
  rule: Readonly<Record<string, unknown>>,
  where: string,
  operations: OperationNames,
): Fault {
  const problems = Object.entries(rule).flatMap(([key, value]) => fieldProblem(where, key, value))
  const known = rule as FaultRule // every field was just checked
  const { operation, path } = known
  if (typeof operation === 'string' && !operations.includes(operation)) {
    const right = suggestion(operation, operations)
    problems.push({ where, what: `there is no operation "${operation}"`, right })
  }
  const word = typeof known.fault === 'string' ? known.fault : ''
  const effect = readEffect(word, rule)
  if (!effect) problems.push(...faultProblem(where, known.fault))
  if (problems.length || !effect) throw new InputError(problems)
  return {
    rule: known,
    effect,
    delay: msRange(known.delay ?? (word === 'slow' ? DEFAULT_SLOW : undefined), LONGEST_DELAY),
    path: path === undefined ? undefined : new PathPattern(path),
  }
}

function fieldProblem(where: string, key: string, value: unknown): Problem[] {
  const check = Object.hasOwn(fieldChecks, key) ? fieldChecks[key] : undefined
  if (!check) {
    const right = suggestion(key, Object.keys(fieldChecks))
    return [{ where, what: `a fault has no setting "${key}"`, right }]
  }
  const right = check(value)
  return right ? [{ where, what: `${key} is ${shown(value)}`, right: `it has to be ${right}` }] : []
}

/** A word of the wrong type was reported already. */
function faultProblem(where: string, word: unknown): Problem[] {
  if (!word) return [{ where, what: 'the rule names no fault', right: 'give it a fault, a status or a delay' }]
  if (typeof word !== 'string') return []
  return [{ where, what: `there is no fault "${word}"`, right: suggestion(word, faultWords) }]
}

/** What a fault word names; undefined when it names nothing. */
function readEffect(word: string, rule: Readonly<Record<string, unknown>>): Effect | undefined {
  const how = networkFaults.find((name) => name === (aliases[word] ?? word))
  if (how) return { kind: 'network', how }
  if (word === 'html') return { kind: 'refusal', entries: [catalogue.gatewayBadGateway] }
  if (word === 'slow') return { kind: 'none' }
  if (/^[2-5]\d\d$/.test(word)) return statusEffect(Number(word))
  const names = refusalNames.filter((name) => catalogue[name].ECODE === word || name === word)
  const [first, ...more] = names.map((name) => catalogue[name])
  if (first) return { kind: 'refusal', entries: [first, ...more] }
  if (word !== '') return undefined
  if (typeof rule.status === 'number') return statusEffect(rule.status)
  return rule.delay === undefined ? undefined : { kind: 'none' }
}

function statusEffect(status: number): Effect {
  const typical = refusalNames.find((name) => catalogue[name].status === status && catalogue[name].typical)
  return typical ? { kind: 'refusal', entries: [catalogue[typical]] } : { kind: 'status', status }
}

/** Whether Node sends it. */
function isHeader([name, value]: [string, unknown]): boolean {
  if (typeof value !== 'string') return false
  try {
    validateHeaderName(name)
    validateHeaderValue(name, value)
    return true
  } catch {
    return false // the question of this function
  }
}

function isJson(value: unknown): boolean {
  try {
    JSON.stringify(value)
    return true
  } catch {
    return false // a circle, or a number without bounds
  }
}

/** A value in a message: never all of a long one. */
function shown(value: unknown): string {
  const text = String(isJson(value) ? JSON.stringify(value) : value)
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text
}

/** An empty text is not a number, though JavaScript reads it as 0. */
function readNumber(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text)
}

function splitAt(text: string, at: RegExp): [string, string] {
  const found = at.exec(text)
  return found ? [text.slice(0, found.index), text.slice(found.index + 1)] : [text, '']
}

function text(right: string): (value: unknown) => string | undefined {
  return (value) => (typeof value === 'string' ? undefined : right)
}

function oneOf(...words: string[]): (value: unknown) => string | undefined {
  return (value) => (words.some((word) => word === value) ? undefined : words.join(' or '))
}

function whole(least: number): (value: unknown) => string | undefined {
  return (value) => (Number.isInteger(value) && Number(value) >= least ? undefined : `a whole number from ${least}`)
}
