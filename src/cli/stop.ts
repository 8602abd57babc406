// `clickup-mock stop`: ends a mock that runs in the background, and never another process.
import { existsSync, rmSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { reject } from '../input/problems.js'
import { flagValue } from './command-line.js'
import { ControlClient } from './control-client.js'
import { isAlive, portOf, readStates, type StateFile } from './state-files.js'
import { type Address, addressOf } from './target.js'
import type { CheckedLine, Terminal } from './terminal.js'

/** How long (ms) a mock may take to end beyond its own `--close-timeout`: the machine may be busy. */
const PATIENCE = 10_000
const STEP = 20

/** Exit 0 when the mock was ended; 1 with the reason when there is none, or when it is not ours to end. */
export async function stop(line: CheckedLine, terminal: Terminal): Promise<number> {
  const address = await addressOf(line, terminal)
  const state = chosen(line, terminal, address)
  if (!state) return rejectOther(address)
  const { address: place, pid, file } = state
  const answering = await processAt(place)
  if (answering === pid) {
    process.kill(pid, 'SIGTERM')
    await ended(state)
    rmSync(file, { force: true })
    terminal.stdout.write(`stopped the mock at ${state.url} (process ${pid})\n`)
    return 0
  }
  if (!isAlive(pid) || answering !== undefined) {
    rmSync(file, { force: true })
    const what = `the mock that ran there in the background (process ${pid}) has ended without stop`
    reject(place, what, `its log is ${state.log}`)
  }
  const what = `process ${pid} does not answer as a mock, and may be another program by now`
  reject(place, what, `if it is not a mock, remove ${file}`)
}

/** The background mock that was named; without a name, the only one there is, or else the one at the default port. */
function chosen(line: CheckedLine, terminal: Terminal, { url, named }: Address): StateFile | undefined {
  const states = readStates(terminal)
  const [only] = states
  if (named === undefined && states.length === 1) return only
  const found = states.find((state) => isAt(state, url, flagValue(line, 'port')))
  if (found || named !== undefined || states.length === 0) return found
  const ports = states.map(({ address }) => `--port ${portOf(address)}`)
  reject('stop', `${states.length} mocks run`, `choose with ${ports.join(' or ')}`)
}

/** A port means any address here; a URL means that one, by whichever name of this machine. */
function isAt({ url, address }: StateFile, asked: string, port: string | undefined): boolean {
  if (port !== undefined) return portOf(address) === port
  const wanted = oneName(asked.replace(/\/s\/[^/]+$/, ''))
  return oneName(url) === wanted || oneName(address) === wanted
}

function oneName(url: string): string {
  return url.replace('//localhost:', '//127.0.0.1:')
}

/** @throws InputError always: what runs there, if anything, was not started here */
async function rejectOther({ url }: Address): Promise<never> {
  const pid = await processAt(url)
  if (pid === undefined) reject(url, 'no mock runs there')
  reject(url, `the mock there (process ${pid}) was not started here with --detach`, 'end it where it was started')
}

/** The process of the mock that answers there; undefined when none does. */
async function processAt(url: string): Promise<number | undefined> {
  return (await new ControlClient({ url }).ask('health'))?.pid
}

/** A mock removes its file last. If it died before, its process is gone. */
async function ended({ pid, file, address, log, closeTimeout }: StateFile): Promise<void> {
  for (let waited = 0; existsSync(file) && isAlive(pid); waited += STEP) {
    /* c8 ignore next 4 -- no test waits for a mock that hangs */
    if (waited >= closeTimeout + PATIENCE) {
      const what = `process ${pid} was asked to end and has not`
      reject(address, what, `its log is ${log}`)
    }
    await pause(STEP)
  }
}
