// Tables within pages that are written by hand: commands and flags, fault words, test tokens, the totals of fidelity.
import { commandFlags } from '../../dist/cli/command-line.js'
import { commandHelp } from '../../dist/cli/help.js'
import { catalogue, refusalNames } from '../../dist/contract/catalogue.js'
import { readDocument } from '../../dist/contract/contract.js'
import { listErrors } from '../../dist/control/operations/server.js'
import { faultWords, networkFaults } from '../../dist/settings/fault-rule.js'
import { environmentName, optionNames, optionSpecs } from '../../dist/settings/options.js'
import { pipelineRefusals } from '../derive/refusals.mjs'
import { fidelityTotals } from './fidelity-page.mjs'
import { code, plain, table } from './markdown.mjs'

/** By page, then by the name of their markers. @param root - the project's folder */
export function pageTables(root) {
  return {
    'README.md': { fidelity: fidelityTotals(root) },
    'docs/commands.md': {
      commands: table(
        ['Command', 'What it does'],
        Object.entries(commandHelp).map(([command, help]) => [code(`clickup-mock ${command}`), plain(help)]),
      ),
      flags: flagsTable(),
    },
    'docs/faults.md': {
      'fault words': table(['Word', 'Answer'], faultRows()),
      'fault settings': settingsTable(),
      'test tokens': table(['Token', 'Answer'], tokenRows()),
    },
  }
}

function flagsTable() {
  const options = optionNames.map((name) => {
    const { flag, value, many, help } = optionSpecs[name]
    return [
      flagCell(flag, value),
      code(environmentName(flag)),
      code(name),
      plain(help) + (many ? '; may be repeated' : ''),
    ]
  })
  const others = Object.entries(commandFlags).map(([flag, { value, environment, help }]) => {
    return [flagCell(flag, value), environment ? code(environmentName(flag)) : '', '', plain(help)]
  })
  return table(['Flag', 'Environment', 'In code', 'What it does'], [...options, ...others])
}

function flagCell(flag, value) {
  return code(value === undefined ? `--${flag}` : `--${flag} ${value}`)
}

/** The words that are not in the catalogue, with what they do. */
const wordHelp = {
  html: 'a gateway page: 502 with HTML in place of JSON',
  slow: 'the right answer, 2 seconds late',
  reset: 'the connection is reset (RST)',
  empty: 'the connection is closed without a byte',
  cut: 'status, headers and half of the body; by default *after* the operation took effect',
  garbage: 'bytes that are not HTTP',
  hang: 'no answer; the connection stays open until the client or the mock gives up',
  timeout: 'the same as `hang`',
}

function faultRows() {
  const entries = new Set(refusalNames.flatMap((name) => [name, catalogue[name].ECODE]))
  const words = faultWords.filter((word) => !entries.has(word))
  const missing = [...words, ...networkFaults].filter((word) => !(word in wordHelp))
  const gone = Object.keys(wordHelp).filter((word) => !words.includes(word))
  if (missing.length || gone.length) throw new Error(`fault words: describe ${missing}, forget ${gone}`)
  return [
    [code('OAUTH_027'), 'any ECODE of [ERRORS.md](ERRORS.md), with its status and text'],
    [
      code('workspaceIdMalformed'),
      'any name of the same list, for codes that mean several things, and for entries without one',
    ],
    [
      code('429'),
      `any status from 200 to 599; ${typicalStatuses().join(', ')} answer as ClickUp does, others with a plain body`,
    ],
    ...Object.entries(wordHelp).map(([word, help]) => [code(word), help]),
  ]
}

function typicalStatuses() {
  return refusalNames
    .filter((name) => catalogue[name].typical)
    .map((name) => catalogue[name].status)
    .sort((one, other) => one - other)
}

function settingsTable() {
  const { FaultRule } = readDocument('mock').components.schemas
  const rows = Object.entries(FaultRule.properties).map(([name, { description, enum: words }]) => [
    code(name),
    [words?.map(code).join(' or '), description && plain(description)].filter(Boolean).join('. '),
  ])
  return table(['Setting', 'Meaning'], rows)
}

/** The refusals on the way to a first answer, then the statuses, then what is not an answer of ClickUp. */
function tokenRows() {
  const errors = listErrors()
  const byName = (name) => errors.find((entry) => entry.name === name)
  const path = ['workspaceIdMalformed', 'teamsNotAuthorized', 'teamNotAuthorized']
  const causes = [
    ...pipelineRefusals.authenticate,
    ...path,
    ...pipelineRefusals.limit,
    'routeNotFound',
    'jsonMalformed',
  ]
  const typical = refusalNames.filter((name) => catalogue[name].typical && !causes.includes(name)).map(byName)
  return [
    ...causes.map(byName).map((entry) => [code(entry.token), answerOf(entry)]),
    ...typical
      .sort((one, other) => one.status - other.status)
      .map((entry) => [code(`pk_fault_${entry.status}`), answerOf(entry)]),
    ...Object.entries(wordHelp).map(([word, help]) => [code(`pk_fault_${word}`), help]),
  ]
}

function answerOf({ status, ECODE, err, example, html }) {
  if (err === null) return `${status}, ${html ? 'a web page' : 'plain text'}`
  return `${status} ${ECODE === null ? '' : `${code(ECODE)} `}${plain(example ?? err)}`
}
