// The door for shells: reads the command line and calls the library. Exit codes: 0 done, 1 refused or failed; `run` ends
// with its command's.
import { problemLine, problemsIn } from '../input/problems.js'
import { readCommandLine } from './command-line.js'
import { type CommandName, flagsFor, readInvocation } from './commands.js'
import { helpText } from './help.js'
import { paintFor } from './paint.js'
import type { Command, Terminal } from './terminal.js'

type FirstWord<Name> = Name extends `${infer Word} ${string}` ? Word : Name

// Loaded when called: `health` runs every few seconds in a container and should not pay for the server.
const commands: Readonly<Record<FirstWord<CommandName>, () => Promise<Command>>> = {
  start: async () => (await import('./start.js')).start,
  stop: async () => (await import('./stop.js')).stop,
  status: async () => (await import('./status.js')).status,
  run: async () => (await import('./run.js')).run,
  env: async () => (await import('./env.js')).env,
  health: async () => (await import('./health.js')).health,
  reset: async () => (await import('./control-commands.js')).runControlCommand,
  fault: async () => (await import('./control-commands.js')).runControlCommand,
  requests: async () => (await import('./requests.js')).requests,
  clock: async () => (await import('./control-commands.js')).runControlCommand,
  scenarios: async () => (await import('./scenarios.js')).scenarios,
  webhooks: async () => (await import('./webhooks.js')).webhooks,
  state: async () => (await import('./state.js')).state,
  sandboxes: async () => (await import('./control-commands.js')).runControlCommand,
  open: async () => (await import('./open.js')).open,
  completion: async () => (await import('./completion.js')).completion,
  ca: async () => (await import('./ca.js')).ca,
  init: async () => (await import('./init.js')).init,
  validate: async () => (await import('./validate.js')).validate,
  coverage: async () => (await import('./coverage.js')).coverage,
  errors: async () => (await import('./errors.js')).errors,
}

/** Runs one command line. Problems go to stderr, a line each. */
export async function main(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const line = readCommandLine(args, flagsFor)
    if (line.version) return print(terminal, `${(await import('../server/version.js')).packageVersion()}\n`)
    if (line.help) return print(terminal, helpText(line.words, paintFor(terminal.stdout, terminal.env)))
    const invocation = readInvocation(line)
    const command = await commands[firstWord(invocation.name)]()
    return await command({ ...line, ...invocation }, terminal)
  } catch (error) {
    const name = paintFor(terminal.stderr, terminal.env)('clickup-mock:', 'red')
    for (const problem of problemsIn(error)) terminal.stderr.write(`${name} ${problemLine(problem)}\n`)
    return 1
  }
}

function firstWord(name: CommandName): keyof typeof commands {
  return name.split(' ', 1)[0] as keyof typeof commands // what FirstWord says of the type
}

function print(terminal: Terminal, text: string): number {
  terminal.stdout.write(text)
  return 0
}
