// docs/OPERATIONS.md: every operation of the specs, whether it is built, and what it refuses by cause.

import { catalogue } from '../../dist/contract/catalogue.js'
import { Contract } from '../../dist/contract/contract.js'
import { PAGES, Service } from '../../dist/contract/service.js'
import { handlers } from '../../dist/features/index.js'
import { banner, code, plain, table } from './markdown.mjs'

/** What the pipeline refuses before an operation that needs a token; the steps of these names in src/pipeline/. */
export const pipelineRefusals = {
  authenticate: ['tokenMissing', 'personalTokenInvalid', 'oauthTokenNotFound'],
  limit: ['rateLimited'],
}

/** What any call can meet, named once. */
const everywhere = ['routeNotFound', 'requestMalformed', 'requestTimeout', 'bodyTooLarge', 'headersTooLarge']

/** The page. */
export async function operationsPage() {
  const contract = await Contract.load('clickup')
  const source = contract.source()
  const declared = contract.operations.map((operation) => ({
    ...operation,
    ...source.paths[operation.path][operation.method.toLowerCase()],
  }))
  const service = Service.load(contract.operations)
  const documented = service.operations.filter(({ chapter }) => chapter !== PAGES)
  const missing = documented.filter(({ operationId }) => !(operationId in handlers))
  const chapters = source.tags.map(({ name }) => {
    const rows = declared.filter(({ tags }) => tags.includes(name)).map((operation) => row(operation, source))
    return `## ${name}\n\n${table(['Operation', 'Call', 'What it does', 'Refuses, in this order'], rows)}`
  })
  const calls = missing.map(({ chapter, operationId, method, path }) => [
    chapter,
    operationId,
    code(`${method} ${path}`),
  ])
  return [
    banner('specs/clickup.yaml, specs/clickup/*.yaml and src/features'),
    `# Operations

${documented.length - missing.length} of the ${documented.length} operations of ClickUp's documents are built. The others, at the end of this page, answer
501 \`MOCK_501\` and \`X-Mock-Unbuilt\`; a path that ClickUp does not have answers 404 \`APP_001\`.
\`clickup-mock coverage\` and \`GET /__mock/operations\` give the same list, \`GET /openapi.json\` the whole document.

The last column names what the operation refuses by its real cause, in ClickUp's order of checks; what each entry says
stands in [ERRORS.md](ERRORS.md). Every call can also meet ${everywhere.map(refusal).join(', ')}; and any entry of the
catalogue can be provoked on any operation by a fault.
`,
    ...chapters,
    `## Not built yet\n\n${table(['Chapter', 'Operation', 'Call'], calls)}`,
  ].join('\n')
}

function row(operation, source) {
  const { operationId, method, path, summary, description = '' } = operation
  const [page] = /https:\/\/developer\.clickup\.com\/\S+/.exec(description) ?? []
  return [
    page ? `[${operationId}](${page})` : operationId,
    code(`${method} ${path}`),
    plain(summary),
    refusalsOf(operation, source).map(refusal).join(', ') || 'nothing of its own',
  ]
}

/** By cause, in the order of checks: token, ids, limit, access, body, what was deleted, the operation's own. */
function refusalsOf(operation, source) {
  const { open, ids, requestBody, parameters, 'x-refusals': own = [] } = operation
  const gone = ids.flatMap(({ deleted, servesDeleted }) => (deleted && !servesDeleted ? [deleted] : []))
  return [
    ...new Set([
      ...(open ? [] : pipelineRefusals.authenticate),
      ...ids.flatMap(({ malformed, unknown }) => [malformed, unknown]),
      ...(open ? [] : pipelineRefusals.limit),
      ...ids.map(({ foreign }) => foreign),
      ...[...fieldRefusals([requestBody, parameters], source), ...gone, ...own].sort(
        (one, other) => depth(one) - depth(other),
      ),
    ]),
  ].filter(Boolean)
}

/** A body that is wrong on its own is refused before anything is looked up. */
function depth(name) {
  return catalogue[name]?.step === 'check' ? 0 : 1
}

/** The `x-refusal` of fields, wherever they are nested. */
function fieldRefusals(part, source, seen = new Set()) {
  if (typeof part !== 'object' || part === null || seen.has(part)) return []
  seen.add(part)
  if (typeof part.$ref === 'string') {
    const target = part.$ref
      .split('/')
      .slice(1)
      .reduce((at, key) => at[key], source)
    return fieldRefusals(target, source, seen)
  }
  const own = typeof part['x-refusal'] === 'string' ? [part['x-refusal']] : []
  return [...own, ...Object.values(part).flatMap((child) => fieldRefusals(child, source, seen))]
}

function refusal(name) {
  const entry = catalogue[name]
  if (!entry) throw new Error(`docs/OPERATIONS.md: the catalogue has no refusal "${name}"`)
  return `${entry.status} ${code(entry.ECODE ?? name)}`
}
