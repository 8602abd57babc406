// CreateTask: every key in wire order, and every field of a body.
import t from 'tap'
import { taskKeys } from '../help/task-keys.js'
import { ANNA, addFolder, addList, BEN, DEV, GINA, NORTHWIND, NOW, startWork } from '../help/work.js'

const anna = {
  id: ANNA,
  username: 'Anna Brandt',
  color: '#5f55ee',
  initials: 'AB',
  email: 'anna@northwind.example',
  profilePicture: null,
}

t.test('CreateTask', async (t) => {
  const { as, space, list, world } = await startWork(t)
  const create = (body: object, client = as.anna) => client.post(`/api/v2/list/${list.id}/task`, body)

  await t.test('makes a task of a name, in the first status, which its creator watches', async (t) => {
    const { status, body } = await create({ name: 'Plane the keel' })
    t.equal(status, 200)
    t.same(Object.keys(body), taskKeys)
    const { id, orderindex, ...others } = body
    t.match(id, /^86[a-z0-9]{7}$/)
    t.match(orderindex, /^\d+\.0{32}$/)
    const { initials, ...creator } = anna
    t.same(Object.keys(body.creator), ['id', 'username', 'color', 'email', 'profilePicture'])
    t.same(Object.keys(body.watchers[0]), ['id', 'username', 'color', 'initials', 'email', 'profilePicture'])
    const folder = { id: world.ids.hiddenFolder(list.id), name: 'hidden', hidden: true, access: true }
    const [toDo] = space.statuses
    t.same(others, {
      custom_id: null,
      custom_item_id: 0,
      name: 'Plane the keel',
      text_content: '',
      description: '',
      status: { id: toDo?.id, status: 'to do', color: '#87909e', orderindex: 0, type: 'open' },
      date_created: String(NOW),
      date_updated: String(NOW),
      date_closed: null,
      date_done: null,
      archived: false,
      creator,
      assignees: [],
      group_assignees: [],
      watchers: [anna],
      checklists: [],
      tags: [],
      parent: null,
      top_level_parent: null,
      priority: null,
      due_date: null,
      start_date: null,
      points: null,
      time_estimate: null,
      time_spent: 0,
      custom_fields: [],
      dependencies: [],
      linked_tasks: [],
      locations: [],
      team_id: '9001001',
      url: `https://app.clickup.com/t/${id}`,
      sharing: body.sharing,
      permission_level: 'create',
      list: { id: list.id, name: 'Hulls', access: true },
      project: folder,
      folder,
      space: { id: space.id },
    })
  })

  await t.test('takes the plain fields, and none that ClickUp does not know', async (t) => {
    const { body } = await create({
      name: 'Caulk',
      priority: 1,
      points: 2.5,
      time_estimate: 8_640_000,
      archived: true,
      due_date: '1508369194377',
      due_date_time: true,
      start_date: -5,
      start_date_time: true,
      notify_all: true,
      color: 'red',
    })
    t.match(body, {
      priority: { id: '1', priority: 'urgent', color: '#f50000', orderindex: '1' },
      points: 2.5,
      time_estimate: 8_640_000,
      archived: true,
      due_date: '1508369194377',
      start_date: '-5',
    })
    t.notHas(body, { color: {} })
    t.same(Object.keys(body.priority), ['color', 'id', 'orderindex', 'priority'])
  })

  await t.test('a date without a time of day is 4 am where the caller lives', async (t) => {
    const noon = Date.UTC(2026, 5, 1, 12)
    const { body } = await create({ name: 'x', due_date: noon, start_date: noon, start_date_time: false })
    t.match(body, { due_date: String(Date.UTC(2026, 5, 1, 2)), start_date: String(Date.UTC(2026, 5, 1, 2)) })
    const { body: bens } = await create({ name: 'x', due_date: noon, start_date: null }, as.ben)
    t.match(bens, { due_date: String(Date.UTC(2026, 5, 1, 8)), start_date: null }, 'in New York')
  })

  const descriptions: readonly [title: string, body: object, text: string, markdown: string][] = [
    ['is plain text', { description: 'Two *coats*' }, 'Two *coats*', 'Two \\*coats\\*'],
    ['in Markdown wins', { description: 'x', markdown_content: 'Two *coats*' }, 'Two coats', 'Two _coats_'],
    ['comes back in ClickUp’s way of writing', { markdown_content: '- a_b' }, 'a_b', '*   a\\_b'],
    ['may have the older name', { description: 'x', markdown_description: '**Two**' }, 'Two', '**Two**'],
    ['has the newer name first', { markdown_description: 'x', markdown_content: 'Two' }, 'Two', 'Two'],
    ['has the older name where the newer says nothing', { markdown_description: 'x', markdown_content: '' }, 'x', 'x'],
    ['in Markdown that is empty says nothing', { description: 'x', markdown_content: '' }, 'x', 'x'],
    ['of null is empty', { description: null, markdown_content: null }, '', ''],
    ['of blanks is empty', { description: ' \n' }, '', ''],
  ]
  for (const [title, fields, text, markdown] of descriptions) {
    await t.test(`a description ${title}`, async (t) => {
      const { body } = await create({ name: 'x', ...fields })
      t.match(body, { description: text, text_content: text })
      const shown = await as.anna.get(`/api/v2/task/${body.id}?include_markdown_description=true`)
      t.equal(shown.body.markdown_description, markdown)
      t.equal(Object.keys(shown.body)[6], 'markdown_description')
    })
  }

  await t.test('assigns who may see the task, invited people too, and nobody else', async (t) => {
    const { body } = await create({
      name: 'x',
      assignees: [BEN, String(ANNA), DEV, GINA, 42, 1.5, 'nobody', null, {}, BEN],
    })
    t.equal(body.assignees.length, 3)
    t.match(body.assignees, [{ id: BEN }, anna, { id: DEV, username: null }])
    t.match(await create({ name: 'x', assignees: BEN }), { status: 200, body: { assignees: [] } })
  })

  await t.test('makes tags that the Space does not have, in small letters', async (t) => {
    const { body } = await create({ name: 'x', tags: ['Wood', 'wood', 'OAK', '', null, {}] })
    t.match(body.tags, [
      { name: 'wood', creator: ANNA },
      { name: 'oak', creator: ANNA },
    ])
    t.same((await as.anna.get(`/api/v2/space/${space.id}/tag`)).body.tags.map(Object).length, 2)
    t.match(await create({ name: 'x', tags: 'wood' }), { status: 200, body: { tags: [] } })
  })

  await t.test('finds a status whatever its letters, and dates what is closed', async (t) => {
    t.match((await create({ name: 'x', status: 'COMPLETE' })).body, {
      status: { status: 'complete', type: 'closed' },
      date_done: String(NOW),
      date_closed: String(NOW),
    })
    t.match((await create({ name: 'x', status: null })).body, { status: { status: 'to do' }, date_done: null })
  })

  await t.test('takes the types of every Workspace and its own; others are none', async (t) => {
    world.task_types.add({
      id: 1003,
      team_id: '9001001',
      name: 'Bug',
      name_plural: null,
      description: null,
      avatar: null,
    })
    for (const [sent, shown] of [
      [1, 1],
      [null, 0],
      ['1003', 1003],
      [1004, 0],
    ]) {
      t.match((await create({ name: 'x', custom_item_id: sent })).body, { custom_item_id: shown })
    }
  })

  await t.test('makes a subtask, and one of that', async (t) => {
    const { body: top } = await create({ name: 'Top', parent: '' })
    const { body: sub } = await create({ name: 'Sub', parent: top.id })
    const { body: deep } = await create({ name: 'Deep', parent: sub.id })
    t.match(sub, { parent: top.id, top_level_parent: top.id })
    t.match(deep, { parent: sub.id, top_level_parent: top.id })
  })

  await t.test('links it with another task', async (t) => {
    const { body: other } = await create({ name: 'Other', links_to: null })
    const { body } = await create({ name: 'x', links_to: other.id })
    const link = { date_created: String(NOW), userid: String(ANNA), workspace_id: NORTHWIND }
    t.same(body.linked_tasks, [{ task_id: body.id, link_id: other.id, ...link }])
    t.same((await as.anna.get(`/api/v2/task/${other.id}`)).body.linked_tasks, [
      { task_id: other.id, link_id: body.id, ...link },
    ])
  })

  await t.test('shows the Folder it is in twice', async (t) => {
    const inside = addList(world, space, { folder_id: addFolder(world, space).id })
    const { body } = await as.anna.post(`/api/v2/list/${inside.id}/task`, { name: 'x' })
    t.match(body.folder, { name: 'Boats', hidden: false })
    t.same(body.project, body.folder)
  })

  await t.test('a body of odd types is no failure', async (t) => {
    const odd = { toString: 1, valueOf: 1 }
    const { status, body } = await create({
      name: 'x',
      assignees: [odd, [[]]],
      group_assignees: odd,
      tags: [odd],
      custom_fields: odd,
      archived: null,
      markdown_content: 7,
    })
    t.equal(status, 200)
    t.match(body, { time_estimate: null, points: null, archived: false, description: '', custom_item_id: 0 })
  })
})
