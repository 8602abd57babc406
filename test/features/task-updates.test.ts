// UpdateTask and DeleteTask: what changes, what stays, and what is refused.
import t from 'tap'
import { refused } from '../help/start.js'
import { taskKeys } from '../help/task-keys.js'
import { ANNA, addList, addSpace, addTask, BEN, CHLOE, GINA, NOW, startWork, type Work } from '../help/work.js'

const NOON = Date.UTC(2026, 5, 1, 12)
const FOUR = Date.UTC(2026, 5, 1, 2) // in Berlin, where Anna lives

function callsOn({ as, task }: Work) {
  const path = (id: string) => `/api/v2/task/${id}`
  return {
    put: (body: object, id = task.id, client = as.anna) => client.send('PUT', path(id), { body }),
    get: async (id = task.id) => (await as.anna.get(path(id))).body,
    remove: (id: string, client = as.anna) => client.send('DELETE', path(id)),
  }
}

t.test('UpdateTask', async (t) => {
  const work = await startWork(t)
  const { task, other, list, world } = work
  const { put, get } = callsOn(work)

  await t.test('changes what is sent, and the date of it', async (t) => {
    world.clock.advance(5000)
    const before = await get()
    const { status, body } = await put({ name: 'Tar', priority: 2, points: 3, time_estimate: '900', archived: true })
    t.equal(status, 200)
    t.same(Object.keys(body), [...taskKeys, 'attachments'])
    const high = { id: '2', priority: 'high', color: '#f8ae00', orderindex: '2' }
    const changed = { name: 'Tar', priority: high, points: 3, time_estimate: 900, archived: true }
    t.same(body, { ...before, ...changed, date_updated: String(NOW + 5000) })
    t.same(await get(), body)
  })

  await t.test('empties with null what can be empty', async (t) => {
    await put({ due_date: NOON, start_date: NOON })
    const { body } = await put({ priority: null, points: null, time_estimate: null, due_date: null, start_date: null })
    t.match(body, { priority: null, points: null, time_estimate: null, due_date: null, start_date: null, name: 'Tar' })
  })

  await t.test('ignores tags, Custom Fields, and what is of no use', async (t) => {
    const { date_updated, ...before } = await get()
    const odd = { tags: ['x'], custom_fields: [{ id: '1', value: 1 }], archived: null }
    t.match((await put({ ...odd, parent: null, status: null, assignees: [BEN], custom_item_id: 77 })).body, before)
    t.match((await put({ watchers: { add: BEN, rem: 5 }, description: null, group_assignees: 1 })).body, before)
  })

  const descriptions: readonly [title: string, body: object, text: string][] = [
    ['is replaced', { description: '1. Sand' }, '1. Sand'],
    ['stays when the text is empty', { description: '' }, '1. Sand'],
    ['stays when there is none', { description: null }, '1. Sand'],
    ['is replaced by Markdown, which wins', { description: 'x', markdown_content: '**Oil**' }, 'Oil'],
    ['is replaced under the older name', { description: 'x', markdown_description: '*Tar*' }, 'Tar'],
    ['is emptied by a blank', { description: ' ' }, ''],
  ]
  for (const [title, body, text] of descriptions) {
    await t.test(`a description ${title}`, async (t) => {
      t.match((await put(body)).body, { description: text, text_content: text })
    })
  }

  await t.test('a date without a time of day is 4 am where the caller lives', async (t) => {
    t.match((await put({ due_date: NOON, due_date_time: true })).body, { due_date: String(NOON) })
    t.match((await put({ name: 'Tar' })).body, { due_date: String(NOON) }, 'the time of day stays')
    t.match((await put({ due_date: NOON + 1000 })).body, { due_date: String(FOUR) })
    t.match((await put({ due_date: NOON, due_date_time: true, start_date: NOON })).body, { start_date: String(FOUR) })
    t.match((await put({ due_date_time: false })).body, { due_date: String(FOUR) }, 'it loses its time of day')
  })

  await t.test('adds and takes off people', async (t) => {
    const shown = async (body: object, key: string): Promise<number[]> =>
      (await put(body)).body[key].map(({ id }: { id: number }) => id)
    t.same(await shown({ assignees: { add: [BEN, CHLOE, GINA, 42] } }, 'assignees'), [BEN, CHLOE])
    t.same(await shown({ assignees: { add: [String(ANNA)], rem: [String(BEN), 42] } }, 'assignees'), [CHLOE, ANNA])
    t.same(await shown({ assignees: { add: [BEN], rem: [BEN] } }, 'assignees'), [CHLOE, ANNA])
    t.same(await shown({ watchers: { add: [BEN], rem: [ANNA] } }, 'watchers'), [BEN])
  })

  await t.test('moves through the statuses and dates them', async (t) => {
    const statuses = [
      { id: 's1', status: 'Open', type: 'open', orderindex: 0, color: '#111111' },
      { id: 's2', status: 'Shipped', type: 'done', orderindex: 1, color: '#222222' },
      { id: 's3', status: 'Closed', type: 'closed', orderindex: 2, color: '#333333' },
    ] as const
    const { id } = addTask(world, addList(world, work.space, { statuses }), { status: 'Open' })
    const start = world.clock.now()
    const steps = [
      ['shipped', start + 1000, null],
      ['CLOSED', start + 1000, start + 2000],
      ['closed', start + 1000, start + 2000],
      ['open', null, null],
      ['closed', start + 5000, start + 5000],
    ] as const
    for (const [status, done, closed] of steps) {
      world.clock.advance(1000)
      const { body } = await put({ status }, id)
      t.equal(body.status.status.toLowerCase(), status.toLowerCase())
      t.same([body.date_done, body.date_closed], [done && String(done), closed && String(closed)], status)
    }
  })

  await t.test('changes the parent, not to null', async (t) => {
    t.match((await put({ parent: other.id })).body, { parent: other.id, top_level_parent: other.id })
    t.match((await put({ parent: null })).body, { parent: other.id })
    const top = addTask(world, list)
    await put({ parent: top.id }, other.id)
    t.match(await get(), { parent: other.id, top_level_parent: top.id })
    for (const parent of [task.id, other.id, top.id]) refused(t, await put({ parent }, top.id), 'taskParentElsewhere')
    const foreign = addTask(world, addList(world, addSpace(world, { team_id: '9001002' })))
    for (const parent of [foreign.id, 'unknown', {}]) refused(t, await put({ parent }), 'taskParentElsewhere')
  })

  await t.test('under a parent in another List moves there, with its subtasks', async (t) => {
    const { space } = work
    const statuses = [
      { id: 's1', status: 'Open', type: 'open', orderindex: 0, color: '#111111' },
      { id: 's2', status: 'complete', type: 'closed', orderindex: 1, color: '#222222' },
    ] as const
    const yard = addList(world, addSpace(world, { name: 'Yard' }), { statuses })
    const parent = addTask(world, yard, { status: 'Open' })
    const moving = addTask(world, addList(world, space), { tags: ['oak'] })
    const below = addTask(world, world.lists.get(moving.list_id), { parent: moving.id, status: 'complete' })
    const { status, body } = await put({ parent: parent.id }, moving.id)
    t.equal(status, 200)
    t.match(body, {
      parent: parent.id,
      list: { id: yard.id },
      space: { id: yard.space_id },
      status: { status: 'Open' },
    })
    t.match(body.tags, [{ name: 'oak' }])
    t.match(await get(below.id), { parent: moving.id, list: { id: yard.id }, status: { status: 'complete' } })

    const late = addTask(world, addList(world, space))
    const closed = await put({ parent: parent.id, status: 'COMPLETE' }, late.id)
    t.match(closed.body, { list: { id: yard.id }, status: { status: 'complete', color: '#222222' } })
    const stuck = addTask(world, addList(world, space))
    refused(t, await put({ parent: parent.id, status: 'to do' }, stuck.id), 'taskStatusUnknownOnUpdate')
    t.match(await get(stuck.id), { parent: null, list: { id: stuck.list_id } }, 'a refused one stays')
  })

  await t.test('takes a type of the Workspace', async (t) => {
    t.match((await put({ custom_item_id: 1 })).body, { custom_item_id: 1 })
    t.match((await put({ custom_item_id: 99 })).body, { custom_item_id: 1 })
    t.match((await put({ custom_item_id: null })).body, { custom_item_id: 0 })
  })

  await t.test('with a body that is no object, or empty, changes nothing', async (t) => {
    const before = await get()
    for (const body of ['[]', '{}', undefined]) {
      const headers = { 'content-type': 'application/json' }
      const { status, body: after } = await work.as.anna.send('PUT', `/api/v2/task/${task.id}`, { headers, body })
      t.equal(status, 200)
      t.same({ ...after, date_updated: before.date_updated }, before)
    }
  })
})

t.test('UpdateTask refuses', async (t) => {
  const work = await startWork(t)
  const { put, get } = callsOn(work)
  const before = await get()
  const odd: readonly [body: object, refusal: Parameters<typeof refused>[2]][] = [
    [{ name: '' }, 'taskNameInvalid'],
    [{ name: null }, 'taskNameInvalid'],
    [{ name: 'x'.repeat(2049) }, 'taskNameInvalid'],
    [{ due_date: 'soon' }, 'taskDateInvalid'],
    [{ start_date: 'soon' }, 'internalError'],
    [{ start_date: true }, 'internalError'],
    [{ start_date_time: 'x' }, 'internalError'],
    [{ due_date_time: 7 }, 'internalError'],
    [{ points: {} }, 'internalError'],
    [{ time_estimate: 'long' }, 'taskTimeEstimateInvalid'],
    [{ start_date: 9e15 }, 'taskDateInvalid'],
    [{ due_date: -1 }, 'taskDueDateNegative'],
    [{ priority: 'high' }, 'taskPriorityInvalid'],
    [{ priority: 5 }, 'taskPriorityInvalid'],
    [{ status: 'review' }, 'taskStatusUnknownOnUpdate'],
    [{ status: {} }, 'taskStatusUnknownOnUpdate'],
  ]
  for (const [body, refusal] of odd) {
    await t.test(JSON.stringify(body).slice(0, 40), async (t) => refused(t, await put({ points: 5, ...body }), refusal))
  }
  await t.test('an id with a blank, an unknown one, another’s', async (t) => {
    refused(t, await put({}, 'no%20id'), 'taskIdMalformed')
    refused(t, await put({}, 'unknown'), 'teamNotAuthorized')
    refused(t, await put({}, work.task.id, work.as.gina), 'teamNotAuthorized')
  })
  t.same(await get(), before, 'nothing has changed')
})

t.test('DeleteTask', async (t) => {
  const work = await startWork(t)
  const { task, other, list, world, as } = work
  const { put, remove } = callsOn(work)

  await t.test('answers 204 without a body, a second time too', async (t) => {
    for (let time = 0; time < 2; time += 1) t.match(await remove(task.id), { status: 204, body: '' })
    refused(t, await as.anna.get(`/api/v2/task/${task.id}`), 'taskDeleted')
    refused(t, await put({ name: 'x' }), 'taskDeleted')
  })

  await t.test('takes the subtasks with it, and leaves its List', async (t) => {
    const sub = addTask(world, list, { parent: other.id })
    const deep = addTask(world, list, { parent: sub.id })
    await remove(other.id)
    for (const { id } of [sub, deep]) refused(t, await as.anna.get(`/api/v2/task/${id}`), 'taskDeleted')
    t.equal(world.tasks.count('list', list.id), 0)
  })

  await t.test('leaves nothing of what hung on it', async (t) => {
    const [doomed, stays] = [addTask(world, list), addTask(world, list)]
    const post = (path: string, body = {}) => as.anna.post(`/api/v2/task/${path}`, body)
    await post(`${doomed.id}/dependency`, { depends_on: stays.id })
    await post(`${stays.id}/link/${doomed.id}`)
    await post(`${doomed.id}/checklist`, { name: 'x' })
    await post(`${doomed.id}/comment`, { comment_text: 'x', notify_all: false })
    const parts = () => [world.dependencies, world.links, world.checklists, world.comments].map(({ size }) => size)
    const [waiting = 0, ...others] = parts()
    await remove(doomed.id)
    t.same(
      parts(),
      [waiting, ...others].map((count) => count - 1),
    )
    const another = addTask(world, list)
    await post(`${stays.id}/dependency`, { depends_on: another.id })
    await remove(another.id)
    t.equal(world.dependencies.size, waiting - 1, 'also where it is the other task')
  })

  await t.test('does not take a deleted task for one that is not there', async (t) => {
    refused(t, await remove('unknown'), 'teamNotAuthorized')
    refused(t, await remove(task.id, as.gina), 'teamNotAuthorized')
  })

  await t.test('lets a guest delete only own ones', async (t) => {
    world.shares.add({ team_id: '9001001', user_id: GINA, kind: 'lists', id: list.id })
    const [annas, ginas] = [addTask(world, list), addTask(world, list, { creator: GINA })]
    refused(t, await remove(annas.id, as.gina), 'taskDeletionForbidden')
    t.equal((await remove(ginas.id, as.gina)).status, 204)
    t.equal((await remove(annas.id, as.chloe)).status, 204, 'a member deletes what is another’s')
  })
})
