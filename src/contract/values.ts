// The values of a body as ClickUp takes them: it checks little itself and hands most of them to PostgreSQL, which reads
// booleans and numbers from text. Concluded from all recorded cases, of 2022 to 2025; that null is taken is assumed.
import { declaredBy, type FieldSchema } from './declared.js'

const blanks = '[ \\t\\n\\v\\f\\r]*'
const true_ = new RegExp(`^${blanks}(t|tr|tru|true|y|ye|yes|on|1)${blanks}$`, 'i')
const false_ = new RegExp(`^${blanks}(f|fa|fal|fals|false|n|no|of|off|0)${blanks}$`, 'i')
const integer = new RegExp(`^${blanks}[+-]?[0-9]+${blanks}$`)
const number = new RegExp(`^${blanks}[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)(e[+-]?[0-9]+)?${blanks}$`, 'i')

/** What PostgreSQL reads from a text, by the declared type; undefined for a text that it refuses. */
const readers: Readonly<Record<string, (text: string) => boolean | number | undefined>> = {
  boolean: (text) => (true_.test(text) ? true : false_.test(text) ? false : undefined),
  integer: (text) => (integer.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : undefined),
  number: (text) => (number.test(text) && Number.isFinite(Number(text)) ? Number(text) : undefined),
}

/**
 * A body with the declared booleans and numbers in place of the texts that stand for them. What cannot be read stays, for
 * the check to refuse; null where none may be counts as not sent.
 */
export function readValues(schemas: readonly FieldSchema[], body: object): object {
  return schemas.length === 0 ? body : (valueIn(schemas, body) as object) // an object or an array stays one
}

function valueIn(schemas: readonly FieldSchema[], value: unknown): unknown {
  const { fields, items, type = '', isNullable } = declaredBy(schemas)
  const read = readers[type]
  if (value === null) return read && !isNullable ? undefined : null
  if (typeof value !== 'object') return read?.(String(value)) ?? value
  if (Array.isArray(value)) {
    return items.length === 0 ? value : value.map((item) => valueIn(items, item)).filter((item) => item !== undefined)
  }
  if (fields.size === 0) return value
  const entries = Object.entries(value).map(([name, one]) => {
    const declaring = fields.get(name)
    return [name, declaring ? valueIn(declaring, one) : one] as const
  })
  return Object.fromEntries(entries.filter(([, one]) => one !== undefined))
}
