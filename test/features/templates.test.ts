// Templates: how they are listed, and what is made from them.
import t, { type Test } from 'tap'
import type { Fixture } from '../../src/index.js'
import { refused, start, type TestAnswer } from '../help/start.js'

const users = {
  anna: { id: 1, email: 'a@b.example' },
  ben: { id: 2, email: 'b@b.example' },
  gina: { id: 3, email: 'g@b.example' },
  max: { id: 4, email: 'm@b.example' },
}

const taskTemplate = {
  id: 't-1',
  name: 'Bug report',
  custom_id: 'NEVER-1',
  custom_item_id: 'Milestone',
  description: 'What happens?',
  status: 'checked',
  date_created: 5,
  assignees: ['ben', 'max'],
  watchers: ['gina'],
  tags: ['bug'],
  priority: 'high',
  due_date: '2025-06-01',
  start_date: '2025-05-01',
  time_estimate: 60_000,
  custom_fields: { Size: 'Large', Nowhere: 1 },
  checklists: [{ name: 'Look', items: ['Here', 'There'] }],
  comments: ['Please fill in'],
  attachments: [{ title: 'form.txt', text: 'Name:' }],
  links_to: ['Answer'],
  depends_on: ['Answer', 'Nobody'],
  subtasks: [{ name: 'Answer', id: 'fixed', assignees: ['anna'] }],
}
const listTemplate = {
  id: 't-2',
  name: 'Release',
  content: 'Every Tuesday',
  statuses: ['planned', 'checked', 'out'],
  custom_fields: [{ name: 'Size', type: 'drop_down', options: ['Small', 'Large'] }],
  views: [{ name: 'Talk', comments: ['Hi'] }],
  tasks: [taskTemplate, { name: 'Freeze' }],
}

/** A Workspace with a template of each kind, and another that has one too. */
const seed = {
  users,
  workspaces: {
    north: {
      id: '77',
      plan: 'business',
      members: { anna: 'owner', ben: 'member', gina: 'guest' },
      custom_fields: [{ name: 'Size', type: 'drop_down', options: ['Small', 'Large'] }],
      spaces: [
        {
          id: '8',
          name: 'S',
          statuses: ['to do', 'checked', 'complete'],
          folders: [{ id: '9', name: 'F', lists: [{ id: '6', name: 'First' }] }],
          lists: [
            { id: '5', name: 'L' },
            { id: '4', name: 'Guests', shared_with: [{ user: 'gina', permission_level: 'read' }] },
          ],
        },
        { id: '88', name: 'Plain', folders: [{ id: '99', name: 'G' }], lists: [{ id: '55', name: 'M' }] },
      ],
      templates: {
        tasks: [taskTemplate, { id: 't-4', name: 'Second' }],
        lists: [listTemplate],
        folders: [
          { id: 't-3', name: 'Product', statuses: ['a', 'b'], folders: [{ name: 'In', lists: [listTemplate] }] },
        ],
      },
    },
    harbor: { id: '78', members: { anna: 'owner' }, templates: { tasks: [{ id: 't-9', name: 'Foreign' }] } },
  },
  tokens: [{ user: 'anna' }, { user: 'gina' }],
} as object as Fixture

t.test('GetTaskTemplates', async (t) => {
  const { as } = await start(t, { seed })
  const get = async (query: string) => (await as.anna.get(`/api/v2/team/77/taskTemplate${query}`)).body
  t.same(await get('?page=0'), {
    templates: [
      { name: 'Bug report', id: 't-1' },
      { name: 'Second', id: 't-4' },
    ],
  })
  t.same(await get('?page=1'), { templates: [] })
  t.equal((await get('')).templates.length, 2, 'without a page it is the first')
  t.equal((await get('?page=x')).templates.length, 2, 'nor is a word one')
  refused(t, await as.anna.get('/api/v2/team/79/taskTemplate?page=0'), 'workspaceUnknown')
})

t.test('GetListTemplates', async (t) => {
  const { as } = await start(t, { seed })
  t.same((await as.anna.get('/api/v2/team/77/list_template')).body, { templates: [{ name: 'Release', id: 't-2' }] })
  t.same((await as.anna.get('/api/v2/team/78/list_template')).body, { templates: [] })
})

t.test('GetFolderTemplates', async (t) => {
  const { as } = await start(t, { seed })
  t.same((await as.anna.get('/api/v2/team/77/folder_template')).body, { templates: [{ name: 'Product', id: 't-3' }] })
})

t.test('CreateTaskFromTemplate', async (t) => {
  const { as, mock } = await start(t, { seed })
  const { anna } = as
  const made = await anna.post('/api/v2/list/5/taskTemplate/t-1', { name: 'It flickers' })
  const now = String(mock.clock.now())

  await t.test('makes what the template holds, now and in the caller’s name', async (t) => {
    t.equal(made.status, 200)
    t.equal(made.body.id, made.body.task.id)
    const { body: task } = await anna.get(`/api/v2/task/${made.body.id}?include_subtasks=true`)
    t.match(task, {
      name: 'It flickers',
      custom_id: null,
      custom_item_id: 1,
      text_content: 'What happens?',
      status: { status: 'checked' },
      date_created: now,
      date_updated: now,
      creator: { id: 1 },
      assignees: [{ id: 2 }],
      watchers: [{ id: 3 }],
      tags: [{ name: 'bug' }],
      priority: { priority: 'high' },
      time_estimate: 60_000,
      checklists: [{ name: 'Look', items: [{ name: 'Here' }, { name: 'There' }] }],
      attachments: [{ title: 'form.txt' }],
      subtasks: [{ name: 'Answer', parent: task.id, date_created: now }],
    })
    t.equal(task.assignees.length, 1, 'who is not in the Workspace is left out')
    t.equal(task.custom_fields.find(({ name }: { name: string }) => name === 'Size').value, 1)
    t.match(task.dependencies, [{ depends_on: task.subtasks[0].id }])
    t.equal(task.dependencies.length, 1, 'what it names in vain is left out')
    t.match((await anna.get(`/api/v2/task/${task.id}/comment`)).body.comments, [
      { comment_text: 'Please fill in', date: now },
    ])
  })

  await t.test('makes another each time', async (t) => {
    const { body } = await anna.post('/api/v2/list/5/taskTemplate/t-1', { name: 'Again' })
    t.not(body.id, made.body.id)
    t.ok(Number(body.task.orderindex) > Number(made.body.task.orderindex))
    const { tasks } = (await anna.get('/api/v2/list/5/task?subtasks=true')).body
    t.equal(new Set(tasks.map(({ id }: { id: string }) => id)).size, 4)
  })

  await t.test('takes the first status where the List lacks the one of the template', async (t) => {
    const { body } = await anna.post('/api/v2/list/55/taskTemplate/t-1', { name: 'Elsewhere' })
    t.equal(body.task.status.status, 'to do')
  })

  await t.test('takes the name of the template where none is sent', async (t) => {
    for (const body of [{}, { name: 5 }, { name: '' }]) {
      t.equal((await anna.post('/api/v2/list/5/taskTemplate/t-4', body)).body.task.name, 'Second')
    }
  })

  await t.test(
    'refuses templates of another kind, another Workspace or nowhere, and guests who only read',
    async (t) => {
      for (const id of ['t-2', 't-3', 't-9', 't-0']) {
        refused(t, await anna.post(`/api/v2/list/5/taskTemplate/${id}`, { name: 'X' }), 'teamNotAuthorized')
      }
      refused(t, await as.gina.post('/api/v2/list/4/taskTemplate/t-1', { name: 'X' }), 'taskCreationForbidden')
      t.equal((await anna.get('/api/v2/list/4/task')).body.tasks.length, 0, 'nothing is made')
    },
  )
})

/** What both ways to make a List have in common. */
async function makesLists(t: Test, path: string, home: object) {
  const { as } = await start(t, { seed })
  const { anna } = as
  const make = (body: object): Promise<TestAnswer> => anna.post(path, body)
  const tasksOf = async (id: string) =>
    (await anna.get(`/api/v2/list/${id}/task?subtasks=true&reverse=true`)).body.tasks

  await t.test('answers the id and the List itself, whatever is asked for', async (t) => {
    const { body } = await make({ name: 'June', status: 'planned', description: 'x', content: 'y' })
    t.same(Object.keys(body), ['id', 'list'])
    t.match(body.list, { id: body.id, name: 'June', content: 'Every Tuesday', orderindex: Number, ...home })
    t.same(body.list, (await anna.get(`/api/v2/list/${body.id}`)).body)
    for (const return_immediately of [true, false]) {
      const { list } = (await make({ name: `July ${return_immediately}`, options: { return_immediately } })).body
      t.match(list, { statuses: [{ status: 'planned' }, {}, {}] })
      t.equal(list.orderindex > 0, !list.folder.hidden, 'it is the last in a Folder, and alone in a Space')
    }
    const [bug, answer, freeze] = await tasksOf(body.id)
    t.match([bug.name, answer.parent, freeze.name], ['Bug report', bug.id, 'Freeze'])
    t.match(bug, { status: { status: 'checked' }, assignees: [{ id: 2 }], priority: { priority: 'high' } })
  })

  await t.test('leaves out what an option says no to', async (t) => {
    const off = (...names: string[]) => Object.fromEntries(names.map((name) => [name, false]))
    const cases: readonly (readonly [options: object, seen: object])[] = [
      [off('old_due_date', 'old_start_date'), { due_date: null, start_date: null, priority: Object }],
      [off('old_assignees', 'old_followers'), { assignees: [], watchers: [{ id: 1 }] }],
      [off('old_tags', 'priority', 'old_status'), { tags: [], priority: null, status: { status: 'planned' } }],
      [
        off('old_checklists', 'time_estimate', 'custom_type'),
        { checklists: [], time_estimate: null, custom_item_id: 0 },
      ],
      [off('relationships', 'internal_dependencies'), { linked_tasks: [], dependencies: [] }],
      [off('old_statuses'), { status: { status: 'checked' } }],
      [off('subtasks'), { name: 'Bug report' }],
      [{ old_tags: true, content: 'x', archived: 1 }, { tags: [{ name: 'bug' }] }],
    ]
    for (const [index, [options, seen]] of cases.entries()) {
      const { body } = await make({ name: `List ${index}`, options })
      const [task, second] = await tasksOf(body.id)
      t.match(task, seen, JSON.stringify(options))
      if ('subtasks' in options) t.equal(second.name, 'Freeze', 'its subtask too')
    }
    const { body } = await make({ name: 'Nobody below', options: off('old_subtask_assignees') })
    const [task, subtask] = await tasksOf(body.id)
    t.same([task.assignees.length, subtask.assignees.length], [1, 0])
    const inherits = await make({ name: 'As the Space', options: off('old_statuses') })
    t.equal(inherits.body.list.override_statuses, false)
  })

  await t.test('refuses a missing name, a name that is taken, and foreign templates', async (t) => {
    for (const body of [{}, { name: '' }, { name: 5 }]) refused(t, await make(body), 'listTemplateNameMissing')
    refused(t, await make({ name: 'June' }), 'listNameTaken')
    for (const id of ['t-1', 't-9', 't-0']) {
      refused(t, await anna.post(path.replace('t-2', id), { name: 'X' }), 'teamNotAuthorized')
    }
  })
}

t.test('CreateFolderListFromTemplate', (t) =>
  makesLists(t, '/api/v2/folder/9/list_template/t-2', { folder: { id: '9' } }),
)

t.test('CreateSpaceListFromTemplate', (t) =>
  makesLists(t, '/api/v2/space/8/list_template/t-2', { folder: { hidden: true }, space: { id: '8' } }),
)

t.test('CreateFolderFromTemplate', async (t) => {
  const { as } = await start(t, { seed })
  const { anna } = as
  const make = (body: object, id = 't-3') => anna.post(`/api/v2/space/8/folder_template/${id}`, body)

  await t.test('makes a Folder with all that is in it', async (t) => {
    const { body } = await make({ name: 'Lamp' })
    t.same(Object.keys(body), ['id', 'folder'])
    t.same([typeof body.id, body.folder.id, body.folder.name], ['number', String(body.id), 'Lamp'])
    const { body: folder } = await anna.get(`/api/v2/folder/${body.id}?include_subfolders=true`)
    t.match(folder, { name: 'Lamp', statuses: [{ status: 'a' }, { status: 'b' }], folders: [{ name: 'In' }] })
    t.match(folder.folders[0].lists, [{ name: 'Release', task_count: 3 }])
  })

  await t.test('inside another one', async (t) => {
    const { body } = await make({ name: 'Below', parent_folder_id: '9' })
    t.match(body.folder, { id: String(body.id), name: 'Below', parent_folder: '9' })
    refused(t, await make({ name: 'X', parent_folder_id: '99' }), 'teamNotAuthorized')
    refused(t, await make({ name: 'X', parent_folder_id: 'nowhere' }), 'teamNotAuthorized')
  })

  await t.test('refuses a missing name, a name that is taken, and foreign templates', async (t) => {
    for (const body of [{}, { name: '' }, { name: 5 }]) refused(t, await make(body), 'folderTemplateNameMissing')
    refused(t, await make({ name: 'Lamp' }), 'folderNameTaken')
    t.equal((await make({ name: 'Lamp', parent_folder_id: '9' })).status, 200, 'elsewhere it is free')
    for (const id of ['t-1', 't-9', 't-0']) refused(t, await make({ name: 'X' }, id), 'teamNotAuthorized')
  })
})
