// clickup_api, unmodified and as it comes: it knows only https://api.clickup.com, where intercept() puts the mock.
// https://github.com/lpg2709/ClickUp-API
import { join } from 'node:path'
import ClickUp from 'clickup_api'
import t, { type Test } from 'tap'
import { catalogue, type RefusalName } from '../../src/contract/catalogue.js'
import { intercept } from '../../src/index.js'
import { environmentOf } from '../help/login.js'
import { start } from '../help/start.js'
import * as tour from '../help/tour.js'
import { ANNA, BEN } from '../help/work.js'

const { NORTHWIND, HARDWARE, IDEAS, BATTERY, TALK, BUG_REPORT, idOf, nameOf } = tour
const { mock } = await start(t, { listen: true, rateLimit: 'off' })
const env = environmentOf(mock)

const restore = intercept({ url: env.CLICKUP_MOCK_URL })
const clickup = new ClickUp(env.CLICKUP_TOKEN)

t.teardown(restore)

/** The user is told the status and nothing else; the journal of the mock has the ECODE. */
async function refused(t: Test, call: Promise<unknown>, refusal: RefusalName) {
  const { status, ECODE } = catalogue[refusal]
  t.equal(await failure(call), status)
  t.match(mock.journal().at(-1), { status, ECODE })
}

/** Its deletions want 204 and take the 200 of ClickUp for a failure. */
async function deleted(t: Test, call: Promise<unknown>) {
  t.equal(await failure(call), 200)
}

function failure(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => 'none',
    (reason: unknown) => reason,
  )
}

const { id: space } = await clickup.Spaces.create_space(NORTHWIND, { name: 'Boats' })
const { id: folder } = await clickup.Folders.create_folder(space, { name: 'Yard' })
const { id: list } = await clickup.Lists.create_list(folder, { name: 'Hulls' })

async function addTask(name: string, fields: object = {}): Promise<string> {
  return (await clickup.Tasks.create_task(list, { name, ...fields })).id
}

t.test('clickup_api in Spaces, Folders and Lists', async (t) => {
  await t.test('reads back what it made and changed', async (t) => {
    await clickup.Spaces.update_space(space, { name: 'Ships' })
    await clickup.Folders.update_folder(folder, { name: 'Dock' })
    await clickup.Lists.update_list(list, { name: 'Keels' })
    t.match(await clickup.Spaces.get_space(space), { id: space, name: 'Ships' })
    t.match(await clickup.Folders.get_folder(folder), { id: folder, name: 'Dock', lists: [{ id: list }] })
    t.match(await clickup.Lists.get_list(list), {
      id: list,
      name: 'Keels',
      folder: { id: folder },
      space: { id: space },
    })
    t.same((await clickup.Spaces.get_spaces(NORTHWIND, 'false')).spaces.map(nameOf), ['Product', 'Office', 'Ships'])
    t.same((await clickup.Folders.get_folders(space, 'false')).folders.map(nameOf), ['Dock'])
    t.same((await clickup.Lists.get_lists(folder, 'false')).lists.map(nameOf), ['Keels'])
  })

  await t.test('deletes them', async (t) => {
    const { id } = await clickup.Lists.create_folderless_list(space, { name: 'Oars' })
    const without = async () => (await clickup.Lists.get_folderless_lists(space, 'false')).lists.map(nameOf)
    t.same(await without(), ['List', 'Oars'], 'a new Space has a List')
    await deleted(t, clickup.Lists.delete_list(id))
    t.same(await without(), ['List'])
    const other = await clickup.Spaces.create_space(NORTHWIND, { name: 'Rafts' })
    await deleted(t, clickup.Folders.delete_folder((await clickup.Folders.create_folder(other.id, { name: 'x' })).id))
    t.same((await clickup.Folders.get_folders(other.id, 'false')).folders, [])
    await deleted(t, clickup.Spaces.delete_space(other.id))
    await refused(t, clickup.Spaces.get_space(other.id), 'spaceDeleted')
  })
})

t.test('clickup_api on tasks', async (t) => {
  await t.test('reads back, changes and deletes one', async (t) => {
    const id = await addTask('Plane', {
      assignees: [BEN],
      priority: 1,
      due_date: 1_767_600_000_000,
      due_date_time: true,
    })
    const task = await clickup.Tasks.get_task({ task_id: id, include_subtasks: true })
    t.match(task, { id, name: 'Plane', priority: { priority: 'urgent' }, due_date: '1767600000000' })
    t.match(await clickup.Tasks.update_task(id, { status: 'complete', assignees: { add: [ANNA], rem: [BEN] } }), { id })
    t.match(await clickup.Tasks.get_task({ task_id: id }), {
      status: { status: 'complete' },
      assignees: [{ id: ANNA }],
    })
    t.equal(await clickup.Tasks.delete_task(id), null)
    await refused(t, clickup.Tasks.get_task({ task_id: id }), 'taskDeleted')
  })

  await t.test('is told what is wrong', async (t) => {
    await refused(t, addTask('Row', { status: 'sunk' }), 'taskStatusUnknown')
    await refused(t, clickup.Tasks.get_task({ task_id: 'nothing' }), 'teamNotAuthorized')
  })

  await t.test('filters those of a List and of the Workspace, and reads until last_page', async (t) => {
    const { id } = await clickup.Lists.create_list(folder, { name: 'Planks' })
    const made = await Promise.all(
      Array.from({ length: 101 }, (_, at) =>
        clickup.Tasks.create_task(id, { name: `Plank ${at}`, ...(at < 2 && { status: 'complete', tags: ['oak'] }) }),
      ),
    )
    const pages = [0, 1].map((page) => clickup.Tasks.get_tasks({ list_id: id, page, include_closed: true }))
    const [first, last] = await Promise.all(pages)
    t.same([first.tasks.length, first.last_page, last.tasks.length, last.last_page], [100, false, 1, true])
    t.same([...first.tasks, ...last.tasks].map(idOf).sort(), made.map(idOf).sort())
    const filters = [{ statuses: ['complete'] }, { tags: ['oak'] }].map((one) => ({ ...one, include_closed: true }))
    for (const filter of filters) {
      const inList = await clickup.Tasks.get_tasks({ list_id: id, ...filter })
      const inTeam = await clickup.Tasks.get_filtered_team_tasks({ team_Id: NORTHWIND, list_ids: [id], ...filter })
      for (const { tasks } of [inList, inTeam]) t.same(tasks.map(nameOf).sort(), ['Plank 0', 'Plank 1'])
    }
  })

  await t.test('sees how long they were in their statuses', async (t) => {
    const [id, other] = [await addTask('Bend'), await addTask('Nail')]
    const times = await clickup.Tasks.get_tasks_time_in_status({ task_id: id })
    t.match(times, { current_status: { status: 'to do' } })
    const bulk = await clickup.Tasks.get_bulk_tasks_time_in_status({ task_ids: [id, other] })
    t.same(Object.keys(bulk).sort(), [id, other].sort())
  })
})

t.test('clickup_api and tags', async (t) => {
  const id = await addTask('Colour')
  const seen = async () => (await clickup.Tasks.get_task({ task_id: id })).tags.map(nameOf)
  await clickup.Tags.create_space_tag(space, { tag: { name: 'deep blue' } })
  t.ok((await clickup.Tags.get_space_tag(space)).tags.map(nameOf).includes('deep blue'))
  await clickup.Tags.add_tag_to_task(id, 'deep blue')
  await clickup.Tags.edit_space_tag(space, 'deep blue', { tag: { name: 'navy' } })
  t.same(await seen(), ['navy'])
  await deleted(t, clickup.Tags.remove_tag_from_task(id, 'navy'))
  t.same(await seen(), [])
  await deleted(t, clickup.Tags.delete_space_tag(space, 'navy'))
  t.notOk((await clickup.Tags.get_space_tag(space)).tags.map(nameOf).includes('navy'))
})

t.test('clickup_api and checklists', async (t) => {
  const task = await addTask('Pack')
  const { id } = (await clickup.Checklists.create_checklist(task, { name: 'Box' })).checklist
  const shown = async () => (await clickup.Tasks.get_task({ task_id: task })).checklists
  await clickup.Checklists.edit_checklist(id, { name: 'Crate' })
  const [item] = (await clickup.Checklists.create_checklist_item(id, { name: 'Foam' })).checklist.items
  await clickup.Checklists.edit_checklist_item(id, item.id, { resolved: true })
  t.match(await shown(), [{ id, name: 'Crate', resolved: 1, items: [{ id: item.id, name: 'Foam', resolved: true }] }])
  await deleted(t, clickup.Checklists.delete_checklist_item(id, item.id))
  t.match(await shown(), [{ resolved: 0, items: [] }])
  await deleted(t, clickup.Checklists.delete_checklist(id))
  t.same(await shown(), [])
})

t.test('clickup_api and relationships', async (t) => {
  const [first, second] = [await addTask('Saw'), await addTask('Sand')]
  const read = () => clickup.Tasks.get_task({ task_id: first })
  await clickup.TaskRelationships.add_dependency(second, { task_id: second }, { depends_on: first })
  t.match(await read(), { dependencies: [{ task_id: second, depends_on: first }] })
  await deleted(
    t,
    clickup.TaskRelationships.delete_dependency(second, { task_id: second, depends_on: first, dependency_of: '' }),
  )
  t.same((await read()).dependencies, [])
  const { task } = await clickup.Dependencies.add_task_link(first, second)
  t.match(task, { linked_tasks: [{ link_id: second }] })
  await deleted(t, clickup.Dependencies.delete_task_link(first, second))
  t.same((await read()).linked_tasks, [])
})

t.test('clickup_api takes a task out of a further List', async (t) => {
  await deleted(t, clickup.Lists.remove_task_from_list(IDEAS, BATTERY))
})

t.test('clickup_api sees who can see a new List, and that nobody was given access to a task', async (t) => {
  const ids = (await clickup.Members.get_list_members(list)).members.map(({ id }: { id: number }) => id)
  t.same(ids, [100_001, 100_002, 100_003, 100_004], 'all of the Workspace but its guest')
  t.same((await clickup.Members.get_task_members(await addTask('Hide'))).members, [])
})

t.test('clickup_api and comments', async (t) => {
  const { Comments } = clickup
  const places = {
    task: {
      say: (data: object) => Comments.create_task_comment(BATTERY, data),
      read: () => Comments.get_task_comment(BATTERY),
    },
    List: {
      say: (data: object) => Comments.create_list_comment(HARDWARE, data),
      read: () => Comments.get_list_comment(HARDWARE),
    },
    'chat view': {
      say: (data: object) => Comments.create_view_comment(TALK, data),
      read: () => Comments.get_view_comment(TALK),
    },
  }
  for (const [place, { say, read }] of Object.entries(places)) {
    await t.test(`says, changes and deletes one on a ${place}`, async (t) => {
      const { id } = await say({ comment_text: 'Is it light?', notify_all: false })
      await Comments.update_comment(id, { comment_text: 'Is it bright?', assignee: ANNA, resolved: true })
      t.match((await read()).comments[0], { id: String(id), comment_text: 'Is it bright?', resolved: true })
      await deleted(t, Comments.delete_comment(id))
      t.notOk((await read()).comments.map(idOf).includes(String(id)))
    })
  }
})

t.test('clickup_api puts a file on a task', async (t) => {
  const path = join(t.testdir({ 'weights.csv': 'sample,gram\n' }), 'weights.csv')
  const { id, url } = await clickup.Attachments.post_task_attachment(BATTERY, path, 'weights.csv', 'text/csv')
  t.equal(await (await fetch(url)).text(), 'sample,gram\n')
  t.match((await clickup.Tasks.get_task({ task_id: BATTERY })).attachments.at(-1), {
    id,
    url,
    extension: 'csv',
    size: 12,
  })
})

t.test('clickup_api and Custom Fields', async (t) => {
  const { fields } = await clickup.CustomFields.get_accessible_custom_fields(HARDWARE)
  const { id } = fields.find(({ name }: { name: string }) => name === 'Supplier')
  const read = async () => {
    const { custom_fields } = await clickup.Tasks.get_task({ task_id: BATTERY })
    return custom_fields.find((field: { id: string }) => field.id === id).value
  }
  await clickup.CustomFields.set_custom_field_value(BATTERY, id, { value: 'Galvani' })
  t.equal(await read(), 'Galvani')
  await deleted(t, clickup.CustomFields.remove_custom_field_value(BATTERY, id))
  t.equal(await read(), undefined)
})

t.test('clickup_api makes a task of a template', async (t) => {
  const { templates } = await clickup.TaskTemplates.get_task_templates(NORTHWIND, 0)
  t.match(templates, [{ id: BUG_REPORT, name: 'Bug report' }])
  const { id } = await clickup.TaskTemplates.create_task_from_template(list, BUG_REPORT, { name: 'It hums' })
  t.match(await clickup.Tasks.get_task({ task_id: id }), { name: 'It hums', checklists: [{ name: 'To find out' }] })
})

t.test('clickup_api has called every operation of these chapters that it has a working method for', async (t) => {
  const chapters =
    'spaces folders lists tasks time-in-status tags checklists relationships members comments attachments'
  t.same(tour.notDone(mock, [...chapters.split(' '), 'custom-fields', 'custom-task-types', 'templates']).sort(), [
    'AddTaskToList', // its add_task_to_list() throws: it leaves the token out
    'CreateFolderFromTemplate',
    'CreateFolderListFromTemplate',
    'CreateSpaceListFromTemplate',
    'CreateThreadedComment',
    'GetCustomItems',
    'GetFolderTemplates',
    'GetListTemplates',
    'GetThreadedComments',
    'MoveFolder',
    'getFolderAvailableFields',
    'getSpaceAvailableFields',
    'getTeamAvailableFields',
    'mergeTasks',
  ])
})
