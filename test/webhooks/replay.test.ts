// The proof that no operation forgets an event: whoever listens can keep a copy of all tasks. What a new task is like no event
// tells, so it is looked up, as clients do; from then on its columns come from events alone.
import fc from 'fast-check'
import t from 'tap'
import { isGone } from '../../src/model/hierarchy.js'
import { addField } from '../help/fields.js'
import { IN_TEAM } from '../help/hooked.js'
import { startReceiver } from '../help/receiver.js'
import { apply, columnsOfTasks, copyOf, sorted } from '../help/task-copies.js'
import { addList, BEN, CHLOE, startWork, type Work } from '../help/work.js'

const OPTION = 'fa4e0000-0000-4000-8000-0000000000aa'
const time = fc.option(fc.integer({ min: 1_600_000_000_000, max: 1_900_000_000_000 }))
const people = fc.subarray([BEN, CHLOE])
const tag = fc.constantFrom('oak', 'ash', 'elm')

/** What a body may say of a task. */
const columns = fc.record(
  {
    name: fc.constantFrom('Row', 'Sail', 'Caulk'),
    markdown_content: fc.constantFrom('# Oars\n\n- two', 'plain', ' '),
    status: fc.constantFrom('to do', 'complete', 'nowhere'),
    priority: fc.option(fc.integer({ min: 1, max: 4 })),
    due_date: time,
    due_date_time: fc.boolean(),
    start_date: time,
    time_estimate: fc.option(fc.nat(9e7)),
    points: fc.option(fc.nat(8)),
    archived: fc.boolean(),
    custom_item_id: fc.constantFrom(0, 1),
  },
  { requiredKeys: [], noNullPrototype: true },
)

/** A call, given which of the tasks and Lists that are there it is about. */
interface Act {
  readonly say: string
  readonly call: (work: Work, at: At) => Promise<{ readonly status: number }>
}

interface At {
  readonly task: string
  readonly other: string
  readonly list: string
  readonly text: string
  readonly option: string
}

const act = (say: string, call: Act['call']): Act => ({ say, call })
const send = (method: string, path: (at: At) => string, body?: object): Act['call'] => {
  return ({ as }, at) => as.anna.send(method, `/api/v2/${path(at)}`, { ...(body && { body }) })
}

const acts: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 4,
    arbitrary: columns.map((body) =>
      act(
        `change ${JSON.stringify(body)}`,
        send('PUT', ({ task }) => `task/${task}`, body),
      ),
    ),
  },
  {
    weight: 3,
    arbitrary: fc.tuple(columns, fc.boolean(), people).map(([body, isSubtask, assignees]) =>
      act(`make ${JSON.stringify(body)}`, ({ as }, { list, task }) =>
        as.anna.post(`/api/v2/list/${list}/task`, {
          name: 'New',
          ...body,
          assignees,
          ...(isSubtask && { parent: task }),
        }),
      ),
    ),
  },
  fc.tuple(people, people, people).map(([add, rem, watching]) =>
    act(
      `assign ${add} not ${rem}`,
      send('PUT', ({ task }) => `task/${task}`, { assignees: { add, rem }, watchers: { add: watching, rem } }),
    ),
  ),
  tag.map((name) =>
    act(
      `tag ${name}`,
      send('POST', ({ task }) => `task/${task}/tag/${name}`),
    ),
  ),
  tag.map((name) =>
    act(
      `untag ${name}`,
      send('DELETE', ({ task }) => `task/${task}/tag/${name}`),
    ),
  ),
  fc
    .constantFrom('Mast', null)
    .map((text) =>
      act('fill a text field', (work, at) =>
        work.as.anna.post(`/api/v2/task/${at.task}/field/${at.text}`, { value: text }),
      ),
    ),
  fc
    .constantFrom(OPTION, null)
    .map((option) =>
      act('choose', (work, at) => work.as.anna.post(`/api/v2/task/${at.task}/field/${at.option}`, { value: option })),
    ),
  fc.constant(
    act('merge', ({ as }, { task, other }) => as.anna.post(`/api/v2/task/${task}/merge`, { source_task_ids: [other] })),
  ),
  fc.constant(
    act('move under another', ({ as }, { task, other }) =>
      as.anna.send('PUT', `/api/v2/task/${task}`, { body: { parent: other } }),
    ),
  ),
  fc.constant(
    act(
      'delete a task',
      send('DELETE', ({ task }) => `task/${task}`),
    ),
  ),
  fc.constant(
    act(
      'delete a List',
      send('DELETE', ({ list }) => `list/${list}`),
    ),
  ),
)

t.test('every column of a task is compared, or there is a reason', async (t) => {
  const { world } = await startWork(t)
  t.same(Object.keys(world.tasks.all()[0] ?? {}).sort(), Object.keys(columnsOfTasks).sort())
})

t.test('the events of any calls, replayed, make the same tasks', async (t) => {
  const receiver = await startReceiver(t)
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(acts, fc.nat(), fc.nat()), { minLength: 8, maxLength: 16 }), async (steps) => {
      receiver.received.length = 0
      const work = await startWork(t, undefined, { rateLimit: { value: 'off', where: 'here' } })
      const { world, app, space } = work
      addList(world, space, { name: 'Masts' })
      const text = addField(world, 'short_text').id
      const option = addField(world, 'drop_down', {
        type_config: { options: [{ id: OPTION, name: 'Oak', orderindex: 0 }] },
      }).id
      await work.as.anna.post(IN_TEAM, { endpoint: receiver.url, events: '*' })
      const there = () => world.tasks.all().filter((row) => !isGone(world, { table: 'tasks', row }))
      const real = () => new Map(there().map((task) => [task.id, copyOf(world, task)]))
      const copies = real()
      for (const [{ say, call }, one, another] of steps) {
        const [tasks, lists] = [there(), world.lists.group('space', space.id)]
        const pick = (from: readonly { id: string }[], index: number) => from[index % (from.length || 1)]?.id ?? 'none'
        const at = { task: pick(tasks, one), other: pick(tasks, another), list: pick(lists, another), text, option }
        const { status } = await call(work, at)
        if (status >= 500) throw new Error(`${say} answered ${status}`)
        await app.sandbox.deliveries.settled()
        for (const event of receiver.received.splice(0))
          apply(copies, event, (id) => copyOf(world, world.tasks.get(id)))
        const [expected, found] = [sorted(real()), sorted(copies)]
        if (expected !== found) throw new Error(`after ${say}:\n${expected}\nis told as\n${found}`)
      }
      await app.app.close()
    }),
    { numRuns: 60 },
  )
  t.pass('60 random sequences')
})
