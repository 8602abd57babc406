// The older routes of time tracking: intervals of a task, which are the same entries.
import t from 'tap'
import { refused } from '../help/start.js'
import { HOUR, MINUTE, startTime } from '../help/time.js'
import { ANNA, BEN, CHLOE, NOW } from '../help/work.js'

async function tracked(test: Parameters<typeof startTime>[0]) {
  const started = await startTime(test)
  const { as, task } = started
  const path = `/api/v2/task/${task.id}/time`
  return {
    ...started,
    path,
    read: async () => (await as.chloe.get(path)).body.data,
    track: (body: object, client = as.chloe) => client.post(path, body),
    edit: (id: string, body: object, client = as.chloe) => client.send('PUT', `${path}/${id}`, { body }),
    remove: (id: string, client = as.chloe) => client.send('DELETE', `${path}/${id}`),
  }
}

t.test('Gettrackedtime', async (t) => {
  const { read, track, time, task, hour, world, as, path } = await tracked(t)

  await t.test('is empty at first, and without timers that run', async (t) => {
    await time.ben.start({ tid: task.id })
    t.same(await read(), [])
  })
  await t.test('has one element for each person, intervals as text, also for a member', async (t) => {
    await time.anna.enter({ ...hour, tid: task.id })
    const { body } = await track({ start: NOW - MINUTE, end: NOW })
    await time.anna.enter({ ...hour, tid: task.id })
    world.clock.advance(MINUTE)
    await time.ben.stop()
    const data = await read()
    t.match(data, [
      { user: { id: BEN }, time: MINUTE, intervals: [{ source: 'api_automatic' }] },
      { user: { id: ANNA }, time: 2 * HOUR, intervals: [{}, {}] },
      { user: { id: CHLOE }, time: MINUTE },
    ])
    t.same(data[2].intervals, [
      {
        id: body.id,
        start: String(NOW - MINUTE),
        end: String(NOW),
        time: String(MINUTE),
        source: 'api',
        date_added: String(NOW),
      },
    ])
    t.same(Object.keys(data[0]), ['user', 'time', 'intervals'])
    t.same(Object.keys(data[0].intervals[0]), ['id', 'start', 'end', 'time', 'source', 'date_added'])
  })
  await t.test('finds a task by its custom id, and is refused for those who do not see it', async (t) => {
    world.tasks.update(world.tasks.get(task.id), { custom_id: 'BOAT-1' })
    const custom = await as.anna.get(`/api/v2/task/BOAT-1/time?custom_task_ids=true&team_id=${task.team_id}`)
    t.equal(custom.body.data.length, 3)
    refused(t, await as.gina.get(path), 'teamNotAuthorized')
  })
})

t.test('Tracktime', async (t) => {
  const { read, track, time } = await tracked(t)

  await t.test('takes both bounds, which win over a sum', async (t) => {
    const { status, body } = await track({ start: NOW - HOUR, end: NOW, time: 5 })
    t.equal(status, 200)
    t.same(Object.keys(body), ['id'])
    t.match(await read(), [{ time: HOUR, intervals: [{ id: body.id, time: String(HOUR) }] }])
    t.match((await time.chloe.one(body.id)).body.data, { id: body.id, duration: String(HOUR) }, 'it is an entry too')
  })
  await t.test('takes a sum, which has no bounds here, also where an end is before its start', async (t) => {
    for (const sent of [{ time: MINUTE }, { time: MINUTE, start: 1_567_780_450_202, end: 1_508_369_194_377 }]) {
      const { id } = (await track(sent)).body
      const [{ intervals }] = await read()
      t.match(intervals.at(-1), { id, start: null, end: null, time: String(MINUTE) })
      t.match((await time.chloe.one(id)).body.data, { start: String(NOW - MINUTE), end: String(NOW) })
    }
  })
  await t.test('refuses a duration without an end, and nothing', async (t) => {
    for (const sent of [{ start: NOW, duration: 5 }, {}, { time: -1 }, { start: 1, end: 0 }]) {
      refused(t, await track(sent), 'timeSpentWithoutEnd')
    }
  })
})

t.test('Edittimetracked', async (t) => {
  const { read, track, edit, as } = await tracked(t)
  const { id } = (await track({ start: NOW - HOUR, end: NOW })).body

  await t.test('changes an interval', async (t) => {
    t.same((await edit(id, { start: NOW - MINUTE, end: NOW })).body, {})
    t.match(await read(), [{ time: MINUTE }])
    await edit(id, { time: HOUR })
    t.match(await read(), [{ time: HOUR, intervals: [{ start: null }] }])
  })
  await t.test('of others is for owners and admins; an unknown one changes nothing', async (t) => {
    t.same((await edit(id, { time: 7 }, as.ben)).body, {})
    const { id: annas } = (await track({ time: 1 }, as.anna)).body
    refused(t, await edit(annas, { time: 2 }), 'timeEntriesForbidden')
    t.same((await edit('7', { time: 2 })).body, {})
    refused(t, await edit(id, {}), 'timeSpentWithoutEnd')
  })
})

t.test('Deletetimetracked', async (t) => {
  const { read, track, remove, as } = await tracked(t)
  const { id } = (await track({ time: HOUR })).body

  await t.test('deletes an interval', async (t) => {
    t.same((await remove(id)).body, {})
    t.same(await read(), [])
    t.same((await remove(id)).body, {}, 'also a second time')
  })
  await t.test('of others is for owners and admins', async (t) => {
    const { id: annas } = (await track({ time: 1 }, as.anna)).body
    refused(t, await remove(annas), 'timeEntriesForbidden')
    t.same((await remove(annas, as.ben)).body, {})
  })
})
