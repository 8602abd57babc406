// Whatever people do with their timers, a small model knows what there is: one timer for each, and the sums of tasks.
import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import type { World } from '../../src/model/world.js'
import type { TestClient } from '../help/start.js'
import { HOUR, MINUTE, startTime, type TimeClient } from '../help/time.js'
import { addTask } from '../help/work.js'

type Name = 'anna' | 'ben' | 'chloe'

/** What the model knows. */
interface Model {
  readonly running: Map<Name, { readonly task: string; readonly since: number }>
  /** Ids and sums of what each entered last, to be deleted. */
  readonly entered: Map<Name, { readonly id: string; readonly task: string }>
  readonly spent: Map<string, number>
}

/** The mock. */
interface Real {
  readonly world: World
  readonly reader: TestClient
  readonly time: Readonly<Record<Name, TimeClient>>
  readonly tasks: readonly [string, string]
}

type Step = fc.AsyncCommand<Model, Real>

function step(text: string, run: (model: Model, real: Real) => Promise<void>): Step {
  return { check: () => true, run, toString: () => text }
}

function add({ spent }: Model, task: string, ms: number): void {
  spent.set(task, (spent.get(task) ?? 0) + ms)
}

/** The timer ends. @returns how long it ran; undefined if none did */
function finish(model: Model, name: Name, now: number): number | undefined {
  const timer = model.running.get(name)
  model.running.delete(name)
  if (!timer) return undefined
  add(model, timer.task, now - timer.since)
  return now - timer.since
}

const starts = (name: Name, which: 0 | 1) =>
  step(`${name} starts ${which}`, async (model, { time, tasks, world }) => {
    const now = world.clock.now()
    finish(model, name, now)
    const { data } = (await time[name].start({ tid: tasks[which] })).body
    assert.deepEqual([data.start, data.task.id], [now, tasks[which]])
    model.running.set(name, { task: tasks[which], since: now })
  })

const stops = (name: Name) =>
  step(`${name} stops`, async (model, { time, world }) => {
    const { data } = (await time[name].stop()).body
    assert.equal(data?.duration, finish(model, name, world.clock.now()))
  })

const enters = (name: Name, which: 0 | 1) =>
  step(`${name} enters ${which}`, async (model, { time, tasks, world }) => {
    const { body } = await time[name].enter({ start: world.clock.now() - HOUR, duration: HOUR, tid: tasks[which] })
    model.entered.set(name, { id: body.data.id, task: tasks[which] })
    add(model, tasks[which], HOUR)
  })

const removes = (name: Name) =>
  step(`${name} removes`, async (model, { time }) => {
    const entry = model.entered.get(name)
    model.entered.delete(name)
    const { data } = (await time[name].remove(entry?.id ?? '7')).body
    assert.equal(data?.length, entry && 1)
    if (entry) add(model, entry.task, -HOUR)
  })

const waits = step('a minute passes', async (_, { world }) => world.clock.advance(MINUTE))

const looks = step('all look', async ({ running, spent }, { time, reader, world }) => {
  for (const name of ['anna', 'ben', 'chloe'] as const) {
    const [client, timer] = [time[name], running.get(name)]
    const { data } = (await client.current()).body
    assert.equal(data?.task.id, timer?.task)
    assert.equal(data?.duration, timer && timer.since - world.clock.now() + 0)
    const listed = (await client.list('start_date=0')).body.data.filter(
      ({ end }: { end?: string }) => end === undefined,
    )
    assert.equal(listed.length, timer ? 1 : 0, 'one runs at most')
  }
  for (const [id, ms] of spent) {
    const task = (await reader.get(`/api/v2/task/${id}`)).body
    const { data } = (await reader.get(`/api/v2/task/${id}/time`)).body
    assert.equal(task.time_spent, ms)
    assert.equal(
      data.reduce((sum: number, { time }: { time: number }) => sum + time, 0),
      ms,
      'the older route has the same sum',
    )
  }
})

t.test('each person has one timer at most, and the time of a task is the sum of its entries', async (t) => {
  const { time, world, list, as } = await startTime(t)
  const name = fc.constantFrom<Name>('anna', 'ben', 'chloe')
  const which = fc.constantFrom(0 as const, 1 as const)
  const steps = fc.commands(
    [
      fc.tuple(name, which).map((of) => starts(...of)),
      name.map(stops),
      fc.tuple(name, which).map((of) => enters(...of)),
      name.map(removes),
      fc.constant(waits),
      fc.constant(looks),
    ],
    { maxCommands: 20 },
  )
  await fc.assert(
    fc.asyncProperty(steps, async (commands) => {
      for (const entry of world.time_entries.all()) world.time_entries.delete(entry)
      const tasks = [addTask(world, list).id, addTask(world, list).id] as const
      const real: Real = { world, reader: as.anna, time, tasks }
      const model: Model = { running: new Map(), entered: new Map(), spent: new Map(tasks.map((id) => [id, 0])) }
      await fc.asyncModelRun(() => ({ model, real }), commands)
      await looks.run(model, real)
    }),
    { numRuns: 40, seed: 20260105 },
  )
})
