// The command line: a command, its operands and its flags, checked against the options table.
import { type ParseArgsConfig, parseArgs } from 'node:util'
import { pointerStep } from '../control/problems.js'
import { InputError, type Problem } from '../errors.js'
import { nearest, suggestion } from '../nearest.js'
import { environmentName, type GivenOptions, optionNames, optionSpecs } from '../options.js'
import { readYamlFile } from '../yaml-file.js'

/** Flags that are no options of the mock, and the commands that take them. Only `config` and `json` have a twin in the environment. */
export const commandFlags = {
  config: {
    of: ['start', 'env'],
    value: '<file>',
    help: 'YAML or JSON file with these options, by the names of the flags',
  },
  json: { of: ['start', 'env', 'errors'], help: 'start: one line of JSON on stdout; env, errors: JSON' },
  format: { of: ['env'], value: '<form>', help: 'env: dotenv (default), export or json' },
  url: {
    of: ['health'],
    value: '<url>',
    help: 'health: the mock to ask (default: the port above on 127.0.0.1)',
  },
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

/** What stands for the value of a flag in the help. */
const placeholders: ReadonlyMap<string, string> = new Map([
  ...optionNames.map((name) => pairOf(optionSpecs[name].flag, optionSpecs[name])),
  ...Object.entries(commandFlags).map(([flag, spec]) => pairOf(flag, spec)),
])

/** @throws InputError for an unknown flag, with the nearest ones, and for one without its value */
export function readCommandLine(args: readonly string[]): CommandLine {
  const { values, positionals } = parse(args)
  const [command = 'start', ...operands] = positionals
  const help = values.help === true || command === 'help'
  return { command, operands, values, help, version: values.version === true || command === 'version' }
}

/** @throws InputError for flags and operands that the command would not look at: they were meant for something */
export function checkUse({ command, operands, values }: CommandLine): void {
  const taken = Object.keys(flags).filter((flag) => isTaken(flag, command))
  const problems: Problem[] = Object.keys(values)
    .filter((flag) => !taken.includes(flag))
    .map((flag) => ({ where: `--${flag}`, what: `${command} has no such flag`, right: flagList(taken) }))
  const [operand] = operands
  if (operand !== undefined && command !== 'validate' && command !== 'errors') {
    const right =
      command === 'start' || command === 'env' ? `a fixture is given with --seed ${operand}` : 'leave it out'
    problems.push({ where: operand, what: `${command} takes no such word`, right })
  }
  if (problems.length) throw new InputError(problems)
}

function isTaken(flag: string, command: string): boolean {
  const spec = Object.entries(commandFlags).find(([name]) => name === flag)?.[1]
  if (spec) return !('of' in spec) || spec.of.some((name) => name === command)
  return command === 'start' || command === 'env' || (command === 'health' && flag === 'port')
}

function flagList(names: readonly string[]): string {
  return `it has ${names.map((flag) => `--${flag}`).join(', ')}`
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
    .filter((name) => name.startsWith(PREFIX) && !known.includes(name))
    .map((name) => {
      // Compared without what all begin with, or everything would be near.
      const near = nearest(
        name.slice(PREFIX.length),
        known.map((one) => one.slice(PREFIX.length)),
      )
      const right = near.length ? `did you mean ${near.map((one) => PREFIX + one).join(' or ')}?` : '--help lists them'
      return `${name}: there is no such setting; ${right}`
    })
}

const PREFIX = 'CLICKUP_MOCK_'
/** CLICKUP_MOCK_URL is what `clickup-mock env` prints. */
const ownVariables = ['CLICKUP_MOCK_CONFIG', 'CLICKUP_MOCK_JSON', 'CLICKUP_MOCK_URL']

async function readConfig(path: string): Promise<GivenOptions> {
  const file = await readYamlFile(path)
  if (typeof file.value !== 'object' || file.value === null || Array.isArray(file.value)) {
    throw new InputError([
      {
        where: file.locate('/'),
        what: 'it is no map',
        right: 'write options as --help names them, such as port: 2558',
      },
    ])
  }
  const given: GivenOptions = {}
  const problems: Problem[] = []
  for (const [flag, value] of Object.entries(file.value)) {
    const where = file.locate(`/${pointerStep(flag)}`)
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
    throw new InputError([misuse(String(error))])
  }
}

/** What parseArgs complains about, in our words. */
function misuse(message: string): Problem {
  const where = message.replace(/^[^']*'(--?[^'\s]+)[\s\S]*$/, '$1')
  const name = where.replace(/^-+/, '')
  if (message.includes('Unknown option')) {
    const names = Object.keys(flags)
    const right = nearest(name, names).length
      ? suggestion(name, names).replace(/(mean | or )/g, '$1--')
      : '--help lists the flags'
    return { where, what: 'there is no such flag', right }
  }
  if (flags[name]?.type === 'boolean') return { where, what: 'it takes no value', right: `write ${where} alone` }
  return { where, what: 'its value is missing', right: `write ${where}=${placeholders.get(name)}` }
}

function pairOf(flag: string, spec: { readonly help: string; readonly value?: string }): [string, string] {
  return [flag, spec.value ?? '']
}

function parseKind(spec: { readonly help: string; readonly value?: string; readonly many?: true }): {
  type: 'string' | 'boolean'
  multiple?: boolean
} {
  return { type: spec.value === undefined ? 'boolean' : 'string', ...(spec.many && { multiple: true }) }
}
