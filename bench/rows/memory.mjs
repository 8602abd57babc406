// Memory: resident, of the mock as a multiple of bare Fastify's; and of many sandboxes.
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { burst } from '../load.mjs'
import { startNode, stop } from '../processes.mjs'
import { startFastify, startMock, withServers } from '../servers.mjs'
import { onWire } from '../wire.mjs'

const CALLS = 1_000_000
const BURST_SECONDS = 5
const BURSTS = 100
const SANDBOXES = 1_000
const MAKER = fileURLToPath(new URL('../inside/sandboxes.mjs', import.meta.url))
const MAKER_MS = 60_000

export const memory = {
  rounds: [1, 0],
  lines: {
    start: { what: 'Memory at the start' },
    after: { what: `Memory after ${CALLS.toLocaleString('en-US')} calls` },
  },
  round: async () => {
    const [ours, theirs] = [await withServers([startMock], residents), await withServers([startFastify], residents)]
    return { start: ours.start / theirs.start, after: ours.after / theirs.after }
  },
}

export const sandboxes = {
  rounds: [5, 1],
  lines: {
    bytes: {
      what: `Memory of ${SANDBOXES.toLocaleString('en-US')} sandboxes of the default seed`,
      most: 100,
      unit: 'MB',
    },
  },
  round: async () => {
    const child = startNode(['--expose-gc', MAKER, String(SANDBOXES)], ['ignore', 'ignore', 'inherit', 'ipc'])
    try {
      const [bytes] = await once(child, 'message', { signal: AbortSignal.timeout(MAKER_MS) })
      return { bytes: bytes / 1e6 }
    } finally {
      await stop(child)
    }
  },
}

async function residents(server) {
  const requests = [onWire({ url: '/api/v2/user' })]
  const { resident: start } = await server.usage()
  let answers = 0
  for (let count = 0; count < BURSTS && answers < CALLS; count++) {
    answers += (await burst(server, requests, BURST_SECONDS)).answers
  }
  return { start, after: (await server.usage()).resident }
}
