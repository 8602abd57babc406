// The command line in a test: main() in this process with a terminal of its own, or a process for itself.
import { spawn } from 'node:child_process'
import type { Test } from 'tap'
import { main } from '../../src/cli/main.js'
import type { Terminal } from '../../src/cli/terminal.js'
import { textStream } from './text-stream.js'
import { COMMAND, unwatched } from './unwatched.js'

type Signal = Exclude<Parameters<Terminal['once']>[0], 'uncaughtException'>

/** The result of a command. */
export interface Ended {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** A command that may still run. */
export interface Running {
  readonly ended: Promise<Ended>
  /** What it has written so far. */
  readonly output: { readonly out: string; readonly err: string }
  /** Resolves when the command has written this. */
  written(text: string): Promise<void>
  /** Gives it a signal, as soon as it listens for it. */
  signal(signal: Signal): Promise<void>
}

/** A terminal with these variables besides those every process needs. */
export interface Shell {
  run(...args: string[]): Promise<Ended>
  begin(args: readonly string[], stdin?: { isTTY: boolean }): Running
  /** The same in a process of its own, as it was built. */
  spawn(...args: string[]): Running
  readonly env: Readonly<Record<string, string | undefined>>
}

/** Background mocks leave their files in a folder of the test. */
export function shell(t: Test, variables: Record<string, string> = {}): Shell {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('CLICKUP_'))
  const home = variables.XDG_STATE_HOME ?? t.testdir()
  const env = { ...Object.fromEntries(inherited), ...variables, XDG_STATE_HOME: home }
  const begin: Shell['begin'] = (args, stdin) => beginHere(env, args, stdin)
  return {
    env,
    begin,
    run: (...args) => begin(args).ended,
    spawn: (...args) => beginProcess(t, env, args),
  }
}

function beginHere(env: Shell['env'], args: readonly string[], stdin?: { isTTY: boolean }): Running {
  const output = written()
  const listeners = new Map<string, (error: unknown) => void>()
  const awaited = new Map<string, () => void>()
  const terminal: Terminal = {
    env,
    ...(stdin && { stdin }),
    stdout: textStream((text) => output.add('out', text)),
    stderr: textStream((text) => output.add('err', text)),
    exit: (code) => output.add('err', `exit ${code}\n`),
    once: (signal, listener) => {
      listeners.set(signal, listener)
      awaited.get(signal)?.()
    },
  }
  return {
    ended: main(args, terminal).then((code) => ({ code, ...output.texts })),
    output: output.texts,
    written: output.wait,
    signal: async (signal) => {
      await new Promise<void>((resolve) => (listeners.has(signal) ? resolve() : awaited.set(signal, resolve)))
      const listener = listeners.get(signal)
      listeners.delete(signal)
      listener?.(undefined)
    },
  }
}

function beginProcess(t: Test, env: Shell['env'], args: readonly string[]): Running {
  const output = written()
  const [program, all] = unwatched([COMMAND, ...args])
  const child = spawn(program, all, { env: { PATH: process.env.PATH, ...env } })
  t.teardown(() => child.kill('SIGKILL'))
  child.stdout.setEncoding('utf8').on('data', (text) => output.add('out', text))
  child.stderr.setEncoding('utf8').on('data', (text) => output.add('err', text))
  return {
    ended: new Promise((resolve) => child.once('close', (code) => resolve({ code: code ?? -1, ...output.texts }))),
    output: output.texts,
    written: output.wait,
    signal: async (signal) => void child.kill(signal),
  }
}

/** What was written so far, and who waits for what. */
function written() {
  const texts = { out: '', err: '' }
  const waiting: { text: string; resolve: () => void }[] = []
  const tell = () => {
    for (const { text, resolve } of waiting) if (`${texts.out}${texts.err}`.includes(text)) resolve()
  }
  return {
    texts,
    add: (where: 'out' | 'err', text: string) => {
      texts[where] += text
      tell()
    },
    wait: (text: string) =>
      new Promise<void>((resolve) => {
        waiting.push({ text, resolve })
        tell()
      }),
  }
}
