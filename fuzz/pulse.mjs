// A thread that asks the mock for its health all the time. It measures how much processor time the mock's own thread used
// between question and answer (not how much time went by: the machine has other users), and the memory it holds.
import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { Wire } from './wire.mjs'

const { pid, port, blockMs, hangMs, memory } = workerData
const EVERY_MS = 50
const LONGEST_MS = 120_000
const question = [Buffer.from('GET /__mock/health HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n')]
/** Linux counts processor time in hundredths of a second. */
const TICK_MS = 10

const wire = new Wire(port)
let told = 0
for (;;) {
  await feel()
  const resident = residentBytes()
  if (resident > memory && resident > told) {
    told = resident * 1.5
    parentPort.postMessage({ kind: 'memory', what: `it holds ${Math.round(resident / 1_048_576)} MB` })
  }
  await wait(EVERY_MS)
}

/** Asks once, and tells while it waits how long the wait is already. */
async function feel() {
  const before = usedMs()
  let isBlocked = false
  const watch = setInterval(() => {
    const used = usedMs() - before
    if (used >= hangMs)
      parentPort.postMessage({ kind: 'hang', what: `nobody was answered for ${hangMs} ms of processor time` })
    else if (used >= blockMs && !isBlocked) {
      isBlocked = true
      parentPort.postMessage({ kind: 'blocked', what: `nobody was answered for ${blockMs} ms of processor time` })
    }
  }, EVERY_MS)
  const outcome = await wire.ask('GET', question, LONGEST_MS)
  clearInterval(watch)
  if (outcome.late) parentPort.postMessage({ kind: 'hang', what: `no health within ${LONGEST_MS} ms` })
  if (outcome.broken) await wait(EVERY_MS * 10) // it has ended, and somebody else sees that
}

/** Of the thread that runs JavaScript; those of the garbage collector block nobody. */
function usedMs() {
  const fields = read(`/proc/${pid}/task/${pid}/stat`).split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * TICK_MS
}

function residentBytes() {
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) * 1_024
}

function read(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return '' // the process has ended
  }
}
