// What tasks cost in small worlds and in big ones, and a page of them against bare Fastify serialising the same page.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { median, throughputOf, withLoad } from './measures.mjs'
import { read, startServer, wireRequest } from './servers.mjs'

const LIST = '901999999999'
const TASK = '86zzzzzzz'
const TASKS = `/api/v2/list/${LIST}/task`
const PAGE = `${TASKS}?subtasks=true&include_closed=true`
const sizes = [1_000, 10_000, 100_000]
const small = sizes[0]
const big = sizes.at(-1)

const requests = {
  get: wireRequest('GET', `/api/v2/task/${TASK}`),
  create: wireRequest('POST', TASKS, { name: 'Measured', priority: 2 }),
  view: wireRequest('GET', `/api/v2/view/6-${LIST}-1/task?page=0`),
  filter: wireRequest('GET', `${TASKS}?statuses[]=to%20do&assignees[]=100001&order_by=updated`),
}

/** A hundred tasks in the List that is measured, all others in Lists of a thousand. */
function seedOf(size) {
  const lists = Array.from({ length: Math.ceil((size - 100) / 1_000) }, (_, index) => ({
    name: `Others ${index}`,
    generate: { tasks: Math.min(1_000, size - 100 - index * 1_000) },
  }))
  const measured = { name: 'Measured', id: LIST, tasks: [{ name: 'One', id: TASK }], generate: { tasks: 99 } }
  return {
    users: { anna: { id: 100001, email: 'anna@x.example' } },
    workspaces: { w: { members: { anna: 'owner' }, spaces: [{ name: 'All', lists: [measured, ...lists] }] } },
    tokens: [{ user: 'anna', token: 'pk_100001_FAKETOKENANNA0000000000000000001' }],
  }
}

/** Requests per second of CPU time in each world as a multiple of the small one's, and what planting took. */
export async function measureWorlds({ rounds, seconds, warmUpSeconds, connections, pipelining }) {
  const folder = mkdtempSync(join(tmpdir(), 'clickup-mock-bench-'))
  const shape = { connections, pipelining }
  const worlds = []
  try {
    for (const size of sizes) {
      const seed = join(folder, `${size}.json`)
      writeFileSync(seed, JSON.stringify(seedOf(size)))
      worlds.push({ size, server: await startServer('world', seed, { probed: true }) })
    }
    const planted = await Promise.all(
      worlds.map(async ({ size, server }) => ({ size, ms: server.readyMs, ...(await server.usage()) })),
    )
    const page = await measurePage(worlds[0].server, folder, { rounds, seconds, warmUpSeconds, ...shape })
    const costs = {}
    await withLoad(async (load) => {
      for (const [name, head] of Object.entries(requests)) {
        for (const { server } of worlds) await load({ port: server.port, head, ...shape, seconds: warmUpSeconds })
        const runs = []
        for (let round = 0; round < rounds; round++) {
          const run = new Map()
          for (const { size, server } of worlds) {
            run.set(size, (await throughputOf(server, load, { head, ...shape, seconds })).perCpuSecond)
          }
          runs.push(run)
        }
        costs[name] = median(runs.map((run) => run.get(small) / run.get(big)))
      }
    })
    return { page, costs, ...plantingOf(planted) }
  } finally {
    await Promise.all(worlds.map(({ server }) => server.stop()))
    rmSync(folder, { recursive: true })
  }
}

/** A page of 100 tasks: the mock's requests per second as a share of the rival's, which serialises the same JSON. */
async function measurePage(mock, folder, { rounds, seconds, warmUpSeconds, ...shape }) {
  const page = JSON.parse(await read(mock.port, PAGE))
  if (page.tasks.length !== 100) throw new Error(`the page has ${page.tasks.length} tasks`)
  const file = join(folder, 'page.json')
  writeFileSync(file, JSON.stringify({ page, schema: pageSchema() }))
  const rival = await startServer('pages', file, { probed: true })
  try {
    if ((await read(rival.port, '/page')) !== JSON.stringify(page)) throw new Error('the rival answers differently')
    const runs = await withLoad(async (load) => {
      const asked = [
        [mock, wireRequest('GET', PAGE)],
        [rival, wireRequest('GET', '/page')],
      ]
      for (const [{ port }, head] of asked) await load({ port, head, ...shape, seconds: warmUpSeconds })
      const ratios = []
      for (let round = 0; round < rounds; round++) {
        const [ours, theirs] = [
          await throughputOf(mock, load, { head: asked[0][1], ...shape, seconds }),
          await throughputOf(rival, load, { head: asked[1][1], ...shape, seconds }),
        ]
        ratios.push(ours.perSecond / theirs.perSecond)
      }
      return ratios
    })
    return median(runs)
  } finally {
    await rival.stop()
  }
}

/** The schema of GetTasks, without references: what is free-form in it is serialised as it is. */
function pageSchema() {
  const document = JSON.parse(readFileSync(new URL('../dist/specs/clickup.json', import.meta.url), 'utf8'))
  const follow = (part) => {
    if (Array.isArray(part)) return part.map(follow)
    if (typeof part !== 'object' || part === null) return part
    if (part.$ref)
      return follow(
        part.$ref
          .slice(2)
          .split('/')
          .reduce((at, key) => at[key], document),
      )
    return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, follow(value)]))
  }
  const { responses } = document.paths['/api/v2/list/{list_id}/task'].get
  return follow(follow(responses['200']).content['application/json'].schema)
}

/** Seconds until the biggest world answered, and the bytes that each of its tasks takes beyond those of the small one. */
function plantingOf(planted) {
  const [first, last] = [planted[0], planted.at(-1)]
  return { plantSeconds: last.ms / 1000, bytesPerTask: (last.resident - first.resident) / (last.size - first.size) }
}
