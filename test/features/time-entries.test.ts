// Time entries: made, read one by one, changed and deleted, each answer in its own layout.
import t from 'tap'
import { refused } from '../help/start.js'
import { HOUR, MINUTE, startTime } from '../help/time.js'
import { ANNA, addList, addSpace, addTask, BEN, CHLOE, DEV, NORTHWIND, NOW } from '../help/work.js'

t.test('Createatimeentry', async (t) => {
  const { time, task, hour, world, list } = await startTime(t)
  const { anna, ben, chloe } = time

  await t.test('answers numbers beside an end as text, and no location', async (t) => {
    const { status, body } = await anna.enter({ ...hour, tid: task.id, description: 'Sanding', billable: true })
    t.equal(status, 200)
    t.match(body.data.id, /^\d{19}$/)
    t.same(body.data, {
      id: body.data.id,
      task: {
        id: task.id,
        name: 'Caulk',
        status: {
          status: 'to do',
          id: world.spaces.get(list.space_id).statuses[0]?.id,
          color: '#87909e',
          type: 'open',
          orderindex: 0,
        },
      },
      wid: NORTHWIND,
      user: { ...body.data.user, id: ANNA, username: 'Anna Brandt', timezone: 'Europe/Berlin' },
      billable: true,
      start: hour.start,
      end: String(hour.start + HOUR),
      duration: HOUR,
      description: 'Sanding',
      tags: [],
      at: NOW,
      is_locked: false,
      task_location: {},
    })
    t.same(
      Object.keys(body.data),
      'id task wid user billable start end duration description tags at is_locked task_location'.split(' '),
    )
    t.same(Object.keys(body.data.task.status), ['status', 'id', 'color', 'type', 'orderindex'])
  })

  const ends: Readonly<Record<string, object>> = {
    'start and duration': { duration: HOUR },
    'start and end': { end: hour.start + HOUR },
    'start and stop': { stop: hour.start + HOUR },
    'an end beside a duration, which is ignored then': { end: hour.start + HOUR, duration: 5 },
    'an end beside a stop': { end: hour.start + HOUR, stop: 5 },
    'texts that are numbers': { duration: String(HOUR) },
  }
  for (const [what, sent] of Object.entries(ends)) {
    await t.test(`takes ${what}`, async (t) => {
      const { body } = await anna.enter({ start: hour.start, ...sent })
      t.match(body.data, { duration: HOUR, end: String(hour.start + HOUR), billable: false, description: '' })
    })
  }

  await t.test('needs no task, ignores task_id, and finds a task by its custom id', async (t) => {
    t.equal((await anna.enter({ ...hour, task_id: task.id })).body.data.task, '0')
    t.equal((await anna.enter({ ...hour, tid: '' })).body.data.task, '0')
    world.tasks.update(task, { custom_id: 'BOAT-1' })
    const found = await anna.enter({ ...hour, tid: 'boat-1' }, `custom_task_ids=true&team_id=${NORTHWIND}`)
    t.match(found.body.data.task, { id: task.id, custom_id: 'BOAT-1' })
    t.same(Object.keys(found.body.data.task), ['id', 'custom_id', 'name', 'status'])
    refused(t, await anna.enter({ ...hour, tid: 'boat-1' }, 'custom_task_ids=true'), 'teamNotAuthorized')
  })

  await t.test('makes tags that are objects', async (t) => {
    const tags = [{ name: 'Shore', tag_fg: '#111111', tag_bg: '#222222' }, { name: 'sea' }, { name: 'sea' }, 'text', {}]
    t.same((await anna.enter({ ...hour, tags })).body.data.tags, [
      { name: 'Shore', tag_bg: '#222222', tag_fg: '#111111', creator: ANNA },
      { name: 'sea', tag_bg: '#BF55EC', tag_fg: '#FFFFFF', creator: ANNA },
    ])
  })

  await t.test('is for others by owners and admins only', async (t) => {
    t.equal((await ben.enter({ ...hour, assignee: CHLOE })).body.data.user.id, CHLOE)
    t.equal((await chloe.enter({ ...hour, assignee: CHLOE })).body.data.user.id, CHLOE)
    refused(t, await chloe.enter({ ...hour, assignee: BEN }), 'timeEntriesForbidden')
    refused(t, await anna.enter({ ...hour, assignee: 7 }), 'timeEntryAssigneeInvalid')
    t.equal((await anna.enter({ ...hour, assignee: DEV })).body.data.user.username, null, 'not joined yet')
  })

  await t.test('refuses what has no start or no end, and tasks that are not there', async (t) => {
    refused(t, await anna.enter({ duration: HOUR }), 'timeEntryStartMissing')
    refused(t, await anna.enter({ start: 1e300, duration: 1 }), 'timeEntryStartMissing')
    refused(t, await anna.enter({ start: 1 }), 'timeSpentWithoutEnd')
    refused(t, await anna.enter({ start: 9, end: 8 }), 'timeSpentWithoutEnd')
    refused(t, await anna.enter({ start: 9, duration: 1e300 }), 'timeSpentWithoutEnd')
    refused(t, await anna.enter({ start: 'soon', duration: 1 }), 'internalError')
    refused(t, await anna.enter({ ...hour, tid: 'nobody' }), 'teamNotAuthorized')
    const elsewhere = addTask(world, addList(world, addSpace(world, { team_id: '9001002' })))
    refused(t, await anna.enter({ ...hour, tid: elsewhere.id }), 'teamNotAuthorized')
    const gone = addTask(world, world.lists.get(task.list_id), { deleted: true })
    refused(t, await anna.enter({ ...hour, tid: gone.id }), 'taskDeleted')
  })
})

t.test('Getsingulartimeentry', async (t) => {
  const { time, task, hour, world, list, space, as } = await startTime(t)
  const { anna, ben, chloe } = time
  const { id } = (await anna.enter({ ...hour, tid: task.id })).body.data

  await t.test('has all numbers as text, and where the task is', async (t) => {
    const { data } = (await anna.one(id)).body
    t.same(data, {
      id,
      task: { id: task.id, name: 'Caulk', status: data.task.status, custom_type: null },
      wid: NORTHWIND,
      user: data.user,
      billable: false,
      start: String(hour.start),
      end: String(hour.start + HOUR),
      duration: String(HOUR),
      description: '',
      tags: [],
      source: 'api',
      at: String(NOW),
      is_locked: false,
      approval_id: null,
      task_location: { list_id: list.id, folder_id: data.task_location.folder_id, space_id: space.id },
      task_url: `https://app.clickup.com/t/${task.id}`,
    })
    t.same(
      Object.keys(data).join(' '),
      'id task wid user billable start end duration description tags source at is_locked approval_id task_location task_url',
    )
    t.same(Object.keys(data.task.status), ['status', 'color', 'type', 'orderindex'])
    t.same(Object.keys(data.user), ['id', 'username', 'email', 'color', 'initials', 'profilePicture'])
  })

  await t.test('has names and tags of the task if asked, and its type', async (t) => {
    await as.anna.post(`/api/v2/task/${task.id}/tag/oak`)
    world.tasks.update(world.tasks.get(task.id), { custom_item_id: 1 })
    const { data } = (await anna.one(id, 'include_location_names=true&include_task_tags=true')).body
    t.match(data, {
      task: { custom_type: 1 },
      task_location: { list_name: 'Hulls', folder_name: 'hidden', space_name: 'Studio' },
      task_tags: [{ name: 'oak' }],
    })
    t.same(Object.keys(data).slice(-3), ['task_location', 'task_tags', 'task_url'])
  })

  await t.test('has neither place nor address without a task', async (t) => {
    const entry = (await anna.enter(hour)).body.data
    const { data } = (await anna.one(entry.id, 'include_task_tags=true')).body
    t.same([data.task, Object.keys(data).at(-1)], ['0', 'approval_id'])
  })

  await t.test('is null for an unknown id, as a client gets that rounds it', async (t) => {
    for (const unknown of ['7', String(Number(id)), 'x']) t.same((await anna.one(unknown)).body, { data: null })
    const elsewhere = world.time_entries.add({
      ...world.time_entries.get(id),
      id: '8',
      team_id: '9001002',
      task_id: null,
    })
    t.same((await anna.one(elsewhere.id)).body, { data: null })
  })

  await t.test('of others is for owners and admins who see the task', async (t) => {
    t.equal((await ben.one(id)).body.data.id, id)
    refused(t, await chloe.one(id), 'timeEntriesForbidden')
    world.spaces.update(world.spaces.get(space.id), { private: true, member_ids: [ANNA] })
    t.same((await ben.one(id)).body, { data: null })
  })
})

t.test('UpdateatimeEntry', async (t) => {
  const { time, task, other, hour, as } = await startTime(t)
  const { anna, ben, chloe } = time
  const { id } = (await anna.enter({ ...hour, tid: task.id, tags: [{ name: 'sea' }] })).body.data
  const changed = async (body: object) => (await anna.change(id, body)).body.data[0]

  await t.test('changes what was sent and answers an array, without the address', async (t) => {
    const { status, body } = await anna.change(id, { description: 'Oiling', billable: true })
    t.equal(status, 200)
    t.match(body.data, [
      { id, description: 'Oiling', billable: true, start: String(hour.start), tags: [{ name: 'sea' }] },
    ])
    t.equal('task_url' in body.data[0], false)
    t.match(await changed({ description: '' }), { description: '', billable: true })
  })

  await t.test('moves it by start and duration, by start and end, or by one of them', async (t) => {
    const bounds = ({ start, end, duration }: Record<string, string>) => [start, end, duration].map(Number)
    const begin = hour.start
    t.same(bounds(await changed({ start: begin - HOUR, duration: MINUTE })), [
      begin - HOUR,
      begin - HOUR + MINUTE,
      MINUTE,
    ])
    t.same(bounds(await changed({ start: begin, end: begin + HOUR, duration: 7 })), [begin, begin + HOUR, HOUR])
    t.same(bounds(await changed({ duration: 2 * HOUR })), [begin, begin + 2 * HOUR, 2 * HOUR])
    t.same(bounds(await changed({ end: begin + HOUR })), [begin, begin + HOUR, HOUR])
    t.same(bounds(await changed({ start: begin + MINUTE })), [begin + MINUTE, begin + HOUR, HOUR - MINUTE])
    refused(t, await anna.change(id, { end: begin }), 'timeSpentWithoutEnd')
  })

  await t.test('moves it to another task, or to none', async (t) => {
    const spent = async ({ id }: { id: string }) => (await as.anna.get(`/api/v2/task/${id}`)).body.time_spent
    t.equal((await changed({ tid: other.id })).task.id, other.id)
    t.same([await spent(task), await spent(other)], [0, HOUR - MINUTE])
    t.equal((await changed({ tid: '' })).task, '0')
  })

  await t.test('ignores tags, and needs something else', async (t) => {
    const tags = [{ name: 'shore' }]
    t.match(await changed({ tags, tag_action: 'add', billable: false }), { tags: [{ name: 'sea' }] })
    for (const empty of [{}, { tags, tag_action: 'replace' }])
      refused(t, await anna.change(id, empty), 'timeEntryUpdateEmpty')
  })

  await t.test('is null for an unknown id, and for others by owners and admins only', async (t) => {
    t.same((await anna.change('7', { billable: true })).body, { data: null })
    refused(t, await chloe.change(id, { billable: true }), 'timeEntriesForbidden')
    t.equal((await ben.change(id, { billable: true })).body.data[0].billable, true)
  })
})

t.test('DeleteatimeEntry', async (t) => {
  const { time, task, hour } = await startTime(t)
  const { anna, chloe } = time
  const enter = async () => (await anna.enter({ ...hour, tid: task.id })).body.data.id

  await t.test('answers what it deletes in an array, without the address', async (t) => {
    const id = await enter()
    const { status, body } = await anna.remove(id)
    t.equal(status, 200)
    t.match(body.data, [{ id, duration: String(HOUR), task_location: { list_id: task.list_id } }])
    t.equal('task_url' in body.data[0], false)
    t.same((await anna.remove(id)).body, { data: null }, 'there is none of this id any more')
    t.same((await anna.one(id)).body, { data: null })
  })

  await t.test('takes several ids, of which some may be unknown', async (t) => {
    const [one, other] = [await enter(), await enter()]
    const { data } = (await anna.remove(`${one},7,${other},${one}`)).body
    t.same(
      data.map(({ id }: { id: string }) => id),
      [one, other],
    )
  })

  await t.test('of others is refused as a whole', async (t) => {
    const [own, annas] = [(await chloe.enter(hour)).body.data.id, await enter()]
    refused(t, await chloe.remove(`${own},${annas}`), 'timeEntriesForbidden')
    t.equal((await chloe.one(own)).body.data.id, own)
  })
})
