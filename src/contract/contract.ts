// The contract: the operations of one OpenAPI document, and openapi-backend's checks of requests and answers.
import { readFileSync } from 'node:fs'
import { type Document, OpenAPIBackend } from 'openapi-backend'
import type { catalogue } from './catalogue.gen.js'

/** One operation, with what the pipeline needs of its declaration. */
export interface Operation {
  readonly operationId: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** As in the document: `/api/v2/team/{team_id}`. */
  readonly path: string
  /** The status of success. */
  readonly success: number
  /** `security: []` in the document: no token is asked for. */
  readonly open: boolean
  /** A page for people: refusals are declared as HTML too. */
  readonly page: boolean
  readonly ids: readonly PathId[]
}

/** A path parameter that names a row (`x-row`). */
export interface PathId {
  readonly parameter: string
  /** What handlers call the row: the parameter without `_id`. */
  readonly as: string
  readonly table: string
  /** Matches everything where the document sets no pattern. */
  readonly shape: RegExp
  /** Names of refusals; a test makes sure that they are, and that an id with a shape has `malformed`. */
  readonly malformed: keyof typeof catalogue
  readonly foreign: keyof typeof catalogue
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

interface ParameterObject {
  name: string
  in: string
  schema: { pattern?: string }
  'x-row'?: string
  'x-malformed': PathId['malformed']
  'x-foreign': PathId['foreign']
}
interface OperationObject {
  operationId: string
  parameters?: ParameterObject[]
  requestBody?: object
  responses: Record<string, { content?: Record<string, unknown> }>
  security?: unknown[]
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const

/** One document, read from what `npm run build` derived from its YAML. */
export class Contract {
  readonly operations: readonly Operation[]
  readonly #byId: ReadonlyMap<string, Operation>
  readonly #backend: OpenAPIBackend
  readonly #taking: ReadonlySet<string>
  readonly #name: 'clickup' | 'mock'

  private constructor(name: 'clickup' | 'mock', backend: OpenAPIBackend) {
    this.#name = name
    this.#backend = backend
    const taking = new Set<string>()
    const operations: Operation[] = []
    const { paths } = backend.definition as unknown as {
      paths: Record<string, Partial<Record<string, OperationObject>>>
    }
    for (const [path, item] of Object.entries(paths)) {
      for (const method of METHODS) {
        const operation = item[method]
        if (!operation) continue
        operations.push(readOperation(operation, method, path))
        if (operation.requestBody || operation.parameters?.length) taking.add(operation.operationId)
      }
    }
    this.operations = operations
    this.#byId = new Map(operations.map((operation) => [operation.operationId, operation]))
    this.#taking = taking
  }

  /** Loads `dist/specs/<name>.json`. `quick` trusts the document: a test validates it instead (decision 2). */
  static async load(name: 'clickup' | 'mock'): Promise<Contract> {
    const backend = new OpenAPIBackend({
      definition: readDocument(name),
      quick: true,
      ajvOpts: { strict: false, allErrors: name === 'mock', verbose: true },
    })
    await backend.init()
    return new Contract(name, backend)
  }

  /** The document as it was joined, references and all. */
  source(): Document {
    return readDocument(this.#name)
  }

  find(operationId: string): Operation | undefined {
    return this.#byId.get(operationId)
  }

  /**
   * What the document finds wrong with a request; empty when it fits. Uses the compiled validators as openapi-backend
   * hands them out: its validateRequest parses the request a second time, at more than half of the throughput.
   */
  check(operationId: string, request: { path: object; query: object; requestBody: unknown }): Violation[] {
    if (!this.#taking.has(operationId)) return []
    const violations: Violation[] = []
    for (const validate of this.#backend.validator.getRequestValidatorsForOperation(operationId)) {
      if (validate(request) || !validate.errors) continue
      for (const { instancePath: at, message, keyword, params, data, parentSchema } of validate.errors) {
        violations.push({ at, message: String(message), keyword, params, data, schema: { ...parentSchema } })
      }
    }
    return violations
  }

  /** Whether an answer is one the document declares; the complaint when it is not. */
  fits(operationId: string, status: number, body: unknown): string | undefined {
    const declared = Object.keys(this.#backend.router.getOperation(operationId)?.responses ?? {})
    if (!declared.some((code) => code === String(status) || code === `${Math.floor(status / 100)}XX`)) {
      return `${operationId} declares no answer ${status} (it has ${declared.join(', ')})`
    }
    const { errors } = this.#backend.validateResponse(body, operationId, status)
    return errors?.map(({ instancePath, message }) => `${operationId} ${status} ${instancePath} ${message}`).join('; ')
  }
}

/** The derived document as it stands in `dist/specs`, the same folder seen from `src/` and from `dist/`. */
export function readDocument(name: 'clickup' | 'mock'): Document {
  return JSON.parse(readFileSync(new URL(`../../dist/specs/${name}.json`, import.meta.url), 'utf8'))
}

function readOperation(operation: OperationObject, method: (typeof METHODS)[number], path: string): Operation {
  return {
    operationId: operation.operationId,
    method: method.toUpperCase() as Operation['method'],
    path,
    success: Number(Object.keys(operation.responses).find((status) => status.startsWith('2'))),
    open: operation.security?.length === 0,
    page: Object.values(operation.responses).some((response) => response.content?.['text/html'] !== undefined),
    ids: (operation.parameters ?? []).flatMap(readPathId),
  }
}

function readPathId(parameter: ParameterObject): PathId[] {
  const { name, schema, 'x-row': table, 'x-malformed': malformed, 'x-foreign': foreign } = parameter
  if (!table) return []
  const shape = new RegExp(schema.pattern as string) // of undefined, it matches everything
  return [{ parameter: name, as: name.replace(/_id$/i, ''), table, shape, malformed, foreign }]
}
