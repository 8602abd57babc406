// The time of a task: what counts in it, and what becomes of it with the task.
import t from 'tap'
import { start } from '../help/start.js'
import { HOUR, MINUTE, startTime } from '../help/time.js'
import { addFolder, addList, addTask } from '../help/work.js'

t.test('An entry of a task', async (t) => {
  const { time, task, other, hour, world, as, list, space } = await startTime(t)
  const { anna, ben } = time
  const taskOf = async (id: string) => (await as.anna.get(`/api/v2/task/${id}`)).body
  const inArrays = async () => (await as.anna.get(`/api/v2/list/${list.id}/task`)).body.tasks

  await t.test('counts in the time of the task, of all people together, in arrays once there is some', async (t) => {
    t.equal((await taskOf(task.id)).time_spent, 0)
    t.equal(
      (await inArrays()).some((one: object) => 'time_spent' in one),
      false,
    )
    const { date_updated } = await taskOf(task.id)
    world.clock.advance(MINUTE)
    for (const client of [anna, ben]) await client.enter({ ...hour, tid: task.id })
    t.match(await taskOf(task.id), { time_spent: 2 * HOUR, date_updated, time_estimate: null })
    t.same(
      (await inArrays()).map((one: { time_spent?: number }) => one.time_spent),
      [undefined, 2 * HOUR],
    )
    const below = addTask(world, list, { parent: task.id })
    await anna.enter({ ...hour, tid: below.id })
    t.equal((await taskOf(task.id)).time_spent, 2 * HOUR, 'without that of subtasks')
  })

  await t.test('goes with it to another List, and in a merge to another task', async (t) => {
    const folder = addFolder(world, space)
    const far = addList(world, space, { folder_id: folder.id, name: 'Masts' })
    world.tasks.update(world.tasks.get(task.id), { list_id: far.id })
    const { data } = (await anna.list(`task_id=${task.id}&include_location_names=true`)).body
    t.match(data[0].task_location, { list_id: far.id, folder_id: folder.id, list_name: 'Masts', folder_name: 'Boats' })
    await as.anna.post(`/api/v2/task/${other.id}/merge`, { source_task_ids: [task.id] })
    t.equal((await taskOf(other.id)).time_spent, 2 * HOUR)
  })

  await t.test('is deleted with it, and gone with its List', async (t) => {
    const { id } = (await anna.enter({ ...hour, tid: other.id })).body.data
    await as.anna.send('DELETE', `/api/v2/task/${other.id}`)
    t.equal(world.time_entries.find(id), undefined)
    const { tasks } = (await as.anna.get(`/api/v2/list/${list.id}/task`)).body
    t.same(tasks, [])
    const late = addTask(world, list)
    const kept = (await anna.enter({ ...hour, tid: late.id })).body.data.id
    await as.anna.send('DELETE', `/api/v2/list/${list.id}`)
    t.same((await anna.one(kept)).body, { data: null })
    t.equal(
      (await anna.list()).body.data.some(({ id }: { id: string }) => id === kept),
      false,
    )
  })
})

t.test('a planted change of time is by the owner where nobody is named, and on a day that there is', async (t) => {
  const written = (date: string) => ({
    users: { ida: { email: 'ida@lamps.example' } },
    workspaces: {
      lamps: {
        id: '9002001',
        members: { ida: 'owner' as const },
        time_entries: [
          {
            user: 'ida',
            start: '2026-01-02T08:00Z',
            duration: '1h',
            history: [{ date, field: 'billable' as const, before: 'false', after: 'true' }],
          },
        ],
      },
    },
    tokens: [{ user: 'ida' }],
  })
  const { mock, withToken } = await start(t, { seed: written('2026-01-03T08:00Z') })
  const ida = withToken(mock.tokens.ida)
  const { body } = await ida.get('/api/v2/team/9002001/time_entries')
  const { data } = (await ida.get(`/api/v2/team/9002001/time_entries/${body.data[0].id}/history`)).body
  t.match(data, [{ field: 'billable', user: { email: 'ida@lamps.example' } }])
  await t.rejects(start(t, { seed: written('2026-02-30') }), { message: /2026-02-30/ })
})
