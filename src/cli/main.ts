// The door for shells: reads the command line and calls the library. Exit codes: 0 done, 1 refused or failed.
import { InputError, problemLine, problemsIn } from '../errors.js'
import { suggestion } from '../nearest.js'
import { type CommandLine, checkUse, readCommandLine } from './command-line.js'
import { helpText } from './help.js'

/** What a command may use of the process; a test gives its own. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly stdout: { write(text: string): unknown }
  readonly stderr: { write(text: string): unknown }
  once(signal: 'SIGINT' | 'SIGTERM', listener: () => void): unknown
}

/** A command: its exit code when it is done. */
export type Command = (line: CommandLine, terminal: Terminal) => Promise<number>

// Loaded when called: `health` runs every few seconds in a container and should not pay for the server.
const commands: ReadonlyMap<string, () => Promise<Command>> = new Map([
  ['start', async () => (await import('./start.js')).start],
  ['env', async () => (await import('./env.js')).env],
  ['health', async () => (await import('./health.js')).health],
  ['validate', async () => (await import('./validate.js')).validate],
  ['errors', async () => (await import('./errors.js')).errors],
])

/** Runs one command line. Complaints go to stderr, a line each. */
export async function main(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const line = readCommandLine(args)
    if (line.version) return print(terminal, `${(await import('../version.js')).packageVersion()}\n`)
    if (line.help) return print(terminal, helpText())
    const load = commands.get(line.command)
    if (load) {
      checkUse(line)
      return await (await load())(line, terminal)
    }
    const right = suggestion(line.command, [...commands.keys()])
    throw new InputError([{ where: line.command, what: 'there is no such command', right }])
  } catch (error) {
    for (const problem of problemsIn(error)) terminal.stderr.write(`clickup-mock: ${problemLine(problem)}\n`)
    return 1
  }
}

function print(terminal: Terminal, text: string): number {
  terminal.stdout.write(text)
  return 0
}
