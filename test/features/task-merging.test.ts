// mergeTasks: what goes over, across Lists and from above, and what is refused.
import t from 'tap'
import { refused } from '../help/start.js'
import { ANNA, addList, addSpace, addTask, BEN, CHLOE, GINA, NOW, startWork, type Work } from '../help/work.js'

function mergerOf({ as, task }: Work) {
  return {
    merge: (source_task_ids: unknown, client = as.anna, id = task.id) =>
      client.post(`/api/v2/task/${id}/merge`, { source_task_ids }),
    get: async (id = task.id) => (await as.anna.get(`/api/v2/task/${id}`)).body,
  }
}

t.test('mergeTasks', async (t) => {
  const work = await startWork(t)
  const { task, other, list, world, as, space } = work
  const { merge, get } = mergerOf(work)
  const checklists = (id: string) => as.anna.post(`/api/v2/task/${id}/checklist`, { name: `Of ${id}` })

  await t.test('brings over what the sources have, and deletes them', async (t) => {
    const third = addTask(world, list, { tags: ['oak'], watchers: [BEN], markdown: '**Oak**' })
    world.tasks.update(other, { assignees: [BEN, GINA], tags: ['wood'], watchers: [ANNA, CHLOE] })
    world.tasks.update(task, { assignees: [ANNA], tags: ['oak'], markdown: '*Caulk*', status: 'in progress' })
    for (const name of ['oak', 'wood']) await as.anna.post(`/api/v2/space/${space.id}/tag`, { tag: { name } })
    for (const { id } of [task, other, other, third]) await checklists(id)
    const comment = { id: '1', team_id: '9001001', blocks: [], user_id: ANNA, assignee: null, assigned_by: null }
    const on = { kind: 'task', id: other.id } as const
    world.comments.add({ ...comment, on, group_assignee: null, resolved: false, date: NOW })
    const file = { id: 'f.png', team_id: '9001001', task_id: other.id, field_id: null, title: 'f', extension: 'png' }
    world.attachments.add({
      ...file,
      mimetype: 'image/png',
      date: NOW,
      user_id: ANNA,
      url: '',
      content: { size: 0, read: () => Buffer.alloc(0) },
    })
    const sub = addTask(world, list, { parent: other.id })
    world.clock.advance(1000)

    t.match(await merge([other.id, third.id, other.id]), { status: 200, body: {} })
    const merged = await get()
    t.match(merged, {
      assignees: [{ id: ANNA }, { id: BEN }],
      watchers: [{ id: ANNA }, { id: CHLOE }, { id: BEN }],
      tags: [{ name: 'oak' }, { name: 'wood' }],
      date_updated: String(NOW + 1000),
      description: 'Caulk\n\nOak',
      name: 'Caulk',
      status: { status: 'in progress' },
    })
    t.same(
      merged.checklists.map(({ name, orderindex, task_id }: Record<string, unknown>) => [name, orderindex, task_id]),
      [task, other, other, third].map(({ id }, index) => [`Of ${id}`, index + 1, task.id]),
    )
    t.same(world.comments.get('1').on, { kind: 'task', id: task.id })
    t.equal(world.attachments.get('f.png').task_id, task.id)
    t.match(await get(sub.id), { parent: task.id, top_level_parent: task.id })
    for (const { id } of [other, third]) refused(t, await as.anna.get(`/api/v2/task/${id}`), 'taskDeleted')
  })

  await t.test('brings subtasks of another List into this one', async (t) => {
    const away = addList(
      world,
      addSpace(world, { statuses: [{ id: 's', status: 'idea', type: 'open', orderindex: 0, color: '' }] }),
    )
    const source = addTask(world, away)
    const sub = addTask(world, away, { parent: source.id, status: 'idea', tags: ['pine'] })
    const deep = addTask(world, away, { parent: sub.id, status: 'idea' })
    world.further_lists.add({ team_id: '9001001', task_id: sub.id, list_id: list.id })
    await merge([source.id])
    t.match(await get(sub.id), {
      list: { id: list.id },
      status: { status: 'to do' },
      tags: [{ name: 'pine' }],
      locations: [],
    })
    t.match(await get(deep.id), { list: { id: list.id }, top_level_parent: task.id })
    t.equal(world.tasks.count('list', away.id), 0)
  })

  await t.test('keeps the status where the other List has it, or has none at all', async (t) => {
    const same = addList(world, space)
    const bare = addList(world, space, { statuses: [] })
    const [one, two] = [addTask(world, same), addTask(world, bare)]
    const [done, odd] = [
      addTask(world, same, { parent: one.id, status: 'complete' }),
      addTask(world, same, { parent: one.id }),
    ]
    await merge([one.id])
    t.match(await get(done.id), { status: { status: 'complete' } })
    await merge([odd.id], as.anna, two.id)
    const under = addTask(world, list, { status: 'to do' })
    const child = addTask(world, list, { parent: under.id })
    await merge([under.id], as.anna, two.id)
    t.match(await get(child.id), { status: { status: 'to do' }, list: { id: bare.id } })
  })

  await t.test('a task that takes in one above it takes its place', async (t) => {
    const top = addTask(world, list)
    const [middle, beside] = [addTask(world, list, { parent: top.id }), addTask(world, list, { parent: top.id })]
    const leaf = addTask(world, list, { parent: middle.id })
    await merge([top.id], as.anna, leaf.id)
    t.match(await get(leaf.id), { parent: null })
    for (const { id } of [middle, beside]) t.match(await get(id), { parent: leaf.id })
  })
})

t.test('mergeTasks refuses', async (t) => {
  const work = await startWork(t)
  const { task, other, list, world, as, space } = work
  const { merge } = mergerOf(work)

  await t.test('what is no list of other tasks', async (t) => {
    for (const ids of [undefined, other.id, [], [task.id]]) refused(t, await merge(ids), 'taskIdMalformed')
  })
  await t.test('tasks the caller cannot see, custom ids, and those of another Workspace', async (t) => {
    world.tasks.update(other, { custom_id: 'BOAT-2' })
    const harbor = addList(world, world.spaces.add({ ...space, id: '77', team_id: '9001002' }))
    for (const id of ['unknown', 'BOAT-2', addTask(world, harbor).id, {}]) {
      refused(t, await merge([other.id, id]), 'taskNotAccessible')
    }
  })
  await t.test('tasks that were deleted, on either side', async (t) => {
    const gone = addTask(world, list, { deleted: true })
    refused(t, await merge([other.id, gone.id]), 'taskDeleted')
    refused(t, await merge([other.id], as.anna, gone.id), 'taskDeleted')
  })
  await t.test('sources that a guest may not delete, and then merges none', async (t) => {
    world.shares.add({ team_id: '9001001', user_id: GINA, kind: 'lists', id: list.id })
    const own = addTask(world, list, { creator: GINA, assignees: [BEN] })
    refused(t, await merge([own.id, other.id], as.gina), 'taskDeletionForbidden')
    t.equal(world.tasks.get(own.id).deleted, false)
    t.same(world.tasks.get(task.id).assignees, [])
  })
})
