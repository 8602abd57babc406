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
export function undeclaredFields(schemas: readonly FieldSchema[], body: object): string[] {
  return schemas.length === 0 && !Array.isArray(body) ? Object.keys(body) : undeclaredIn(schemas, body, '')
}

/** If no schema names fields, or one takes any field, nothing is undeclared. */
function undeclaredIn(schemas: readonly FieldSchema[], value: unknown, path: string): string[] {
  if (typeof value !== 'object' || value === null) return []
  const all = schemas.flatMap(alternatives)
  if (Array.isArray(value)) {
    const items = all.flatMap((schema) => schema.items ?? [])
    return value.flatMap((item, index) => undeclaredIn(items, item, `${path}${index}.`))
  }
  const naming = all.flatMap(({ properties }) => (properties ? [Object.entries(properties)] : []))
  const open = naming.length === 0 || all.some(({ additionalProperties }) => additionalProperties)
  return Object.entries(value).flatMap(([name, field]) => {
    const declaring = naming.flat().flatMap(([key, schema]) => (key === name ? [schema] : []))
    if (declaring.length) return undeclaredIn(declaring, field, `${path}${name}.`)
    return open ? [] : [`${path}${name}`]
  })
}

function alternatives(schema: FieldSchema): FieldSchema[] {
  const { allOf = [], anyOf = [], oneOf = [] } = schema
  return [schema, ...[...allOf, ...anyOf, ...oneOf].flatMap(alternatives)]
}
