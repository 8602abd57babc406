// What the schemas of a request declare for a value: its fields, its items, and whether it is one of the values that a
// database reads from text.

/** The parts of a JSON schema that tell what is declared. */
export interface FieldSchema {
  readonly type?: string
  readonly nullable?: boolean
  readonly properties?: Readonly<Record<string, FieldSchema>>
  readonly additionalProperties?: boolean | FieldSchema
  readonly items?: FieldSchema
  readonly allOf?: readonly FieldSchema[]
  readonly anyOf?: readonly FieldSchema[]
  readonly oneOf?: readonly FieldSchema[]
}

/** What schemas that apply to the same value declare together. */
export interface Declared {
  readonly fields: ReadonlyMap<string, readonly FieldSchema[]>
  readonly items: readonly FieldSchema[]
  /** No schema names fields, or one takes any field: nothing is undeclared. */
  readonly isOpen: boolean
  /** The only type that the value may have; undefined if there are several, or none is named. */
  readonly type: string | undefined
  readonly isNullable: boolean
}

/** Made once for each list of schemas: a body may have a hundred thousand objects of one kind. */
const declarations = new WeakMap<readonly FieldSchema[], Declared>()

/** What these schemas declare, which apply to the same value. */
export function declaredBy(schemas: readonly FieldSchema[]): Declared {
  const known = declarations.get(schemas)
  if (known) return known
  const all = schemas.flatMap(alternatives)
  const fields = new Map<string, FieldSchema[]>()
  for (const [name, schema] of all.flatMap(({ properties }) => Object.entries(properties ?? {}))) {
    fields.set(name, [...(fields.get(name) ?? []), schema])
  }
  const types = new Set(all.flatMap(({ type }) => type ?? []))
  const declared = {
    fields,
    items: all.flatMap(({ items }) => items ?? []),
    isOpen: fields.size === 0 || all.some(({ additionalProperties }) => additionalProperties),
    type: types.size === 1 ? [...types][0] : undefined,
    isNullable: all.some(({ nullable }) => nullable),
  }
  declarations.set(schemas, declared)
  return declared
}

function alternatives(schema: FieldSchema): FieldSchema[] {
  const { allOf = [], anyOf = [], oneOf = [] } = schema
  return [schema, ...[...allOf, ...anyOf, ...oneOf].flatMap(alternatives)]
}
