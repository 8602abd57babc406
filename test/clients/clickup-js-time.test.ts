// clickup.js, unmodified, on time tracking: entries, timers, their tags, and the older intervals of tasks.
import { createClickup } from 'clickup.js'
import t from 'tap'
import { clickUpJsRefused } from '../help/clickup-js.js'
import { environmentOf } from '../help/login.js'
import { start } from '../help/start.js'
import { HOUR } from '../help/time.js'
import { BATTERY, HARDWARE, idOf, NORTHWIND, nameOf, notDone } from '../help/tour.js'
import { ANNA, BEN } from '../help/work.js'

const { mock } = await start(t, { listen: true, rateLimit: 'off' })
const env = environmentOf(mock)
const { team, task } = createClickup({
  token: env.CLICKUP_TOKEN,
  request: { prefixUrl: `${env.CLICKUP_MOCK_URL}/api/` },
})
const refused = clickUpJsRefused(mock)
const begin = mock.clock.now() - HOUR

t.test('clickup.js and time entries', async (t) => {
  const { data: made } = await team.addTimeEntry(NORTHWIND, {
    start: begin,
    duration: HOUR,
    tid: BATTERY,
    billable: true,
  })
  t.match(made, { user: { id: ANNA }, task: { id: BATTERY }, end: String(begin + HOUR), duration: HOUR })

  await t.test('lists them, and asks for others, for places and for dates', async (t) => {
    t.same((await team.timeEntries(NORTHWIND)).data.map(idOf), [made.id])
    const week = {
      start_date: Date.UTC(2025, 0, 12),
      end_date: Date.UTC(2025, 0, 19),
      assignee: BEN,
      list_id: HARDWARE,
    }
    t.same(
      (await team.timeEntries(NORTHWIND, week)).data.map(({ duration }: { duration: string }) => Number(duration) > 0),
      [true, true, true, true, false],
      'a week of Ben, who forgot to stop his timer',
    )
    await refused(t, team.timeEntries(NORTHWIND, { list_id: HARDWARE, task_id: BATTERY }), 'timeEntryLocationAmbiguous')
  })

  await t.test('reads, changes and deletes one, and reads what was changed', async (t) => {
    t.equal((await team.timeEntry(NORTHWIND, made.id)).data.id, made.id)
    const { data } = await team.editTimeEntry(NORTHWIND, made.id, { description: 'Weighed', duration: 2 * HOUR })
    t.match(data, [{ description: 'Weighed', duration: String(2 * HOUR) }])
    const history = (await team.timeEntryHistory(NORTHWIND, made.id)).data
    t.same(
      history.map(({ field }: { field: string }) => field),
      ['end', 'duration', 'description'],
    )
    t.same((await team.removeTimeEntry(NORTHWIND, made.id)).data.map(idOf), [made.id])
    t.same(await team.timeEntry(NORTHWIND, made.id), { data: null })
  })
})

t.test('clickup.js and timers', async (t) => {
  t.same(await team.runningTimeEntry(NORTHWIND), { data: null })
  const { data: timer } = await team.startTimeEntry(NORTHWIND, { tid: BATTERY, description: 'Weighing' })
  mock.clock.advance(HOUR)
  t.match((await team.runningTimeEntry(NORTHWIND)).data, { id: timer.id, duration: -HOUR })
  t.match((await team.runningTimeEntry(NORTHWIND, { assignee: BEN })).data, { user: { id: BEN } })
  t.match((await team.stopTimeEntry(NORTHWIND)).data, { id: timer.id, duration: HOUR })
  t.same(await team.stopTimeEntry(NORTHWIND), { data: null })
})

t.test('clickup.js and tags of time entries', async (t) => {
  const { id } = (await team.addTimeEntry(NORTHWIND, { start: begin, duration: HOUR })).data
  const names = async () => (await team.timeEntry(NORTHWIND, id)).data.tags.map(nameOf)
  await team.addTimeEntryTags(NORTHWIND, { time_entry_ids: [id], tags: [{ name: 'dock' }, { name: 'supplier' }] })
  t.same(await names(), ['dock', 'supplier'])
  await team.editTimeEntryTag(NORTHWIND, { name: 'dock', new_name: 'pier' })
  await team.removeTimeEntryTags(NORTHWIND, { time_entry_ids: [id], tags: [{ name: 'supplier' }] })
  t.same(await names(), ['pier'])
  t.same((await team.timeEntryTags(NORTHWIND)).data.map(nameOf), ['cold room', 'supplier', 'pier'])
})

t.test('clickup.js and the time of a task', async (t) => {
  const { id } = await task.addTrackedTime(BATTERY, { time: HOUR })
  const own = async () =>
    (await task.trackedTime(BATTERY)).data
      .filter(({ user }: { user: { id: number } }) => user.id === ANNA)
      .map(({ time }: { time: number }) => time)
  t.same(await own(), [2 * HOUR], 'with the timer of before')
  await task.editTrackedTime(BATTERY, id, { time: 2 * HOUR })
  t.same(await own(), [3 * HOUR])
  t.equal((await task.get(BATTERY)).time_spent, 7 * HOUR, 'and four hours of Ben')
  await task.removeTrackedTime(BATTERY, id)
  t.same(await own(), [HOUR])
  await refused(t, task.addTrackedTime(BATTERY, {}), 'timeSpentWithoutEnd')
})

t.test('clickup.js has called every operation of time tracking', async (t) =>
  t.same(notDone(mock, ['time-entries', 'time-entry-tags', 'time-tracking-legacy']), []),
)
