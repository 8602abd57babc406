// The help: made from the tables of commands and options, so that it cannot forget one.
import { environmentName, optionNames, optionSpecs } from '../options.js'
import { commandFlags } from './command-line.js'

/** Commands with what they do, in the order of the help. */
export const commandHelp: Readonly<Record<string, string>> = {
  'start (default)': 'start the mock',
  env: 'print what a client needs, as dotenv, export lines or JSON',
  health: 'exit 0 when a mock answers, 1 when not',
  'validate <file>…': 'check fixtures without planting them',
  'errors [text]': 'list the errors the mock knows, with the test token that provokes each',
}

/** The text of --help. */
export function helpText(): string {
  const options = optionNames.map((name) => {
    const { flag, help, ...spec } = optionSpecs[name]
    return [`--${flag} ${'value' in spec ? spec.value : ''}`.trim(), `${help} [${environmentName(flag)}]`] as const
  })
  const others = Object.entries(commandFlags).map(
    ([flag, spec]) => [`--${flag} ${'value' in spec ? spec.value : ''}`.trim(), spec.help] as const,
  )
  return [
    'clickup-mock: a local stand-in for the ClickUp API, for tests',
    '',
    'Usage: clickup-mock [command] [flags]',
    '',
    'Commands',
    columns(Object.entries(commandHelp)),
    'Flags of start and env; a flag goes before its variable, the variable before the config file',
    columns(options),
    'Others',
    columns(others),
  ].join('\n')
}

/** Rows of two columns, the first as wide as it has to be. */
export function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([first]) => first.length))
  return `${rows.map(([first, second]) => `  ${first.padEnd(width)}  ${second}`).join('\n')}\n`
}
