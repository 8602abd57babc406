// The fields of a request that no schema declares: ClickUp ignores them in silence.

/** The parts of a JSON schema that tell which fields there are. */
export interface FieldSchema {
  readonly properties?: Readonly<Record<string, FieldSchema>>
  readonly additionalProperties?: boolean | FieldSchema
  readonly items?: FieldSchema
  readonly allOf?: readonly FieldSchema[]
  readonly anyOf?: readonly FieldSchema[]
  readonly oneOf?: readonly FieldSchema[]
}

/** Query parameters that are not declared. A list may be written with and without its brackets: `statuses[]`, `statuses[0]`. */
export function undeclaredQuery(declared: ReadonlySet<string>, query: object): string[] {
  return Object.keys(query).filter((name) => !declared.has(name) && !declared.has(name.replace(/(\[\d*\])?$/, '[]')))
}

/** Fields of a body that none of its schemas declares, by path: `tags.0.colour`. */
export function* undeclaredFields(schemas: readonly FieldSchema[], body: object): Generator<string> {
  if (schemas.length > 0) yield* undeclaredIn(schemas, body, '')
  else if (!Array.isArray(body)) yield* Object.keys(body)
}

/** What schemas that apply to the same value declare together. */
interface Declared {
  readonly fields: ReadonlyMap<string, readonly FieldSchema[]>
  readonly items: readonly FieldSchema[]
  /** No schema names fields, or one takes any field: nothing is undeclared. */
  readonly isOpen: boolean
}

/** Made once for each list of schemas: a body may have a hundred thousand objects of one kind. */
const declarations = new WeakMap<readonly FieldSchema[], Declared>()

function declaredBy(schemas: readonly FieldSchema[]): Declared {
  const known = declarations.get(schemas)
  if (known) return known
  const all = schemas.flatMap(alternatives)
  const fields = new Map<string, FieldSchema[]>()
  for (const [name, schema] of all.flatMap(({ properties }) => Object.entries(properties ?? {}))) {
    fields.set(name, [...(fields.get(name) ?? []), schema])
  }
  const isOpen = fields.size === 0 || all.some(({ additionalProperties }) => additionalProperties)
  const declared = { fields, items: all.flatMap(({ items }) => items ?? []), isOpen }
  declarations.set(schemas, declared)
  return declared
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

function alternatives(schema: FieldSchema): FieldSchema[] {
  const { allOf = [], anyOf = [], oneOf = [] } = schema
  return [schema, ...[...allOf, ...anyOf, ...oneOf].flatMap(alternatives)]
}
