// The config file: the one that was named, or clickup-mock.yaml of the working folder, which is found by itself.
import { existsSync } from 'node:fs'
import { dirname, isAbsolute, join } from 'node:path'
import { suggestion } from '../input/nearest.js'
import { InputError, type Problem, reject } from '../input/problems.js'
import { pointerStep } from '../input/violations.js'
import { readYamlFile } from '../input/yaml-file.js'
import { builtInFixtures, type OptionName, optionNames, optionSpecs } from '../settings/options.js'
import type { GivenOptions } from '../settings/settings.js'
import type { CommandLine } from './command-line.js'

/** The name under which a config file is found, and `init` writes one. */
export const CONFIG_FILE = 'clickup-mock.yaml'

/** A config file, and whether nobody named it. */
export interface ChosenConfig {
  readonly file: string
  readonly isFound: boolean
}

/** The config file that holds for a command; undefined where there is none. @throws InputError for flags that contradict */
export function chosenConfig(
  { values }: Pick<CommandLine, 'values'>,
  env: Readonly<Record<string, string | undefined>>,
): ChosenConfig | undefined {
  const { config, 'no-config': without } = values
  if (without && config !== undefined) reject('--no-config', 'it does not go with --config', 'leave one of them out')
  if (without) return undefined
  const named = config ?? (env.CLICKUP_MOCK_CONFIG || undefined)
  if (typeof named === 'string') return { file: named, isFound: false }
  return existsSync(CONFIG_FILE) ? { file: CONFIG_FILE, isFound: true } : undefined
}

/** The options of a config file, each with its line. @throws InputError with every key that is no option */
export async function readConfig(path: string): Promise<GivenOptions> {
  const file = await readYamlFile(path)
  const { value: options = {} } = file
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    reject(file.locate('/'), 'it is not a map', 'write options as --help names them, such as port: 2558')
  }
  const given: GivenOptions = {}
  const problems: Problem[] = []
  for (const [flag, value] of Object.entries(options)) {
    const where = file.locate(`/${pointerStep(flag)}`)
    const name = optionNames.find((option) => optionSpecs[option].flag === flag)
    if (name) given[name] = { value: foundFrom(dirname(path), name, value), where }
    else {
      const known = optionNames.map((option) => optionSpecs[option].flag)
      problems.push({ where, what: `there is no option "${flag}"`, right: suggestion(flag, known) })
    }
  }
  if (problems.length) throw new InputError(problems)
  return given
}

/** Files that a config file names are found from its own folder, so that it means the same wherever it is used. */
function foundFrom(folder: string, name: OptionName, value: unknown): unknown {
  if (!('files' in optionSpecs[name])) return value
  if (Array.isArray(value)) return value.map((one) => foundFrom(folder, name, one))
  const isFile = typeof value === 'string' && value !== '' && !builtInFixtures.some((one) => one === value)
  return isFile && !isAbsolute(value) ? join(folder, value) : value
}
