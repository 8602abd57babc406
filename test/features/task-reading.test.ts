// GetTask: what is shown only when asked for, custom ids, and what is refused.
import t from 'tap'
import { refused } from '../help/start.js'
import { taskKeys } from '../help/task-keys.js'
import { addList, addTask, CHLOE, startWork } from '../help/work.js'

t.test('GetTask', async (t) => {
  const { as, task, world, list, space } = await startWork(t)
  const get = (id: string, query = '') => as.anna.get(`/api/v2/task/${id}${query}`)

  await t.test('shows files too, and subtasks only when asked', async (t) => {
    const sub = addTask(world, list, { parent: task.id, name: 'Sub', custom_item_id: 1 })
    addTask(world, list, { parent: sub.id, name: 'Deep' })
    const { body } = await get(task.id)
    t.same(Object.keys(body), [...taskKeys, 'attachments'])
    const { body: whole } = await get(task.id, '?include_subtasks=true')
    t.same(Object.keys(whole), [...taskKeys, 'subtasks', 'attachments'])
    t.equal(whole.subtasks.length, 1)
    t.match(whole.subtasks, [{ id: sub.id, name: 'Sub', parent: task.id, top_level_parent: task.id }])
    const unshown = ['custom_id', 'text_content', 'description', 'priority', 'time_spent', 'team_id', 'sharing']
    const further = ['permission_level', 'list', 'project', 'folder', 'space']
    t.same(
      Object.keys(whole.subtasks[0]),
      taskKeys.filter((key) => ![...unshown, ...further].includes(key)),
    )
  })

  await t.test('finds a task by its custom id, in the Workspace of the query', async (t) => {
    world.tasks.update(task, { custom_id: 'BOAT-1' })
    t.equal((await get('boat-1', '?custom_task_ids=true&team_id=9001001')).body.id, task.id)
    refused(t, await get('BOAT-1', '?custom_task_ids=true'), 'teamNotAuthorized')
    refused(t, await get('BOAT-1', '?custom_task_ids=true&team_id=9001002'), 'teamNotAuthorized')
    refused(t, await get('BOAT-1'), 'teamNotAuthorized')
  })

  await t.test('shows a status that its List no longer has, and people the Workspace no longer has', async (t) => {
    const one = addTask(world, list, { status: 'review', assignees: [CHLOE], group_assignees: ['gone'] })
    t.match((await get(one.id)).body, {
      status: { status: 'review', type: 'open' },
      assignees: [{ id: CHLOE, username: 'Chloé Marchand' }],
      group_assignees: [],
    })
  })

  await t.test('refuses one that was deleted, or is in something that was', async (t) => {
    const gone = addTask(world, list, { deleted: true })
    const under = addTask(world, list, { parent: gone.id })
    const away = addTask(world, addList(world, space, { deleted: true }))
    for (const { id } of [gone, under, away]) {
      refused(t, await get(id), 'taskDeleted')
      refused(t, await as.anna.send('PUT', `/api/v2/task/${id}`, { body: { name: 'x' } }), 'taskDeleted')
    }
  })

  await t.test('refuses one that is not there, or not for the caller', async (t) => {
    for (const id of ['1', 'no-such-task', '%20']) refused(t, await get(id), 'teamNotAuthorized')
    refused(t, await as.gina.get(`/api/v2/task/${task.id}`), 'teamNotAuthorized')
  })
})
