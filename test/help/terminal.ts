// A terminal that remembers, for running the command line inside a test.
import { main } from '../../src/cli/main.js'
import type { Terminal } from '../../src/cli/terminal.js'
import { textStream } from './text-stream.js'

/** What one command line did. */
export interface Ran {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** A command line that is still running. */
export interface Running {
  /** When it has printed something, or has ended before. */
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
  let isReady = () => {}
  const waiting = new Promise<void>((resolve) => {
    isReady = resolve
  })
  const writer = (stream: 'stdout' | 'stderr') =>
    textStream((text) => {
      written[stream] += text
      if (stream === 'stdout') isReady()
    })
  const listeners = new Map<string, (error: unknown) => void>()
  const terminal: Terminal = {
    env: { XDG_STATE_HOME: '/nowhere', ...env }, // what else runs on this machine is not meant
    stdout: writer('stdout'),
    stderr: writer('stderr'),
    exit: (code) => {
      written.stderr += `exit ${code}\n`
    },
    once: (signal, listener) => {
      listeners.set(signal, listener)
    },
  }
  const ended = main(args, terminal).then((code) => ({ code, ...written }))
  return {
    ready: Promise.race([waiting, ended.then(() => {})]),
    ended,
    stdout: () => written.stdout,
    stderr: () => written.stderr,
    signal: (name) => listeners.get(name)?.(undefined),
  }
}
