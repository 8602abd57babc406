// The contract: the operations of one OpenAPI document, and openapi-backend's checks of requests and answers.
import { readFileSync } from 'node:fs'
import type { Document, OpenAPIValidator } from 'openapi-backend'
import type { catalogue } from './catalogue.gen.js'
import type { FieldSchema } from './declared.js'
import { dereference, type Reference, resolve } from './references.js'
import { compiledChecks, newValidator, type RequestCheck } from './validator.js'

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
  /** Other methods of its path are answered 405, not as an unknown path is. */
  readonly refusesOthers: boolean
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
  readonly malformed: keyof typeof catalogue
  readonly foreign: keyof typeof catalogue
  /** The refusal of a row that stands in the Workspace of the path, but is hidden from the caller; undefined: `foreign`. */
  readonly hidden: keyof typeof catalogue | undefined
  /** The refusal of an id that no row has, where it is told before the call is counted; undefined: it is as a foreign one. */
  readonly unknown: keyof typeof catalogue | undefined
  /** In place of `foreign`, for an id that no row has, with the option `unknownIds`: '2026'. */
  readonly unknown2026: keyof typeof catalogue | undefined
  /** The refusal of a deleted row; undefined: a deleted row counts as unknown. */
  readonly deleted: keyof typeof catalogue | undefined
  /** The operation takes a deleted row too. */
  readonly servesDeleted: boolean
}

/** A check that failed: a JSON pointer into `{path, query, requestBody}` and the validator's message. */
export interface Violation {
  readonly at: string
  readonly message: string
  readonly keyword: string
  readonly params: Readonly<Record<string, unknown>>
  /** The value at fault, and the schema it does not fit. */
  readonly data: unknown
  readonly schema: Readonly<Record<string, unknown>>
}

/** What an operation declares: the names of its query parameters, and the schemas of its body, one by content type. */
export interface DeclaredFields {
  readonly query: ReadonlySet<string>
  /** Those of the query that are lists, by their declared names: `statuses[]`. */
  readonly lists: ReadonlySet<string>
  readonly body: readonly FieldSchema[]
}

interface Shape {
  type?: string
  pattern?: string
  oneOf?: readonly { readonly type?: string }[]
}

interface ParameterObject {
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
interface FieldOperation {
  operationId: string
  parameters?: ParameterObject[]
  requestBody?: { content?: Record<string, { schema?: FieldSchema }> }
}
interface OperationObject {
  operationId: string
  parameters?: (ParameterObject | Reference)[]
  requestBody?: { content?: object }
  responses: Record<string, ResponseObject | Reference>
  security?: unknown[]
  'x-serves-deleted'?: readonly string[]
  'x-refuses-others'?: boolean
}

/** A body of a megabyte can have a hundred thousand violations. Of those that ClickUp refuses, the first decides. */
const MOST_VIOLATIONS = 100

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const

/** One document, read from what `npm run build` derived from its YAML. */
export class Contract {
  readonly operations: readonly Operation[]
  readonly #byId: ReadonlyMap<string, Operation>
  readonly #taking: ReadonlySet<string>
  readonly #document: Document
  /** Its checks of requests were compiled at build time. */
  readonly #isCompiled: boolean
  #resolved: Document | undefined
  #declared: ReadonlyMap<string, DeclaredFields> | undefined
  #loaded: OpenAPIValidator | undefined
  #routed: ReadonlyMap<string | undefined, ReturnType<OpenAPIValidator['router']['getOperations']>[number]> | undefined

  private constructor(document: Document, isCompiled: boolean) {
    this.#document = document
    this.#isCompiled = isCompiled
    const taking = new Set<string>()
    const operations: Operation[] = []
    // openapi-types knows more of a document than this file reads, and nothing of our own keys.
    const { paths } = document as unknown as {
      paths: Record<string, Partial<Record<string, OperationObject>>>
    }
    for (const [path, item] of Object.entries(paths)) {
      for (const method of METHODS) {
        const operation = item[method]
        if (!operation) continue
        operations.push(readOperation(document, operation, method, path))
        if (operation.requestBody || operation.parameters?.length) taking.add(operation.operationId)
      }
    }
    this.operations = operations
    this.#byId = new Map(operations.map((operation) => [operation.operationId, operation]))
    this.#taking = taking
  }

  /**
   * Loads `dist/specs/<name>.json` and trusts it: a test validates it instead (decision 2). Once in a process, since a
   * contract never changes: the validators it compiles serve every further mock, of which tests start many.
   */
  static load(name: 'clickup' | 'mock'): Contract {
    const contract = loaded.get(name) ?? new Contract(readDocument(name), name === 'mock')
    loaded.set(name, contract)
    return contract
  }

  /** The document as it was joined, references and all. */
  source(): Document {
    return this.#document
  }

  find(operationId: string): Operation | undefined {
    return this.#byId.get(operationId)
  }

  /**
   * The violations of a request. The compiled validators that openapi-backend hands out are called directly: its
   * validateRequest parses the request a second time, which costs more than half of the throughput.
   */
  check(operationId: string, request: { path: object; query: object; requestBody: unknown }): Violation[] {
    if (!this.#taking.has(operationId)) return []
    const violations: Violation[] = []
    let isRefused = false
    for (const validate of this.#checksOf(operationId)) {
      validate(request)
      for (const { instancePath: at, message, keyword, params, data, parentSchema } of validate.errors ?? []) {
        if (violations.length >= MOST_VIOLATIONS && (isRefused || !parentSchema?.['x-refusal'])) continue
        isRefused ||= Boolean(parentSchema?.['x-refusal'])
        violations.push({ at, message: String(message), keyword, params, data, schema: { ...parentSchema } })
      }
    }
    return violations
  }

  /** The fields an operation of this document declares. */
  declared(operationId: string): DeclaredFields {
    this.#declared ??= new Map(
      this.#fieldOperations().map((operation) => [operation.operationId, readFields(operation)]),
    )
    return this.#declared.get(operationId) as DeclaredFields // every operation has an entry
  }

  /** Whether an answer is one the document declares; what is wrong with it if not. */
  fits(operationId: string, status: number, body: unknown): string | undefined {
    // Kept, since the router puts its list of operations together anew whenever it is asked for one of them.
    this.#routed ??= new Map(this.#validator.router.getOperations().map((one) => [one.operationId, one]))
    const operation = this.#routed.get(operationId)
    const declared = Object.keys(operation?.responses ?? {})
    if (!operation || !declared.some((code) => code === String(status) || code === `${Math.floor(status / 100)}XX`)) {
      return `${operationId} declares no answer ${status} (it has ${declared.join(', ')})`
    }
    const { errors } = this.#validator.validateResponse(body, operation, status)
    return errors?.map(({ instancePath, message }) => `${operationId} ${status} ${instancePath} ${message}`).join('; ')
  }

  #fieldOperations(): FieldOperation[] {
    const { paths } = this.#definition as unknown as { paths: Record<string, Partial<Record<string, FieldOperation>>> }
    return Object.values(paths).flatMap((item) => METHODS.flatMap((method) => item[method] ?? []))
  }

  /** The document without references, made when it is first asked for. */
  get #definition(): Document {
    this.#resolved ??= dereference(this.#document)
    return this.#resolved
  }

  #checksOf(operationId: string): readonly RequestCheck[] {
    if (this.#isCompiled) return compiledChecks(operationId)
    return this.#validator.getRequestValidatorsForOperation(operationId)
  }

  /** Loaded with the first request that needs a check, since loading takes as long as the rest of the start. */
  get #validator(): OpenAPIValidator {
    this.#loaded ??= newValidator(this.#definition)
    return this.#loaded
  }
}

const loaded = new Map<string, Contract>()

/** The derived document as it stands in `dist/specs`, the same folder seen from `src/` and from `dist/`. */
export function readDocument(name: 'clickup' | 'mock'): Document {
  return JSON.parse(readFileSync(new URL(`../../dist/specs/${name}.json`, import.meta.url), 'utf8'))
}

function readOperation(
  document: Document,
  {
    operationId,
    parameters = [],
    requestBody,
    responses,
    security,
    'x-serves-deleted': servesDeleted = [],
    'x-refuses-others': refusesOthers = false,
  }: OperationObject,
  method: (typeof METHODS)[number],
  path: string,
): Operation {
  return {
    operationId,
    method: method.toUpperCase() as Operation['method'],
    path,
    success: 201 in responses ? 201 : Number(Object.keys(responses).find((status) => status.startsWith('2'))),
    open: security?.length === 0,
    page: Object.values(responses).some((response) => resolve(document, response).content?.['text/html'] !== undefined),
    files: 'multipart/form-data' in (requestBody?.content ?? {}),
    ids: parameters.flatMap((parameter) => readPathId(resolve(document, parameter), document, servesDeleted)),
    refusesOthers,
  }
}

/** Of a document without references. */
function readFields({ parameters = [], requestBody }: FieldOperation): DeclaredFields {
  const inQuery = parameters.filter((parameter) => parameter.in === 'query')
  return {
    query: new Set(inQuery.map(({ name }) => name)),
    lists: new Set(inQuery.filter(({ schema }) => takesList(schema)).map(({ name }) => name)),
    body: Object.values(requestBody?.content ?? {}).flatMap(({ schema = [] }) => schema),
  }
}

/** Whether a query parameter of a document without references is a list, or may be one, as `task_ids` may. */
function takesList(schema: ParameterObject['schema']): boolean {
  const { type, oneOf = [] } = schema as Shape
  return [{ type }, ...oneOf].some((shape) => shape.type === 'array')
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
