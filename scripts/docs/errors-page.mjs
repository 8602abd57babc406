// docs/ERRORS.md: the catalogue of refusals, by step of the order of checks and by family (a file of specs/errors).
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { listErrors } from '../../dist/control/operations/server.js'
import { banner, code, plain, table } from './markdown.mjs'

/** Every step: heading, and what it looks at. The order is that of a request. */
const steps = {
  transport: ['HTTP and gateway', 'The request never reaches ClickUp, or something in front of ClickUp answers.'],
  authenticate: ['Header and token', 'Who calls. Nothing else is looked at before this.'],
  ids: ['Ids in the path', 'The shape of an id, and whether anybody has this Workspace.'],
  limit: ['Rate limit', 'What was refused up to here is not counted and carries no `X-RateLimit-…` headers.'],
  route: ['Route', 'An unknown path is counted: the recorded answer carries the rate headers.'],
  admit: [
    'Access',
    'Whether the token may see what the ids name. An unknown id and a foreign one get the same answer.',
  ],
  check: ['Body and query', 'Refused on their own, without a look at what is stored.'],
  operate: [
    'The operation',
    'Refused after a look at what is stored: names, deleted objects, plans, rights, OAuth clients and codes.',
  ],
  authorize: [
    'The authorization page',
    'Shown to the person as a page, or as JSON for `Accept: application/json`. Never a redirect.',
  ],
}

const opening = `# Errors

Every refusal clickup-mock knows. The source is [specs/errors](../specs/errors); \`clickup-mock errors\` prints the same
list as a table, \`GET /__mock/errors\` gives it as JSON.

ClickUp checks a request in a fixed order and answers with the first thing it finds wrong: the Authorization header, the
token, the ids in the path (shape, then access to their Workspace), the rate limit, the body, and last what the operation
finds in its data. So an update with an unknown id *and* a bad body is refused for the id, and a call without a token is
refused with \`OAUTH_017\` whatever else is wrong with it. The mock runs the same steps in the same order, and this page
follows it. Where in that order ClickUp notices an unknown path was seen only with a valid token; here it comes after the
limiter, because the recorded answer was counted.

- **How sure**: *observed* on the live service (by the linked sources; without a link the reports cannot be linked, and
  are weaker), *documented* by ClickUp, or *assumed*: reasoned, or seen only in other people's mocks. "Assumed: status"
  means that this part of an otherwise known entry is our choice.
- **Test token**: sent as the token of any call, it provokes the entry. The part after \`pk_fault_\` is also what
  \`--fault\` and \`X-Mock-Fault\` take; so is the entry's name, which stands below its code.
- Which of these an operation gives by its real cause stands in [OPERATIONS.md](OPERATIONS.md). The others belong to
  operations that are still to come, and are reached by fault.
`

/** The page. */
export function errorsPage(root) {
  const families = familiesIn(root)
  const entries = listErrors().map((entry) => ({ ...entry, family: families.get(entry.name) }))
  const unknown = entries.find(({ step }) => !(step in steps))
  if (unknown) throw new Error(`${unknown.name}: docs/ERRORS.md has no section for the step "${unknown.step}"`)
  const sections = Object.keys(steps).map((step) =>
    section(
      step,
      entries.filter((entry) => entry.step === step),
    ),
  )
  return [banner('specs/errors/*.yaml'), opening, ...sections, sharedCodes(entries)].join('\n')
}

/** The family of each refusal: the file it stands in. */
function familiesIn(root) {
  const folder = join(root, 'specs/errors')
  const found = new Map()
  for (const file of readdirSync(folder).sort()) {
    const words = file.replace(/\.yaml$/, '').replaceAll('-', ' ')
    for (const name of Object.keys(parse(readFileSync(join(folder, file), 'utf8')))) {
      found.set(name, words[0].toUpperCase() + words.slice(1))
    }
  }
  return found
}

function section(step, entries) {
  const [heading, text] = steps[step]
  const families = [...new Set(entries.map(({ family }) => family))]
  const tables = families.map((family) => {
    const rows = together(entries.filter((entry) => entry.family === family)).map(row)
    return `${families.length > 1 ? `### ${family}\n\n` : ''}${table(columns, rows)}`
  })
  return `## ${heading}\n\n${text}\n\n${tables.join('\n')}`
}

const columns = ['ECODE, name', 'Status', 'err', 'Cause', 'Where', 'How sure', 'Note', 'Test token']

/** In their order, but entries of one ECODE beside each other. */
function together(entries) {
  const keyOf = ({ ECODE, name }) => ECODE ?? name
  const keys = [...new Set(entries.map(keyOf))]
  return keys.flatMap((key) => entries.filter((entry) => keyOf(entry) === key))
}

function row(entry) {
  return [
    `${entry.ECODE === null ? 'none' : code(entry.ECODE)}<br>${code(entry.name)}`,
    String(entry.status),
    textOf(entry),
    plain(entry.when),
    plain(entry.where),
    certainty(entry),
    plain(entry.note ?? ''),
    code(entry.token),
  ]
}

function textOf({ err, example, html, text }) {
  if (err === null) return html ? 'a web page' : text ? 'plain text' : 'not recorded'
  return example === undefined ? code(err) : `${code(err)}, such as ${code(example)}`
}

function certainty({ seen, assumed, sources = [] }) {
  const links = sources.map((source, index) => `[${index + 1}](${source})`).join(' ')
  const guessed = assumed && (seen === 'assumed' ? `(${assumed.join(', ')})` : `assumed: ${assumed.join(', ')}`)
  return [seen, guessed, links].filter(Boolean).join('<br>')
}

/** Codes that alone do not say what is wrong. */
function sharedCodes(entries) {
  const codes = [...new Set(entries.map(({ ECODE }) => ECODE))].filter((ECODE) => ECODE !== null)
  const rows = codes.flatMap((ECODE) => {
    const sharing = entries.filter((entry) => entry.ECODE === ECODE)
    if (sharing.length < 2) return []
    return [
      [
        code(ECODE),
        sharing.map(({ status, name, step }) => `${status} ${code(name)} (${steps[step][0]})`).join('<br>'),
      ],
    ]
  })
  const text =
    'A client that decides by the code alone cannot tell these apart. A fault by the code means the first that suits the call, a fault by name exactly that entry.'
  return `## Codes with several meanings\n\n${text}\n\n${table(['ECODE', 'Entries'], rows)}`
}
