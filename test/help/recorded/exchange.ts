// Reads recorded exchanges: the files of test/recorded, whose README says how they are written.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { Known } from './shape.js'

/** A call, with `{name}` where something known stands. */
export interface RecordedCall {
  /** `POST /api/v2/list/{list}/task`, with a query where there is one. */
  readonly call: string
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON. */
  readonly body?: unknown
  /** Sent as a multipart form in place of a body: its files by field. */
  readonly form?: Readonly<Record<string, { readonly file: string; readonly text: string }>>
}

/** A call that was made before, and the names that parts of its answer get. */
export interface GivenCall extends RecordedCall {
  readonly keep?: Readonly<Record<string, string>>
}

/** One exchange that somebody recorded. */
export interface Exchange {
  /** Below test/recorded. */
  readonly file: string
  readonly what: string
  /** ClickUp's operationId of the request. */
  readonly operation: string
  /** A name in sources.yaml. */
  readonly source: string
  /** `2026-01-26`, or as much of it as is known. */
  readonly date: string
  readonly sureness: (typeof surenesses)[number]
  readonly given: readonly GivenCall[]
  readonly request: RecordedCall
  readonly answer: RecordedAnswer
}

/** What is known of an answer; what is left out is not compared. */
export interface RecordedAnswer {
  readonly status?: number
  readonly headers?: Readonly<Record<string, unknown>>
  readonly body?: unknown
}

const surenesses = ['strong', 'weak', 'reasoned'] as const
const folder = join(process.cwd(), 'test/recorded')
const notExchanges = ['sources.yaml', 'accepted.yaml']

/** All exchanges, in the order of their files. @throws Error that names the file and the field */
export function readExchanges(): Exchange[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml') && !notExchanges.includes(file))
    .sort()
    .map((file) => checked(file, parse(readFileSync(join(folder, file), 'utf8'))))
}

/** A file of test/recorded that is no exchange. */
export function readRecorded(file: 'sources.yaml' | 'accepted.yaml'): unknown {
  return parse(readFileSync(join(folder, file), 'utf8'))
}

const fields: Readonly<
  Record<string, readonly [needed: boolean, isRight: (value: unknown) => boolean, right: string]>
> = {
  what: [true, isText, 'one line that says what was recorded'],
  operation: [true, isText, 'the operationId of the request'],
  source: [true, isText, 'a name in sources.yaml'],
  date: [
    true,
    (value) => isText(value) && /^20\d\d(-\d\d){0,2}$/.test(value),
    'such as 2026-01-26, "2026-01" or "2026"',
  ],
  sureness: [true, (value) => surenesses.some((one) => one === value), surenesses.join(', ')],
  given: [false, (value) => Array.isArray(value) && value.every((call) => isCall(call, ['keep'])), 'a list of calls'],
  request: [true, (value) => isCall(value, []), 'a call: call, and where needed headers, body or form'],
  answer: [true, (value) => hasOnly(value, ['status', 'headers', 'body']), 'status, headers, body'],
}

/** @throws Error for a field that is missing, unknown or wrong */
export function checked(file: string, value: unknown): Exchange {
  if (!hasOnly(value, Object.keys(fields))) {
    throw new Error(`test/recorded/${file}: an exchange has only ${Object.keys(fields).join(', ')}`)
  }
  for (const [name, [needed, isRight, right]] of Object.entries(fields)) {
    const field: unknown = Reflect.get(value, name)
    if (field === undefined && !needed) continue
    if (!isRight(field)) throw new Error(`test/recorded/${file}: "${name}" has to be ${right}`)
  }
  return { file, given: [], ...(value as Omit<Exchange, 'file' | 'given'>) } // checked above
}

/** Puts what is known in place of each `{name}`. A text that is nothing else becomes the value itself. */
export function filled(part: unknown, known: Known): unknown {
  if (typeof part === 'string') {
    const [, whole] = /^\{(\w+)\}$/.exec(part) ?? []
    return whole === undefined ? part.replace(/\{(\w+)\}/g, (_, name) => String(need(known, name))) : need(known, whole)
  }
  if (Array.isArray(part)) return part.map((item) => filled(item, known))
  if (typeof part !== 'object' || part === null) return part
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, filled(value, known)]))
}

/** The part of a body that `task.id` names. */
export function partOf(body: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((part, key) => Reflect.get(Object(part), key), body)
}

function need(known: Known, name: string): unknown {
  if (!known.has(name)) throw new Error(`{${name}} is not known: it is neither given nor in test/recorded/README.md`)
  return known.get(name)
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

function isCall(value: unknown, more: readonly string[]): boolean {
  const call: unknown = hasOnly(value, ['call', 'headers', 'body', 'form', ...more]) && Reflect.get(value, 'call')
  return isText(call) && /^(GET|POST|PUT|PATCH|DELETE|OPTIONS|HEAD) \/\S*$/.test(call)
}

function hasOnly(value: unknown, names: readonly string[]): value is object {
  return typeof value === 'object' && value !== null && Object.keys(value).every((name) => names.includes(name))
}
