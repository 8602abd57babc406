// What a command is, what it is given, and how it hears of Ctrl-C.
import type { CommandLine } from './command-line.js'
import type { Invocation } from './commands.js'

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
export type CheckedLine = CommandLine & Invocation

/** A command: its exit code when it is done. */
export type Command = (line: CheckedLine, terminal: Terminal) => Promise<number>

/** Aborted by Ctrl-C (SIGINT) or SIGTERM. */
export function stopSignal(terminal: Pick<Terminal, 'once'>): AbortSignal {
  const stopped = new AbortController()
  const stop = () => stopped.abort()
  terminal.once('SIGINT', stop)
  terminal.once('SIGTERM', stop)
  return stopped.signal
}

/** The exit code of a command whose stream of a mock has ended: 0 when `signal` ended it, 1 when the mock did. */
export function streamEnded(signal: AbortSignal, url: string, terminal: Terminal): number {
  if (signal.aborted) return 0
  terminal.stderr.write(`clickup-mock: the mock at ${url} has ended\n`)
  return 1
}
