// Our two OpenAPI documents, as the fuzzer uses them: what can be called, and what an answer may look like.
import { catalogue } from '../dist/contract/catalogue.js'
import { Contract } from '../dist/contract/contract.js'

const METHODS = ['get', 'post', 'put', 'patch', 'delete']

/** One document with its operations and its schemas. */
export class Api {
  #document
  #contract
  #byId

  /** @param name - `clickup` or `mock` */
  constructor(name) {
    this.#contract = Contract.load(name)
    this.#document = this.#contract.source()
    this.operations = Object.entries(this.#document.paths).flatMap(([path, item]) =>
      METHODS.filter((method) => item[method]).map((method) => this.#read(path, method, item[method])),
    )
    this.#byId = new Map(this.operations.map((operation) => [operation.id, operation]))
  }

  find(id) {
    return this.#byId.get(id)
  }

  /** What a schema says when its reference is followed; the empty schema where there is none. */
  resolve(schema) {
    let found = schema ?? {}
    while (found.$ref) {
      const path = found.$ref.slice(2).split('/')
      found = path.reduce((place, key) => place[key.replaceAll('~1', '/').replaceAll('~0', '~')], this.#document)
    }
    return found
  }

  /** What is wrong with an answer; undefined when it fits. */
  complaint(operationId, status, body) {
    return this.#contract.fits(operationId, status, body)
  }

  #read(path, method, { operationId, parameters = [], requestBody, responses, ...rest }) {
    const read = parameters.map((parameter) => this.resolve(parameter))
    const content = this.resolve(requestBody).content ?? {}
    return {
      id: operationId,
      method: method.toUpperCase(),
      path,
      inPath: read.filter((parameter) => parameter.in === 'path'),
      inQuery: read.filter((parameter) => parameter.in === 'query'),
      bodies: Object.entries(content).map(([type, { schema, example }]) => ({ type, schema, example })),
      refusals: [...(rest['x-refusals'] ?? []), ...this.#besideFields(content), ...this.#besideFields(read)],
      isPage: Object.values(responses).some((response) => this.resolve(response).content?.['text/html']),
    }
  }

  /** The refusals that stand beside the fields of a body or the parameters of a path. */
  #besideFields(declared) {
    const found = new Set()
    const seen = new Set()
    const visit = (value) => {
      if (typeof value !== 'object' || value === null) return
      const node = this.resolve(value)
      if (seen.has(node)) return
      seen.add(node)
      for (const key of refusalKeys) if (typeof node[key] === 'string') found.add(node[key])
      for (const child of Object.values(node)) visit(child)
    }
    visit(declared)
    return found
  }
}

const refusalKeys = ['x-refusal', 'x-malformed', 'x-foreign', 'x-unknown', 'x-unknown-2026', 'x-deleted']

/** Whether this operation declares such an answer as a refusal of ClickUp's: a 5xx that has a cause. */
export function hasCause(operation, status, ecode) {
  return operation.refusals.some((name) => {
    const entry = catalogue[name]
    return entry?.status === status && entry.ECODE === ecode
  })
}
