// What is waited for: the start of a server, and what a test file pays. All in fresh processes, as multiples of the time
// from the start of bare Fastify to its first answer.
import { once } from 'node:events'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { sandwich } from '../numbers.mjs'
import { startNode, stop } from '../processes.mjs'
import { startFastify, startMock, withServers } from '../servers.mjs'

const TEST_FILE = fileURLToPath(new URL('../inside/test-file.mjs', import.meta.url))
const TEST_MS = 60_000

export const start = {
  rounds: [11, 3],
  lines: {
    ready: { what: 'Start of the command to the first answer', most: 1.5 },
    noise: { what: 'Noise: start of Fastify against start of Fastify' },
  },
  round: async () => {
    const [mock, noise] = await sandwich(startFastify, [startMock, startFastify], readyOf)
    return { ready: mock.ready, noise: noise.ready }
  },
}

const lines = {
  import: { what: 'Import of the library', most: 0.4 },
  mock: { what: 'First mock', most: 0.2 },
  get: { what: 'First GET', most: 0.05 },
  post: { what: 'First POST (CreateTask)', most: 0.13 },
  further: { what: 'Each further mock', most: 0.03 },
  used: { what: 'Each further mock with a GET and a POST' },
  sandbox: { what: 'A sandbox with a GET' },
}

export const test = {
  rounds: [11, 3],
  lines,
  round: async () => {
    const [ratios] = await sandwich('fastify', ['test'], async (what) => {
      if (what === 'test') return testFile()
      const { ready } = await readyOf(startFastify)
      return Object.fromEntries(Object.keys(lines).map((name) => [name, ready]))
    })
    return ratios
  },
}

async function readyOf(starter) {
  return withServers([() => starter({ probed: false })], ({ readyMs }) => ({ ready: readyMs }))
}

/** Milliseconds by name, from a process that does what a test file does. Its client is warm: that is not the mock's. */
async function testFile() {
  const other = createServer((request, response) => {
    request.resume().on('end', () => response.setHeader('content-type', 'application/json').end('{}'))
  }).listen(0, '127.0.0.1')
  await once(other, 'listening')
  const child = startNode(
    [TEST_FILE, `http://127.0.0.1:${other.address().port}`],
    ['ignore', 'ignore', 'inherit', 'ipc'],
  )
  try {
    const [figures] = await once(child, 'message', { signal: AbortSignal.timeout(TEST_MS) })
    return figures
  } finally {
    await stop(child)
    other.close()
    other.closeAllConnections()
  }
}
