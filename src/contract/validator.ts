// openapi-backend's checks of one document: of requests compiled at build time, of answers when each is first used.
import { createRequire } from 'node:module'
import type { Document, OpenAPIValidator } from 'openapi-backend'
import type { WrittenFields } from './fields.js'

/** A compiled check of a request. */
export type RequestCheck = ReturnType<OpenAPIValidator['getRequestValidatorsForOperation']>[number]

type ValidatorOptions = ConstructorParameters<typeof OpenAPIValidator>[0]

/** By `require`, since a check cannot wait. */
const require = createRequire(import.meta.url)

/**
 * A validator of a document without references. It reports everything that is wrong, with the value and the schema.
 * @param build - for those who compile at build time: how code is made, and who is given each compiler
 */
export function newValidator(
  definition: Document,
  { code = { optimize: false }, ...build }: { code?: object } & Pick<ValidatorOptions, 'customizeAjv'> = {},
): OpenAPIValidator {
  const { OpenAPIValidator }: typeof import('openapi-backend') = require('openapi-backend')
  const reports = { strict: false, allErrors: true, verbose: true }
  // Else ajv compiles its schema of schemas for each operation; and polishing costs more than it gives.
  const trusted = { meta: false, validateSchema: false, code }
  return new OpenAPIValidator({
    definition,
    ajvOpts: { ...reports, ...trusted },
    lazyCompileValidators: true,
    ...build,
  })
}

/** What the build made of an operation's request. */
export interface CompiledRequest {
  readonly checks: readonly RequestCheck[]
  readonly fields: WrittenFields
}

/** `scripts/compile-contracts.mjs` writes them, a file for each operation that takes parameters or a body. */
export function compiledRequest(document: string, operationId: string): CompiledRequest {
  return require(`../../dist/checks/${document}/${operationId}.cjs`)
}
