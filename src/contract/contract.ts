// The contract: the operations of one OpenAPI document, and openapi-backend's checks of requests and answers.
import { readFileSync } from 'node:fs'
import type { Document, OpenAPIValidator } from 'openapi-backend'
import { type DeclaredFields, readFields } from './fields.js'
import type { Operation } from './operation.js'
import { dereference } from './references.js'
import { type FoundRoute, Routes } from './routes.js'
import { compiledRequest, newValidator, type RequestCheck } from './validator.js'

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

/** What a request is checked by: made at build time, read with the first call of the operation. */
interface CheckedRequest {
  readonly checks: readonly RequestCheck[]
  readonly fields: DeclaredFields
}

/** Of an operation that takes neither parameters nor a body. */
const unchecked: CheckedRequest = { checks: [], fields: { query: new Set(), lists: new Set(), body: [] } }

/** A body of a megabyte can have a hundred thousand violations. Of those that ClickUp refuses, the first decides. */
const MOST_VIOLATIONS = 100

/** The documents that the mock serves: ClickUp's API and its own. */
export type DocumentName = 'clickup' | 'mock'

/** One document, read from what `npm run build` derived from its YAML. */
export class Contract {
  readonly operations: readonly Operation[]
  readonly #byId: ReadonlyMap<string, Operation>
  #routes: Routes<Operation> | undefined
  readonly #name: DocumentName
  #document: Document | undefined
  readonly #requests = new Map<string, CheckedRequest>()
  #resolved: Document | undefined
  #loaded: OpenAPIValidator | undefined
  #routed: ReadonlyMap<string | undefined, ReturnType<OpenAPIValidator['router']['getOperations']>[number]> | undefined

  private constructor(name: DocumentName) {
    this.#name = name
    this.operations = readCompiled(name)
    this.#byId = new Map(this.operations.map((operation) => [operation.operationId, operation]))
  }

  /**
   * Loads what the build made of a document, and trusts it: a test validates the document instead (decision 2). Once in a
   * process, since a contract never changes: what is made of it serves every further mock, of which tests start many.
   */
  static load(name: DocumentName): Contract {
    const contract = loaded.get(name) ?? new Contract(name)
    loaded.set(name, contract)
    return contract
  }

  /** The document as it was joined, references and all. Read when it is first asked for: with it, a start takes longer. */
  source(): Document {
    this.#document ??= readDocument(this.#name)
    return this.#document
  }

  /** The operation that a call reaches. @param path - without a query */
  route(method: string, path: string): FoundRoute<Operation> | undefined {
    this.#routes ??= new Routes(this.operations.map((operation) => ({ ...operation, operation })))
    return this.#routes.find(method, path)
  }

  find(operationId: string): Operation | undefined {
    return this.#byId.get(operationId)
  }

  /**
   * The violations of a request. The validators that openapi-backend compiles are called directly: its validateRequest parses
   * the request a second time, which costs more than half of the throughput.
   */
  check(operationId: string, request: { path: object; query: object; requestBody: unknown }): Violation[] {
    const violations: Violation[] = []
    let isRefused = false
    for (const validate of this.#requestOf(operationId).checks) {
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
    return this.#requestOf(operationId).fields
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

  /** The document without references, made when it is first asked for. */
  get #definition(): Document {
    this.#resolved ??= dereference(this.source(), this.source())
    return this.#resolved
  }

  #requestOf(operationId: string): CheckedRequest {
    const known = this.#requests.get(operationId)
    if (known) return known
    if (!this.#byId.get(operationId)?.isChecked) return unchecked
    const { checks, fields } = compiledRequest(this.#name, operationId)
    const request = { checks, fields: readFields(fields) }
    this.#requests.set(operationId, request)
    return request
  }

  /** For answers: loaded when the first is asked for, since loading takes as long as the rest of the start. */
  get #validator(): OpenAPIValidator {
    this.#loaded ??= newValidator(this.#definition)
    return this.#loaded
  }
}

const loaded = new Map<DocumentName, Contract>()

/** The operations of a document, without the document: `scripts/compile-contracts.mjs` writes them. */
function readCompiled(name: DocumentName): Operation[] {
  const text = readFileSync(new URL(`../../dist/specs/${name}.operations.json`, import.meta.url), 'utf8')
  const operations: Operation[] = JSON.parse(text)
  // In place: copies of so many objects would take longer than all the rest.
  for (const id of operations.flatMap(({ ids }) => ids)) Reflect.set(id, 'shape', new RegExp(id.shape)) // JSON has no patterns
  return operations
}

/** The derived document as it stands in `dist/specs`, the same folder seen from `src/` and from `dist/`. */
export function readDocument(name: DocumentName): Document {
  return JSON.parse(readFileSync(new URL(`../../dist/specs/${name}.json`, import.meta.url), 'utf8'))
}
