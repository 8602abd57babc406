// `clickup-mock scenarios`: as a mock knows them, or, where none was named and none runs, as the package does.
import { SCHEMA_VERSION } from '../contract/answer.js'
import { Contract } from '../contract/contract.js'
import { Service } from '../contract/service.js'
import { loadScenarios } from '../settings/scenario-files.js'
import { scenarioFiles } from '../settings/settings.js'
import { Unreachable } from './control-client.js'
import { print, runControlCommand, shown } from './control-commands.js'
import { givenOptions } from './given-options.js'
import { scenarioText } from './show.js'
import { addressOf } from './target.js'
import type { CheckedLine, Terminal } from './terminal.js'

/** Asks the mock; with --scenarios, or when there is no mock to ask, lists what a new one would have. */
export async function scenarios(line: CheckedLine, terminal: Terminal): Promise<number> {
  if (line.name !== 'scenarios list') return runControlCommand(line, terminal)
  if (line.values.scenarios !== undefined) return listOwn(line, terminal)
  const { url, named } = await addressOf(line, terminal)
  try {
    return await runControlCommand(line, terminal)
  } catch (error) {
    if (!(error instanceof Unreachable) || named === 'here') throw error
    terminal.stderr.write(`clickup-mock: no mock answers at ${url}; a new one would have these\n`)
    return listOwn(line, terminal)
  }
}

async function listOwn(line: CheckedLine, terminal: Terminal): Promise<number> {
  const clickup = Contract.load('clickup')
  const control = Contract.load('mock')
  const files = scenarioFiles(await givenOptions(line, terminal.env))
  const known = await loadScenarios(files, control, Service.load(clickup.operations).names)
  const listed = [...known().values()].map(({ name, what, client }) => ({ name, what, client }))
  const answer = { schema_version: SCHEMA_VERSION, running: [], scenarios: listed }
  return print(
    shown(answer, (_, paint) => scenarioText(listed, [], paint)),
    line,
    terminal,
  )
}
