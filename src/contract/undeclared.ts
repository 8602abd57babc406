// The fields of a request that no schema declares: ClickUp ignores them in silence.
import { declaredBy, type FieldSchema } from './declared.js'

/** Query parameters that are not declared. A list may be written with and without its brackets: `statuses[]`, `statuses[0]`. */
export function undeclaredQuery(declared: ReadonlySet<string>, query: object): string[] {
  return Object.keys(query).filter((name) => !declared.has(name) && !declared.has(name.replace(/(\[\d*\])?$/, '[]')))
}

/** Fields of a body that none of its schemas declares, by path: `tags.0.colour`. */
export function* undeclaredFields(schemas: readonly FieldSchema[], body: object): Generator<string> {
  if (schemas.length > 0) yield* undeclaredIn(schemas, body, '')
  else if (!Array.isArray(body)) yield* Object.keys(body)
}

function* undeclaredIn(schemas: readonly FieldSchema[], value: unknown, path: string): Generator<string> {
  if (typeof value !== 'object' || value === null) return
  const { fields, items, isOpen } = declaredBy(schemas)
  if (Array.isArray(value)) {
    if (items.length === 0) return
    for (const [index, item] of value.entries()) yield* undeclaredIn(items, item, `${path}${index}.`)
    return
  }
  for (const name of Object.keys(value)) {
    const declaring = fields.get(name)
    if (declaring) yield* undeclaredIn(declaring, Reflect.get(value, name), `${path}${name}.`)
    else if (!isOpen) yield `${path}${name}`
  }
}
