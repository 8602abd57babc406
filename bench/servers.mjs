// The servers under measure: how each is started, asked and stopped. Each is a process of its own, on loopback.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { request } from 'node:http'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'

const path = (name) => fileURLToPath(new URL(name, import.meta.url))
const PROBE = new URL('probe.mjs', import.meta.url).href
const NO_JOURNAL = new URL('no-journal.mjs', import.meta.url).href

/** The first Workspace's owner in fixtures/default.yaml. */
export const TOKEN = 'pk_100001_FAKETOKENANNA0000000000000000001'
const ROUTE = '/api/v2/user'
const START_MS = 20_000

/** The mock as the CLI starts it: a limiter that counts every request and refuses none, no line in the log for each. */
const mockCommand = (port) => {
  const flags = ['--rate-limit', '999999999', '--log-level', 'warn']
  return [path('../dist/bin.js'), 'start', '--port', port, '--json', ...flags]
}

/** Rules that are compared with every request and fit none: by operation, path, method and token in turn. */
const ladenRules = Array.from(
  { length: 100 },
  (_, number) =>
    [
      'OAUTH_027@GetAuthorizedTeams',
      `503@/v2/team/${number}/*`,
      '500@POST /v2/user',
      `OAUTH_025:token=pk_1_NOBODY${number}`,
    ][number % 4],
)
const faults = (rules) => rules.flatMap((rule) => ['--fault', rule])

/** What stands behind `node` for each server; the second parameter is what rivals answer, or a world's seed. */
const commands = {
  mock: (port) => [...mockCommand(port), ...faults(ladenRules.slice(0, 1))],
  laden: (port) => [...mockCommand(port), ...faults(ladenRules)],
  unladen: (port) => ['--import', NO_JOURNAL, ...mockCommand(port)],
  fastify: (port, json) => [path('rivals/fastify.mjs'), port, json],
  http: (port, json) => [path('rivals/http.mjs'), port, json],
  world: (port, seed) => [...mockCommand(port), '--seed', seed],
  pages: (port, file) => [path('rivals/pages.mjs'), port, file],
}

/** The request every server is sent when nothing else is said, in the bytes of the wire. */
export const requestHead = wireRequest('GET', ROUTE)

/** A request with the token and, if there is one, a JSON body, in the bytes of the wire. */
export function wireRequest(method, route, body) {
  const text = body === undefined ? '' : JSON.stringify(body)
  const head = [`${method} ${route} HTTP/1.1`, 'host: 127.0.0.1', `authorization: ${TOKEN}`]
  if (text) head.push('content-type: application/json', `content-length: ${Buffer.byteLength(text)}`)
  return `${head.join('\r\n')}\r\n\r\n${text}`
}

/** What a server answers to a GET with the token. */
export async function read(port, route) {
  const response = await fetch(`http://127.0.0.1:${port}${route}`, { headers: { authorization: TOKEN } })
  if (response.status !== 200) throw new Error(`${route} answered ${response.status}: ${await response.text()}`)
  return response.text()
}

/** Starts a server and waits for its first 200; `probed` makes `usage()` work, at the price of a slower start. */
export async function startServer(name, given, { probed }) {
  const port = await freePort()
  const args = [...(probed ? ['--import', PROBE] : []), ...commands[name](String(port), given)]
  const began = performance.now()
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit', ...(probed ? ['ipc'] : [])] })
  const body = await firstAnswer(port, child, name)
  return {
    name,
    port,
    readyMs: performance.now() - began,
    body,
    usage: async () => {
      child.send('usage')
      return (await once(child, 'message'))[0]
    },
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
  }
}

/** What the control API of a mock answers. */
export async function control(port, route) {
  const response = await fetch(`http://127.0.0.1:${port}/__mock/${route}`)
  return response.json()
}

/** Asks until somebody listens; anything but a 200 then is a failure of the bench. */
async function firstAnswer(port, child, name) {
  const deadline = performance.now() + START_MS
  while (performance.now() < deadline && child.exitCode === null) {
    const answer = await ask(port).catch((error) => {
      if (error.code !== 'ECONNREFUSED') throw error
    })
    if (answer?.status === 200) return answer.body
    if (answer) throw new Error(`${name} answered ${answer.status}: ${answer.body}`)
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
  child.kill('SIGKILL')
  throw new Error(`${name} gave no answer`)
}

function ask(port) {
  return new Promise((resolve, reject) => {
    const headers = { authorization: TOKEN }
    const asked = request({ port, host: '127.0.0.1', path: ROUTE, headers, agent: false }, async (response) => {
      const chunks = await response.toArray()
      resolve({ status: response.statusCode, body: Buffer.concat(chunks).toString() })
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
