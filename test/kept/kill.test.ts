// A mock that is killed at any moment, under load: with --state-sync always, nothing that was answered is lost, and no
// transaction is there by halves.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import t from 'tap'
import { Database } from '../../src/kept/database.js'
import { randomFrom } from '../../src/sandbox/random.js'
import { complaintsOf } from '../help/complaints.js'
import { COMMAND, unwatched } from '../help/unwatched.js'

const ROUNDS = Number(process.env.KILLS ?? 3)
const CLIENTS = 6
const token = 'pk_100001_FAKETOKENANNA0000000000000000001'
const LIST = '/api/v2/list/901200000001/task'

/** A mock in a process of its own. */
async function started(folder: string, sync: string): Promise<{ child: ChildProcess; url: string }> {
  const args = ['start', '--port=0', '--json', '--no-config', '--rate-limit=off', '--log-level=error']
  const [program, all] = unwatched([COMMAND, ...args, `--state=${folder}`, `--state-sync=${sync}`])
  const child = spawn(program, all, { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = await once(child.stdout ?? child, 'data')
  return { child, url: JSON.parse(String(line)).url }
}

/** Adds tasks until the mock is gone. A task with a tag is two tables: both are there, or none. */
async function load(url: string, client: number, answered: Set<string>): Promise<void> {
  const sandbox = client % 2 ? `/s/client-${client}` : ''
  for (let count = 0; ; count += 1) {
    const name = `task ${client} ${Date.now()} ${count}`
    const init = { method: 'POST', headers: { authorization: token, 'content-type': 'application/json' } }
    try {
      const response = await fetch(`${url}${sandbox}${LIST}`, { ...init, body: JSON.stringify({ name, tags: [name] }) })
      await response.text()
      if (response.status === 200) answered.add(`${sandbox} ${name}`)
    } catch {
      return // it was killed
    }
  }
}

/** The names of the tasks that it has, as `load` notes them; and of those whose tag its Space has not. */
async function tasksOf(url: string, sandbox: string) {
  const headers = { authorization: token }
  const get = async (path: string) => (await fetch(`${url}${sandbox}${path}`, { headers })).json()
  const names: string[] = []
  for (let page = 0; ; page += 1) {
    const { tasks } = await get(`${LIST}?page=${page}`)
    names.push(...tasks.map(({ name }: { name: string }) => name))
    if (tasks.length < 100) break
  }
  const { list } = { list: await get(LIST.replace('/task', '')) }
  const { tags } = await get(`/api/v2/space/${list.space.id}/tag`)
  const known = new Set(tags.map((tag: { name: string }) => tag.name))
  const added = names.filter((name) => name.startsWith('task '))
  return { names: added.map((name) => `${sandbox} ${name}`), halves: added.filter((name) => !known.has(name)) }
}

t.test(`a mock that is killed ${ROUNDS} times`, async (t) => {
  const folder = t.testdir()
  const between = randomFrom(Number(process.env.SEED ?? 1))
  const answered = new Set<string>()
  for (let round = 0; round < ROUNDS; round += 1) {
    const { child, url } = await started(folder, 'always')
    const clients = Array.from({ length: CLIENTS }, (_, client) => load(url, client, answered))
    const already = answered.size
    while (answered.size === already) await new Promise((resolve) => setTimeout(resolve, 5))
    await new Promise((resolve) => setTimeout(resolve, between() * 300))
    child.kill('SIGKILL')
    await Promise.all([...clients, once(child, 'exit')])
  }
  const { child, url } = await started(folder, 'always')
  const found = new Set<string>()
  for (const sandbox of ['', ...[1, 3, 5].map((client) => `/s/client-${client}`)]) {
    const { names, halves } = await tasksOf(url, sandbox)
    t.same(halves, [], `${sandbox || 'default'}: each task with its tag`)
    for (const name of names) found.add(name)
  }
  t.same(
    [...answered].filter((name) => !found.has(name)),
    [],
    `nothing is lost of ${answered.size} tasks that were answered`,
  )
  t.ok(found.size - answered.size <= ROUNDS * CLIENTS, 'and what was not answered is whole or not there')
  child.kill('SIGTERM')
  await once(child, 'exit')
})

t.test('within a second is the default: what is older is there', async (t) => {
  const folder = t.testdir()
  const { child, url } = await started(folder, 'second')
  const answered = new Set<string>()
  const clients = [load(url, 0, answered)]
  while (answered.size === 0) await new Promise((resolve) => setTimeout(resolve, 5))
  const first = new Set(answered)
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  child.kill('SIGKILL')
  await Promise.all([...clients, once(child, 'exit')])
  const again = await started(folder, 'second')
  const { names } = await tasksOf(again.url, '')
  t.ok(first.size > 0)
  t.same(
    [...first].filter((name) => !names.includes(name)),
    [],
  )
  t.match(await complaintsOf(() => Database.open(folder)), [`another mock uses it (process ${again.child.pid})`])
  again.child.kill('SIGTERM')
  await once(again.child, 'exit')
})
