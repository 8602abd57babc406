// A run of the fuzzer: the mock, some batches at a time, and the findings.
import { setTimeout as wait } from 'node:timers/promises'
import { BATCH, Batch } from './batch.mjs'
import { Checks } from './checks.mjs'
import { Api } from './documents.mjs'
import { poolsOf } from './known.mjs'
import { processFindings } from './processes.mjs'
import { startReceiver } from './receiver.mjs'
import { Report } from './report.mjs'
import { Server } from './server.mjs'
import { Way } from './ways.mjs'
import { Wire } from './wire.mjs'

const PROGRESS_MS = 10_000
/** What the last calls have set off comes to light after them. */
const LAST_LOOK_MS = 150

/**
 * Sends the calls and prints what was found.
 * @param options - as the flags of run.mjs say; `memory` in bytes
 * @returns whether nothing was found
 */
export async function fuzz({ calls, seed, from = 0, lanes, memory, blockMs, most, preload, withProcesses, through }) {
  const report = new Report(seed)
  const way = new Way(through)
  const batches = new Set()
  const server = new Server({
    preload,
    memory,
    way,
    onFinding: (finding) =>
      report.add({
        ...finding,
        under: [...batches]
          .map(({ under }) => under)
          .filter(Boolean)
          .join('; '),
      }),
  })
  if (withProcesses) for (const finding of await processFindings()) report.add(finding)
  await server.start(blockMs)
  const receiver = await startReceiver()
  const run = { seed, server, receiver, batch: BATCH, ...(await learned(server.port, way)) }
  run.find = (finding) => report.add(finding)
  const end = from + calls
  const began = performance.now()
  let sent = 0
  let next = Math.floor(from / BATCH)
  const progress = setInterval(() => report.say(`${sent} calls, ${rate(sent, began)} a second`), PROGRESS_MS)
  const lane = async () => {
    while (next * BATCH < end && report.count < most) {
      if (!server.isUp) await revived(server, blockMs)
      const batch = new Batch(run, next)
      next += 1
      batches.add(batch)
      const count = await batch.send(end)
      sent += count
      batches.delete(batch)
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  clearInterval(progress)
  await wait(LAST_LOOK_MS)
  const memoryUsed = server.isUp ? `, ${Math.round(server.resident() / 1_048_576)} MB at the end` : ''
  await server.kill()
  receiver.close()
  report.end(`${sent} calls, ${rate(sent, began)} a second${memoryUsed}`)
  return report.count === 0
}

let starting

/** One lane starts it anew, the others wait for that. */
async function revived(server, blockMs) {
  starting ??= server
    .kill()
    .then(() => server.start(blockMs))
    .finally(() => {
      starting = undefined
    })
  await starting
}

function rate(sent, began) {
  return Math.round(sent / ((performance.now() - began) / 1_000))
}

/** What there is to call, from the documents and from the mock itself. */
async function learned(port, way) {
  const wire = new Wire(port)
  const read = async (path) => {
    const { answer } = await wire.ask('GET', [Buffer.from(`GET ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n`)], 10_000)
    return JSON.parse(answer.text)
  }
  const world = await read('/__mock/export')
  const { operations } = await read('/__mock/operations')
  wire.close()
  const built = new Set(operations.filter((operation) => operation.built).map(({ operationId }) => operationId))
  const apis = { clickup: new Api('clickup'), mock: new Api('mock') }
  const anna = world.tokens[0].token
  return {
    apis,
    anna,
    pools: poolsOf(world),
    operations: apis.clickup.operations,
    checks: new Checks(apis, built, way.isProxied),
  }
}
