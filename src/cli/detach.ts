// `clickup-mock start --detach`: this side of it. The mock runs in a process of its own (detached.ts), which says on a
// channel between the two when it listens, or why it cannot.
import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { InputError, type Problem, problemLine } from '../input/problems.js'
import { optionSpecs } from '../settings/options.js'
import type { GivenOptions } from '../settings/settings.js'
import { type StartedMock, type Telling, tell } from './banner.js'
import { ControlClient } from './control-client.js'
import { withSeconds } from './progress.js'
import { portOf, stateFolder } from './state-files.js'
import type { Terminal } from './terminal.js'

/** What the process in the background is asked to do. */
export interface Order {
  readonly given: GivenOptions
  readonly log: string
}

/** What it says when it listens, or when it cannot. */
export type Report =
  | { readonly mock: StartedMock; readonly address: string }
  | { readonly problems: readonly Problem[] }

/** ms: reading a large seed on a slow machine takes seconds; after this long, the start has failed. */
const PATIENCE = 60_000

/**
 * Starts the mock in the background, and returns when it answers.
 * @throws InputError when it cannot start, with what `start` would say
 */
export async function detach(given: GivenOptions, telling: Telling, terminal: Terminal): Promise<number> {
  const port = String({ value: optionSpecs.port.default, ...given.port }.value)
  const name = /^[1-9]\d*$/.test(port) ? port : `started-by-${process.pid}`
  const log = join(stateFolder(terminal.env), `clickup-mock-${name}.log`)
  const { child, begin } = launch(log, terminal.env)
  const { pid = 0 } = child
  const reported = reportOf(child)
  await sendOrder(child, { given, log })
  const report = await withSeconds(terminal, 'starting', reported)
  child.unref()
  if (typeof report === 'number') {
    const problem = { where: 'start', what: 'it has ended', right: lastLines(log, begin) }
    terminal.stderr.write(`clickup-mock: ${problemLine(problem)}\n`)
    return report
  }
  if ('problems' in report) throw new InputError(report.problems)
  await new ControlClient({ url: report.address }).call('health')
  tell(terminal, report.mock, telling, { pid, log, stop: `clickup-mock stop --port ${portOf(report.address)}` })
  return 0
}

/** A process that outlives this one and its terminal, writing into the log, which had `begin` bytes before. */
function launch(log: string, env: Terminal['env']): { child: ChildProcess; begin: number } {
  const output = openSync(log, 'a', 0o600)
  try {
    const begin = fstatSync(output).size
    const program = fileURLToPath(new URL('./detached.js', import.meta.url))
    const child = spawn(process.execPath, [...process.execArgv, program], {
      detached: true,
      env: { ...env },
      stdio: ['pipe', output, output, 'ipc'],
      windowsHide: true,
    })
    return { child, begin }
  } finally {
    closeSync(output)
  }
}

/** On its standard input, which keeps the order until it is read, even when this process has ended by then. */
function sendOrder({ stdin }: ChildProcess, order: Order): Promise<void> {
  return new Promise((resolve) => {
    stdin?.once('error', () => resolve()) // it has ended already, and `reportOf` hears of its exit
    stdin?.end(JSON.stringify(order), () => resolve())
  })
}

/** What it reports; its exit code when it ends without a word. */
function reportOf(child: ChildProcess): Promise<Report | number> {
  return new Promise((resolve) => {
    /* c8 ignore next 4 -- no test waits a minute */
    const late = setTimeout(() => {
      child.kill()
      resolve(1)
    }, PATIENCE)
    const settle = (report: Report | number) => {
      clearTimeout(late)
      resolve(report)
    }
    child.once('message', (report) => settle(report as Report)) // from detached.ts, which sends nothing else
    child.once('exit', (code) => settle(code || 1))
  })
}

function lastLines(log: string, begin: number): string {
  const text = readFileSync(log).subarray(begin).toString().trim()
  return text ? `its last words: ${text.split('\n').slice(-5).join(' | ')}` : `its log is ${log}`
}
