// The command line: a command, its operands and its flags, checked against the options table.
import { type ParseArgsConfig, parseArgs } from 'node:util'
import { InputError } from '../errors.js'
import { suggestion } from '../nearest.js'
import { environmentName, type GivenOptions, optionNames, optionSpecs } from '../options.js'
import { readYamlFile } from '../yaml-file.js'

/** Flags that are no options of the mock. Only `config` and `json` have a twin in the environment. */
export const commandFlags = {
  config: { value: '<file>', help: 'YAML or JSON file with these options, by the names of the flags' },
  json: { help: 'start: one line of JSON on stdout; errors: JSON' },
  format: { value: '<form>', help: 'env: dotenv (default), export or json' },
  url: { value: '<url>', help: 'health: the mock to ask (default: the port above on 127.0.0.1)' },
  help: { help: 'this text' },
  version: { help: 'the version' },
} as const

/** A command line that was understood, but whose values were not read yet. */
export interface CommandLine {
  readonly command: string
  readonly operands: readonly string[]
  readonly values: Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>
  readonly help: boolean
  readonly version: boolean
}

const flags = Object.fromEntries([
  ...optionNames.map((name) => [optionSpecs[name].flag, parseKind(optionSpecs[name])] as const),
  ...Object.entries(commandFlags).map(([flag, spec]) => [flag, parseKind(spec)] as const),
]) satisfies ParseArgsConfig['options']

/** @throws InputError for an unknown flag, with the nearest ones, and for one without its value */
export function readCommandLine(args: readonly string[]): CommandLine {
  const { values, positionals } = parse(args)
  const [command = 'start', ...operands] = positionals
  return { command, operands, values, help: values.help === true, version: values.version === true }
}

/** Flag before environment before file. `--config` itself is a flag or in the environment. @throws InputError */
export async function givenOptions(line: CommandLine, env: Readonly<Record<string, string | undefined>>) {
  const config = line.values.config ?? env.CLICKUP_MOCK_CONFIG
  const given: GivenOptions = typeof config === 'string' ? await readConfig(config) : {}
  for (const name of optionNames) {
    const { flag, ...spec } = optionSpecs[name]
    const variable = environmentName(flag)
    const inEnvironment = env[variable]
    const onLine = line.values[flag]
    if (onLine !== undefined) given[name] = { value: onLine, where: `--${flag}` }
    else if (inEnvironment !== undefined && inEnvironment !== '') {
      const value = 'many' in spec ? inEnvironment.split(';').filter((part) => part.trim()) : inEnvironment
      given[name] = { value, where: variable }
    }
  }
  return given
}

/** Variables that look like ours but are none: a misspelt one would otherwise do nothing, in silence. */
export function unknownVariables(env: Readonly<Record<string, string | undefined>>): string[] {
  const known = [...optionNames.map((name) => environmentName(optionSpecs[name].flag)), ...ownVariables]
  return Object.keys(env)
    .filter((name) => name.startsWith('CLICKUP_MOCK_') && !known.includes(name))
    .map((name) => `${name}: there is no such setting; ${suggestion(name, known)}`)
}

/** CLICKUP_MOCK_URL is what `clickup-mock env` prints. */
const ownVariables = ['CLICKUP_MOCK_CONFIG', 'CLICKUP_MOCK_JSON', 'CLICKUP_MOCK_URL']

async function readConfig(path: string): Promise<GivenOptions> {
  const file = await readYamlFile(path)
  if (typeof file.value !== 'object' || file.value === null || Array.isArray(file.value)) {
    throw new InputError([{ where: path, what: 'a config file is a map from options to values' }])
  }
  const given: GivenOptions = {}
  const problems = []
  for (const [flag, value] of Object.entries(file.value)) {
    const where = file.locate(`/${flag}`)
    const name = optionNames.find((option) => optionSpecs[option].flag === flag)
    if (name) given[name] = { value, where }
    else {
      const known = optionNames.map((option) => optionSpecs[option].flag)
      problems.push({ where, what: `there is no option "${flag}"`, right: suggestion(flag, known) })
    }
  }
  if (problems.length) throw new InputError(problems)
  return given
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: flags, allowPositionals: true })
  } catch (error) {
    const [, unknown] = /Unknown option '--?([^']+)'/.exec(String(error)) ?? []
    if (unknown) {
      const right = suggestion(unknown, Object.keys(flags)).replace(/(mean | or )/g, '$1--')
      throw new InputError([{ where: `--${unknown}`, what: 'there is no such flag', right }])
    }
    const what = error instanceof Error ? (error.message.split('.')[0] ?? error.message) : String(error)
    throw new InputError([{ where: 'command line', what, right: 'clickup-mock --help lists the flags' }])
  }
}

function parseKind(spec: { readonly help: string; readonly value?: string; readonly many?: true }): {
  type: 'string' | 'boolean'
  multiple?: boolean
} {
  return { type: spec.value === undefined ? 'boolean' : 'string', ...(spec.many && { multiple: true }) }
}
