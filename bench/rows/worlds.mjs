// What calls cost in a world of a hundred thousand tasks and of a million, as multiples of what they cost in one of a
// thousand; and what planting the million took. What writes comes last: the List that is read has a hundred tasks.
import { burst, warmUp } from '../load.mjs'
import { sandwich } from '../numbers.mjs'
import { startMock, withServers } from '../servers.mjs'
import { onWire } from '../wire.mjs'
import { LIST, seedFile, TASK } from './seeds.mjs'

const small = 1_000
const sizes = { hundredThousand: 100_000, million: 1_000_000 }
const TASKS = `/api/v2/list/${LIST}/task`
const ROOM = { flags: ['--memory', '4GB'], node: ['--max-old-space-size=6000'] }

const calls = {
  task: { what: 'GetTask', call: { url: `/api/v2/task/${TASK}` } },
  filter: {
    what: 'GetTasks of one List, filtered',
    call: { url: `${TASKS}?statuses[]=to%20do&assignees[]=100001&order_by=updated` },
  },
  view: { what: 'GetViewTasks of one List', call: { url: `/api/v2/view/6-${LIST}-1/task?page=0` } },
  create: { what: 'CreateTask', call: { method: 'POST', url: TASKS, body: { name: 'Measured', priority: 2 } } },
}

const lines = Object.fromEntries(
  Object.entries(calls).flatMap(([name, { what }]) =>
    Object.entries(sizes).map(([size, tasks]) => [
      `${name}-${size}`,
      { what: `${what}: CPU of a call among ${tasks.toLocaleString('en-US')} tasks / among 1,000`, most: 1.3 },
    ]),
  ),
)

export const worlds = {
  rounds: [3, 1],
  lines: {
    ...lines,
    planting: { what: 'CPU of a start with 1,000,000 tasks', most: 15, unit: 's' },
    heap: { what: 'Heap of a task', most: 0.7, unit: 'kB' },
  },
  round: () =>
    withServers(
      [small, ...Object.values(sizes)].map((size) => () => startWorld(size)),
      compare,
    ),
}

async function startWorld(size) {
  return startMock({ flags: ['--seed', seedFile(size), ...ROOM.flags], node: ROOM.node })
}

async function compare(unit, ...fillings) {
  const [first, last] = [await unit.usage('heap'), await fillings.at(-1).usage('heap')]
  const ratios = {
    planting: last.user + last.system,
    heap: (last.heap - first.heap) / (sizes.million - small) / 1000,
  }
  for (const [name, { call }] of Object.entries(calls)) {
    const next = () => [onWire(call)]
    for (const server of [unit, ...fillings]) await warmUp(server, next)
    const all = await sandwich(unit, fillings, (server) => burst(server, next(), 1))
    for (const [index, size] of Object.keys(sizes).entries()) ratios[`${name}-${size}`] = all[index].cpu
  }
  return ratios
}
