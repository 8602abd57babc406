// Every process of the bench is started here, and none outlives it: however the bench ends, what it started is killed.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { pinHere } from './cores.mjs'

const LONGEST_MS = 40 * 60_000
const LONGEST_LOAD_MS = 2 * 60_000
const running = new Set()

/** What is pinned where; undefined where the system does not allow it. */
export const cores = pinHere()

process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1))
setTimeout(() => {
  process.stderr.write('The bench took too long and gives up.\n')
  process.exit(1)
}, LONGEST_MS).unref()

/** Node on the core of the server. `stdio` as in `spawn`. */
export function startNode(args, stdio) {
  const [command, ...before] = cores
    ? ['taskset', '--cpu-list', String(cores.server), process.execPath]
    : [process.execPath]
  return start(command, [...before, ...args], stdio)
}

/** Any program on the core of the bench itself, which is that of the load: what it printed. Fails if the program does. */
export async function output(command, args) {
  const child = start(command, args, ['ignore', 'pipe', 'inherit'], LONGEST_LOAD_MS)
  const [chunks, [code]] = await Promise.all([child.stdout.toArray(), once(child, 'exit')])
  const text = Buffer.concat(chunks).toString()
  if (code !== 0) throw new Error(`${command} ended with ${code}: ${text}`)
  return text
}

/** Ends a process that was started here, and waits until it is gone. */
export async function stop(child) {
  if (!running.has(child)) return
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}

function start(command, args, stdio, timeout) {
  const child = spawn(command, args, { stdio, timeout, killSignal: 'SIGKILL' })
  running.add(child)
  child.once('exit', () => running.delete(child))
  return child
}
