// GetFilteredTeamTasks: the tasks of a Workspace, as far as the caller can see.
import t from 'tap'
import type { TaskRow } from '../../src/model/task-rows.js'
import { addField } from '../help/fields.js'
import { refused, type TestAnswer } from '../help/start.js'
import { addFolder, addList, addSpace, addTask, BEN, CHLOE, GINA, NORTHWIND, startWork } from '../help/work.js'

function names({ body }: TestAnswer): string {
  return body.tasks.map(({ name }: { name: string }) => name).join(' ')
}

t.test('GetFilteredTeamTasks', async (t) => {
  const { as, world, space, list, task, other } = await startWork(t)
  for (const row of [task, other]) world.tasks.update(row, { deleted: true })
  const outer = addFolder(world, space)
  const inner = addFolder(world, space, { parent_folder_id: outer.id })
  const second = addSpace(world, { name: 'Yard' })
  const secret = addSpace(world, { private: true, member_ids: [BEN] })
  const lists = {
    a: list,
    b: addList(world, space, { folder_id: outer.id }),
    c: addList(world, space, { folder_id: inner.id }),
    d: addList(world, second),
    e: addList(world, secret),
  }
  const tasks: Record<string, TaskRow> = {}
  for (const [name, at] of Object.entries(lists)) tasks[name] = addTask(world, at, { name })
  addTask(world, addList(world, addSpace(world, { team_id: '9001002' })), { name: 'of another Workspace' })
  const get = async (query = '', client = as.anna) =>
    names(await client.get(`/api/v2/team/${NORTHWIND}/task?reverse=true&${query}`))

  for (const [query, wanted] of [
    ['', 'a b c d'],
    [`space_ids[]=${space.id}`, 'a b c'],
    [`space_ids[]=${space.id}&space_ids[]=${second.id}&space_ids[]=${space.id}`, 'a b c d'],
    [`project_ids[]=${outer.id}`, 'b c'],
    [`project_ids[]=${inner.id}`, 'c'],
    [`list_ids[]=${lists.d.id}&list_ids[]=${lists.a.id}&list_ids[]=${lists.d.id}`, 'a d'],
    [`list_ids[]=${lists.d.id}&list_ids[]=${lists.a.id}&space_ids[]=${space.id}`, 'a'],
    [`list_ids[]=${lists.a.id}&project_ids[]=${outer.id}`, ''],
    [`project_ids[]=${outer.id}&space_ids[]=${second.id}`, ''],
    ['list_ids[]=nothing', ''],
    ['space_ids[]=nothing', ''],
    [`list_ids[]=${lists.e.id}`, ''],
    ['limit=1', 'a b c d'],
  ] as const) {
    await t.test(`${query || 'without a filter'} shows ${wanted || 'none'}`, async (t) => {
      t.equal(await get(query), wanted)
    })
  }

  await t.test('shows private Spaces to those who are in', async (t) => {
    t.equal(await get('', as.ben), 'a b c d e')
  })

  await t.test('parent shows the subtasks of one task, without asking for subtasks', async (t) => {
    const first = addTask(world, lists.a, { name: 'first', parent: tasks.a?.id ?? '' })
    addTask(world, lists.a, { name: 'deeper', parent: first.id })
    addTask(world, lists.a, { name: 'closed', parent: tasks.a?.id ?? '', status: 'complete' })
    const hidden = addTask(world, lists.e, { name: 'hidden', parent: tasks.e?.id ?? '' })
    t.equal(await get(`parent=${tasks.a?.id}`), 'first')
    t.equal(await get(`parent=${tasks.a?.id}&include_closed=true`), 'first closed')
    t.equal(await get(`parent=${tasks.a?.id}&space_ids[]=${second.id}`), '')
    t.equal(await get(`parent=${hidden.parent}`), '')
    t.equal(await get(`parent=${hidden.parent}`, as.ben), 'hidden')
    t.equal(await get('parent=nothing'), '')
    refused(t, await as.anna.get(`/api/v2/team/${NORTHWIND}/task?parent=NW-1`), 'taskIdMalformed')
    world.tasks.update(world.tasks.get(first.id), { deleted: true })
    t.equal(await get(`parent=${first.id}`), '', 'nor those of one that was deleted')
  })

  await t.test('shows guests what they were let into, and no more', async (t) => {
    const share = (kind: 'tasks' | 'lists' | 'folders', id: string) =>
      world.shares.add({ team_id: NORTHWIND, user_id: GINA, kind, id })
    t.equal(await get('', as.gina), '')
    share('folders', outer.id)
    t.equal(await get('', as.gina), 'b c')
    share('lists', lists.d.id)
    share('lists', lists.c.id)
    share('lists', 'nothing')
    t.equal(await get('', as.gina), 'b c d')
    t.equal(await get(`list_ids[]=${lists.a.id}&list_ids[]=${lists.c.id}`, as.gina), 'c')
    share('tasks', tasks.e?.id ?? '')
    share('tasks', tasks.d?.id ?? '')
    share('tasks', 'nothing')
    t.equal(await get('', as.gina), 'b c d e')
    t.equal(await get('subtasks=true', as.gina), 'b c d e hidden')
    t.equal(await get(`space_ids[]=${second.id}`, as.gina), 'd')
  })

  await t.test('knows the filters of GetTasks', async (t) => {
    const [a, b] = [world.tasks.get(tasks.a?.id ?? ''), world.tasks.get(tasks.b?.id ?? '')]
    const field = addField(world, 'text')
    world.tasks.update(a, { watchers: [CHLOE], fields: { [field.id]: 'oak' } })
    world.tasks.update(b, { archived: true })
    t.equal(await get(`watchers[]=${CHLOE}`), 'a')
    t.equal(await get('archived=true'), 'b')
    const filter = JSON.stringify({ field_id: field.id, operator: '=', value: 'oak' })
    t.equal(await get(`custom_field=${encodeURIComponent(filter)}`), 'a')
    world.tasks.update(world.tasks.get(b.id), { archived: false })
  })

  await t.test('leaves out what is in archived and in deleted places', async (t) => {
    world.folders.update(inner, { archived: true })
    t.equal(await get(), 'a b d')
    world.lists.update(lists.a, { archived: true })
    t.equal(await get(), 'b d')
    world.folders.update(outer, { deleted: true })
    t.equal(await get(), 'd')
    t.equal(await get(`list_ids[]=${lists.b.id}`), '')
    world.spaces.update(second, { archived: true })
    t.equal(await get(), '')
  })

  await t.test('refuses a Workspace of others', async (t) => {
    refused(t, await as.gina.get('/api/v2/team/9001002/task'), 'teamTasksNotAuthorized')
  })
})
