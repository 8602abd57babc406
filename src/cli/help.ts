// The help: made from the tables of commands and options, so that it cannot forget one.
import { environmentName, optionNames, optionSpecs } from '../settings/options.js'
import { commandFlags, type FlagSpec } from './command-line.js'
import { type CommandName, commandNames, commandSpec, commandsOf, flagsOf, usage } from './commands.js'
import type { Paint } from './paint.js'
import { columns } from './table.js'

/** Commands as they are written, with what they do, in the order of the help. */
export const commandHelp: Readonly<Record<string, string>> = Object.fromEntries(
  commandNames.map((name) => [
    usage(name).slice('clickup-mock '.length) + (name === 'start' ? ' (default)' : ''),
    commandSpec(name).what,
  ]),
)

/** The text of --help: of everything, or of the command these words name. @throws InputError when they name none */
export function helpText(words: readonly string[], paint: Paint): string {
  if (words.length) return commandText(commandsOf(words), paint)
  return [
    'clickup-mock: a local stand-in for the ClickUp API, for tests',
    '',
    'Usage: clickup-mock [command] [flags]',
    '',
    `${paint('Commands', 'bold')} (clickup-mock help <command> says more)`,
    columns(Object.entries(commandHelp)),
    `${paint('Flags of start, run and env', 'bold')}; a flag goes before its variable, the variable before the config file`,
    columns(optionNames.map((name) => optionRow(name, true))),
    paint('Others', 'bold'),
    columns(commandFlagRows),
  ].join('\n')
}

function commandText(names: readonly CommandName[], paint: Paint): string {
  const more = names.flatMap((name) => commandSpec(name).more ?? [])
  const flags = [...new Set(names.flatMap(flagsOf))]
  const ownOptions = names.some((name) => flagsOf(name).includes('config'))
  return [
    paint('Usage', 'bold'),
    columns(names.map((name) => [usage(name), commandSpec(name).what])),
    ...(more.length ? [...more.map((line) => `  ${line}`), ''] : []),
    ...(flags.length ? [paint('Flags', 'bold'), columns(flags.flatMap((flag) => flagRows(flag, ownOptions)))] : []),
  ].join('\n')
}

/** @param own - whether the command takes the options of the mock as its own; others ask a mock that has its options */
function flagRows(flag: string, own: boolean): (readonly [string, string])[] {
  return allRows(own).filter(([shown]) => shown.split(' ', 1)[0] === `--${flag}`)
}

function allRows(own: boolean): (readonly [string, string])[] {
  return [...optionNames.map((name) => optionRow(name, own)), ...commandFlagRows]
}

const commandFlagRows = Object.entries(commandFlags).map(([flag, spec]) => flagRow(flag, spec, spec.help))

function optionRow(name: (typeof optionNames)[number], own: boolean): readonly [string, string] {
  const { flag, help } = optionSpecs[name]
  return flagRow(flag, optionSpecs[name], own ? help : (askingHelp.get(flag) ?? help), environmentName(flag))
}

/** A flag, and what it does; in brackets its letter and its variable. */
function flagRow(flag: string, { value, short }: FlagSpec, help: string, variable?: string): readonly [string, string] {
  const others = [...(short === undefined ? [] : [`-${short}`]), ...(variable === undefined ? [] : [variable])]
  return [`--${flag} ${value ?? ''}`.trim(), others.length ? `${help} [${others.join(', ')}]` : help]
}

/** What an option means to a command that asks a mock. */
const askingHelp: ReadonlyMap<string, string> = new Map([
  ['port', `the mock at this port of 127.0.0.1 (default ${optionSpecs.port.default})`],
  ['control-token', 'what the mock was started with as --control-token'],
  ['state', 'webhooks: only deliveries in this state: waiting, delivered or dropped'],
])
