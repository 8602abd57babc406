// docs/CONTROL-API.md: every operation of the control API by chapter, with an example through both doors, and the shapes.
import { readDocument } from '../../dist/contract/contract.js'
import { isLater, isStream } from '../../dist/control/context.js'
import { banner, code, plain, table } from './markdown.mjs'

const METHODS = ['get', 'post', 'put', 'patch', 'delete']
const ADDRESS = 'http://127.0.0.1:2558'

/** The page. */
export function controlPage() {
  const document = readDocument('mock')
  const operations = operationsOf(document)
  const untagged = operations.filter(({ tags = [] }) => !document.tags.some(({ name }) => name === tags[0]))
  if (untagged.length) throw new Error(`specs/mock: no chapter for ${untagged.map(({ operationId }) => operationId)}`)
  checkHeadings(document, operations)
  const chapters = document.tags.map((tag) => ({ ...tag, own: operations.filter(({ tags }) => tags[0] === tag.name) }))
  return [
    banner('specs/mock.yaml and specs/mock/*.yaml'),
    `# Control API\n\n${document.info.description}\n`,
    refusalExample,
    contents(chapters),
    ...chapters.map((chapter) => chapterOf(chapter, document)),
    `## Shapes\n\nWhat the fields above are made of.\n\n${shapesOf(document, operations).join('\n')}`,
  ].join('\n')
}

/** Each operation with its references resolved one level. */
export function operationsOf(document) {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method]).map((method) => {
      const { requestBody, parameters = [], responses, ...operation } = item[method]
      const body = resolved(requestBody, document)?.content['application/json']
      return {
        ...operation,
        method: method.toUpperCase(),
        path,
        parameters: parameters.map((parameter) => resolved(parameter, document)),
        body,
        answer: resolved(responses['200'], document),
      }
    }),
  )
}

const refusalExample = `\`\`\`bash
curl -X POST ${ADDRESS}/__mock/seed -H 'Content-Type: application/json' -d '{"user":{}}'
# → {"schema_version":1,"problems":[{"where":"/user","what":"there is no key \\"user\\" here","right":"did you mean users?"}]}
\`\`\`
`

function contents(chapters) {
  const rows = chapters.flatMap(({ name, own }) =>
    own.map(({ operationId, method, path, summary }, index) => [
      index === 0 ? `[${name}](#${anchor(name)})` : '',
      `[\`${operationId}\`](#${anchor(operationId)})`,
      code(`${method} ${path}`),
      plain(summary),
    ]),
  )
  return table(['Chapter', 'Operation', 'Call', 'What it does'], rows)
}

function chapterOf({ name, description, own }, document) {
  return `## ${name}\n\n${description}\n\n${own.map((operation) => section(operation, document)).join('\n')}`
}

function section(operation, document) {
  const { operationId, method, path, summary, description, parameters, body } = operation
  const places = { path: 'In the path', query: 'In the query' }
  const fields = [
    ...parameters.map((parameter) => [
      code(parameter.name) + (parameter.required ? '' : ' (optional)'),
      places[parameter.in],
      typeOf(parameter.schema, document),
      meaning(parameter, document),
    ]),
    ...(body ? bodyRows(body.schema, document) : []),
  ]
  return [
    `### ${operationId}\n`,
    `\`${method} ${path}\`\n`,
    `${sentence(summary)}${description ? ` ${description}` : ''}\n`,
    ...(fields.length ? [table(['Field', 'Place', 'Type', 'Meaning'], fields)] : []),
    `\`\`\`bash\n${curlOf(operation)}\n\`\`\`\n`,
    `\`\`\`js\n${methodOf(operation)}\n\`\`\`\n`,
    answerOf(operation, document),
  ].join('\n')
}

/** A body's fields; of alternatives, those of each. */
function bodyRows(schema, document) {
  const own = resolved(schema, document)
  if (own.oneOf) return own.oneOf.flatMap((one) => bodyRows({ ...resolved(one, document), required: [] }, document))
  return Object.entries(own.properties).map(([name, field]) => [
    code(name) + (own.required?.includes(name) ? '' : ' (optional)'),
    'In the body',
    typeOf(field, document),
    meaning(field, document),
  ])
}

/** The operation's example as a shell line. */
export function curlOf({ operationId, method, path, parameters, body }) {
  const filled = parameters
    .filter((parameter) => parameter.in === 'path')
    .reduce((url, { name, example }) => url.replace(`{${name}}`, example), path)
  const query = new URLSearchParams(examplesIn(parameters, 'query')).toString()
  const url = `${ADDRESS}${filled}${query && `?${query}`}`
  const stream = isStream(operationId) ? '-N ' : ''
  const verb = method === 'GET' ? '' : `-X ${method} `
  const data = body?.example ? ` \\\n  -H 'Content-Type: application/json' -d '${JSON.stringify(body.example)}'` : ''
  return `curl ${stream}${verb}${query ? `'${url}'` : url}${data}`
}

/** In code a stream is a listener. */
const listeners = {
  streamCalls: 'mock.onCall((call) => console.log(call.method, call.path, call.status))',
  streamDeliveries: 'mock.webhooks.onDelivery((delivery) => console.log(delivery.event, delivery.state))',
}

/** The operation's example in code. */
export function methodOf({ operationId, parameters, body }) {
  if (isStream(operationId)) return listeners[operationId]
  const input = { ...examplesIn(parameters, 'path'), ...examplesIn(parameters, 'query'), ...body?.example }
  return `${isLater(operationId) ? 'await ' : ''}mock.control.${operationId}(${Object.keys(input).length ? literal(input) : ''})`
}

function examplesIn(parameters, location) {
  const found = parameters.filter((parameter) => parameter.in === location && parameter.example !== undefined)
  return Object.fromEntries(found.map(({ name, example }) => [name, example]))
}

/** A value as people write it in JavaScript. */
function literal(value) {
  if (typeof value === 'string') return `'${value.replace(/['\\]/g, '\\$&')}'`
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`
  if (typeof value !== 'object' || value === null) return String(value)
  const fields = Object.entries(value).map(([name, field]) => {
    return `${/^[a-z_$][\w$]*$/i.test(name) ? name : literal(name)}: ${literal(field)}`
  })
  return `{ ${fields.join(', ')} }`
}

function answerOf({ answer }, document) {
  const [[type, { schema }]] = Object.entries(answer.content)
  const own = resolved(schema, document)
  if (own.properties?.done) return 'Answers `{"schema_version":1,"done":true}`.\n'
  const said = sentence(answer.description)
  if (type !== 'application/json') return `Answers: ${said}\n`
  if (schema.$ref) return `Answers: ${said} It is a ${typeOf(schema, document)}.\n`
  const fields = Object.entries(own.properties).filter(([name]) => name !== 'schema_version')
  return [`Answers: ${said}\n`, table(['Field', 'Type', 'Meaning'], fieldRows(fields, own, document))].join('\n')
}

function fieldRows(fields, { required = [] }, document) {
  return fields.map(([name, field]) => [
    code(name) + (required.includes(name) ? '' : ' (optional)'),
    typeOf(field, document),
    meaning(field, document),
  ])
}

/** The named schemas that the operations refer to, directly or not, by name. */
function shapesOf(document, operations) {
  const names = new Set()
  const visit = (part) => {
    for (const [, name] of JSON.stringify(part ?? null).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      if (names.has(name) || name === 'SchemaVersion' || name === 'Done') continue
      names.add(name)
      visit(document.components.schemas[name])
    }
  }
  // The fields of a body stand with its operation.
  for (const { parameters, body, answer } of operations) visit([parameters, resolved(body?.schema, document), answer])
  return [...names].sort().map((name) => {
    const schema = document.components.schemas[name]
    const { description, properties } = schema
    const text = [description && sentence(description), properties ? undefined : `It is ${typeOf(schema, document)}.`]
    const said = text.filter(Boolean).join(' ')
    const rows =
      properties && table(['Field', 'Type', 'Meaning'], fieldRows(Object.entries(properties), schema, document))
    return [`### ${name}\n`, ...(said ? [`${said}\n`] : []), ...(rows ? [rows] : [])].join('\n')
  })
}

/** A schema in a few words; named ones as a link to their shape. */
function typeOf(schema, document) {
  const [, name] = /^#\/components\/schemas\/(\w+)$/.exec(schema.$ref ?? '') ?? []
  if (name) return `[${name}](#${anchor(name)})`
  const orNull = schema.nullable ? ' or null' : ''
  if (schema.enum) return schema.enum.map((word) => code(String(word))).join(' or ') + orNull
  if (schema.oneOf) return schema.oneOf.map((one) => typeOf(one, document)).join(' or ')
  if (schema.type === 'array') return `list of ${typeOf(schema.items, document)}${orNull}`
  if (schema.type !== 'object') return `${schema.type ?? 'anything'}${boundsOf(schema)}${orNull}`
  if (typeof schema.additionalProperties === 'object') {
    return `object of ${typeOf(schema.additionalProperties, document)}`
  }
  const fields = Object.entries(schema.properties ?? {})
  return fields.length
    ? `object: ${fields.map(([field, one]) => `${code(field)} ${typeOf(one, document)}`).join(', ')}`
    : 'object'
}

function boundsOf({ minimum, maximum }) {
  if (minimum === undefined) return ''
  return maximum === undefined ? ` from ${minimum}` : ` from ${minimum} to ${maximum}`
}

/** What a field means: its own words, or those of the shape it refers to. */
function meaning(field, document) {
  return plain(field.description ?? resolved(field.schema ?? field, document).description ?? '')
}

function resolved(part, document) {
  if (typeof part?.$ref !== 'string') return part
  return part.$ref
    .split('/')
    .slice(1)
    .reduce((at, key) => at[key], document)
}

function sentence(text) {
  return /[.!?]$/.test(text) ? text : `${text}.`
}

/** Two headings of one name would make links ambiguous. */
function checkHeadings({ tags, components }, operations) {
  const headings = [...tags, ...operations.map(({ operationId: name }) => ({ name })), { name: 'Shapes' }]
  const anchors = [...headings.map(({ name }) => name), ...Object.keys(components.schemas)].map(anchor)
  const twice = anchors.filter((one, index) => anchors.indexOf(one) !== index)
  if (twice.length) throw new Error(`docs/CONTROL-API.md would have the heading ${twice} twice`)
}

/** As GitHub makes them of headings. */
function anchor(heading) {
  return heading.toLowerCase().replaceAll(' ', '-')
}
