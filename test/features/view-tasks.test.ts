// GetViewTasks: which tasks a view shows, in which order, and how they are cut into pages.
import t from 'tap'
import type { ViewRow } from '../../src/model/hierarchy-rows.js'
import type { TaskRow } from '../../src/model/task-rows.js'
import { partsOf, type ViewFilter, type ViewParts } from '../../src/model/view-parts.js'
import { addField } from '../help/fields.js'
import { refused, type TestAnswer, type TestClient } from '../help/start.js'
import {
  ANNA,
  addFolder,
  addList,
  addSpace,
  addTask,
  addView,
  BEN,
  NORTHWIND,
  NOW,
  startWork,
  type Work,
} from '../help/work.js'

const DAY = 24 * 60 * 60 * 1000
const names = ({ body }: TestAnswer) => body.tasks.map(({ name }: { name: string }) => name).join(' ')
const read = (client: TestClient, { id }: { id: string }, query = '') => client.get(`/api/v2/view/${id}/task${query}`)
type Sent = { readonly [Name in keyof ViewParts]?: object }

/** A List with these tasks only, and what reads views of it. */
async function tasksIn(work: Work, rows: readonly Partial<TaskRow>[]) {
  const { world, as } = work
  const list = addList(world, work.space)
  for (const row of rows) addTask(world, list, { date_created: NOW - world.tasks.size, ...row })
  const view = (parts: Sent = {}, columns: Partial<ViewRow> = {}) =>
    addView(world, { kind: 'lists', id: list.id }, { ...partsOf('list', parts), ...columns })
  const show = async (parts: Sent, client = as.anna) => names(await read(client, view(parts)))
  const filter = (fields: readonly ViewFilter[], more: object = {}) => show({ filters: { fields, ...more } })
  return { list, view, show, filter }
}

t.test('GetViewTasks', async (t) => {
  const work = await startWork(t)
  const { as, world, space, list } = work

  await t.test('shows tasks as lists do, but without their descriptions', async (t) => {
    const { id } = addView(world, { kind: 'lists', id: list.id })
    const { status, body } = await as.anna.get(`/api/v2/view/${id}/task?page=0&include_markdown_description=true`)
    t.equal(status, 200)
    t.same(Object.keys(body), ['tasks', 'last_page'])
    const listed = (await as.anna.get(`/api/v2/list/${list.id}/task`)).body
    const bare = listed.tasks.map(({ text_content, description, ...task }: TaskRow & Record<string, unknown>) => task)
    t.equal(JSON.stringify(body), JSON.stringify({ ...listed, tasks: bare }))
  })

  await t.test('comes thirty at a time', async (t) => {
    const { view } = await tasksIn(
      work,
      Array.from({ length: 61 }, (_, index) => ({ name: `t${index}` })),
    )
    const one = view()
    for (const [query, count, last_page, first] of [
      ['', 30, false, 't0'],
      ['?page=0', 30, false, 't0'],
      ['?page=1', 30, false, 't30'],
      ['?page=2', 1, true, 't60'],
      ['?page=3', 0, true, undefined],
      ['?page=x', 30, false, 't0'],
    ] as const) {
      const { body } = await read(as.anna, one, query)
      t.same([body.tasks.length, body.last_page, body.tasks[0]?.name], [count, last_page, first], query)
    }
  })

  await t.test('shows what its place holds: everything, a Space, a Folder, a List', async (t) => {
    const { as, world, space, list } = await startWork(t)
    const [other, folder] = [addSpace(world), addFolder(world, space)]
    addTask(world, addList(world, space, { folder_id: folder.id }), { name: 'Folded' })
    addTask(world, addList(world, other), { name: 'Elsewhere' })
    for (const [kind, id, shown] of [
      ['teams', NORTHWIND, 'Elsewhere Folded Sail Caulk'],
      ['spaces', space.id, 'Folded Sail Caulk'],
      ['folders', folder.id, 'Folded'],
      ['lists', list.id, 'Sail Caulk'],
    ] as const) {
      t.equal(names(await read(as.anna, addView(world, { kind, id }))), shown, kind)
    }
    t.equal(names(await read(as.anna, { id: `4-${space.id}-2` })), 'Folded Sail Caulk', 'a built-in board')
  })

  await t.test('leaves out what is closed, archived or collapsed, unless the view says otherwise', async (t) => {
    const { list, show } = await tasksIn(work, [
      { name: 'open' },
      { name: 'closed', status: 'complete' },
      { name: 'kept', archived: true },
    ])
    const [first] = world.tasks.group('list', list.id)
    addTask(world, list, { name: 'below', parent: String(first?.id), date_created: NOW - 1_000 })
    t.equal(await show({}), 'open')
    t.equal(await show({ filters: { show_closed: true } }), 'open closed')
    t.equal(await show({ settings: { show_subtasks: 1 } }), 'open below')
    t.equal(await show({ settings: { show_subtasks: 2 } }), 'open below')
    t.equal(await show({ filters: { fields: [{ field: 'archived', op: 'EQ', values: [] }] } }), 'kept')
    t.equal(await show({ filters: { fields: [{ field: 'archived', op: 'NOT', values: [] }] } }), 'open')
  })

  await t.test('shows a guest what they were let into', async (t) => {
    const { list, view } = await tasksIn(work, [{ name: 'shared' }])
    world.shares.add({ team_id: NORTHWIND, user_id: 100_005, kind: 'lists', id: list.id })
    t.equal(names(await read(as.gina, view())), 'shared')
    refused(t, await read(as.gina, addView(world, { kind: 'spaces', id: space.id })), 'teamNotAuthorized')
  })

  await t.test('refuses a view that shows no tasks, an id that is none or unknown', async (t) => {
    const at = { kind: 'lists', id: list.id } as const
    for (const type of ['conversation', 'form', 'doc'])
      refused(t, await read(as.anna, addView(world, at, { type })), 'viewWithoutTasks')
    for (const id of ['None', 'view7']) refused(t, await read(as.anna, { id }), 'viewWithoutTasks')
    refused(t, await read(as.anna, { id: '123456789' }), 'teamNotAuthorized')
  })
})

t.test('the filters of a view', async (t) => {
  const work = await startWork(t)
  const { world } = work
  const field = addField(world, 'number')
  const date = addField(world, 'date')
  const { filter } = await tasksIn(work, [
    {
      name: 'a',
      assignees: [ANNA],
      tags: ['red', 'wet'],
      priority: 1,
      due_date: NOW,
      fields: { [field.id]: '3', [date.id]: String(NOW + DAY) },
      markdown: 'Tar it',
    },
    { name: 'b', assignees: [ANNA, BEN], tags: ['red'], priority: 3, due_date: NOW - DAY, fields: { [field.id]: '5' } },
    { name: 'c', status: 'complete', points: 2 },
  ])
  const cases: readonly [field: string, op: string, values: unknown, shown: string][] = [
    ['assignee', 'ANY', ['me'], 'a b'],
    ['assignee', 'ANY', [BEN], 'b'],
    ['assignee', 'ALL', [ANNA, String(BEN)], 'b'],
    ['assignee', 'NOT ANY', [BEN], 'a c'],
    ['assignee', 'NOT ALL', [ANNA, BEN], 'a c'],
    ['assignee', 'EQ', [null], 'c'],
    ['tag', 'ANY', ['Red'], 'a b'],
    ['tag', 'ALL', ['red', 'wet'], 'a'],
    ['tag', 'ANY', [7], ''],
    ['priority', 'EQ', [1], 'a'],
    ['priority', 'EQ', ['1', 3], 'a b'],
    ['priority', 'EQ', [-1], 'c'],
    ['priority', 'NOT', [-1], 'a b'],
    ['status', 'EQ', ['To Do'], 'a b'],
    ['status', 'NOT', ['to do'], 'c'],
    ['status', 'EQ', [{ type: 'closed' }], 'c'],
    ['status', 'EQ', [{ type: 'open' }, 'complete'], 'a b c'],
    ['recurring', 'EQ', [], ''],
    ['recurring', 'NOT', [], 'a b c'],
    ['name', 'EQ', 'B', 'b'],
    ['createdBy', 'ANY', ['me'], 'a b c'],
    ['pointsEstimate', 'GT', [1], 'c'],
    ['timeEstimateRollup', 'EQ', [{ op: 'null' }], 'a b c'],
    ['dueDate', 'EQ', [{ op: 'today' }], 'a'],
    ['dueDate', 'RA', [{ op: 'yesterday' }], 'b'],
    ['dueDate', 'NEAR', [{ op: 'today' }], 'a'],
    ['dueDate', 'NOT', [{ op: 'today' }], 'b c'],
    ['dueDate', 'LT', [{ op: 'today' }], 'b'],
    ['dueDate', 'LTE', [{ op: 'today' }], 'a b'],
    ['dueDate', 'GT', [{ op: 'yesterday' }], 'a'],
    ['dueDate', 'GTE', [{ op: 'yesterday' }], 'a b'],
    ['dueDate', 'EQ', [{ op: 'notNull' }], 'a b'],
    ['dueDate', 'NOT', [{ op: 'notNull' }], 'c'],
    ['dueDate', 'EQ', [{ op: 'null' }], 'c'],
    ['dueDate', 'NOT', [null], 'a b'],
    ['dueDate', 'EQ', [NOW], 'a'],
    ['dueDate', 'RA', [NOW - 2 * DAY, NOW - 1], 'b'],
    ['startDate', 'EQ', [{ op: 'notNull' }], ''],
    ['dateCreated', 'EQ', [{ op: 'today' }], 'a b c'],
    ['dateUpdated', 'GT', NOW, ''],
    ['dateDone', 'EQ', [null], 'a b c'],
    ['dateClosed', 'EQ', [null], 'a b c'],
    [`cf_${field.id}`, 'EQ', '3', 'a'],
    [`cf_${field.id}`, 'GT', [3], 'b'],
    [`cf_${field.id}`, 'EQ', [null], 'c'],
    [`cf_${field.id}`, 'NOT', [null], 'a b'],
    [`cf_${date.id}`, 'EQ', [{ op: 'tomorrow' }], 'a'],
  ]
  for (const [field, op, values, shown] of cases) {
    await t.test(`${field.slice(0, 20)} ${op} ${JSON.stringify(values)}`, async (t) =>
      t.equal(await filter([{ field, op, values }], { show_closed: true }), shown),
    )
  }

  await t.test('all have to fit, or with OR one of them; in groups each with its own word', async (t) => {
    const fields = [
      { field: 'priority', op: 'EQ', values: [1] },
      { field: 'priority', op: 'EQ', values: [3] },
      { field: 'assignee', op: 'ANY', values: [BEN] },
    ]
    t.equal(await filter(fields), '')
    t.equal(await filter(fields, { op: 'OR' }), 'a b')
    t.equal(await filter([], { op: 'OR' }), 'a b')
    t.equal(await filter(fields, { filter_groups: [[0, 1], [2]], filter_group_ops: ['OR', 'AND'] }), 'b')
    t.equal(await filter(fields, { filter_groups: [[0, [1]]], filter_group_ops: ['OR'] }), 'a b')
    t.equal(await filter(fields, { filter_groups: [[0, 7]] }), 'a')
    t.equal(await filter(fields, { op: 'OR', show_closed: true }), 'a b', 'closed tasks come by show_closed alone')
  })

  await t.test('search looks into names, and into descriptions if the view says so', async (t) => {
    t.equal(await filter([], { search: 'A' }), 'a')
    t.equal(await filter([], { search: 'tar' }), '')
    t.equal(await filter([], { search: 'tar', search_description: true }), 'a')
  })

  await t.test('"me" is whoever asks', async (t) => {
    const { show } = await tasksIn(work, [{ name: 'of Ben', assignees: [BEN] }])
    const mine = { filters: { fields: [{ field: 'assignee', op: 'ANY', values: ['me'] }] } }
    t.equal(await show(mine, work.as.ben), 'of Ben')
    t.equal(await show(mine), '')
  })

  await t.test('that this mock does not have are left out, and the journal says so', async (t) => {
    const notes: string[] = []
    t.equal(await filter([{ field: 'pages', op: 'EQ', values: [1] }, { op: 'EQ' }]), 'a b')
    t.equal(await filter([{ field: 'cf_nothing', op: 'EQ', values: [1] }]), 'a b')
    for (const { notes: said } of work.app.sandbox.journal.list()) notes.push(...said)
    t.match(notes, [/views by pages/, /views by undefined/, /views by cf_nothing/])
  })

  await t.test('with a bad value are refused when tasks are asked for', async (t) => {
    const { view } = await tasksIn(work, [{ name: 'a' }])
    for (const filter of [
      { field: 'dueDate', op: 'GT', values: ['soon'] },
      { field: 'dueDate', op: 'EQ', values: [{ op: 'someday' }] },
      { field: 'priority', op: 'LIKE', values: [1] },
      { field: 'priority', values: [1] },
    ]) {
      refused(t, await read(work.as.anna, view({ filters: { fields: [filter] } })), 'taskFilterFailed')
    }
  })
})

t.test('the order of a view', async (t) => {
  const work = await startWork(t)
  const { world } = work
  const number = addField(world, 'number')
  const text = addField(world, 'short_text')
  const { show } = await tasksIn(work, [
    { name: 'a', priority: 3, due_date: NOW, assignees: [BEN], fields: { [number.id]: '10', [text.id]: 'Zinc' } },
    { name: 'b', priority: 1, due_date: NOW - DAY, tags: ['x'], fields: { [number.id]: '9', [text.id]: 'ash' } },
    { name: 'c', status: 'complete', priority: 1, due_date: NOW, assignees: [ANNA, BEN], creator: BEN },
    { name: 'd' },
  ])
  const sorted = (field: string, dir?: number, more: Sent = {}) =>
    show({
      grouping: { field: 'none' },
      filters: { show_closed: true },
      sorting: { fields: [{ field, dir }] },
      ...more,
    })
  for (const [field, dir, shown] of [
    ['name', 1, 'a b c d'],
    ['name', -1, 'd c b a'],
    ['priority', 1, 'b c a d'],
    ['priority', -1, 'a b c d'],
    ['dueDate', 1, 'b a c d'],
    ['dueDate', undefined, 'b a c d'],
    ['assignee', 1, 'c a b d'],
    ['tag', 1, 'b a c d'],
    ['createdBy', -1, 'c a b d'],
    ['status', -1, 'c a b d'],
    [`cf_${number.id}`, 1, 'b a c d'],
    [`cf_${text.id}`, -1, 'a b c d'],
    ['nothing', 1, 'a b c d'],
  ] as const) {
    await t.test(`by ${field.slice(0, 12)} ${dir}`, async (t) => t.equal(await sorted(field, dir), shown))
  }

  await t.test('goes by the groups first, then by one column after the other, then by age', async (t) => {
    const fields = [
      { field: 'priority', dir: 1 },
      { field: 'name', dir: -1 },
    ]
    const sorting = { fields }
    const filters = { show_closed: true }
    t.equal(await show({ sorting, filters }), 'b a d c', 'by status')
    t.equal(await show({ sorting, filters, grouping: { field: 'none' } }), 'c b a d')
    t.equal(await show({ sorting, filters, grouping: { field: 'assignee', dir: -1 } }), 'a c b d')
    t.equal(await show({ sorting, filters, grouping: { field: 'status', ignore: true } }), 'c b a d')
  })
})
