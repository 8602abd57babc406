// How the process starts and ends: with nobody who reads what it says, with a full disk, told to stop at any moment.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { openSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { Wire } from './wire.mjs'

const BIN = fileURLToPath(new URL('../dist/bin.js', import.meta.url))
const FLAGS = ['start', '--port', '0', '--json']
const UNTIL = 10_000
const call = Buffer.from('GET /api/v2/user HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n')

/** Each gives what is wrong, or undefined. */
const cases = {
  'nobody reads stderr any more': async () => {
    const { child, port } = await started(['ignore', 'pipe', 'pipe'])
    child.stdout.destroy()
    child.stderr.destroy()
    return (await answers(child, port, 5)) ?? ended(child)
  },
  'the log is on a full disk': async () => {
    const { child, port } = await started(['ignore', 'pipe', openSync('/dev/full', 'w')])
    return (await answers(child, port, 5)) ?? ended(child)
  },
  'stderr is open, and nobody reads it': async () => {
    const { child, port } = await started(['ignore', 'pipe', 'pipe'])
    child.stderr.pause()
    return (await answers(child, port, 3_000)) ?? ended(child)
  },
  'it is stopped right after the ready line': async () => ended((await started(['ignore', 'pipe', 'ignore'])).child),
}

/** What is wrong with how the process lives and ends. */
export async function processFindings() {
  const found = await Promise.all(
    Object.entries(cases).map(async ([name, run]) => {
      const what = await run().catch((error) => error.message)
      return what === undefined ? [] : [{ kind: 'process', what: `${name}: ${what}` }]
    }),
  )
  return found.flat()
}

async function started(stdio) {
  const child = spawn(process.execPath, [BIN, ...FLAGS], { stdio })
  const [line] = await once(createInterface(child.stdout), 'line')
  return { child, port: Number(new URL(JSON.parse(line).url).port) }
}

/** @returns what is wrong when some call is not answered */
async function answers(child, port, count) {
  const wire = new Wire(port)
  for (let number = 1; number <= count; number++) {
    const { answer, broken } = await wire.ask('GET', [call], UNTIL)
    if (answer) continue
    child.kill('SIGKILL')
    return `call ${number} has no answer: ${broken ?? 'it is late'}; the process ${child.exitCode === null ? 'lives' : `ended with ${child.exitCode}`}`
  }
  wire.close()
  return undefined
}

/** Tells it to stop. @returns what is wrong when it does not end well */
async function ended(child) {
  const gone =
    child.exitCode === null && child.signalCode === null ? once(child, 'exit') : [child.exitCode, child.signalCode]
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), UNTIL)
  const [code, signal] = await gone
  clearTimeout(timer)
  if (signal === 'SIGKILL') return `it does not end within ${UNTIL} ms of SIGTERM`
  return code === 0 ? undefined : `it ended with ${code ?? signal}`
}
