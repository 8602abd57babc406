// docs/OPERATIONS.md: every operation of the specs, whether it is built, and what it refuses by cause.

import { catalogue } from '../../dist/contract/catalogue.js'
import { Contract } from '../../dist/contract/contract.js'
import { PAGES, Service } from '../../dist/contract/service.js'
import { handlers } from '../../dist/features/index.js'
import { refusalsOf } from '../derive/refusals.mjs'
import { banner, code, plain, table } from './markdown.mjs'

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
    refusalsOf(source, catalogue, operation).map(refusal).join(', ') || 'nothing of its own',
  ]
}

function refusal(name) {
  const entry = catalogue[name]
  if (!entry) throw new Error(`docs/OPERATIONS.md: the catalogue has no refusal "${name}"`)
  return `${entry.status} ${code(entry.ECODE ?? name)}`
}
