// clickup.js, unmodified, on goals and their key results.
import { createClickup } from 'clickup.js'
import t from 'tap'
import { clickUpJsRefused } from '../help/clickup-js.js'
import { environmentOf } from '../help/login.js'
import { start } from '../help/start.js'
import { BATTERY, HARDWARE, NORTHWIND, nameOf, notDone } from '../help/tour.js'
import { ANNA, BEN } from '../help/work.js'

const { mock } = await start(t, { listen: true, rateLimit: 'off' })
const env = environmentOf(mock)
const { team, goal, keyResults, task } = createClickup({
  token: env.CLICKUP_TOKEN,
  request: { prefixUrl: `${env.CLICKUP_MOCK_URL}/api/` },
})
const refused = clickUpJsRefused(mock)

t.test('clickup.js and goals', async (t) => {
  const { goal: made } = await team.createGoal(NORTHWIND, { name: 'Rent lamps out', owners: [ANNA], color: '#32a852' })
  t.match(made, { name: 'Rent lamps out', creator: ANNA, owners: [{ id: ANNA }], percent_completed: 0 })

  await t.test('lists them, and reads and changes one', async (t) => {
    const { goals, folders } = await team.goals(NORTHWIND)
    t.same(goals.map(nameOf), ['Lamp One is in the shops by May', 'Rent lamps out'])
    t.same(folders.map(nameOf), ['For later'])
    t.same((await goal.get(made.id)).goal, made)
    const changed = await goal.update(made.id, { name: 'Rent them out', add_owners: [BEN], rem_owners: [ANNA] })
    t.match(changed.goal, { name: 'Rent them out', owners: [{ id: BEN }] })
  })

  await t.test('measures one, by steps and by tasks', async (t) => {
    const steps = {
      type: 'number',
      steps_start: 0,
      steps_end: 20,
      unit: 'nights',
      owners: [],
      task_ids: [],
      list_ids: [],
    }
    const { key_result } = await goal.addKeyResult(made.id, { name: 'Nights', ...steps })
    const stepped = await keyResults.update(key_result.id, { steps_current: 5, note: 'A good week' })
    t.match(stepped, { key_result: { last_action: { note: 'A good week' } } })
    const work = { name: 'Work', type: 'automatic', task_ids: [BATTERY], list_ids: [] }
    await goal.addKeyResult(made.id, work)
    const percent = async () => (await goal.get(made.id)).goal.percent_completed
    t.equal(await percent(), 0.125)
    await task.update(BATTERY, { status: 'complete' })
    t.equal(await percent(), 0.625)
    await keyResults.delete(key_result.id)
    t.equal(await percent(), 1)
    t.notOk((await team.goals(NORTHWIND)).goals.map(nameOf).includes('Rent them out'), 'it is completed')
    t.ok((await team.goals(NORTHWIND, { include_completed: true })).goals.map(nameOf).includes('Rent them out'))
    await refused(t, goal.addKeyResult(made.id, { ...work, list_ids: [HARDWARE, '1'] }), 'teamNotAuthorized')
  })

  await t.test('deletes one', async (t) => {
    await goal.delete(made.id)
    await refused(t, goal.get(made.id), 'goalDeleted')
  })
})

t.test('clickup.js has called every operation of goals', async (t) => t.same(notDone(mock, ['goals']), []))
