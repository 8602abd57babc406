// Timers: one for each person, which runs until it is stopped or the next one starts.
import t from 'tap'
import { refused } from '../help/start.js'
import { HOUR, MINUTE, startTime } from '../help/time.js'
import { ANNA, CHLOE, NORTHWIND, NOW } from '../help/work.js'

t.test('StartatimeEntry', async (t) => {
  const { time, task, other, world } = await startTime(t)
  const { anna, ben } = time

  await t.test('answers a timer without an end, its duration negative', async (t) => {
    const { status, body } = await anna.start({ tid: task.id, description: 'Sanding', tags: [{ name: 'sea' }] })
    t.equal(status, 200)
    t.match(body.data, {
      task: { id: task.id, status: { id: String } },
      start: NOW,
      duration: 0,
      description: 'Sanding',
      billable: false,
      tags: [{ name: 'sea' }],
      at: NOW,
    })
    t.same(
      Object.keys(body.data).join(' '),
      'id task wid user billable start duration description tags at is_locked task_location',
    )
    t.same(Object.keys(body.data.user).at(-1), 'profilePicture')
  })

  await t.test('ends the one that runs, and keeps it', async (t) => {
    const first = (await anna.current()).body.data
    await ben.start({ tid: task.id })
    world.clock.advance(HOUR)
    const second = (await anna.start({ tid: other.id })).body.data
    t.match((await anna.one(first.id)).body.data, {
      end: String(NOW + HOUR),
      duration: String(HOUR),
      source: 'api_automatic',
    })
    t.equal((await anna.current()).body.data.id, second.id)
    t.match((await ben.current()).body.data, { duration: -HOUR }, 'that of another runs on')
  })

  await t.test('needs no task, unless the plan has timers on tasks only', async (t) => {
    t.equal((await anna.start()).body.data.task, '0')
    for (const plan of ['free_forever', 'unlimited'] as const) {
      world.teams.update(world.teams.get(NORTHWIND), { plan })
      refused(t, await anna.start(), 'timerTaskMissing')
      t.equal((await anna.start({ tid: task.id })).status, 200)
    }
  })
})

t.test('Getrunningtimeentry', async (t) => {
  const { time, task, world, as, list } = await startTime(t)
  const { anna, ben, chloe, app } = time

  await t.test('is null while none runs', async (t) => t.same((await anna.current()).body, { data: null }))

  await t.test('has start and at as text, its duration as a negative number', async (t) => {
    await anna.start({ tid: task.id })
    world.clock.advance(MINUTE)
    const { data } = (await anna.current()).body
    t.match(data, { task: { id: task.id }, start: String(NOW), duration: -MINUTE, at: String(NOW) })
    t.same(Object.keys(data), 'id task wid user billable start duration description tags at'.split(' '))
    t.same(Object.keys(data.task), ['id', 'name', 'status'])
    t.match((await anna.one(data.id)).body.data, { duration: String(-MINUTE), end: undefined })
    t.match((await anna.list()).body.data, [{ id: data.id, duration: String(-MINUTE) }])
    t.equal((await as.anna.get(`/api/v2/task/${task.id}`)).body.time_spent, 0, 'it does not count yet')
  })

  await t.test('of others is for personal tokens of owners and admins', async (t) => {
    t.equal((await ben.current(`assignee=${ANNA}`)).body.data.user.id, ANNA)
    t.same((await ben.current(`assignee=${CHLOE}`)).body, { data: null })
    t.same((await chloe.current(`assignee=${CHLOE}`)).body, { data: null })
    refused(t, await chloe.current(`assignee=${ANNA}`), 'runningTimerForbidden')
    refused(t, await app.current(`assignee=${ANNA}`), 'runningTimerForbidden')
    t.equal((await app.current()).body.data.user.id, ANNA)
  })

  await t.test('is not shown while the task is gone, and ends with the next one', async (t) => {
    await as.anna.send('DELETE', `/api/v2/list/${list.id}`)
    t.same((await anna.current()).body, { data: null })
    t.same((await anna.stop()).body, { data: null })
    await anna.start()
    t.equal(world.time_entries.count('running', `${NORTHWIND}/${ANNA}`), 1)
  })

  await t.test('before its start, where the clock was set back, has no duration', async (t) => {
    world.clock.advance(-HOUR)
    t.equal((await anna.current()).body.data.duration, 0)
    t.match((await anna.stop()).body.data, { duration: 0 })
  })
})

t.test('StopatimeEntry', async (t) => {
  const { time, task, world } = await startTime(t)
  const { anna } = time

  await t.test('answers the start as text beside numbers', async (t) => {
    await anna.start({ tid: task.id })
    world.clock.advance(HOUR)
    const { status, body } = await anna.stop({})
    t.equal(status, 200)
    t.match(body.data, {
      task: { id: task.id, custom_type: null },
      start: String(NOW),
      end: NOW + HOUR,
      duration: HOUR,
      source: 'api_automatic',
      at: NOW + HOUR,
      approval_id: null,
      task_location: {},
    })
    t.same(
      Object.keys(body.data).join(' '),
      'id task wid user billable start end duration description tags source at is_locked approval_id task_location',
    )
    t.equal('id' in body.data.task.status, false)
  })

  await t.test('is null where none runs', async (t) => t.same((await anna.stop()).body, { data: null }))

  await t.test('ends the timer that a change moved or a deletion left', async (t) => {
    const { id } = (await anna.start({ tid: task.id })).body.data
    await anna.change(id, { start: NOW, duration: -HOUR })
    t.match((await anna.current()).body.data, { id, start: String(NOW), duration: -HOUR }, 'it runs on')
    await anna.change(id, { description: 'Sanding' })
    t.equal((await anna.current()).body.data.id, id)
    await anna.change(id, { start: NOW, duration: MINUTE })
    t.same((await anna.current()).body, { data: null }, 'a duration ends it')
    const next = (await anna.start()).body.data.id
    await anna.change(next, { end: NOW + 3 * HOUR })
    t.same((await anna.current()).body, { data: null }, 'so does an end')
    await anna.remove((await anna.start()).body.data.id)
    t.same((await anna.stop()).body, { data: null })
  })
})
