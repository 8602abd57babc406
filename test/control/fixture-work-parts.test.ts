// What hangs on the tasks of a fixture: checklists, comments, files, fields, relations, views.
import t, { type Test } from 'tap'
import { plantValues } from '../../src/fixtures/custom-field-values.js'
import { Planting } from '../../src/fixtures/planting.js'
import type { Fixture } from '../../src/index.js'
import type { TaskRow } from '../../src/model/task-rows.js'
import { World } from '../../src/model/world.js'
import { start } from '../help/start.js'

const users = {
  anna: { id: 1, email: 'a@b.example' },
  ben: { id: 2, email: 'b@b.example' },
}

/** A mock whose List 5 holds these tasks. */
async function seeded(t: Test, tasks: readonly object[], { space = {}, workspace = {}, list = {} } = {}) {
  const lists = [
    { id: '5', name: 'L', tasks, ...list },
    { id: '6', name: 'Other', tasks: [] },
  ]
  const members = { anna: 'owner', ben: 'member' }
  const spaces = [{ id: '8', name: 'S', lists, ...space }]
  const seed = {
    users,
    workspaces: { north: { id: '77', members, groups: [{ name: 'Crew' }], spaces, ...workspace } },
    tokens: [{ user: 'anna' }],
  }
  const { mock, as } = await start(t, { seed: seed as object as Fixture })
  const get = async (path: string) => (await as.anna.get(`/api/v2${path}`)).body
  return { mock, get, anna: as.anna }
}

t.test('checklists, their items nested', async (t) => {
  const items = [
    'plain',
    { name: 'rich', resolved: true, assignee: 'ben', items: ['below', { name: 'beside' }] },
    'last',
  ]
  const { get } = await seeded(t, [
    { id: 'a', name: 'T', creator: 'ben', checklists: [{ name: 'One', items }, { name: 'Two' }] },
  ])
  const { checklists } = await get('/task/a')
  t.match(checklists, [
    {
      name: 'One',
      orderindex: 1,
      creator: 2,
      resolved: 1,
      unresolved: 4,
      items: [
        { name: 'plain', orderindex: 0 },
        {
          name: 'rich',
          orderindex: 1,
          resolved: true,
          assignee: { id: 2 },
          children: [{ name: 'below' }, { name: 'beside' }],
        },
        { name: 'last', orderindex: 4 },
      ],
    },
    { name: 'Two', orderindex: 2, items: [] },
  ])
})

t.test('comments, each an hour after the one before, with replies', async (t) => {
  const comments = [
    'First',
    { text: 'Second', author: 'ben', assignee: 'anna', resolved: true, replies: ['Yes'] },
    {
      comment: [{ text: 'bold', attributes: { bold: true } }],
      date: '2025-03-01',
      assigned_by: 'ben',
      group_assignee: 'Crew',
    },
  ]
  const { get } = await seeded(t, [{ id: 'a', name: 'T', date_created: 1_000, comments }])
  const { comments: shown } = await get('/task/a/comment')
  t.match(shown, [
    {
      comment: [{ text: 'bold', attributes: { bold: true } }],
      date: String(Date.UTC(2025, 2, 1)),
      group_assignee: { name: 'Crew' },
    },
    {
      comment_text: 'Second',
      user: { id: 2 },
      assignee: { id: 1 },
      assigned_by: { id: 2 },
      resolved: true,
      date: '7201000',
    },
    { comment_text: 'First', user: { id: 1 }, assignee: null, date: '3601000' },
  ])
  t.match((await get(`/comment/${shown[1].id}/reply`)).comments, [{ comment_text: 'Yes', user: { id: 1 } }])
})

t.test('files, from text or base64, which can be fetched', async (t) => {
  const attachments = [
    { title: 'notes.txt', text: 'Grüße' },
    { title: 'raw', base64: Buffer.from([0, 255]).toString('base64'), author: 'ben', date: 9 },
    { title: 'x.y', extension: 'bin', mimetype: 'a/b' },
  ]
  const { get, mock } = await seeded(t, [{ id: 'a', name: 'T', attachments }])
  const { attachments: shown } = await get('/task/a')
  t.match(shown, [
    { title: 'notes.txt', extension: 'txt', mimetype: 'text/plain', size: 7, user: { id: 1 } },
    { title: 'raw', extension: '', mimetype: 'application/octet-stream', size: 2, user: { id: 2 }, date: 9 },
    { title: 'x.y', extension: 'bin', mimetype: 'a/b', size: 0 },
  ])
  const response = await mock.fetch(new URL(shown[0].url).pathname)
  t.equal(await response.text(), 'Grüße')
})

t.test('Custom Fields of every place, their values by name', async (t) => {
  const fields = (...custom_fields: object[]) => ({ custom_fields })
  const tasks = [
    {
      id: 'a',
      name: 'T',
      custom_fields: {
        Size: 'Large',
        Mood: ['Calm', 'Bright'],
        Empty: [],
        Who: ['ben', 'anna'],
        With: ['Other task', 'b'],
        Home: ['b'],
        When: '2025-01-31T10:00Z',
        Day: 1_000,
        Done: 40,
        Price: 12.5,
        Fine: true,
        Note: 'words',
        Stars: 3,
      },
    },
    { id: 'b', name: 'Other task' },
    { id: 'c', name: 'By index', custom_fields: { Size: 0, 'fa4e0000-0000-4000-8000-0000000000aa': 'as it is' } },
  ]
  const { get } = await seeded(t, tasks, {
    workspace: fields({ name: 'Size', type: 'drop_down', options: ['Small', { name: 'Large', color: '#ff0000' }] }),
    space: fields(
      { name: 'Mood', type: 'labels', options: ['Calm', 'Bright'] },
      { name: 'Empty', type: 'labels', options: ['None'] },
      { name: 'Who', type: 'users', hide_from_guests: true, date_created: '2025-02-02' },
      { name: 'With', type: 'tasks' },
      { name: 'Home', type: 'list_relationship', type_config: { subcategory_id: '5' } },
    ),
    list: fields(
      { name: 'When', type: 'date' },
      { name: 'Day', type: 'date' },
      { name: 'Done', type: 'manual_progress' },
      { name: 'Price', type: 'currency', required: true },
      { name: 'Fine', type: 'checkbox' },
      { name: 'Note', type: 'short_text', id: 'fa4e0000-0000-4000-8000-0000000000aa' },
      { name: 'Stars', type: 'emoji', applied_objects: [0] },
    ),
  })
  const valuesOf = async (id: string) => {
    const { custom_fields } = await get(`/task/${id}`)
    return Object.fromEntries(custom_fields.map(({ name, value }: { name: string; value: unknown }) => [name, value]))
  }
  const values = await valuesOf('a')
  t.match(values, {
    Size: 1,
    Who: [{ id: 2 }, { id: 1 }],
    With: [{ id: 'b' }],
    Home: [{ id: 'b' }],
    When: String(Date.UTC(2025, 0, 31, 10)),
    Day: '1000',
    Done: { current: '40' },
    Price: '12.5',
    Fine: 'true',
    Note: 'words',
    Stars: 3,
  })
  t.equal(values.Mood.length, 2)
  t.match(await valuesOf('c'), { Size: 0, Note: 'as it is' })
  const { fields: shown } = await get('/list/5/field')
  t.match(shown.find(({ name }: { name: string }) => name === 'Size').type_config, {
    new_drop_down: true,
    options: [
      { name: 'Small', orderindex: 0, color: null },
      { name: 'Large', orderindex: 1, color: '#ff0000' },
    ],
  })
})

t.test('a fault of ours is no problem of the fixture', async (t) => {
  const world = new World()
  const ground = { world, team_id: '77', creator: 1, first: 0, still: false, mostProblems: 100, person: () => 1 }
  const place = { kind: 'teams', id: '77' } as const
  const columns = { team_id: '77', place, type_config: {}, date_created: 0, hide_from_guests: false, required: false }
  const field = world.custom_fields.add({ id: 'f', name: 'Note', type: 'text', ...columns })
  const planting = new Planting(ground)
  plantValues(planting, [field], { Note: 'x' }, '').set({ id: 'nowhere' } as TaskRow)
  t.throws(() => planting.finish(), { message: 'tasks has no row nowhere' })
})

t.test('relations with what is written further below, by name and by id', async (t) => {
  const { get } = await seeded(t, [
    { id: 'a', name: 'A', depends_on: ['B', { task: 'c', date_created: 5, author: 'ben' }], links_to: ['C'] },
    { id: 'b', name: 'B', further_lists: ['Other'] },
    { id: 'c', name: 'C', links_to: [{ task: 'B' }], further_lists: ['6', '5'] },
    { id: 'd', name: 'D', parent: 'A' },
  ])
  const a = await get('/task/a')
  t.match(a.dependencies, [
    { task_id: 'a', depends_on: 'b', userid: '1' },
    { task_id: 'a', depends_on: 'c', userid: '2', date_created: '5' },
  ])
  t.match(a.linked_tasks, [{ task_id: 'a', link_id: 'c' }])
  t.match((await get('/task/b')).locations, [{ id: '6', name: 'Other' }])
  t.match((await get('/task/c')).locations, [{ id: '6' }])
  t.equal((await get('/task/d')).parent, 'a')
})

t.test('views of tasks', async (t) => {
  const { get } = await seeded(t, [], {
    list: {
      views: [
        { name: 'Talk', id: '6-5-8', orderindex: 7 },
        { name: 'Board', id: '1z-3', type: 'board', filters: { show_closed: true }, settings: { show_subtasks: 2 } },
      ],
    },
  })
  const { views } = await get('/list/5/view')
  t.match(views, [
    { id: '6-5-8', name: 'Talk', type: 'conversation', grouping: null, orderindex: 7 },
    { id: '1z-3', type: 'board', parent: { id: '5', type: 6 }, visibility: 'public', protected: false, orderindex: 8 },
  ])
  t.match(views[1], { filters: { op: 'AND', show_closed: true }, settings: { show_subtasks: 2, show_images: true } })
})

t.test('views of conversation on every place', async (t) => {
  const views = (id: string) => ({ views: [{ name: 'Talk', id, comments: [`in ${id}`] }] })
  const { get } = await seeded(t, [], {
    workspace: views('1'),
    space: { ...views('2'), folders: [{ name: 'F', ...views('3') }] },
    list: {
      views: [
        { name: 'Talk', id: '4', comments: ['in 4'] },
        { name: 'Board', type: 'board' },
      ],
    },
  })
  for (const id of ['1', '2', '3', '4']) {
    t.match((await get(`/view/${id}/comment`)).comments, [{ comment_text: `in ${id}` }])
  }
})
