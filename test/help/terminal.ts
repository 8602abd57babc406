// A terminal that remembers, for running the command line inside a test.
import { main } from '../../src/cli/main.js'
import type { Terminal } from '../../src/cli/terminal.js'

/** What one command line did. */
export interface Ran {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** A command line that is still running. */
export interface Running {
  /** When it waits for a signal, or has ended before. */
  readonly ready: Promise<void>
  readonly ended: Promise<Ran>
  stdout(): string
  stderr(): string
  signal(name: 'SIGINT' | 'SIGTERM'): void
}

/** Runs a command line to its end. */
export function run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  return begin(args, env).ended
}

/** Begins a command line that waits for a signal. */
export function begin(args: readonly string[], env: Readonly<Record<string, string>> = {}): Running {
  const written = { stdout: '', stderr: '' }
  const writer = (stream: 'stdout' | 'stderr') => ({
    write: (text: string) => {
      written[stream] += text
    },
  })
  const listeners = new Map<string, () => void>()
  let isReady = () => {}
  const waiting = new Promise<void>((resolve) => {
    isReady = resolve
  })
  const terminal: Terminal = {
    env,
    stdout: writer('stdout'),
    stderr: writer('stderr'),
    once: (signal, listener) => {
      listeners.set(signal, listener)
      if (listeners.size === 2) isReady()
    },
  }
  const ended = main(args, terminal).then((code) => ({ code, ...written }))
  return {
    ready: Promise.race([waiting, ended.then(() => {})]),
    ended,
    stdout: () => written.stdout,
    stderr: () => written.stderr,
    signal: (name) => listeners.get(name)?.(),
  }
}
