// Makes of each document what the mock would have to make of it at every start: a list of its operations (dist/specs), and
// what their requests are checked by (dist/checks). From what the compiler and derive.mjs have left in dist/.
// The mock would have to do it when each is first needed: to load the compiler takes a sixth of a second, and that of a fixture
// a fifth more, in which it answers nobody.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readDocument } from '../dist/contract/contract.js'
import { writtenFields } from '../dist/contract/fields.js'
import { readOperations } from '../dist/contract/operation.js'
import { dereference } from '../dist/contract/references.js'
import { newValidator } from '../dist/contract/validator.js'

// The compiler that openapi-backend uses, which is no dependency of our own.
const require = createRequire(createRequire(import.meta.url).resolve('openapi-backend'))
const { default: standaloneCode } = require('ajv/dist/standalone')
/** What compiled checks would load. */
const helpers = ['ucs2length', 'equal'].map((name) => require(`ajv/dist/runtime/${name}`).default)

const dist = fileURLToPath(new URL('../dist', import.meta.url))
for (const name of ['clickup', 'mock']) {
  const document = readDocument(name)
  const operations = readOperations(document)
  const text = JSON.stringify(operations, (_, value) => (value instanceof RegExp ? value.source : value))
  writeFileSync(join(dist, 'specs', `${name}.operations.json`), text)
  compileChecks(
    join(dist, 'checks', name),
    document,
    operations.filter(({ isChecked }) => isChecked),
  )
}

/** Writes the checks of one document, a file for each operation, and beside them the fields that it declares. */
function compileChecks(folder, document, operations) {
  let compilers = []
  let compiled = ''
  // A whole fixture is checked by `seed` alone: whoever else takes one asks that check, which is a third of all checks.
  const isElsewhere = (schema) => schema === 'Fixture' && compiled !== 'seed'
  // A schema with a name becomes one function wherever it is referred to: in one piece, the check of a fixture is a megabyte.
  const validator = newValidator(withNamedSchemas(document), {
    code: { source: true },
    customizeAjv: (ajv) => {
      for (const [key, schema] of Object.entries(document.components.schemas)) {
        ajv.addSchema(isElsewhere(key) ? {} : byName(schema), key)
      }
      compilers.push(ajv)
      return ajv
    },
  })
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const operation of operations) {
    const { operationId } = operation
    compilers = []
    compiled = operationId
    const checks = validator.getRequestValidatorsForOperation(operationId)
    const sources = checks.map((check, index) => closed(standaloneCode(compilers[index], check)))
    const fields = JSON.stringify(writtenFields(document, operation))
    const text = `exports.fields = ${fields}\nexports.checks = [\n${sources.join(',\n')}\n]\n`
    writeFileSync(join(folder, `${operationId}.cjs`), text)
  }
}

/** A copy in which every reference is followed, but those to schemas, which become the name that `ajv.addSchema` knows. */
function withNamedSchemas({ components, ...rest }) {
  const names = Object.keys(components.schemas).map((name) => [name, { named: name }])
  const named = { ...rest, components: { ...components, schemas: Object.fromEntries(names) } }
  const followed = dereference(named, named)
  return JSON.parse(JSON.stringify(followed), (_, value) => {
    if (value?.format === 'binary') delete value.format // a file is no text, and nothing in it is checked
    return value?.named ? { $ref: value.named } : value
  })
}

/** A schema that refers to others by their names. */
function byName(schema) {
  return JSON.parse(JSON.stringify(schema), (key, value) => (key === '$ref' ? value.split('/').at(-1) : value))
}

/** A module's source as an expression, and what it would load put in its place. */
function closed(source) {
  const whole = helpers.reduce((text, helper) => text.replaceAll(helper.code, () => `(${helper})`), source)
  if (whole.includes('require('))
    throw new Error(`a check needs more than was thought of: ${whole.match(/require\(.*?\)/)}`)
  return `((module) => { ${whole}; return module.exports })({})`
}
