// An export of a world with work in it plants to the same world, row by row, whatever was done to it.
import fc from 'fast-check'
import t from 'tap'
import type { Fixture } from '../../src/index.js'
import { anyView } from '../help/any-view.js'
import { comesBack, planted } from '../help/comes-back.js'
import { anyGoal } from '../help/goals.js'
import { happenings } from '../help/happenings.js'
import { start } from '../help/start.js'
import { timeEntry } from '../help/time.js'

t.test('the default world comes back, with nothing to say about the order', async (t) => {
  const fixture = await comesBack(await planted('default'))
  t.equal(fixture.order, undefined)
  t.ok((fixture.workspaces?.northwind?.spaces?.length ?? 0) >= 2)
})

t.test('what was done over the API comes back', async (t) => {
  const { mock, as } = await start(t)
  const { anna } = as
  const space = '90010000001'
  const { body: list } = await anna.post(`/api/v2/space/${space}/list`, { name: 'New' })
  const { body: task } = await anna.post(`/api/v2/list/${list.id}/task`, {
    name: 'New',
    description: 'a\nb',
    tags: ['x'],
  })
  await anna.post(`/api/v2/list/${list.id}/task`, { name: 'Below', parent: task.id })
  await anna.post('/api/v2/list/901200000001/task', { name: 'Late in an early List' })
  await anna.post(`/api/v2/task/86a000001/comment`, { comment_text: 'Late', assignee: 100002 })
  await anna.post(`/api/v2/task/86a000001/dependency`, { depends_on: task.id })
  const { checklist } = (await anna.post(`/api/v2/task/${task.id}/checklist`, { name: 'List' })).body
  await anna.post(`/api/v2/checklist/${checklist.id}/checklist_item`, { name: 'Without an order index' })
  await anna.send('DELETE', '/api/v2/list/901200000002')
  await anna.send('DELETE', '/api/v2/task/86a000001')
  await anna.send('DELETE', `/api/v2/space/${space}/tag/battery`)
  mock.control.removeMember({ workspace: 'northwind', user: 'gina' })
  const fixture = mock.control.exportWorld()
  t.ok(fixture.order?.tasks, 'a subtask was made after tasks of other Lists')
  const { mock: other, as: others } = await start(t, { seed: fixture })
  t.same(other.control.exportWorld(), fixture)
  t.match(await others.anna.get('/api/v2/task/86a000001'), { status: 404, body: { ECODE: 'ITEM_013' } })
  t.same((await others.anna.get(`/api/v2/task/${task.id}`)).body, (await anna.get(`/api/v2/task/${task.id}`)).body)
  const { body: next } = await others.anna.post(`/api/v2/list/${list.id}/task`, { name: 'After' })
  t.not(next.id, task.id)
  t.ok(Number(next.orderindex) > Number(task.orderindex), 'what is made next stands behind')
})

const people = ['anna', 'ben', 'gina']
const person = fc.constantFrom(...people)
const name = fc.string({ minLength: 1, maxLength: 8 })
const time = fc.integer({ min: 0, max: 2_000_000_000_000 })
const maybe = <Part extends Record<string, fc.Arbitrary<unknown>>>(parts: Part) =>
  fc.record(parts, { requiredKeys: [] })
const many = <Part>(part: fc.Arbitrary<Part>, maxLength = 2) => fc.array(part, { maxLength })
const with_ = (required: Record<string, fc.Arbitrary<unknown>>, more: Record<string, fc.Arbitrary<unknown>>) =>
  fc.tuple(fc.record(required), maybe(more)).map(([one, other]) => ({ ...one, ...other }))
const flags = { archived: fc.boolean(), deleted: fc.boolean() }
const comment: fc.Arbitrary<unknown> = fc.oneof(
  name,
  with_(
    { text: name },
    { author: person, assignee: person, date: time, resolved: fc.boolean(), replies: fc.constant(['Yes', 'No']) },
  ),
  fc.constant({
    comment: [
      { text: 'a', attributes: { bold: true } },
      { text: '', type: 'emoticon' },
    ],
    group_assignee: 'Crew',
  }),
)
const file = with_({ title: fc.constantFrom('a.txt', 'b') }, { author: person, date: time }).chain((one) =>
  fc.oneof(
    name.map((text) => ({ ...one, text })),
    fc.uint8Array({ maxLength: 9 }).map((bytes) => ({ ...one, base64: Buffer.from(bytes).toString('base64') })),
  ),
)
const field = with_(
  { name: fc.constantFrom('F', 'G'), type: fc.constantFrom('short_text', 'number') },
  { required: fc.boolean(), applied_objects: fc.constant([0]) },
)
const hanging = { custom_fields: many(field), views: many(anyView(person, many(comment))) }
const item = fc.oneof(
  name,
  with_({ name }, { resolved: fc.boolean(), assignee: person, items: fc.constant(['x', { name: 'y', items: ['z'] }]) }),
)
const sharing = { shared_with: fc.constantFrom(['gina'], [{ user: 'gina', permission_level: 'read' }]) }
const entry = timeEntry(person, time)
const goal = anyGoal(person, time)
const task: fc.Arbitrary<object> = fc.letrec<{ task: object }>((tie) => ({
  task: with_(
    { name },
    {
      ...flags,
      ...sharing,
      custom_item_id: fc.constantFrom(0, 1),
      description: fc.string(),
      status: fc.constantFrom('to do', 'complete'),
      creator: person,
      assignees: many(person),
      watchers: many(person),
      tags: many(fc.constantFrom('a', 'B')),
      group_assignees: many(fc.constantFrom('Crew', 'deck')),
      priority: fc.integer({ min: 1, max: 4 }),
      due_date: fc.oneof(time, fc.constantFrom('2025-01-31', '2025-01-31T10:00Z')),
      start_date: time,
      start_date_time: fc.boolean(),
      date_created: time,
      points: fc.double({ noNaN: true, noDefaultInfinity: true }).map((points) => points || 0),
      time_estimate: fc.nat(),
      checklists: many(with_({ name }, { creator: person, items: many(item) }), 1),
      comments: many(comment),
      attachments: many(file, 1),
      time_entries: many(entry),
      subtasks: fc.array(tie('task'), { maxLength: 2, depthIdentifier: 'task' }),
    },
  ),
})).task
const list = with_(
  { name },
  {
    ...flags,
    ...hanging,
    ...sharing,
    content: fc.string(),
    status: fc.constantFrom('red', 'blue'),
    priority: fc.constantFrom('urgent', 'low'),
    assignee: person,
    due_date: time,
    comments: many(comment),
    tasks: many(task, 4),
    generate: fc.constant({ tasks: 2 }),
  },
)
const folder: fc.Arbitrary<object> = fc.letrec<{ folder: object }>((tie) => ({
  folder: with_(
    { name },
    {
      ...flags,
      ...hanging,
      ...sharing,
      orderindex: fc.integer({ min: -9, max: 9 }),
      lists: many(list),
      folders: fc.array(tie('folder'), { maxLength: 1, depthIdentifier: 'folder' }),
    },
  ),
})).folder
const space = with_(
  { name },
  {
    ...flags,
    ...hanging,
    color: fc.constantFrom(null, '#112233'),
    private: fc.boolean(),
    members: many(person),
    features: fc.constant({ sprints: { enabled: true }, zoom: { enabled: true } }),
    tags: fc.constant(['c', { name: 'D', tag_fg: '#000', creator: 'ben' }]),
    folders: many(folder, 1),
    lists: many(list),
    generate: fc.constant({ folders: 1, lists: 1 }),
  },
)
const peopleOfOne = {
  custom_roles: [{ name: 'Hand', inherits: 'member', without: ['editTags'] }],
  members: { anna: 'owner', ben: { role: 'member', custom_role: 'Hand' }, gina: 'guest' },
  groups: [{ name: 'Crew', members: ['ben', 'gina'], creator: 'ben' }, { name: 'Deck' }],
}
const anyFixture = fc
  .record({
    spaces: many(space, 3),
    task_types: fc.constant([{ name: 'Bug', avatar: { source: 'fas' } }, { name: 'Risk' }]),
    time_tags: fc.constant(['U', { name: 'W', tag_fg: '#000', creator: 'ben' }]),
    // Each person has one timer at most.
    time_entries: fc.tuple(many(entry), time).map(([entries, start]) => [...entries, { start, user: 'gina' }]),
    goals: many(goal, 3),
    goal_folders: many(
      with_(
        { name },
        { private: fc.boolean(), creator: person, date_created: time, members: many(person), goals: many(goal) },
      ),
    ),
    templates: maybe({ tasks: many(task, 1), lists: many(list, 1), folders: many(folder, 1) }),
    ...hanging,
  })
  .map((workspace) => ({
    users: Object.fromEntries(people.map((one) => [one, { email: `${one}@x.example` }])),
    workspaces: {
      one: { ...peopleOfOne, ...workspace },
      two: {
        members: { ben: 'owner' },
        spaces: [
          { name: 'S', folders: [{ name: 'F', statuses: ['a', 'b'] }], lists: [{ name: 'L', tasks: [{ name: 'T' }] }] },
        ],
      },
    },
  })) as fc.Arbitrary<object> as fc.Arbitrary<Fixture>

t.test('worlds of any shape come back, whatever happened to them', async () => {
  const happened = fc.array(fc.tuple(fc.constantFrom(...happenings), fc.infiniteStream(fc.nat())), { maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(anyFixture, happened, async (fixture, all) => {
      const world = await planted(fixture)
      for (const [happen, numbers] of all) {
        const pick = <Row>(rows: readonly Row[]): Row => rows[numbers.next().value % rows.length] as Row
        happen(world, pick)
      }
      await comesBack(world)
    }),
    { numRuns: 100, seed: 20260105 },
  )
})
