// Reads the declaration of one operation: what the pipeline needs of it.
import type { Document } from 'openapi-backend'
import type { RefusalName } from './catalogue.gen.js'
import { type Reference, resolve } from './references.js'

/** One operation, with what the pipeline needs of its declaration. */
export interface Operation {
  readonly operationId: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** As in the document: `/api/v2/team/{team_id}`. */
  readonly path: string
  /** The status of a successful answer; 201 where the document has it, of what was made. */
  readonly success: number
  /** `security: []` in the document: no token is asked for. */
  readonly open: boolean
  /** A page for people: refusals are declared as HTML too. */
  readonly page: boolean
  /** Files are sent to it, in a multipart form. */
  readonly files: boolean
  readonly ids: readonly PathId[]
  /** It takes parameters or a body, which are to be checked. */
  readonly isChecked: boolean
  /** Other methods of its path are answered 405, not as an unknown path is. */
  readonly refusesOthers: boolean
  /** What the caller needs: a permission (`x-needs`), and a level on all that the path names (`x-level`). */
  readonly needs: string | null
  readonly level: 'read' | 'comment' | 'edit' | 'create'
  /** The refusal of those who lack it (`x-forbidden`). */
  readonly forbidden: RefusalName
  /** Only Workspaces on this plan have it (`x-plan`). */
  readonly plan: string | null
}

/** A path parameter that names a row (`x-row`). */
export interface PathId {
  readonly parameter: string
  /** What handlers call the row: the parameter without `_id`. */
  readonly as: string
  readonly table: string
  /** Matches everything where the document sets no pattern. */
  readonly shape: RegExp
  /** Names of refusals. A test checks that they exist, and that an id with a shape has `malformed`. */
  readonly malformed: RefusalName
  readonly foreign: RefusalName
  /** The refusal of a row that stands in the Workspace of the path, but is hidden from the caller; undefined: `foreign`. */
  readonly hidden: RefusalName | undefined
  /** The refusal of an id that no row has, where it is told before the call is counted; undefined: it is as a foreign one. */
  readonly unknown: RefusalName | undefined
  /** In place of `foreign`, for an id that no row has, with the option `unknownIds`: '2026'. */
  readonly unknown2026: RefusalName | undefined
  /** The refusal of a deleted row; undefined: a deleted row counts as unknown. */
  readonly deleted: RefusalName | undefined
  /** The operation takes a deleted row too. */
  readonly servesDeleted: boolean
}

export interface Shape {
  type?: string
  pattern?: string
  oneOf?: readonly { readonly type?: string }[]
}

export interface ParameterObject {
  name: string
  in: string
  schema: Shape | Reference
  'x-row'?: string
  'x-malformed': PathId['malformed']
  'x-foreign': PathId['foreign']
  'x-hidden'?: PathId['hidden']
  'x-unknown'?: PathId['unknown']
  'x-unknown-2026'?: PathId['unknown2026']
  'x-deleted'?: PathId['deleted']
}
interface ResponseObject {
  content?: Record<string, unknown>
}

/** An operation as the document has it. */
export interface OperationObject {
  operationId: string
  parameters?: (ParameterObject | Reference)[]
  requestBody?: { content?: object } | Reference
  responses: Record<string, ResponseObject | Reference>
  security?: unknown[]
  'x-serves-deleted'?: readonly string[]
  'x-refuses-others'?: boolean
  'x-needs'?: string
  'x-level'?: Operation['level']
  'x-forbidden'?: Operation['forbidden']
  'x-plan'?: string
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const

/** All operations of a document. At build time: the mock has them without the document, which is large (see Contract). */
export function readOperations(document: Document): Operation[] {
  return Object.entries(pathsIn(document)).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method]
      return operation ? [readOperation(document, method, operation, path)] : []
    }),
  )
}

/** An operation's part of the document. @throws Error when there is none */
export function sourceOf(document: Document, { method, path }: Operation): OperationObject {
  const source = pathsIn(document)[path]?.[method.toLowerCase()]
  if (!source) throw new Error(`the document has no ${method} ${path}`)
  return source
}

/** openapi-types knows more of a document than is read here, and nothing of our own keys. */
function pathsIn({ paths }: Document): Record<string, Partial<Record<string, OperationObject>>> {
  return paths as object as Record<string, Partial<Record<string, OperationObject>>>
}

function readOperation(
  document: Document,
  method: (typeof METHODS)[number],
  {
    operationId,
    parameters = [],
    requestBody,
    responses,
    security,
    'x-serves-deleted': servesDeleted = [],
    'x-refuses-others': refusesOthers = false,
    'x-needs': needs,
    'x-level': level = method === 'get' ? 'read' : 'edit',
    'x-forbidden': forbidden = 'permissionMissing',
    'x-plan': plan,
  }: OperationObject,
  path: string,
): Operation {
  return {
    operationId,
    method: method.toUpperCase() as Operation['method'],
    path,
    success: 201 in responses ? 201 : Number(Object.keys(responses).find((status) => status.startsWith('2'))),
    open: security?.length === 0,
    page: Object.values(responses).some((response) => resolve(document, response).content?.['text/html'] !== undefined),
    files: 'multipart/form-data' in Object(requestBody && resolve(document, requestBody).content),
    ids: parameters.flatMap((parameter) => readPathId(resolve(document, parameter), document, servesDeleted)),
    isChecked: parameters.length > 0 || requestBody !== undefined,
    refusesOthers,
    needs: needs ?? null,
    level,
    forbidden,
    plan: plan ?? null,
  }
}

function readPathId(parameter: ParameterObject, document: Document, servesDeleted: readonly string[]): PathId[] {
  const {
    name,
    schema,
    'x-row': table,
    'x-malformed': malformed,
    'x-foreign': foreign,
    'x-hidden': hidden,
    'x-unknown': unknown,
    'x-unknown-2026': unknown2026,
    'x-deleted': deleted,
  } = parameter
  if (!table) return []
  return [
    {
      parameter: name,
      as: name.replace(/_id$/i, ''),
      table,
      shape: new RegExp(resolve(document, schema).pattern as string), // without a pattern, it matches everything
      malformed,
      foreign,
      hidden,
      unknown,
      unknown2026,
      deleted,
      servesDeleted: servesDeleted.includes(name),
    },
  ]
}
