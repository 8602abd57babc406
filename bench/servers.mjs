// The servers under measure: how each is started, asked and stopped. Each is a process of its own, on 127.0.0.1.
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { folder } from './load.mjs'
import { startNode, stop } from './processes.mjs'

const path = (name) => fileURLToPath(new URL(name, import.meta.url))
const preload = (name) => ['--import', new URL(`inside/${name}.mjs`, import.meta.url).href]

/** What users run, and the modules it is put together from, of which a preload can change one. */
const COMMAND = path(`../${createRequire(import.meta.url)('../package.json').bin['clickup-mock']}`)
const MODULES = path('../dist/bin.js')

/** Of the first Workspace's owner in fixtures/default.yaml. */
export const TOKEN = 'pk_100001_FAKETOKENANNA0000000000000000001'
const USER = '/api/v2/user'
const START_MS = 180_000

/**
 * The mock as the command starts it: a limiter that counts every request and refuses none, no line in the log for each,
 * one fault rule that fits nothing. `node` are flags for Node.
 */
export function startMock({ command = COMMAND, flags = [], node = [], probed = true } = {}) {
  const rule = flags.includes('--fault') ? [] : ['--fault', 'OAUTH_027@GetAuthorizedTeams']
  const standing = ['--json', '--rate-limit', '999999999', '--log-level', 'warn', ...rule]
  return startServer('mock', (port) => [...node, command, 'start', '--port', port, ...standing, ...flags], probed)
}

/** A mock that keeps a journal or none, from its modules in either case. */
export function startFromModules({ journal, flags }) {
  return startMock({ command: MODULES, flags, node: journal ? [] : preload('no-journal') })
}

/** Bare Fastify with routes `{ method, url, answer, schema? }`; one for the first question is there in any case. */
export function startFastify({ routes = [], probed = true } = {}) {
  const file = join(folder, 'routes.json')
  const first = routes.some(({ method, url }) => method === 'GET' && url === USER)
    ? []
    : [{ method: 'GET', url: USER, answer: {} }]
  writeFileSync(file, JSON.stringify([...routes, ...first]))
  return startServer('fastify', (port) => [path('inside/fastify.mjs'), port, file], probed)
}

/** Waits for the first 200; `probed` makes `usage()` work, at the price of a slower start. */
async function startServer(name, argsOf, probed) {
  const port = await freePort()
  const args = [...(probed ? preload('probe') : []), ...argsOf(String(port))]
  const began = performance.now()
  const child = startNode(args, ['ignore', 'ignore', 'inherit', ...(probed ? ['ipc'] : [])])
  try {
    await firstAnswer(port, child, name)
  } catch (error) {
    await stop(child)
    throw error
  }
  return {
    name,
    port,
    readyMs: performance.now() - began,
    /** Seconds of CPU and bytes so far; `heap` collects garbage first. */
    usage: async (what = 'usage') => {
      child.send(what)
      const [used] = await once(child, 'message', { signal: AbortSignal.timeout(START_MS) })
      return used
    },
    stop: () => stop(child),
  }
}

/** Starts all, works with them, and stops them however that ends. */
export async function withServers(starts, work) {
  const servers = []
  try {
    for (const start of starts) servers.push(await start())
    return await work(...servers)
  } finally {
    await Promise.all(servers.map((server) => server.stop()))
  }
}

/** Asks until somebody listens; anything but a 200 then is a failure of the bench. */
async function firstAnswer(port, child, name) {
  const deadline = performance.now() + START_MS
  while (performance.now() < deadline && child.exitCode === null) {
    const status = await ask(port).catch((error) => {
      if (error.code !== 'ECONNREFUSED') throw error
    })
    if (status === 200) return
    if (status) throw new Error(`${name} answered ${status}`)
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
  throw new Error(`${name} gave no answer`)
}

function ask(port) {
  return new Promise((resolve, reject) => {
    const headers = { authorization: TOKEN }
    const asked = request({ port, host: '127.0.0.1', path: USER, headers, agent: false }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode))
    })
    asked.on('error', reject)
    asked.end()
  })
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}
