// Load on a server, in bursts: what it answered, and the CPU time it took for that.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { output } from './processes.mjs'

const here = (name) => fileURLToPath(new URL(name, import.meta.url))

/** Kept busy all the time, each with one request under way, as most clients do. */
export const CONNECTIONS = 50

/** Where files of this run lie. */
export const folder = mkdtempSync(join(tmpdir(), 'clickup-mock-bench-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

/** How much of a core the server had in each burst that lasted: 1 where nobody else used it and the load was enough. */
export const shares = []

/** `wrk 4.1.0`, or undefined where it is not installed. */
export const wrk = wrkHere()

/**
 * A burst of load.
 * @param requests as on the wire; one of them is sent again and again, several once each
 * @param seconds whole ones; several requests end it earlier
 * @returns CPU seconds per answer (`user` and `system` besides), and answers per second
 */
export async function burst(server, requests, seconds) {
  const file = join(folder, 'requests')
  writeFileSync(file, requests.join('\f'), 'latin1')
  const before = await server.usage()
  const { answers, seconds: took, refused, broken } = JSON.parse(await loaded(server.port, seconds, file))
  const after = await server.usage()
  if (refused || broken) {
    throw new Error(`${server.name}: ${answers} answers, ${refused} of them errors; ${broken} requests had none`)
  }
  const [user, system] = ['user', 'system'].map((kind) => (after[kind] - before[kind]) / answers)
  const cpu = user + system
  if (answers && requests.length === 1) shares.push((cpu * answers) / took)
  return { answers, cpu, user, system, rate: answers / took }
}

async function loaded(port, seconds, file) {
  if (!wrk) return output(process.execPath, [here('own-load.mjs'), port, seconds, CONNECTIONS, file].map(String))
  const flags = ['-t', '1', '-c', String(CONNECTIONS), '-d', `${seconds}s`, '--timeout', '30s', '-s', here('wrk.lua')]
  return (await output('wrk', [...flags, `http://127.0.0.1:${port}`, '--', file])).trim().split('\n').at(-1)
}

function wrkHere() {
  try {
    execFileSync('wrk', ['--version'], { stdio: 'pipe' })
  } catch (error) {
    const [, version] = /^wrk (?:debian\/)?([\d.]+)/.exec(String(error.stdout ?? '')) ?? [] // it ends with 1, having said it
    return version && `wrk ${version}`
  }
}

/** Until a fresh process has used so many seconds of CPU under load, its figures fall: docs/speed.md. */
const WARM_UP_CPU = 3
const WARM_UP_BURSTS = 12

/** Makes a fresh process fit to be measured. `next` gives the requests of each burst; `least` bursts are made in any case. */
export async function warmUp(server, next, least = 0) {
  const end = spent(await server.usage()) + WARM_UP_CPU
  for (let count = 0; count < WARM_UP_BURSTS; count++) {
    if (count >= least && spent(await server.usage()) >= end) return
    await burst(server, await next(), 1)
  }
}

/** A start that is followed by the warm-up at once: what waits cold while others are warmed can be slower for good. */
export function warm(start, next) {
  return async () => {
    const server = await start()
    try {
      await warmUp(server, next)
      return server
    } catch (error) {
      await server.stop()
      throw error
    }
  }
}

/** CPU seconds. */
function spent({ user, system }) {
  return user + system
}
