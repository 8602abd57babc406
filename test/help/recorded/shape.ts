// Compares an answer with what was recorded of it: the shapes of test/recorded/README.md.

/** What `<name>` and `<type name>` stand for in one exchange: what was known before, and what its answers showed. */
export type Known = Map<string, unknown>

/** A part of an answer that is not as recorded. */
export interface Difference {
  /** `body.comments.0.date`, `status`, `headers.vary`. */
  readonly at: string
  readonly wanted: string
  readonly got: string
}

/** What a comparison has found, and how much it has looked at. */
export class Findings {
  readonly differences: Difference[] = []
  /** Values and orders of keys that were compared. */
  compared = 0

  /** Counts one comparison. */
  compare(fits: boolean, at: string, wanted: string, got: unknown): void {
    this.compared += 1
    if (!fits) this.differences.push({ at, wanted, got: shown(got) })
  }
}

/** Whether a value is of a type that a shape may name. */
const types: Readonly<Record<string, (value: unknown) => boolean>> = {
  any: () => true,
  text: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  boolean: (value) => typeof value === 'boolean',
  null: (value) => value === null,
  none: (value) => value === undefined,
  list: Array.isArray,
  object: (value) => isObject(value),
  digits: (value) => typeof value === 'string' && /^\d+$/.test(value),
  decimal: (value) => typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value),
  uuid: (value) => typeof value === 'string' && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(value),
  colour: (value) => typeof value === 'string' && /^#[\da-f]{6}$/i.test(value),
  url: (value) => typeof value === 'string' && URL.canParse(value),
}

const EACH = '<each>'
const SOME = '<some>'
const MORE = '<more>'

/**
 * Compares a value with its shape. Names of the shape that are not known yet are learned on the way.
 * @throws Error for a shape that means nothing
 */
export function compare(shape: unknown, value: unknown, at: string, known: Known, findings: Findings): void {
  if (Array.isArray(shape)) compareList(shape, value, at, known, findings)
  else if (!isObject(shape)) compareValue(shape, value, at, known, findings)
  else if (EACH in shape || SOME in shape) compareItems(shape, value, at, known, findings)
  else compareObject(shape, value, at, known, findings)
}

function compareValue(shape: unknown, value: unknown, at: string, known: Known, findings: Findings): void {
  const [whole, words] = typeof shape === 'string' ? (/^<(.+)>$/.exec(shape) ?? []) : []
  if (words === undefined) findings.compare(shape === value, at, shown(shape), value)
  else if (whole !== '<any>') compareType(words, value, at, known, findings)
}

/** @param words - a type or several, and a name where the shape has one */
function compareType(words: string, value: unknown, at: string, known: Known, findings: Findings): void {
  const [type = '', name] = words.split(' ')
  const alternatives = type.split('|').map((one) => types[one])
  if (alternatives.some((one) => !one)) {
    throw new Error(`${at}: "<${words}>" names no type: ${Object.keys(types).join(', ')}`)
  }
  const fits = alternatives.some((isOne) => isOne?.(value))
  const before = name === undefined ? undefined : known.get(name)
  if (fits && name !== undefined && before === undefined) known.set(name, value)
  const isSame = before === undefined || String(before) === String(value)
  findings.compare(fits && isSame, at, before === undefined ? `<${words}>` : `<${words}> ${shown(before)}`, value)
}

function compareList(shapes: readonly unknown[], value: unknown, at: string, known: Known, findings: Findings): void {
  const isAlike = Array.isArray(value) && value.length === shapes.length
  findings.compare(isAlike, at, `a list of ${shapes.length}`, value)
  if (!isAlike) return
  for (const [index, shape] of shapes.entries()) compare(shape, value[index], `${at}.${index}`, known, findings)
}

/** `<each>`: all items are like this, and there is one. `<some>`: one of them is. */
function compareItems(
  { [EACH]: each, [SOME]: some }: Readonly<Record<string, unknown>>,
  value: unknown,
  at: string,
  known: Known,
  findings: Findings,
): void {
  const isFilled = Array.isArray(value) && value.length > 0
  findings.compare(isFilled, at, 'a list with items', value)
  if (!isFilled) return
  if (each !== undefined) {
    for (const [index, item] of value.entries()) compare(each, item, `${at}.${index}`, known, findings)
    return
  }
  const tries = value.map((item) => {
    const attempt = { findings: new Findings(), known: new Map(known) }
    compare(some, item, at, attempt.known, attempt.findings)
    return attempt
  })
  const fitting = tries.find((attempt) => attempt.findings.differences.length === 0)
  for (const [name, learned] of fitting?.known ?? []) known.set(name, learned)
  findings.compare(fitting !== undefined, at, `an item like ${shown(some)}`, value)
}

/** The same keys in the same order; `key?` may be missing, and beside `<more>` others may stand. */
function compareObject(
  shape: Readonly<Record<string, unknown>>,
  value: unknown,
  at: string,
  known: Known,
  findings: Findings,
): void {
  if (!isObject(value)) {
    findings.compare(false, at, 'an object', value)
    return
  }
  const declared = Object.keys(shape).filter((key) => key !== MORE)
  const wanted = declared.map(nameOf).filter((key, index) => key in value || !declared[index]?.endsWith('?'))
  const got = Object.keys(value).filter((key) => !(MORE in shape) || wanted.includes(key))
  findings.compare(wanted.join() === got.join(), at, `the keys ${wanted.join(', ')}`, got.join(', '))
  for (const key of declared) {
    const name = nameOf(key)
    if (name in value) compare(shape[key], value[name], `${at}.${name}`, known, findings)
  }
}

function nameOf(key: string): string {
  return key.replace(/\?$/, '')
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 200 ? `${text.slice(0, 200)}…` : text
}
