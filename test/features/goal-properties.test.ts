// Whatever happens to goals, key results and tasks, a small model knows how far each goal has come.
import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import type { World } from '../../src/model/world.js'
import { type GoalClient, startGoals } from '../help/goals.js'
import type { TestClient } from '../help/start.js'
import { MINUTE } from '../help/time.js'
import { addTask } from '../help/work.js'

/** A key result as the model knows it: steps by hand, or the tasks and Lists that it watches. */
type Measure =
  | { readonly id: string; readonly end: number; current: number }
  | { readonly id: string; readonly tasks: readonly string[]; readonly lists: readonly string[] }

/** What the model knows. */
interface Model {
  readonly measures: Measure[]
  readonly tasks: Map<string, { list: string; isDone: boolean }>
  readonly lists: Set<string>
}

/** The mock. */
interface Real {
  readonly world: World
  readonly goal: string
  readonly goals: GoalClient
  readonly anna: TestClient
  readonly lists: readonly string[]
}

type Step = fc.AsyncCommand<Model, Real>

function step(text: string, run: (model: Model, real: Real) => Promise<void>): Step {
  return { check: () => true, run, toString: () => text }
}

/** The one that a number picks; undefined of none. */
function pick<One>(all: Iterable<One>, number: number): One | undefined {
  const list = [...all]
  return list[number % Math.max(1, list.length)]
}

function partOf({ tasks }: Model, measure: Measure): number {
  if ('end' in measure) return Math.min(1, Math.max(0, measure.current / measure.end))
  const watched = [...tasks].filter(([id, { list }]) => measure.tasks.includes(id) || measure.lists.includes(list))
  return watched.length ? watched.filter(([, { isDone }]) => isDone).length / watched.length : 0
}

const adds = (which: number) =>
  step(`a task is made in ${which}`, async (model, { world, lists }) => {
    const list = world.lists.get(lists[which] ?? '')
    if (model.lists.has(list.id)) model.tasks.set(addTask(world, list).id, { list: list.id, isDone: false })
  })

const turns = (which: number, isDone: boolean) =>
  step(`task ${which} is ${isDone ? 'closed' : 'opened'}`, async ({ tasks }, { anna }) => {
    const [id, task] = pick(tasks, which) ?? []
    if (!id || !task) return
    await anna.send('PUT', `/api/v2/task/${id}`, { body: { status: isDone ? 'complete' : 'to do' } })
    task.isDone = isDone
  })

const moves = (which: number, to: number) =>
  step(`task ${which} goes to ${to}`, async ({ tasks, lists: there }, { world, lists }) => {
    const [id, task] = pick(tasks, which) ?? []
    const list = lists[to] ?? ''
    if (!id || !task || !there.has(list)) return
    world.tasks.update(world.tasks.get(id), { list_id: list })
    task.list = list
  })

const removes = (which: number) =>
  step(`task ${which} is deleted`, async ({ tasks }, { anna }) => {
    const [id] = pick(tasks, which) ?? []
    if (id && tasks.delete(id)) await anna.send('DELETE', `/api/v2/task/${id}`)
  })

const clears = (which: number) =>
  step(`List ${which} is deleted`, async ({ tasks, lists: there }, { anna, lists }) => {
    const list = lists[which] ?? ''
    if (!there.delete(list)) return
    await anna.send('DELETE', `/api/v2/list/${list}`)
    for (const [id, task] of tasks) if (task.list === list) tasks.delete(id)
  })

const measures = (end: number) =>
  step(`a number is wanted, ${end}`, async (model, { goals, goal }) => {
    const { body } = await goals.measure(goal, { steps_end: end })
    model.measures.push({ id: body.key_result.id, end, current: 0 })
  })

const watches = (which: number, list: number) =>
  step(`task ${which} and List ${list} are watched`, async (model, { goals, goal, lists }) => {
    const [id] = pick(model.tasks, which) ?? []
    const watched = [lists[list] ?? ''].filter((one) => model.lists.has(one))
    const sent = { task_ids: id ? [id] : [], list_ids: watched }
    const { body } = await goals.measure(goal, { type: 'automatic', ...sent })
    model.measures.push({ id: body.key_result.id, tasks: sent.task_ids, lists: watched })
  })

const steps = (which: number, current: number) =>
  step(`key result ${which} is at ${current}`, async ({ measures }, { goals }) => {
    const measure = pick(measures, which)
    if (!measure) return
    await goals.step(measure.id, { steps_current: current })
    if ('end' in measure) measure.current = current
  })

const drops = (which: number) =>
  step(`key result ${which} is deleted`, async ({ measures }, { goals }) => {
    const measure = pick(measures, which)
    if (measure) await goals.drop(measures.splice(measures.indexOf(measure), 1)[0]?.id ?? '')
  })

const looks = step('somebody looks', async (model, { goals, goal: id }) => {
  const { goal } = (await goals.get(id)).body
  const parts = model.measures.map((measure) => partOf(model, measure))
  assert.deepEqual(
    goal.key_results.map((one: { id: string; percent_completed: number }) => [one.id, one.percent_completed]),
    model.measures.map((measure, index) => [measure.id, parts[index]]),
  )
  const mean = parts.length ? parts.reduce((sum, part) => sum + part, 0) / parts.length : 0
  assert.equal(goal.percent_completed, mean)
  const listed = (await goals.list()).body.goals.map((one: { id: string }) => one.id)
  assert.equal(listed.includes(id), mean < 1, 'a completed one is left out')
})

t.test('the percent of a goal follows its key results, and those their tasks', async (t) => {
  const { goals, world, as, space } = await startGoals(t)
  const number = fc.nat({ max: 7 })
  const list = fc.nat({ max: 1 })
  const commands = fc.commands(
    [
      list.map(adds),
      fc.tuple(number, fc.boolean()).map((of) => turns(...of)),
      fc.tuple(number, list).map((of) => moves(...of)),
      number.map(removes),
      list.map(clears),
      fc.integer({ min: 1, max: 4 }).map(measures),
      fc.tuple(number, list).map((of) => watches(...of)),
      fc.tuple(number, fc.integer({ min: -1, max: 5 })).map((of) => steps(...of)),
      number.map(drops),
      fc.constant(looks),
    ],
    { maxCommands: 25, size: 'max' },
  )
  await fc.assert(
    fc.asyncProperty(commands, async (all) => {
      world.clock.advance(MINUTE) // for the rate limit
      const made = async () =>
        (await as.anna.post(`/api/v2/space/${space.id}/list`, { name: world.ids.uuid() })).body.id
      const lists = [await made(), await made()]
      const { goal } = (await goals.anna.make()).body
      const real: Real = { world, goal: goal.id, goals: goals.anna, anna: as.anna, lists }
      const model: Model = { measures: [], tasks: new Map(), lists: new Set(lists) }
      for (const begin of [adds(0), adds(0), adds(1), watches(0, 0), measures(2)]) await begin.run(model, real)
      await fc.asyncModelRun(() => ({ model, real }), all)
      await looks.run(model, real)
    }),
    { numRuns: 30, seed: 20260105 },
  )
})
