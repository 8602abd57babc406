// docs/FIDELITY.md: what the answers of each operation rest on.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { catalogue } from '../../dist/contract/catalogue.js'
import { Contract } from '../../dist/contract/contract.js'
import { evidenceFor } from '../../dist/contract/evidence.js'
import { PAGES, Service } from '../../dist/contract/service.js'
import { handlers } from '../../dist/features/index.js'
import { banner, code, plain, table } from './markdown.mjs'

/** The page. @param root - the project's folder */
export function fidelityPage(root) {
  const known = builtOperations()
  const accepted = acceptedDifferences(root)
  const sources = Object.entries(parse(readFileSync(join(root, 'test/recorded/sources.yaml'), 'utf8')))
  const chapters = [...new Set(known.map(({ chapter }) => chapter))].map((chapter) => {
    const rows = known.filter((operation) => operation.chapter === chapter).map(row)
    return `## ${chapter}\n\n${table(['Operation', 'Answer', 'Recorded', 'Observed', 'Documented', 'Assumed'], rows)}`
  })
  return [
    banner('test/recorded, specs/errors and specs/clickup'),
    `# Fidelity

What each answer rests on, operation by operation. *Recorded*: somebody kept the live answer, and a test compares it with
the mock's ([test/recorded](../test/recorded/README.md)). *Observed*: somebody reported the refusal from the live service.
*Documented*: it stands in ClickUp's documents. *Assumed*: nobody has shown it, and the mock takes what is likely.

${fidelityTotals(root)}
`,
    ...chapters,
    `## Differences that are accepted\n\n${acceptedText(accepted)}`,
    `## Sources\n\n${table(
      ['Name', 'What', 'Where'],
      sources.map(([name, { what, where }]) => [name, plain(what), plain(where)]),
    )}`,
  ].join('\n')
}

/** The table of totals. @param root - the project's folder */
export function fidelityTotals(root) {
  const known = builtOperations()
  const accepted = acceptedDifferences(root)
  const exchanges = known.flatMap((operation) => operation.exchanges)
  const sure = (kind) => exchanges.filter(({ sureness }) => sureness === kind).length
  const refusals = Object.values(catalogue)
  const seen = (kind) => refusals.filter((entry) => entry.seen === kind).length
  const documented = documentedOperations().length
  return table(
    ['', ''],
    [
      ['Operations built', `${known.length} of ${documented}`],
      ['whose answer was recorded', known.filter(isRecorded).length],
      [
        'Recorded exchanges',
        `${exchanges.length}: ${sure('strong')} strong, ${sure('weak')} weak, ${sure('reasoned')} reasoned`,
      ],
      ['Differences from them that are accepted', accepted.length],
      [
        'Refusals',
        `${refusals.length}: ${seen('observed')} observed, ${seen('documented')} documented, ${seen('assumed')} assumed`,
      ],
      ['of which a status, text or code is assumed', refusals.filter(({ assumed }) => assumed).length],
    ],
  )
}

function documentedOperations() {
  return Service.load(Contract.load('clickup').operations).operations.filter(({ chapter }) => chapter !== PAGES)
}

function builtOperations() {
  return documentedOperations()
    .filter(({ operationId }) => operationId in handlers)
    .map((operation) => ({ ...operation, ...evidenceFor(operation.operationId) }))
}

function acceptedDifferences(root) {
  return parse(readFileSync(join(root, 'test/recorded/accepted.yaml'), 'utf8'))
}

function isRecorded({ exchanges }) {
  return exchanges.some(({ status }) => status > 0 && status < 400)
}

function row({ operationId, exchanges, refusals, ...operation }) {
  return [
    operationId,
    isRecorded({ exchanges, ...operation }) ? 'recorded' : 'documented',
    exchanges
      .map(({ source, date, sureness }) => `${source} ${date}${sureness === 'strong' ? '' : ` (${sureness})`}`)
      .join(', '),
    codes(refusals.observed),
    codes(refusals.documented),
    [codes(refusals.assumed), ...partsAssumed([...refusals.observed, ...refusals.documented])]
      .filter(Boolean)
      .join(', '),
  ]
}

function codes(names) {
  return [...new Set(names.map((name) => catalogue[name].ECODE ?? name))].map(code).join(' ')
}

/** What is assumed of refusals that were seen: `status of OAUTH_010`. */
function partsAssumed(names) {
  return names.flatMap((name) => {
    const { assumed, ECODE } = catalogue[name]
    return assumed ? `${assumed.join(' and ')} of ${code(ECODE ?? name)}` : []
  })
}

function acceptedText(accepted) {
  if (accepted.length === 0) return 'None.\n'
  return table(
    ['Exchange', 'Where', 'Why'],
    accepted.map(({ file, at, why }) => [file, code(at), plain(why)]),
  )
}
