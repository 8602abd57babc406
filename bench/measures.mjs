// What is measured. Most numbers are ratios of neighbouring runs, so that the machine's own speed and its other users
// cancel out. Servers take turns (A B C A B C …) and the median of the ratios counts.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { control, requestHead, startServer } from './servers.mjs'

const rivals = ['fastify', 'http']
const competitors = ['mock', ...rivals]

/** What the mock answers: the rivals answer the same. */
export async function mockBody() {
  const mock = await startServer('mock', '', { probed: false })
  await mock.stop()
  return mock.body
}

/** Requests per second, and per second of the server's CPU time: of the mock, as shares of each rival's. */
export async function measureThroughput(json, plan) {
  return summary(await takeTurns(competitors, json, plan))
}

/** Requests per second of a mock with many rules and a full journal, as a share of one with neither. */
export async function measureBurden(json, plan) {
  const runs = await takeTurns(['laden', 'unladen'], json, plan, checkBurden)
  return {
    perSecond: median(runs.map(({ laden, unladen }) => laden.perSecond / unladen.perSecond)),
    perCpuSecond: median(runs.map(({ laden, unladen }) => laden.perCpuSecond / unladen.perCpuSecond)),
  }
}

/** What was to be compared is what was compared: rules that fitted nothing, a journal that is full, and none. */
async function checkBurden([laden, unladen]) {
  const { faults } = await control(laden.port, 'faults')
  if (faults.length !== 100 || faults.some(({ matched }) => matched > 0)) throw new Error('the rules are not as meant')
  const kept = async ({ port }) => (await control(port, 'calls?limit=1')).count
  if ((await kept(laden)) !== 1_000 || (await kept(unladen)) !== 0) throw new Error('the journals are not as meant')
}

/** Runs of each server, round after round. */
function takeTurns(names, json, { rounds, seconds, warmUpSeconds, connections, pipelining }, check) {
  return withLoad(async (load) => {
    const shape = { connections, pipelining }
    const servers = []
    try {
      for (const name of names) servers.push(await startServer(name, json, { probed: true }))
      checkBodies(servers)
      for (const { port } of servers) await load({ port, ...shape, seconds: warmUpSeconds })
      const runs = []
      for (let round = 0; round < rounds; round++) {
        const run = {}
        for (const server of servers) run[server.name] = await throughputOf(server, load, { ...shape, seconds })
        runs.push(run)
      }
      await check?.(servers)
      return runs
    } finally {
      await Promise.all(servers.map((server) => server.stop()))
    }
  })
}

export async function throughputOf(server, load, order) {
  const before = await server.usage()
  const { answers, seconds, cpuSeconds } = await load({ port: server.port, ...order })
  const used = (await server.usage()).cpuSeconds - before.cpuSeconds
  return {
    perSecond: answers / seconds,
    perCpuSecond: answers / used,
    serverBusy: used / seconds,
    clientBusy: cpuSeconds / seconds,
  }
}

function summary(runs) {
  const share = (rival, key) => median(runs.map((run) => run.mock[key] / run[rival][key]))
  const busy = (name, key) => median(runs.map((run) => run[name][key]))
  return {
    perSecond: Object.fromEntries(rivals.map((rival) => [rival, share(rival, 'perSecond')])),
    perCpuSecond: Object.fromEntries(rivals.map((rival) => [rival, share(rival, 'perCpuSecond')])),
    busy: competitors.map((name) => ({ name, server: busy(name, 'serverBusy'), client: busy(name, 'clientBusy') })),
  }
}

/** From spawn to the first 200, as a multiple of each rival's. */
export async function measureReady(json, { rounds }) {
  const runs = []
  for (let round = 0; round < rounds; round++) {
    const run = {}
    for (const name of competitors) {
      const server = await startServer(name, json, { probed: false })
      await server.stop()
      run[name] = server.readyMs
    }
    runs.push(run)
  }
  return Object.fromEntries(rivals.map((rival) => [rival, median(runs.map((run) => run.mock / run[rival]))]))
}

/** Resident memory after many requests, as a multiple of that after a tenth of them; no rival needed, but shown. */
export async function measureMemory(json, { requests, connections, pipelining }) {
  return withLoad(async (load) => {
    const growth = {}
    for (const name of ['mock', 'fastify']) {
      const server = await startServer(name, json, { probed: true })
      try {
        const order = { port: server.port, connections, pipelining }
        await load({ ...order, requests: requests / 10 })
        const early = (await server.usage()).resident
        await load({ ...order, requests: requests - requests / 10 })
        growth[name] = (await server.usage()).resident / early
      } finally {
        await server.stop()
      }
    }
    return growth
  })
}

/** What many sandboxes take: bytes of all together, ms to make one. The median of several processes. */
export async function measureSandboxes({ rounds, sandboxes }) {
  const runs = []
  for (let round = 0; round < rounds; round++) {
    const child = fork(new URL('sandboxes.mjs', import.meta.url), [String(sandboxes)], { execArgv: ['--expose-gc'] })
    const [run] = await once(child, 'message')
    await once(child, 'exit')
    runs.push(run)
  }
  return { bytes: median(runs.map(({ bytes }) => bytes)), msEach: median(runs.map(({ msEach }) => msEach)) }
}

/** Gives `work` a function that orders load from a process of its own. */
export async function withLoad(work) {
  const child = fork(new URL('load.mjs', import.meta.url))
  try {
    return await work(async (order) => {
      child.send({ head: requestHead, ...order })
      const [{ result, error }] = await once(child, 'message')
      if (error) throw new Error(error)
      return result
    })
  } finally {
    child.disconnect()
  }
}

function checkBodies(servers) {
  const bodies = new Set(servers.map((server) => server.body))
  if (bodies.size !== 1) throw new Error(`the servers answer differently: ${[...bodies].join(' | ')}`)
}

export function median(values) {
  const sorted = values.toSorted((one, other) => one - other)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}
