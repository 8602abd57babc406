// CreateTask: what is refused, and that nothing of it stays.
import t from 'tap'
import { refused, start } from '../help/start.js'
import { ANNA, addList, addTask, GINA, startWork } from '../help/work.js'

t.test('CreateTask refuses', async (t) => {
  const { as, space, list, task, world } = await startWork(t)
  const path = `/api/v2/list/${list.id}/task`
  const create = (body: object) => as.anna.post(path, { name: 'x', ...body })
  const elsewhere = addTask(world, addList(world, space))
  const before = world.tasks.size

  await t.test('a name that is none', async (t) => {
    for (const name of [undefined, null, '', 7, true, 'x'.repeat(2049)])
      refused(t, await create({ name }), 'taskNameInvalid')
    refused(t, await as.anna.post(path, {}), 'taskNameInvalid')
    refused(t, await as.anna.post(path, { title: 'x' }), 'taskNameInvalid')
  })
  await t.test('a date that is none, and one out of every calendar', async (t) => {
    for (const date of ['soon', true, '', {}, '9'.repeat(20)]) {
      refused(t, await create({ due_date: date }), 'taskDateInvalid')
      refused(t, await create({ start_date: date }), 'taskDateInvalid')
    }
    refused(t, await create({ due_date: 1e300 }), 'taskDateInvalid')
  })
  await t.test('a due date below zero', async (t) => {
    for (const due_date of [-1, '-1']) refused(t, await create({ due_date }), 'taskDueDateNegative')
  })
  await t.test('a priority that is not a number from 1 to 4', async (t) => {
    for (const priority of [0, 5, 'high', '5', true]) refused(t, await create({ priority }), 'taskPriorityInvalid')
  })
  await t.test('texts where ClickUp fails', async (t) => {
    for (const field of ['due_date_time', 'start_date_time'])
      refused(t, await create({ [field]: 'x' }), 'internalError')
    refused(t, await create({ description: 7 }), 'internalError')
    for (const time_estimate of ['long', true, 1.5]) {
      refused(t, await create({ time_estimate }), 'taskTimeEstimateInvalid')
    }
  })
  await t.test('a status the List does not have', async (t) => {
    for (const status of ['review', '', {}]) refused(t, await create({ status }), 'taskStatusUnknown')
  })
  await t.test('a parent that is in no task of the List', async (t) => {
    for (const parent of [elsewhere.id, 'unknown', 5, {}]) refused(t, await create({ parent }), 'taskParentElsewhere')
  })
  await t.test('a link to a task the caller cannot see, to a deleted one, and into another Workspace', async (t) => {
    const hidden = addTask(world, addList(world, world.spaces.update(space, { private: true, member_ids: [ANNA] })))
    world.spaces.update(space, { private: false })
    const gone = addTask(world, list, { deleted: true })
    const harbor = addList(world, world.spaces.add({ ...space, id: '77', team_id: '9001002' }))
    const abroad = addTask(world, harbor)
    for (const links_to of ['unknown', gone.id, abroad.id, {}]) {
      refused(t, await create({ links_to }), 'taskNotAccessible')
    }
    world.tasks.delete(hidden)
    world.tasks.delete(gone)
    world.tasks.delete(abroad)
  })
  await t.test('and leaves no trace of what it had begun', async (t) => {
    refused(t, await create({ tags: ['half'], links_to: 'unknown' }), 'taskNotAccessible')
    t.equal(world.tags.size, 0)
    t.equal(world.tasks.size, before)
    t.same(world.links.all(), [])
  })
  await t.test('a List that was deleted, foreign or malformed', async (t) => {
    const gone = addList(world, space, { deleted: true })
    refused(t, await as.anna.post(`/api/v2/list/${gone.id}/task`, { name: 'x' }), 'taskListDeleted')
    refused(t, await as.anna.post('/api/v2/list/1/task', { name: 'x' }), 'teamNotAuthorized')
    refused(t, await as.anna.post('/api/v2/list/abc/task', { name: 'x' }), 'listIdMalformed')
    refused(t, await as.gina.post(path, { name: 'x' }), 'teamNotAuthorized')
  })
  await t.test('a List without any status', async (t) => {
    const bare = addList(world, space, { statuses: [] })
    refused(t, await as.anna.post(`/api/v2/list/${bare.id}/task`, { name: 'x' }), 'taskStatusUnknown')
    const closed = addList(world, space, { statuses: space.statuses.slice(1) })
    t.match((await as.anna.post(`/api/v2/list/${closed.id}/task`, { name: 'x' })).body, {
      status: { status: 'complete' },
    })
  })
  await t.test('a guest who was let in to look, not one who may make something', async (t) => {
    const share = { team_id: '9001001', user_id: GINA, kind: 'lists', id: list.id } as const
    world.shares.add({ ...share, permission_level: 'comment' })
    refused(t, await as.gina.post(path, { name: 'x' }), 'taskCreationForbidden')
    world.shares.delete(share)
    world.shares.add(share)
    const { body } = await as.gina.post(path, { name: 'x', assignees: [GINA] })
    t.match(body, { creator: { id: GINA }, assignees: [{ id: GINA }] })
    t.ok(world.tasks.find(task.id))
  })
})

t.test('CreateTask on the free plan', async (t) => {
  const { as, list, world } = await startWork(t)
  world.teams.update(world.teams.get('9001001'), { plan: 'free_forever' })
  const type = { team_id: '9001001', name: 'Bug', name_plural: null, description: null, avatar: null }
  world.task_types.add({ ...type, id: 1003 })
  const create = (custom_item_id: number) => as.anna.post(`/api/v2/list/${list.id}/task`, { name: 'x', custom_item_id })

  for (let use = 0; use < 10; use += 1) t.equal((await create(1003)).status, 200)
  refused(t, await create(1003), 'taskTypeLimitReached')
  t.equal((await create(1)).status, 200, 'a milestone is no use of a type')
})

t.test('CreateTask with points', async (t) => {
  const { as } = await start(t)
  const create = async (list: string, points: unknown) =>
    as.anna.post(`/api/v2/list/${list}/task`, { name: 'x', points })
  const { body: space } = await as.anna.post('/api/v2/team/9001001/space', { name: 'Studio' })
  const { body: list } = await as.anna.post(`/api/v2/space/${space.id}/list`, { name: 'Loose' })

  t.equal((await create('901200000001', 3)).body.points, 3, 'the first Space of the seed has them')
  refused(t, await create(list.id, 3), 'sprintPointsOff')
  const { status, body: task } = await create(list.id, null)
  t.equal(status, 200)
  const { body } = await as.anna.send('PUT', `/api/v2/task/${task.id}`, { body: { points: 3 } })
  t.equal(body.points, 3, 'what an update answers is not known: it sets them')
})

t.test('CreateTask takes a body that is no JSON for what ClickUp takes it for', async (t) => {
  const { as } = await start(t)
  const { body: space } = await as.anna.post('/api/v2/team/9001001/space', { name: 'Studio' })
  const { body: list } = await as.anna.post(`/api/v2/space/${space.id}/list`, { name: 'Loose' })
  const headers = { 'content-type': 'application/json' }
  const answer = await as.anna.send('POST', `/api/v2/list/${list.id}/task`, { headers, body: '7' })
  refused(t, answer, 'jsonMalformed', 'Unexpected token 7 in JSON at position 0')
})

t.test('CreateTask with Custom Fields', async (t) => {
  const { as, list, world } = await startWork(t)
  const place = { kind: 'lists', id: list.id } as const
  const column = { team_id: '9001001', place, type_config: {}, date_created: 0, hide_from_guests: false }
  const field = (name: string, columns: { required?: boolean; applied_objects?: number[]; type?: string } = {}) =>
    world.custom_fields.add({ id: world.ids.uuid(), name, type: 'short_text', required: false, ...column, ...columns })
  const create = (body: object) => as.anna.post(`/api/v2/list/${list.id}/task`, { name: 'x', ...body })
  const [wood, count] = [field('Wood'), field('Count', { type: 'number' })]

  await t.test('sets them', async (t) => {
    const custom_fields = [
      { id: wood.id, value: 'oak' },
      { id: count.id, value: 3 },
      'odd',
      { id: wood.id, value: 'pine' },
    ]
    refused(t, await create({ custom_fields }), 'fieldIdMalformed')
    refused(t, await create({ custom_fields: [{ value: 'oak' }] }), 'fieldIdMalformed')
    refused(t, await create({ custom_fields: [{ id: {}, value: 'oak' }] }), 'fieldIdMalformed')
    t.equal((await create({ custom_fields: [{ name: 'Wood', type: 'short_text', value: 'oak' }] })).status, 200)
    const { body } = await create({ custom_fields: custom_fields.filter((one) => one !== 'odd') })
    t.match(body.custom_fields, [
      { name: 'Wood', value: 'pine' },
      { name: 'Count', value: '3' },
    ])
  })
  await t.test('ignores those that are not for its type', async (t) => {
    const ofBugs = field('Severity', { applied_objects: [1003] })
    const { status, body } = await create({ custom_fields: [{ id: ofBugs.id, value: 'high' }] })
    t.equal(status, 200)
    t.notOk(body.custom_fields.some(({ id }: { id: string }) => id === ofBugs.id))
  })
  await t.test('makes no task when one cannot be set', async (t) => {
    const before = world.tasks.size
    refused(
      t,
      await create({
        custom_fields: [
          { id: wood.id, value: 'oak' },
          { id: count.id, value: 'many' },
        ],
      }),
      'fieldValueInvalid',
    )
    refused(t, await create({ custom_fields: [{ id: world.ids.uuid(), value: 1 }] }), 'fieldNotFound')
    refused(t, await create({ custom_fields: [{ id: 'Wood', value: 'oak' }] }), 'fieldIdMalformed')
    t.equal(world.tasks.size, before)
  })
  await t.test('asks for required ones only when it is told to', async (t) => {
    const must = field('Must', { required: true })
    t.equal((await create({})).status, 200)
    refused(t, await create({ check_required_custom_fields: true }), 'fieldRefused')
    const custom_fields = [{ id: must.id, value: 'x' }]
    t.equal((await create({ check_required_custom_fields: true, custom_fields })).status, 200)
  })
  await t.test('counts on the free plan', async (t) => {
    world.teams.update(world.teams.get('9001001'), { plan: 'free_forever' })
    const custom_fields = Array.from({ length: 61 }, () => ({ id: wood.id, value: 'oak' }))
    refused(t, await create({ custom_fields }), 'fieldUsesExceeded')
  })
})
