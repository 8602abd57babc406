// HAProxy with the configuration of examples/scale, in front of mocks of one process.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { Test } from 'tap'
import { type ClickUpMock, createClickUpMock, type MockOptions } from '../../src/index.js'
import { inCi, missing } from './project.js'

/** Why tests that need this program of the system are skipped; in CI, where nothing may be, they fail without it. */
export async function without(program: string): Promise<string | false> {
  const why = await missing(program, ['-v'], `apt-get install ${program}`)
  return inCi ? false : why
}

/** Three mocks and the proxy in front of them. */
export interface Cluster {
  readonly url: string
  readonly mocks: readonly ClickUpMock[]
  ask(path: string, init?: RequestInit): Promise<{ status: number; replica: string; headers: Headers; text: string }>
}

/** @param begin - begins the proxy at this address, in front of these */
export async function cluster(
  t: Test,
  begin: (bind: string, servers: Readonly<Record<string, string>>) => ChildProcess,
  options: MockOptions = {},
): Promise<Cluster> {
  const bind = `127.0.0.1:${await freePort()}`
  const url = `http://${bind}`
  const start = (replica: string) => createClickUpMock({ port: 0, replica, baseUrl: url, ...options })
  const mocks = await Promise.all(['mock-0', 'mock-1', 'mock-2'].map(start))
  t.teardown(() => Promise.all(mocks.map((mock) => mock.close())))
  const servers = mocks.map(({ address }, index) => [`MOCK_${index}`, new URL(String(address)).host])
  const proxy = begin(bind, Object.fromEntries(servers))
  t.teardown(async () => {
    if (proxy.exitCode === null && proxy.kill('SIGTERM')) await once(proxy, 'exit') // which ends workers, too
  })
  const ask: Cluster['ask'] = async (path, init) => {
    const { status, headers, ...answer } = await answered(`${url}${path}`, { redirect: 'manual', ...init })
    return { status, headers, text: answer.text, replica: headers.get('x-mock-replica') ?? '' }
  }
  while ((await ask('/__mock/health').catch(() => ({ status: 503 }))).status !== 200) {
    if (proxy.exitCode !== null) throw new Error(`the proxy has ended with ${proxy.exitCode}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  return { url, mocks, ask }
}

/** As examples/scale/haproxy.cfg says. */
export function haproxy(bind: string, servers: Readonly<Record<string, string>>): ChildProcess {
  const env = { ...process.env, BIND: bind, ...servers }
  return spawn('haproxy', ['-db', '-q', '-f', 'examples/scale/haproxy.cfg'], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

async function answered(url: string, init: RequestInit) {
  const response = await fetch(url, init)
  return { status: response.status, headers: response.headers, text: await response.text() }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number } // it listens at a port
  server.close()
  await once(server, 'close')
  return port
}
