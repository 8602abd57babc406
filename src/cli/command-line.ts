// The command line: a command, its operands and its flags, checked against the options table.
import { type ParseArgsConfig, parseArgs } from 'node:util'
import { nearest, suggestion } from '../input/nearest.js'
import { InputError, type Problem } from '../input/problems.js'
import { optionNames, optionSpecs } from '../settings/options.js'

/** Flags that are not options of the mock. `environment`: read from there too, by the name an option would have. */
export const commandFlags = {
  config: {
    value: '<file>',
    environment: true,
    help: 'YAML or JSON file with these options, by the names of the flags (default: clickup-mock.yaml, where there is one)',
  },
  'no-config': { help: 'leave a clickup-mock.yaml of the working folder alone' },
  json: { environment: true, help: 'JSON in place of text; start: one line with the addresses and what `env` prints' },
  detach: { help: 'start: in the background; return when it answers, or fail as start would' },
  wait: { help: 'start --detach: what it does anyway' },
  format: { value: 'dotenv|export|json', help: 'env: how it is written (default dotenv)' },
  url: {
    value: '<url>',
    environment: true,
    help: 'the mock to ask (default: CLICKUP_MOCK_URL, or the port on 127.0.0.1)',
  },
  sandbox: { value: '<name>', help: 'the sandbox that is meant' },
  hard: { help: 'reset: and empty the world' },
  operation: { value: '<operationId>', help: 'requests: only those of this operation' },
  method: { value: '<method>', help: 'requests: only those with this method' },
  path: { value: '<path>', help: 'requests: only those whose path fits, such as /v2/team/*' },
  status: { value: '<status>', help: 'requests: only those answered with this status' },
  ecode: { value: '<ECODE>', help: 'requests: only those answered with this code' },
  token: {
    value: '<token>',
    help: 'requests: only those with this token; webhooks listen: what --receive registers with',
  },
  since: { value: '<id|ms>', help: 'requests, webhooks: only those after this call or delivery, or after this time' },
  violations: { help: 'requests: only those in which the client sent what ClickUp ignores' },
  limit: { value: '<n>', help: 'requests, webhooks: only the last so many' },
  follow: { help: 'requests: and those to come, until Ctrl-C' },
  event: { value: '<event>', help: 'webhooks: only those of this event' },
  webhook: { value: '<id>', help: 'webhooks: the webhook that is meant' },
  secret: { value: '<secret>', help: 'webhooks sign: the secret to sign with, in place of that of a webhook' },
  times: { value: '<n>', help: 'webhooks fault: for so many deliveries' },
  ms: { value: '<duration>', help: "webhooks fault late: how late, on the mock's clock" },
  receive: { help: 'webhooks listen: be the receiver, at a free port or at the one given' },
  events: { value: '<events>', help: 'webhooks listen --receive: names with commas between them (default *)' },
  workspace: { value: '<id>', help: 'webhooks listen --receive: the Workspace (default: the first of the token)' },
  endpoint: {
    value: '<url>',
    help: 'webhooks listen --receive: how the mock reaches it, such as http://host.docker.internal:4000 from a container',
  },
  answer: { value: '<status>', help: 'webhooks listen --receive: what to answer (default 200)' },
  help: { short: 'h', help: 'what a command does and takes' },
  version: { short: 'v', help: 'the version' },
} as const

/** What the tables say of a flag. */
export interface FlagSpec {
  readonly help: string
  readonly value?: string
  readonly many?: true
  readonly short?: string
}

/** A command line that was understood; its values were not read yet. */
export interface CommandLine {
  /** The command and the words after it. */
  readonly words: readonly string[]
  /** The words after `--`, as they are. */
  readonly behindDashes: readonly string[]
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

/**
 * @throws InputError for an unknown flag, with the nearest ones, and for one without its value
 * @param flagsFor - the flags that the command of these words takes, for suggestions
 */
export function readCommandLine(
  args: readonly string[],
  flagsFor: (words: readonly string[]) => readonly string[],
): CommandLine {
  const dashes = args.indexOf('--')
  const { values, positionals } = parse(dashes === -1 ? args : args.slice(0, dashes), flagsFor)
  const [first, ...rest] = positionals
  return {
    words: first === 'help' ? rest : positionals,
    behindDashes: dashes === -1 ? [] : args.slice(dashes + 1),
    values,
    help: values.help === true || first === 'help',
    version: values.version === true || first === 'version',
  }
}

/** The value of a flag that takes one; undefined when it was not given. */
export function flagValue(
  { values }: CommandLine,
  flag: keyof typeof commandFlags | 'port' | 'control-token' | 'state',
) {
  const value = values[flag]
  return typeof value === 'string' ? value : undefined
}

function parse(args: readonly string[], flagsFor: (words: readonly string[]) => readonly string[]) {
  const config = { args: [...args], options: flags, allowPositionals: true }
  try {
    return parseArgs(config)
  } catch (error) {
    const { positionals } = parseArgs({ ...config, strict: false })
    throw new InputError([misuse(String(error), flagsFor(positionals))])
  }
}

/** A message of parseArgs, in our words. */
function misuse(message: string, names: readonly string[]): Problem {
  const given = message.replace(/^[^']*'(?:-\w, )?(--?[^'\s]+)[\s\S]*$/, '$1') // both, for a flag that has a letter
  const letter = /^-(\w)$/.exec(given)?.[1]
  const name = Object.keys(flags).find((flag) => flags[flag]?.short === letter && letter) ?? given.replace(/^-+/, '')
  const where = name in flags ? `--${name}` : given
  if (message.includes('Unknown option')) {
    const right = nearest(name, names).length
      ? suggestion(name, names).replace(/(mean | or )/g, '$1--')
      : '--help lists the flags'
    return { where, what: 'there is no such flag', right }
  }
  if (flags[name]?.type === 'boolean') return { where, what: 'it takes no value', right: `write ${where} alone` }
  return { where, what: 'its value is missing', right: `write ${where}=${placeholders.get(name)}` }
}

function pairOf(flag: string, spec: FlagSpec): [string, string] {
  return [flag, spec.value ?? '']
}

function parseKind(spec: FlagSpec): { type: 'string' | 'boolean'; multiple?: boolean; short?: string } {
  return {
    type: spec.value === undefined ? 'boolean' : 'string',
    ...(spec.many && { multiple: true }),
    ...(spec.short !== undefined && { short: spec.short }),
  }
}
