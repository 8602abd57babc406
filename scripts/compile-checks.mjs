// Compiles the checks of the control API's requests into dist/checks, from what the compiler and derive.mjs have left in dist/.
// The mock would have to do it when each is first needed: that of a fixture takes it a fifth of a second, in which it answers
// nobody.
import { mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Contract } from '../dist/contract/contract.js'
import { dereference } from '../dist/contract/references.js'
import { newValidator } from '../dist/contract/validator.js'

// The compiler that openapi-backend uses, which is no dependency of our own.
const require = createRequire(createRequire(import.meta.url).resolve('openapi-backend'))
const { default: standaloneCode } = require('ajv/dist/standalone')
const { default: ucs2length } = require('ajv/dist/runtime/ucs2length')

const folder = fileURLToPath(new URL('../dist/checks', import.meta.url))
const contract = Contract.load('mock')
const document = contract.source()
const { schemas } = document.components
let compilers = []
let compiled = ''
// A whole fixture is checked by `seed` alone: whoever else takes one asks that check, which is a third of all checks.
const isElsewhere = (name) => name === 'Fixture' && compiled !== 'seed'
// A schema with a name becomes one function wherever it is referred to: in one piece, the check of a fixture is a megabyte.
const validator = newValidator(withNamedSchemas(document), {
  code: { source: true },
  customizeAjv: (ajv) => {
    for (const [name, schema] of Object.entries(schemas)) ajv.addSchema(isElsewhere(name) ? {} : byName(schema), name)
    compilers.push(ajv)
    return ajv
  },
})

mkdirSync(folder, { recursive: true })
for (const { operationId } of contract.operations) {
  compilers = []
  compiled = operationId
  const checks = validator.getRequestValidatorsForOperation(operationId)
  const sources = checks.map((check, index) => closed(standaloneCode(compilers[index], check)))
  writeFileSync(join(folder, `${operationId}.cjs`), `module.exports = [\n${sources.join(',\n')}\n]\n`)
}

/** A copy in which every reference is followed, but those to schemas, which become the name that `ajv.addSchema` knows. */
function withNamedSchemas({ components, ...rest }) {
  const names = Object.keys(components.schemas).map((name) => [name, { named: name }])
  const followed = dereference({ ...rest, components: { ...components, schemas: Object.fromEntries(names) } })
  return JSON.parse(JSON.stringify(followed), (_, value) => (value?.named ? { $ref: value.named } : value))
}

/** A schema that refers to others by their names. */
function byName(schema) {
  return JSON.parse(JSON.stringify(schema), (key, value) => (key === '$ref' ? value.split('/').at(-1) : value))
}

/** A module's source as an expression, and what it would load put in its place. */
function closed(source) {
  const whole = source.replaceAll(ucs2length.code, () => `(${ucs2length})`)
  if (whole.includes('require('))
    throw new Error(`a check needs more than was thought of: ${whole.match(/require\(.*?\)/)}`)
  return `((module) => { ${whole}; return module.exports })({})`
}
