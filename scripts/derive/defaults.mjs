// What the operations of the specs have in common: it is added here, so that none has to write it. What an operation writes
// itself wins. The tops of specs/clickup.yaml and specs/mock.yaml say the same to those who read the YAML.
const METHODS = ['get', 'put', 'post', 'delete', 'patch']

/** Every operation of a document, in the order of its paths. */
export function operationsOf(document) {
  return Object.values(document.paths).flatMap((item) => METHODS.flatMap((method) => item[method] ?? []))
}

/** What a local reference points to; a part that is not a reference is given back. */
export function resolve(document, part) {
  if (!part?.$ref) return part
  const keys = part.$ref.split('/').slice(1)
  return keys.reduce((at, key) => at[key], document)
}

/** Gives the operations of one file its tag, where it declares a single one. */
export function addTag(file) {
  if (file.tags?.length !== 1) return
  const tags = file.tags.map(({ name }) => name)
  changeOperations(file, ({ operationId, ...rest }) => ({ operationId, tags, ...rest }))
}

/** Gives the operations of one file what their path and the file (`x-operations`) say of all, so that nobody else looks there. */
export function spread(file) {
  const { 'x-level': level, ...common } = file['x-operations'] ?? {}
  changeOperations(file, (operation, path, method) => {
    const parameters = [...(file.paths[path].parameters ?? []), ...(operation.parameters ?? [])]
    const writing = level && method !== 'get' && { 'x-level': level }
    return { ...writing, ...operation, ...common, ...(parameters.length > 0 && { parameters }) }
  })
  for (const item of Object.values(file.paths ?? {})) delete item.parameters
}

/** Completes the operations of our control API, all files joined. */
export function addMockDefaults(document) {
  changeOperations(document, (operation) => ({
    ...operation,
    responses: { '4XX': response('Refused'), 503: response('Refused'), ...operation.responses },
  }))
}

/**
 * Completes the operations of ClickUp's API, all files joined; the pages of the login, which are not under /api/v2 or
 * /api/v3, say everything themselves.
 */
export function addClickUpDefaults(document) {
  sayTheObvious(document)
  changeOperations(document, (operation, path, method) => {
    const [, version] = /^\/api\/v(\d)/.exec(path) ?? []
    return version ? completed(document, operation, method, dialects[version]) : operation
  })
  closeAnswers(document)
}

function changeOperations({ paths = {} }, change) {
  for (const [path, item] of Object.entries(paths)) {
    for (const method of METHODS) if (item[method]) item[method] = change(item[method], path, method)
  }
}

function response(name) {
  return { $ref: `#/components/responses/${name}` }
}

/** What the versions of the API add to their operations. What does not fit is refused field by field, or whole. */
const dialects = {
  2: { refused: 'Refused', broken: 'Broken', unfit: () => [], completeBody, foreign: undefined },
  3: {
    refused: 'RefusedByService',
    broken: 'BrokenService',
    unfit: unfitWhole,
    completeBody: requireFields,
    foreign: 'resourceNotFound',
  },
}

/** Version 3 refuses any query or body that does not fit (src/contract/dialects.ts). */
function unfitWhole(document, { requestBody, parameters = [] }) {
  const takes = requestBody || parameters.some((parameter) => resolve(document, parameter).in === 'query')
  return takes ? ['requestUnfit'] : []
}

/**
 * A body has to be sent; a boolean or a number that nothing can be read as is refused by ClickUp's database. Unless body or
 * field say otherwise.
 */
function completeBody(document, requestBody) {
  const body = resolve(document, requestBody)
  if (body) body.required ??= true
  for (const schema of reachedFrom(document, requestBody)) {
    const isRead = ['boolean', 'integer', 'number'].includes(schema.type)
    if (isRead && !('x-refusal' in schema)) schema['x-refusal'] = 'internalError'
  }
}

/** A body with fields that have to be sent has to be sent, and so has a list. */
function requireFields(document, requestBody) {
  const body = resolve(document, requestBody)
  const schemas = Object.values(body?.content ?? {}).map(({ schema }) => resolve(document, schema))
  if (schemas.some(({ type, required }) => required || type === 'array')) body.required ??= true
}

/** The refusals of those whose plan, role or level does not suffice: `admit` gives them. */
function rightsRefused(document, { parameters = [], ...operation }, method) {
  const isAsked = method !== 'get' && parameters.some((one) => resolve(document, one)['x-row'])
  const forbidden = operation['x-forbidden'] ?? 'permissionMissing'
  return [
    ...(operation['x-plan'] ? ['enterprisePlanRequired'] : []),
    ...(isAsked || operation['x-needs'] ? [forbidden] : []),
  ]
}

function completed(document, operation, method, dialect) {
  const { operationId, tags, summary, description, responses, ...rest } = operation
  const before = [...rightsRefused(document, rest, method), ...dialect.unfit(document, rest)]
  const own = [...new Set([...before, ...(rest['x-refusals'] ?? [])])]
  dialect.completeBody(document, rest.requestBody)
  const ids = (rest.parameters ?? []).map((one) => resolve(document, one)).filter((one) => one['x-row'])
  for (const id of ids) id['x-foreign'] ??= dialect.foreign
  const takesJson = 'application/json' in (resolve(document, rest.requestBody)?.content ?? {})
  const refusals = takesJson && !own.includes('jsonMalformed') ? ['jsonMalformed', ...own] : own
  return {
    operationId,
    tags,
    summary,
    description: withPage(description, operationId),
    ...rest,
    ...(refusals.length > 0 && { 'x-refusals': refusals }),
    responses: {
      '4XX': response(dialect.refused),
      '5XX': response(dialect.broken),
      ...(rest.security?.length === 0 ? responses : withLimits(document, described(responses, summary))),
    },
  }
}

/** The description with the address of ClickUp's page at its end, unless it names a page already. */
function withPage(description = '', operationId) {
  if (description.includes('https://developer.clickup.com/')) return description
  const page = operationId.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
  return `${description} https://developer.clickup.com/reference/${page}`.trimStart()
}

/** The responses; one that says nothing of itself is what the operation is for. */
function described(responses, summary) {
  return Object.fromEntries(
    Object.entries(responses).map(([status, answer]) => [
      status,
      answer.$ref ? answer : { description: summary, ...answer },
    ]),
  )
}

/** The responses, successes with the headers of the rate limit. A shared response is changed in its place. */
function withLimits(document, responses) {
  const limits = Object.fromEntries(
    Object.keys(document.components.headers).map((name) => [name, { $ref: `#/components/headers/${name}` }]),
  )
  const limited = ({ description, headers, ...rest }) => ({ description, headers: { ...limits, ...headers }, ...rest })
  const shared = document.components.responses
  return Object.fromEntries(
    Object.entries(responses).map(([status, answer]) => {
      if (!status.startsWith('2')) return [status, answer]
      if (!answer.$ref) return [status, limited(answer)]
      const name = answer.$ref.split('/').pop()
      shared[name] = limited(shared[name])
      return [status, answer]
    }),
  )
}

/** What has properties is an object; a parameter of a path is always there, and a text. */
function sayTheObvious(document) {
  for (const part of reachedFrom(document, document)) {
    if (isObject(part)) rewrite(part, { type: 'object', ...part })
    if (part.in === 'path') Object.assign(part, { required: true, schema: part.schema ?? { type: 'string' } })
  }
}

function isObject({ type = 'object', properties }) {
  return type === 'object' && typeof properties === 'object'
}

/** Objects in answers have all the properties they declare and no others. Those in requests may have fewer and more. */
function closeAnswers(document) {
  const operations = operationsOf(document)
  const sent = reachedFrom(
    document,
    operations.map(({ parameters, requestBody }) => [parameters, requestBody]),
  )
  const answered = reachedFrom(
    document,
    operations.map(({ responses }) => responses),
  )
  for (const schema of answered) {
    if (!isObject(schema)) continue
    const names = Object.keys(schema.properties)
    if (!sent.has(schema)) rewrite(schema, closed(schema, names))
    else if (schema.additionalProperties === undefined)
      throw new Error(`the object of ${names.join(', ')} is both sent and answered: write additionalProperties`)
  }
}

function closed({ 'x-optional': optional = [], ...own }, names) {
  const unknown = optional.find((name) => !names.includes(name))
  if (unknown) throw new Error(`x-optional names ${unknown}, which is none of ${names.join(', ')}`)
  const always = names.filter((name) => !optional.includes(name))
  const { required, ...whole } = { required: always, additionalProperties: false, ...own }
  return required.length > 0 ? { ...whole, required } : whole // an empty list is not allowed
}

/** The properties of a schema come last, as it is read. */
function rewrite(schema, { properties, ...rest }) {
  for (const key of Object.keys(schema)) delete schema[key]
  Object.assign(schema, rest, { properties })
}

/** All objects in a part of the document, and those its references lead to. */
function reachedFrom(document, part, found = new Set()) {
  if (typeof part !== 'object' || part === null || found.has(part)) return found
  found.add(part)
  for (const child of Object.values(part)) reachedFrom(document, child, found)
  return reachedFrom(document, resolve(document, part), found)
}
