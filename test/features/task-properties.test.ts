// Random sequences of create, update, move in and out of further Lists, and delete, against a plain model: what is read
// back is what the writes said. A failure prints the seed and the shortest sequence that provokes it.
import { deepEqual, equal } from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import type { ListRow } from '../../src/model/hierarchy-rows.js'
import { SEED } from '../help/arbitraries.js'
import type { TestClient } from '../help/start.js'
import { ANNA, addList, BEN, CHLOE, startWork } from '../help/work.js'

t.comment(`fast-check seed ${SEED}`)

/** What the model remembers of a task: what the writes said of it. */
interface Remembered {
  name: string
  description: string
  status: string
  priority: number | null
  due_date: number | null
  points: number | null
  assignees: number[]
  parent: string | null
  readonly list: number
  readonly locations: Set<number>
}

interface Model {
  readonly tasks: Map<string, Remembered>
  readonly gone: Set<string>
}

interface Real {
  readonly anna: TestClient
  readonly lists: readonly ListRow[]
}

type Step = fc.AsyncCommand<Model, Real>

const people = [ANNA, BEN, CHLOE]
const statuses = ['to do', 'complete']
const text = fc.string({ unit: fc.constantFrom(...'ab *_#-`\n1.'), minLength: 1, maxLength: 8 })
const fields = {
  name: fc.string({ minLength: 1, maxLength: 12 }),
  description: text.filter((written) => written.trim() !== ''),
  status: fc.constantFrom(...statuses),
  priority: fc.option(fc.integer({ min: 1, max: 4 })),
  due_date: fc.option(fc.integer({ min: 0, max: 4e12 })),
  points: fc.option(fc.integer({ min: 0, max: 100 })),
}
/** Which of the tasks so far, or none. */
const pick = fc.nat({ max: 30 })

const creation = fc
  .record({
    list: fc.nat({ max: 1 }),
    under: fc.option(pick),
    people: fc.subarray(people),
    body: fc.record(fields, { requiredKeys: ['name'] }),
  })
  .map(
    ({ list, under, people, body }): Step => ({
      check: () => true,
      run: async ({ tasks }, { anna, lists }) => {
        const parent = chosen(tasks, under, ([, task]) => task.list === list)
        const sent = { ...body, due_date_time: true, assignees: people, parent }
        const { status, body: made } = await anna.post(`/api/v2/list/${lists[list]?.id}/task`, sent)
        equal(status, 200)
        equal(tasks.has(made.id), false, 'a new id')
        const blank = { description: '', status: 'to do', priority: null, due_date: null, points: null }
        tasks.set(made.id, { ...blank, ...body, assignees: people, parent: parent ?? null, list, locations: new Set() })
      },
      toString: () => `create(${JSON.stringify({ list, under, people, ...body })})`,
    }),
  )

const update = fc
  .record({
    which: pick,
    under: fc.option(pick),
    add: fc.subarray(people),
    rem: fc.subarray(people),
    body: fc.record(fields, { requiredKeys: [] }),
  })
  .map(
    ({ which, under, add, rem, body }): Step => ({
      check: ({ tasks }) => tasks.size > 0,
      run: async ({ tasks }, { anna }) => {
        const id = String(chosen(tasks, which))
        const task = known(tasks, id)
        const parent = chosen(tasks, under, ([other, { list }]) => list === task.list && !within(tasks, other, id))
        const sent = { ...body, due_date_time: true, assignees: { add, rem }, ...(parent && { parent }) }
        equal((await anna.send('PUT', `/api/v2/task/${id}`, { body: sent })).status, 200)
        const assignees = [...new Set([...task.assignees, ...add])].filter((person) => !rem.includes(person))
        Object.assign(task, body, { assignees }, parent && { parent })
      },
      toString: () => `update(${JSON.stringify({ which, under, add, rem, ...body })})`,
    }),
  )

const circle = fc.record({ which: pick, under: pick }).map(
  ({ which, under }): Step => ({
    check: ({ tasks }) => tasks.size > 0,
    run: async ({ tasks }, { anna }) => {
      const id = String(chosen(tasks, which))
      const parent = chosen(tasks, under, ([other]) => within(tasks, other, id))
      equal((await anna.send('PUT', `/api/v2/task/${id}`, { body: { name: 'lost', parent } })).status, 400)
    },
    toString: () => `circle(${which}, ${under})`,
  }),
)

const move = fc.record({ which: pick, list: fc.nat({ max: 2 }), add: fc.boolean() }).map(
  ({ which, list, add }): Step => ({
    check: ({ tasks }) => tasks.size > 0,
    run: async ({ tasks }, { anna, lists }) => {
      const id = String(chosen(tasks, which))
      const path = `/api/v2/list/${lists[list]?.id}/task/${id}`
      equal((await anna.send(add ? 'POST' : 'DELETE', path)).status, 200)
      const task = tasks.get(id)
      if (add && task?.list !== list) task?.locations.add(list)
      else if (!add) task?.locations.delete(list)
    },
    toString: () => `${add ? 'into' : 'out of'}(${which}, ${list})`,
  }),
)

const removal = pick.map(
  (which): Step => ({
    check: ({ tasks }) => tasks.size > 0,
    run: async ({ tasks, gone }, { anna }) => {
      const id = String(chosen(tasks, which))
      equal((await anna.send('DELETE', `/api/v2/task/${id}`)).status, 204)
      for (const one of [...tasks.keys()].filter((other) => within(tasks, other, id))) gone.add(one)
      for (const one of gone) tasks.delete(one)
    },
    toString: () => `delete(${which})`,
  }),
)

const look: Step = {
  check: () => true,
  run: async ({ tasks, gone }, { anna, lists }) => {
    for (const [id, task] of tasks) {
      const { body } = await anna.get(`/api/v2/task/${id}`)
      deepEqual(
        {
          name: body.name,
          description: body.description,
          status: body.status.status,
          priority: body.priority && Number(body.priority.id),
          due_date: body.due_date && Number(body.due_date),
          points: body.points,
          assignees: body.assignees.map((person: { id: number }) => person.id),
          parent: body.parent,
          list: lists.findIndex((list) => list.id === body.list.id),
          locations: new Set(body.locations.map((at: { id: string }) => lists.findIndex((list) => list.id === at.id))),
        },
        task,
      )
      equal(body.date_closed !== null, task.status === 'complete')
      equal(body.top_level_parent, topOf(tasks, task.parent))
    }
    for (const id of gone) equal((await anna.get(`/api/v2/task/${id}`)).body.ECODE, 'ITEM_013')
  },
  toString: () => 'look',
}

t.test('tasks and a plain model never disagree', async (t) => {
  const { as, world, space } = await startWork(t)
  for (const token of world.tokens.group('user', ANNA)) world.tokens.update(token, { rate_limit: 'off' })
  const commands = fc.commands([creation, creation, update, update, circle, move, removal], { maxCommands: 30 })
  await fc.assert(
    fc.asyncProperty(commands, async (steps) => {
      const lists = [addList(world, space), addList(world, space), addList(world, space)]
      const model = { tasks: new Map<string, Remembered>(), gone: new Set<string>() }
      const real = { anna: as.anna, lists }
      await fc.asyncModelRun(() => ({ model, real }), steps)
      await look.run(model, real)
      const orders = lists.flatMap(({ id }) => world.tasks.group('list', id)).map(({ orderindex }) => orderindex)
      equal(orders.length, model.tasks.size, 'nothing is there that the model does not know')
      equal(new Set(orders).size, orders.length, 'no order index twice')
    }),
    { seed: SEED, numRuns: 40, interruptAfterTimeLimit: 10_000, markInterruptAsFailure: false },
  )
  t.pass('no counterexample')
})

function known(tasks: Model['tasks'], id: string): Remembered {
  const task = tasks.get(id)
  if (!task) throw new Error(`the model lost ${id}`)
  return task
}

/** A task by its position among those that fit; none if nothing is to be chosen. */
function chosen(
  tasks: Model['tasks'],
  which: number | null,
  fits: (entry: [id: string, task: Remembered]) => boolean = () => true,
): string | undefined {
  if (which === null) return undefined
  const ids = [...tasks].filter(fits).map(([id]) => id)
  return ids[which % ids.length]
}

/** Whether one task is the other, or under it. */
function within(tasks: Model['tasks'], id: string, above: string): boolean {
  for (let at: string | null | undefined = id; at; at = tasks.get(at)?.parent) if (at === above) return true
  return false
}

function topOf(tasks: Model['tasks'], parent: string | null): string | null {
  const above = parent === null ? null : (tasks.get(parent)?.parent ?? null)
  return above === null ? parent : topOf(tasks, above)
}
