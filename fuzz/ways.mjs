// What may stand before or behind the mock: TLS, kept state, HAProxy. Each is flags of the mock, and the port that is called.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { secure } from './wire.mjs'

/** Flags by the name of the way. @param folder - for files of the run */
const flags = {
  tls: (folder) => ['--tls', '0', '--tls-folder', folder],
  state: (folder) => ['--state', folder],
  'state-always': (folder) => ['--state', folder, '--state-sync', 'always'],
  haproxy: () => ['--replica', 'fuzzed'],
}

export const ways = Object.keys(flags)

/** The way of one run. Without a name, nothing stands there. */
export class Way {
  #name
  #folder = mkdtempSync(join(tmpdir(), 'fuzz-'))
  #proxy

  constructor(name) {
    this.#name = name
    process.on('exit', () => {
      this.#proxy?.kill('SIGKILL')
      rmSync(this.#folder, { recursive: true, force: true })
    })
  }

  get flags() {
    return flags[this.#name]?.(this.#folder) ?? []
  }

  /** Answers without the name of the replica are the proxy's own: what is no HTTP never reaches the mock. */
  get isProxied() {
    return this.#name === 'haproxy'
  }

  /** The port to call. @param told - what the mock said of itself at its start */
  async portTo(told) {
    const port = Number(new URL(told.url).port)
    if (this.#name === 'tls') return securePort(told)
    return this.isProxied ? this.#proxyTo(port) : port
  }

  async #proxyTo(port) {
    this.#proxy?.kill('SIGKILL')
    const bind = await freePort()
    const to = `127.0.0.1:${port}`
    const env = { ...process.env, BIND: `127.0.0.1:${bind}`, MOCK_0: to, MOCK_1: to, MOCK_2: to }
    this.#proxy = spawn('haproxy', ['-db', '-q', '-f', 'examples/scale/haproxy.cfg'], { env, stdio: 'ignore' })
    while (!(await isUp(bind))) await new Promise((resolve) => setTimeout(resolve, 20))
    return bind
  }
}

function securePort({ https }) {
  const port = Number(new URL(https).port)
  secure.add(port)
  return port
}

async function isUp(port) {
  try {
    return (await fetch(`http://127.0.0.1:${port}/__mock/health`)).ok
  } catch {
    return false // not yet
  }
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}
