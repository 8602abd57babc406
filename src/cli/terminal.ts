// What a command is, what it is given, and how it hears of Ctrl-C.
import type { Writable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import type { CommandLine } from './command-line.js'
import type { Invocation } from './commands.js'

/** Where a command writes. */
export type Output = Writable & { readonly isTTY?: boolean }

/** What a command may use of the process; a test gives its own. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly stdout: Output
  readonly stderr: Output
  /** Whether a person sits there, whose Ctrl-C reaches every process of the terminal. */
  readonly stdin?: { readonly isTTY?: boolean }
  /** Hears of a signal, or of an error that nothing caught, once. */
  once(event: 'SIGINT' | 'SIGTERM' | 'SIGHUP' | 'uncaughtException', listener: (error: unknown) => void): unknown
  /** Ends the process at once. */
  exit(code: number): unknown
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

/** The same, and aborted too when nobody reads any more what is printed. */
export function unreadSignal(terminal: Pick<Terminal, 'once' | 'stdout'>): AbortSignal {
  const unread = new AbortController()
  terminal.stdout.once('error', () => unread.abort())
  return AbortSignal.any([stopSignal(terminal), unread.signal])
}

/** ms that whoever reads what a command complains of may take for the rest. */
const LAST_LINES = 1_000

/** Resolves when everything is written: what a command prints, however slowly it is read, and what it complains of. */
export async function flushed({ stdout, stderr }: Pick<Terminal, 'stdout' | 'stderr'>): Promise<void> {
  await written(stdout)
  await Promise.race([written(stderr), pause(LAST_LINES)])
}

/** Also when it cannot be written any more. */
function written(stream: Writable): Promise<void> {
  return new Promise((resolve) => stream.write('', () => resolve()))
}

/** The exit code of a command whose stream of a mock has ended: 0 when `signal` ended it, 1 when the mock did. */
export function streamEnded(signal: AbortSignal, url: string, terminal: Terminal): number {
  if (signal.aborted) return 0
  terminal.stderr.write(`clickup-mock: the mock at ${url} has ended\n`)
  return 1
}
