// clickup.js, unmodified, through Spaces, Folders, Lists and tasks: what its user sends, and what comes back.
import { createClickup } from 'clickup.js'
import t, { type Test } from 'tap'
import { clickUpJsRefused } from '../help/clickup-js.js'
import { environmentOf } from '../help/login.js'
import { start } from '../help/start.js'
import * as tour from '../help/tour.js'
import { ANNA, BEN, GINA } from '../help/work.js'

const { NORTHWIND, PRODUCT, BATTERY, idOf, nameOf } = tour
const { mock, as } = await start(t, { listen: true, rateLimit: 'off' })
const env = environmentOf(mock)
const clickup = createClickup({ token: env.CLICKUP_TOKEN, request: { prefixUrl: `${env.CLICKUP_MOCK_URL}/api/` } })
const refused = clickUpJsRefused(mock)

const { id: space } = await clickup.team.createSpace(NORTHWIND, { name: 'Boats', multipleAssignees: true })
const { id: list } = await clickup.space.createFolderlessList(space, { name: 'Hulls' })

/** What the client got is what the API says at this path, where the answer is checked against the spec. */
async function isWhatStandsAt(t: Test, path: string, got: unknown) {
  t.same(got, (await as.anna.get(`/api/v2/${path}`)).body)
}

async function addTask(name: string, fields: object = {}): Promise<string> {
  return (await clickup.list.createTask(list, { name, ...fields })).id
}

t.test('clickup.js in Spaces', async (t) => {
  await t.test('reads back the Space it made, among the others too', async (t) => {
    const made = await clickup.space.get(space)
    t.match(made, { id: space, name: 'Boats', multiple_assignees: true })
    await isWhatStandsAt(t, `space/${space}`, made)
    t.match((await clickup.team.spaces(NORTHWIND, { archived: false })).spaces.map(nameOf), [
      'Product',
      'Office',
      'Boats',
    ])
    t.same((await clickup.team.spaces(NORTHWIND, { archived: true })).spaces, [])
  })

  await t.test('renames and deletes one, which is gone from then on', async (t) => {
    const { id } = await clickup.team.createSpace(NORTHWIND, { name: 'Rafts' })
    t.match(await clickup.space.update(id, { name: 'Floats', color: '#ff0000' }), { id, name: 'Floats' })
    await clickup.space.delete(id)
    await refused(t, clickup.space.get(id), 'spaceDeleted')
  })
})

t.test('clickup.js in Folders', async (t) => {
  const { id } = await clickup.space.createFolder(space, { name: 'Yard' })

  await t.test('reads, renames, moves and finds one', async (t) => {
    t.match(await clickup.folder.update(id, { name: 'Dock' }), { id, name: 'Dock' })
    t.match(await clickup.folder.get(id), { id, name: 'Dock', space: { id: space }, lists: [] })
    t.same((await clickup.space.folders(space)).folders.map(idOf), [id])
    await clickup.request({ method: 'PUT', path: `v2/folder/${id}/position`, body: { spaceId: PRODUCT } })
    t.same((await clickup.space.folders(space)).folders, [])
    t.ok((await clickup.space.folders(PRODUCT)).folders.map(idOf).includes(id))
  })

  await t.test('is told that a name is taken', async (t) =>
    refused(t, clickup.space.createFolder(PRODUCT, { name: 'Dock' }), 'folderNameTaken'),
  )

  await t.test('deletes one', async (t) => {
    await clickup.folder.delete(id)
    t.notOk((await clickup.space.folders(PRODUCT)).folders.map(idOf).includes(id))
  })
})

t.test('clickup.js in Lists', async (t) => {
  const { id: folder } = await clickup.space.createFolder(space, { name: 'Rigging' })
  const { id } = await clickup.folder.createList(folder, {
    name: 'Masts',
    dueDate: 1_767_000_000_000,
    dueDateTime: true,
  })

  await t.test('reads back what it made and changed', async (t) => {
    t.match(await clickup.list.update(id, { name: 'Spars', content: 'Spruce' }), { id, name: 'Spars' })
    const read = await clickup.list.get(id)
    t.match(read, { name: 'Spars', content: 'Spruce', due_date: '1767000000000', folder: { id: folder } })
    await isWhatStandsAt(t, `list/${id}`, read)
    t.same((await clickup.folder.lists(folder)).lists.map(nameOf), ['Spars'])
    t.same((await clickup.space.folderlessLists(space)).lists.map(nameOf), ['List', 'Hulls'])
  })

  await t.test('shows a task in a further List for as long as it is told to', async (t) => {
    const task = await addTask('Step the mast')
    await clickup.list.addTask(id, task)
    t.match(await clickup.task.get(task), { list: { id: list }, locations: [{ id }] })
    const query = { include_timl: true }
    t.same((await clickup.list.tasks(id, query)).tasks.map(idOf), [task])
    await clickup.list.removeTask(id, task)
    t.same((await clickup.list.tasks(id, query)).tasks, [])
  })

  await t.test('deletes one, and is told when there never was one', async (t) => {
    await clickup.list.delete(id)
    t.same((await clickup.folder.lists(folder)).lists, [])
    await refused(t, clickup.list.get('901299999999'), 'teamNotAuthorized')
  })
})

t.test('clickup.js on tasks', async (t) => {
  await t.test('reads back what it sent, its keys in camel case', async (t) => {
    const sent = {
      markdownContent: '**Oak**',
      assignees: [BEN],
      priority: 2,
      dueDate: 1_767_600_000_000,
      dueDateTime: true,
    }
    const id = await addTask('Plane the keel', { ...sent, tags: ['wood'], timeEstimate: 3_600_000 })
    const task = await clickup.task.get(id, { includeMarkdownDescription: true, includeSubtasks: true })
    t.match(task, { id, name: 'Plane the keel', markdown_description: /^\*\*Oak\*\*/, priority: { priority: 'high' } })
    t.match(task, { due_date: '1767600000000', time_estimate: 3_600_000, tags: [{ name: 'wood' }], list: { id: list } })
    t.same(task.assignees.map(idOf), [BEN])
    await isWhatStandsAt(t, `task/${id}?include_markdown_description=true&include_subtasks=true`, task)
  })

  await t.test('changes one and sees how long it was in each status', async (t) => {
    const id = await addTask('Bend the ribs')
    mock.clock.advance(5 * 60_000)
    const changed = await clickup.task.update(id, { status: 'complete', assignees: { add: [ANNA] } })
    t.match(changed, { id, status: { status: 'complete' }, assignees: [{ id: ANNA }], date_done: String })
    const { current_status, status_history } = await clickup.task.timeInStatus(id)
    t.match(current_status, { status: 'complete', total_time: { by_minute: 0 } })
    t.match(status_history[0], { status: 'to do', total_time: { by_minute: 5 } })
    const other = await addTask('Caulk')
    const bulk = await clickup.task.bulkTimeInStatus({ task_ids: [id, other] })
    t.match(bulk, { [id]: { current_status }, [other]: { current_status: { status: 'to do' } } })
  })

  await t.test('finds one by its custom id', async (t) => {
    const query = { customTaskIds: true, teamId: NORTHWIND }
    t.match(await clickup.task.get('NW-1', query), { id: BATTERY, custom_id: 'NW-1' })
  })

  await t.test('merges one into another', async (t) => {
    const [kept, source] = [await addTask('Order rope'), await addTask('Order ropes')]
    await clickup.request({ method: 'POST', path: `v2/task/${kept}/merge`, body: { sourceTaskIds: [source] } })
    await refused(t, clickup.task.get(source), 'taskDeleted')
    t.equal((await clickup.task.get(kept)).id, kept)
  })

  await t.test('deletes one, which is remembered as deleted; a second time too', async (t) => {
    const id = await addTask('Paint it pink')
    t.equal(await clickup.task.delete(id), undefined)
    await refused(t, clickup.task.get(id), 'taskDeleted')
    t.equal(await clickup.task.delete(id), undefined)
  })

  await t.test('is told what is wrong with a task', async (t) => {
    await refused(t, addTask(''), 'taskNameInvalid')
    await refused(t, addTask('Row', { status: 'sunk' }), 'taskStatusUnknown')
    await refused(t, clickup.task.get('nothing'), 'teamNotAuthorized')
  })
})

t.test('clickup.js through pages', async (t) => {
  const { id } = await clickup.space.createFolderlessList(space, { name: 'Planks' })
  const names = Array.from({ length: 205 }, (_, at) => `Plank ${at}`)
  const made = await Promise.all(names.map((name) => clickup.list.createTask(id, { name })))

  await t.test('reads every task of a List once, until last_page', async (t) => {
    const pages: string[][] = []
    for (let last = false; !last; ) {
      const { tasks, last_page } = await clickup.list.tasks(id, { page: pages.length })
      pages.push(tasks.map(idOf))
      last = last_page
    }
    t.same(
      pages.map(({ length }) => length),
      [100, 100, 5],
    )
    t.same(pages.flat().sort(), made.map(idOf).sort())
  })

  await t.test('reads the same of the Workspace, narrowed to the List', async (t) => {
    const page = (page: number) => clickup.team.filteredTasks(NORTHWIND, { listIds: [id], page })
    const [first, last] = [await page(0), await page(2)]
    t.same([first.tasks.length, first.last_page, last.tasks.length, last.last_page], [100, false, 5, true])
  })

  await t.test('reads the newest 25 comments, then those before them', async (t) => {
    for (let at = 1; at <= 27; at++) await clickup.list.addComment(id, { commentText: `c${at}` })
    const { comments } = await clickup.list.comments(id)
    t.same([comments.length, comments[0].comment_text], [25, 'c27'])
    const { date: start, id: startId } = comments.at(-1)
    const { comments: older } = await clickup.list.comments(id, { start, startId })
    t.same(
      older.map(({ comment_text }: { comment_text: string }) => comment_text),
      ['c2', 'c1'],
    )
  })
})

t.test('clickup.js filters tasks', async (t) => {
  const { id } = await clickup.space.createFolderlessList(space, { name: 'Sails' })
  const add = (name: string, fields: object) => clickup.list.createTask(id, { name, dueDateTime: true, ...fields })
  const jib = await add('jib', { assignees: [BEN], tags: ['red'], dueDate: 2_000 })
  await add('main', { assignees: [ANNA], tags: ['red', 'blue'], dueDate: 1_000 })
  await add('storm', { status: 'complete', dueDate: 3_000 })
  await add('batten', { parent: jib.id })

  const filters: Readonly<Record<string, readonly [query: object, names: string[]]>> = {
    'by nothing': [{}, ['jib', 'main']],
    'by status': [{ statuses: ['complete'], includeClosed: true }, ['storm']],
    'by assignee': [{ assignees: [BEN, GINA] }, ['jib']],
    'by tag': [{ tags: ['blue'] }, ['main']],
    'by date': [{ dueDateGt: 1_500, includeClosed: true }, ['jib', 'storm']],
    'with what is closed': [{ includeClosed: true }, ['jib', 'main', 'storm']],
    'with subtasks': [{ subtasks: true }, ['batten', 'jib', 'main']],
  }
  for (const [name, [query, names]] of Object.entries(filters)) {
    await t.test(name, async (t) => {
      t.same((await clickup.list.tasks(id, query)).tasks.map(nameOf).sort(), names)
      const ofTeam = await clickup.team.filteredTasks(NORTHWIND, { listIds: [id], ...query })
      t.same(ofTeam.tasks.map(nameOf).sort(), names, 'in the Workspace too')
    })
  }

  await t.test('that are archived', async (t) => {
    await clickup.task.update((await add('old jib', {})).id, { archived: true })
    t.same((await clickup.list.tasks(id, { archived: true })).tasks.map(nameOf), ['old jib'])
    t.same((await clickup.list.tasks(id)).tasks.map(nameOf).sort(), ['jib', 'main'])
  })

  await t.test('in the order it asks for', async (t) => {
    const names = async (query: object) =>
      (await clickup.list.tasks(id, { orderBy: 'due_date', ...query })).tasks.map(nameOf)
    const order = await names({})
    t.same([...order].sort(), ['jib', 'main'])
    t.same(await names({ reverse: true }), order.reverse())
  })

  await t.test('and is told that a filter is a list', async (t) =>
    refused(t, clickup.list.tasks(id, { statuses: 'complete' }), 'statusesNotArrayNewer'),
  )
})

t.test('clickup.js has called every operation of these chapters', async (t) =>
  t.same(tour.notDone(mock, ['spaces', 'folders', 'lists', 'tasks', 'time-in-status']), []),
)
