// Key results: made, moved by hand or by the tasks they watch, and what their goal makes of them.
import t from 'tap'
import { startGoals } from '../help/goals.js'
import { refused } from '../help/start.js'
import { ANNA, addList, addTask, BEN, CHLOE, NORTHWIND, NOW } from '../help/work.js'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** A goal, and what GetGoal shows of it. */
async function startGoal(test: Parameters<typeof startGoals>[0]) {
  const work = await startGoals(test)
  const { id } = (await work.goals.anna.make()).body.goal
  const shown = async () => (await work.goals.anna.get(id)).body.goal
  const measured = async (body: object) => (await work.goals.anna.measure(id, body)).body.key_result
  /** The percent of the key result of this id. */
  const partOf = async (wanted: string) => {
    const found = (await shown()).key_results.find((one: { id: string }) => one.id === wanted)
    return [found.percent_completed, found.completed]
  }
  return { ...work, id, shown, measured, partOf }
}

t.test('CreateKeyResult', async (t) => {
  const { goals, id, shown, measured, task, list } = await startGoal(t)

  await t.test('answers all keys in their order, and says nothing of steps or progress', async (t) => {
    const sent = { steps_start: 0, steps_end: 10, unit: 'km', owners: [BEN], task_ids: [], list_ids: [] }
    const result = await measured(sent)
    const action = result.last_action
    t.match([result.id, action.id], [UUID, UUID])
    t.same(Object.entries({ ...result, owners: result.owners.map((one: { id: number }) => one.id) }), [
      ['id', result.id],
      ['goal_id', id],
      ['name', 'Miles'],
      ['creator', ANNA],
      ['type', 'number'],
      ['date_created', String(NOW)],
      ['unit', 'km'],
      ['workspace_id', NORTHWIND],
      ['goal_pretty_id', '1'],
      ['percent_completed', null],
      ['completed', false],
      ['task_ids', []],
      ['subcategory_ids', []],
      ['owners', [BEN]],
      ['last_action', action],
    ])
    t.same(Object.entries(action), [
      ['id', action.id],
      ['key_result_id', result.id],
      ['userid', ANNA],
      ['note', 'Created Key Result'],
      ['date_modified', String(NOW)],
      ['steps_before', null],
      ['steps_taken', null],
      ['steps_current', null],
      ['steps_before_float', null],
      ['steps_taken_float', null],
      ['workspace_id', NORTHWIND],
    ])
    t.match(await shown(), {
      key_result_count: 1,
      key_results: [
        { id: result.id, percent_completed: 0, steps_start: 0, steps_end: 10, steps_current: 0, unit: 'km' },
      ],
    })
  })

  await t.test('takes a number for a name, and echoes what another type does not watch', async (t) => {
    const sent = { name: 7, type: 'percentage', task_ids: [task.id], list_ids: [list.id] }
    t.match(await measured(sent), { name: '7', unit: null, task_ids: [task.id], subcategory_ids: [list.id] })
    t.match((await shown()).key_results.at(-1), { steps_start: 0, steps_end: 100, percent_completed: 0 })
  })

  await t.test('refuses one without a name or with another type', async (t) => {
    for (const body of [{ name: null }, { type: undefined }, { type: 'miles' }])
      refused(t, await goals.anna.measure(id, body), 'keyResultInvalid')
    refused(t, await goals.anna.measure(id, { steps_end: 'x' }), 'internalError')
  })

  await t.test('refuses to watch what the caller cannot reach', async (t) => {
    for (const body of [{ task_ids: ['nobody'] }, { list_ids: [null] }, { list_ids: ['1'] }])
      refused(t, await goals.anna.measure(id, body), 'teamNotAuthorized')
  })
})

t.test('EditKeyResult', async (t) => {
  const { goals, measured, partOf, world, task } = await startGoal(t)
  const { id, last_action: first } = await measured({ steps_end: 100 })
  const stepped = async (body: object) => (await goals.chloe.step(id, body)).body.key_result
  world.clock.advance(1000)

  await t.test('takes a step, which is the last action from then on', async (t) => {
    const { last_action, percent_completed, completed } = await stepped({ steps_current: 50, note: 'Half way' })
    t.same([percent_completed, completed], [null, false], 'it does not say how far it has come')
    t.not(last_action.id, first.id)
    const step = { note: 'Half way', steps_before_float: 0, steps_taken_float: 50, date_modified: String(NOW + 1000) }
    t.match(last_action, { userid: CHLOE, ...step, steps_before: null, steps_taken: null, steps_current: null })
    t.same(await partOf(id), [0.5, false])
    t.match((await stepped({ steps_current: 40 })).last_action, {
      note: '',
      steps_before_float: 50,
      steps_taken_float: -10,
    })
    t.match((await stepped({ note: 'Rain' })).last_action, {
      note: 'Rain',
      steps_before_float: 40,
      steps_taken_float: 0,
    })
  })

  await t.test('changes what is sent, without another action', async (t) => {
    const before = await stepped({})
    const changed = await stepped({
      name: 'Knots',
      owners: [BEN],
      unit: 'kn',
      type: 'currency',
      steps_end: 80,
      task_ids: [task.id],
    })
    t.match(changed, { name: 'Knots', owners: [{ id: BEN }], unit: 'kn', type: 'currency', task_ids: [task.id] })
    t.same(changed.last_action, before.last_action)
    t.same(await partOf(id), [0.5, false])
    t.match(await stepped({ unit: null, owners: [], task_ids: [] }), { unit: null, owners: [], task_ids: [] })
    refused(t, await goals.anna.step(id, { type: 'miles' }), 'keyResultInvalid')
  })
})

t.test('DeleteKeyResult takes it from its goal', async (t) => {
  const { goals, measured, shown } = await startGoal(t)
  const { id } = await measured({ type: 'boolean' })
  await goals.anna.step(id, { steps_current: 1 })
  await measured({})
  t.match(await shown(), { key_result_count: 2, percent_completed: 0.5 })
  const { status, body } = await goals.anna.drop(id)
  t.same([status, body], [200, {}])
  t.match(await shown(), { key_result_count: 1, percent_completed: 0 })
  refused(t, await goals.anna.drop(id), 'teamNotAuthorized')
})

t.test('a key result that is moved by hand', async (t) => {
  const { goals, measured, partOf, shown } = await startGoal(t)
  const parts: readonly (readonly [what: string, sent: object, at: number, part: number])[] = [
    ['a number', { type: 'number', steps_start: 10, steps_end: 20 }, 12.5, 0.25],
    ['a number that is to fall', { type: 'number', steps_start: 100, steps_end: 0 }, 75, 0.25],
    ['a currency', { type: 'currency', steps_end: 200, unit: 'EUR' }, 50, 0.25],
    ['a percentage', { type: 'percentage' }, 25, 0.25],
    ['what is done or not', { type: 'boolean', steps_start: 0, steps_end: 1 }, 1, 1],
    ['more than was wanted', { type: 'number', steps_end: 4 }, 5, 1],
    ['less than at the beginning', { type: 'number', steps_start: 4, steps_end: 8 }, 1, 0],
    ['no way to go', { type: 'number', steps_start: 4, steps_end: 4 }, 4, 0],
  ]
  for (const [what, sent, steps_current, part] of parts) {
    await t.test(`counts ${what}`, async (t) => {
      const { id } = await measured(sent)
      t.same((await partOf(id))[0], 0)
      await goals.anna.step(id, { steps_current })
      t.same(await partOf(id), [part, part === 1])
    })
  }
  t.equal((await shown()).percent_completed, (4 * 0.25 + 2) / 8, 'the goal is their mean')
})

t.test('an automatic key result', async (t) => {
  const { as, measured, partOf, shown, world, space, list, task, other, goals } = await startGoal(t)
  const close = (id: string) => as.anna.send('PUT', `/api/v2/task/${id}`, { body: { status: 'complete' } })

  await t.test('counts the tasks that it names and those of its Lists, each once', async (t) => {
    const { id } = await measured({ type: 'automatic', task_ids: [task.id], list_ids: [list.id] })
    t.same(await partOf(id), [0, false])
    await close(task.id)
    t.same(await partOf(id), [0.5, false])
    t.match((await shown()).key_results[0], { steps_start: 0, steps_end: 2, steps_current: 1 })
    addTask(world, list, { parent: other.id })
    t.same(await partOf(id), [1 / 3, false], 'subtasks count')
    await as.anna.send('DELETE', `/api/v2/task/${other.id}`)
    t.same(await partOf(id), [1, true], 'what is deleted does not')
    await goals.anna.step(id, { steps_current: 0 })
    t.same(await partOf(id), [1, true], 'a step by hand is noted, and moves nothing')
  })

  await t.test('follows a task that is moved, and a List that is deleted', async (t) => {
    const [one, two] = [addList(world, space), addList(world, space)]
    const moved = addTask(world, one, { status: 'complete' })
    addTask(world, two)
    const { id } = await measured({ type: 'automatic', list_ids: [two.id] })
    t.same(await partOf(id), [0, false])
    world.tasks.update(moved, { list_id: two.id })
    t.same(await partOf(id), [0.5, false])
    await as.anna.send('DELETE', `/api/v2/list/${two.id}`)
    t.same(await partOf(id), [0, false])
  })
})
