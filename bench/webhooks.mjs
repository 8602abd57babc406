// What webhooks cost: answers while a receiver hangs, and memory while very many events are delivered.
import { once } from 'node:events'
import { createServer } from 'node:http'
import { median, throughputOf, withLoad } from './measures.mjs'
import { startServer, TOKEN } from './servers.mjs'

const WEBHOOKS = 100
const TEAM = '9001001'
const SAMPLE_MS = 100

/** Requests per second with and without hanging receivers; then memory and speed of deliveries with one that hangs. */
export async function measureWebhooks({ rounds, seconds, warmUpSeconds, connections, pipelining, events }) {
  const shape = { connections, pipelining }
  const receiver = await startReceiver()
  const servers = []
  try {
    while (servers.length < 2) servers.push(await startServer('mock', '', { probed: true }))
    const [burdened, free] = servers
    await register(burdened, (index) => `${receiver.url}/hang/${index}`)
    const task = await aTask(burdened)
    for (let count = 0; count < WEBHOOKS; count++) await rename(burdened, task, count)
    const runs = []
    await withLoad(async (load) => {
      for (const { port } of servers) await load({ port, ...shape, seconds: warmUpSeconds })
      for (let round = 0; round < rounds; round++) {
        const one = await throughputOf(burdened, load, { ...shape, seconds })
        const other = await throughputOf(free, load, { ...shape, seconds })
        runs.push(one.perSecond / other.perSecond)
      }
    })
    await burdened.stop()
    return { perSecond: median(runs), ...(await deliver(free, receiver, events)) }
  } finally {
    receiver.close()
    await Promise.all(servers.map((server) => server.stop()))
  }
}

/** Every event goes to every webhook; the first of them never answers. */
async function deliver(server, receiver, events) {
  await register(server, (index) => (index === 0 ? `${receiver.url}/hang/0` : `${receiver.url}/${index}`))
  const task = await aTask(server)
  const wanted = events * (WEBHOOKS - 1)
  let bytes = 0
  const began = performance.now()
  let made = 0
  const making = Promise.all(
    Array.from({ length: 8 }, async () => {
      while (made < events) await rename(server, task, made++)
    }),
  )
  while (receiver.counted() < wanted) {
    bytes = Math.max(bytes, (await server.usage()).resident)
    await new Promise((resolve) => setTimeout(resolve, SAMPLE_MS))
  }
  await making
  return { bytes, deliveriesPerSecond: wanted / ((performance.now() - began) / 1000) }
}

async function startReceiver() {
  let count = 0
  const server = createServer((request, response) => {
    request.resume()
    if (request.url.startsWith('/hang')) return
    request.once('end', () => {
      count += 1
      response.end()
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const close = () => {
    server.close()
    server.closeAllConnections()
  }
  return { url: `http://127.0.0.1:${server.address().port}`, counted: () => count, close }
}

async function register(server, endpointOf) {
  for (let index = 0; index < WEBHOOKS; index++) {
    await call(server, 'POST', `team/${TEAM}/webhook`, { endpoint: endpointOf(index), events: ['taskUpdated'] })
  }
}

async function aTask(server) {
  const { spaces } = await call(server, 'GET', `team/${TEAM}/space`)
  const { lists } = await call(server, 'GET', `space/${spaces[0].id}/list`)
  return (await call(server, 'POST', `list/${lists[0].id}/task`, { name: 'Measured' })).id
}

function rename(server, task, count) {
  return call(server, 'PUT', `task/${task}`, { name: `Name ${count}` })
}

async function call({ port }, method, path, body) {
  const headers = { authorization: TOKEN, 'content-type': 'application/json' }
  const sent = { method, headers, ...(body && { body: JSON.stringify(body) }) }
  const response = await fetch(`http://127.0.0.1:${port}/api/v2/${path}`, sent)
  if (response.status !== 200)
    throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`)
  return response.json()
}
