// Which fields the request of an operation has. Made at build time: a start would have to read the whole document for it.
import type { Document } from 'openapi-backend'
import type { FieldSchema } from './declared.js'
import { type Operation, type ParameterObject, type Shape, sourceOf } from './operation.js'
import { neededBy } from './parts-of.js'
import { dereference, type Reference, resolve } from './references.js'

/** What an operation declares: the names of its query parameters, and the schemas of its body, one by content type. */
export interface DeclaredFields {
  readonly query: ReadonlySet<string>
  /** Those of the query that are lists, by their declared names: `statuses[]`. */
  readonly lists: ReadonlySet<string>
  readonly body: readonly FieldSchema[]
}

/** The same as JSON: a part of the document, with its references and what they lead to. */
export interface WrittenFields {
  readonly query: readonly string[]
  readonly lists: readonly string[]
  readonly body: readonly object[]
  readonly components: { readonly schemas: Readonly<Record<string, object>> }
}

/** A schema as the document has it. */
type SourceSchema = FieldSchema & Partial<Reference>

/** At build time. */
export function writtenFields(document: Document, operation: Operation): WrittenFields {
  const { parameters = [], requestBody = {} } = sourceOf(document, operation)
  const inQuery = parameters.map((one) => resolve(document, one)).filter((one) => one.in === 'query')
  const content = Object.values<{ readonly schema: SourceSchema }>(Object(resolve(document, requestBody).content))
  const body = content.map(({ schema }) => onlyFields(schema))
  const needed = neededBy(document, body)
  const schemas = Object.entries<SourceSchema>(Object(document.components?.schemas))
  return {
    query: inQuery.map(({ name }) => name),
    lists: inQuery.filter((one) => takesList(document, one)).map(({ name }) => name),
    body,
    components: {
      schemas: Object.fromEntries(
        schemas
          .filter(([name]) => needed.has(`#/components/schemas/${name}`))
          .map(([name, schema]) => [name, onlyFields(schema)]),
      ),
    },
  }
}

/** At run time. */
export function readFields(written: WrittenFields): DeclaredFields {
  const body = dereference(written, written.body) as readonly FieldSchema[] // as it was written
  return { query: new Set(written.query), lists: new Set(written.lists), body }
}

/** Whether a query parameter is a list, or may be one, as `task_ids` may. */
function takesList(document: Document, { schema }: ParameterObject): boolean {
  const { type, oneOf = [] } = resolve<Shape>(document, schema)
  return [{ type }, ...oneOf].some((shape) => shape.type === 'array')
}

/** A schema without what says nothing of its fields. */
function onlyFields(schema: SourceSchema): SourceSchema {
  const { $ref, type, nullable, properties, additionalProperties, items, ...rest } = schema
  const alternatives = (['allOf', 'anyOf', 'oneOf'] as const).flatMap((key) => {
    const schemas = rest[key]
    return schemas ? [[key, schemas.map(onlyFields)] as const] : []
  })
  return {
    ...($ref !== undefined && { $ref }),
    ...(type !== undefined && { type }),
    ...(nullable && { nullable }),
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, onlyFields(one)])),
    }),
    ...(additionalProperties && { additionalProperties: true }),
    ...(items && { items: onlyFields(items) }),
    ...Object.fromEntries(alternatives),
  }
}
