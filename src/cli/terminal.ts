// What a command is, and what it is given.
import type { CommandLine } from './command-line.js'
import type { Use } from './commands.js'

/** What a command may use of the process; a test gives its own. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly stdout: { write(text: string): unknown }
  readonly stderr: { write(text: string): unknown }
  /** Whether a person sits there, whose Ctrl-C reaches every process of the terminal. */
  readonly stdin?: { readonly isTTY?: boolean }
  once(signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP', listener: () => void): unknown
}

/** A command line that its command can take. */
export type CheckedLine = CommandLine & Use

/** A command: its exit code when it is done. */
export type Command = (line: CheckedLine, terminal: Terminal) => Promise<number>
