// schemas/: the JSON Schemas by which an editor checks a fixture and a config file while they are written. The first is the
// shape of specs/mock/fixture*.yaml, the second that of the options. Draft 7, which editors know.
import { readDocument } from '../../dist/contract/contract.js'
import { environmentName, optionNames, optionSpecs } from '../../dist/settings/options.js'

const { schemas } = readDocument('mock').components

/** File → text. */
export function schemaFiles() {
  return { 'schemas/fixture.schema.json': fixtureSchema(), 'schemas/config.schema.json': configSchema() }
}

function fixtureSchema() {
  const title = 'A fixture of clickup-mock'
  return written(title, 'What is in your ClickUp: docs/fixtures.md explains it.', convert(schemas.Fixture))
}

function configSchema() {
  const properties = optionNames.map((name) => {
    const { flag, help, default: usual, read } = optionSpecs[name]
    const description = `${help} [--${flag}, ${environmentName(flag)}]`
    return [flag, { description, ...(usual !== undefined && { default: usual }), ...read.shape }]
  })
  const root = { type: 'object', additionalProperties: false, properties: Object.fromEntries(properties) }
  return written('The options of clickup-mock', 'Found by itself as clickup-mock.yaml, or named by --config.', root)
}

/** A whole schema: `$schema` is what an editor finds it by in a JSON file. */
function written(title, description, { properties, ...root }) {
  const head = { $schema: 'http://json-schema.org/draft-07/schema#', title, description, ...root }
  const all = { $schema: { type: 'string' }, ...properties }
  return `${JSON.stringify({ ...head, properties: all, definitions: definitionsOf(properties) }, null, 2)}\n`
}

/** Every schema that a part refers to, and those that these refer to, by name. */
function definitionsOf(part) {
  const found = {}
  const names = namesIn(part)
  for (const name of names) {
    if (name in found) continue
    found[name] = convert(schemas[name])
    names.push(...namesIn(found[name]))
  }
  return Object.fromEntries(Object.entries(found).sort(([one], [other]) => one.localeCompare(other, 'en')))
}

function namesIn(part) {
  return [...JSON.stringify(part).matchAll(/"\$ref":"#\/definitions\/(\w+)"/g)].map(([, name]) => name)
}

/** A schema of OpenAPI 3.0 as JSON Schema: null is a type, `x-keys` names the schema of the keys. */
function convert(part) {
  if (Array.isArray(part)) return part.map(convert)
  if (typeof part !== 'object' || part === null) return part
  const { nullable, 'x-keys': keys, $ref, ...rest } = part
  const own = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, convert(value)]))
  return {
    ...own,
    ...($ref && { $ref: $ref.replace('#/components/schemas/', '#/definitions/') }),
    ...(keys && { propertyNames: { $ref: `#/definitions/${keys}` } }),
    ...(nullable && { type: [own.type, 'null'] }),
    ...(nullable && own.enum && { enum: [...own.enum, null] }),
  }
}
