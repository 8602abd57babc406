// An export of a world with work in it plants to the same world, row by row, whatever was done to it.
import fc from 'fast-check'
import t from 'tap'
import { bringTags } from '../../src/features/tags/rules.js'
import { clientIdOf } from '../../src/features/webhooks/rules.js'
import type { Fixture } from '../../src/index.js'
import { isGone } from '../../src/model/hierarchy.js'
import type { World } from '../../src/model/world.js'
import { anyView } from '../help/any-view.js'
import { comesBack, planted } from '../help/comes-back.js'
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
    group_assignee: 'g',
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
      group_assignees: many(name),
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
const anyFixture = fc
  .record({
    spaces: many(space, 3),
    task_types: fc.constant([{ name: 'Bug', avatar: { source: 'fas' } }, { name: 'Risk' }]),
    time_tags: fc.constant(['U', { name: 'W', tag_fg: '#000', creator: 'ben' }]),
    // Each person has one timer at most.
    time_entries: fc.tuple(many(entry), time).map(([entries, start]) => [...entries, { start, user: 'gina' }]),
    templates: maybe({ tasks: many(task, 1), lists: many(list, 1), folders: many(folder, 1) }),
    ...hanging,
  })
  .map((workspace) => ({
    users: Object.fromEntries(people.map((one) => [one, { email: `${one}@x.example` }])),
    workspaces: {
      one: { members: { anna: 'owner', ben: 'admin', gina: 'guest' }, ...workspace },
      two: {
        members: { ben: 'owner' },
        spaces: [
          { name: 'S', folders: [{ name: 'F', statuses: ['a', 'b'] }], lists: [{ name: 'L', tasks: [{ name: 'T' }] }] },
        ],
      },
    },
  })) as fc.Arbitrary<object> as fc.Arbitrary<Fixture>

/** Things that happen to a world, each to the rows that a number picks. */
const events: readonly ((world: World, pick: <Row>(rows: readonly Row[]) => Row) => void)[] = [
  (world, pick) => {
    const task = pick(world.tasks.all())
    if (isGone(world, { table: 'tasks', row: task })) return
    const home = world.lists.get(task.list_id)
    const near = world.lists.all().filter(({ team_id }) => team_id === task.team_id)
    const { id, space_id } = pick(near)
    bringTags(world, home, space_id)
    world.tasks.update(task, { list_id: id })
  },
  (world, pick) => {
    const fields = world.custom_fields.all()
    if (fields.length) world.tasks.update(pick(world.tasks.all()), { fields: { [pick(fields).id]: [1, { a: null }] } })
  },
  (world, pick) => {
    const [one, other] = [pick(world.tasks.all()), pick(world.tasks.all())]
    const below = (id: string | null): boolean => id !== null && (id === one.id || below(world.tasks.get(id).parent))
    const stays = one.team_id !== other.team_id || isGone(world, { table: 'tasks', row: one })
    if (!stays && !below(other.id)) world.tasks.update(one, { parent: other.id })
  },
  (world, pick) => {
    const { id, team_id } = pick(world.tasks.all())
    const row = { id: world.ids.comment(), team_id, on: { kind: 'task', id } as const, blocks: [{ text: 'Late' }] }
    world.comments.add({
      ...row,
      user_id: pick(world.users.all()).id,
      assignee: null,
      assigned_by: null,
      group_assignee: null,
      resolved: false,
      date: 1,
    })
  },
  (world, pick) => {
    const entry = pick(world.time_entries.all())
    const { id, team_id } = pick(world.tasks.all())
    if (entry.team_id === team_id) world.time_entries.update(entry, { task_id: pick([id, null]) })
  },
  (world, pick) => {
    const [one, other] = [pick(world.tasks.all()), pick(world.tasks.all())]
    const relation = { team_id: one.team_id, task_id: one.id, date_created: 3, userid: pick(world.users.all()).id }
    if (one.team_id !== other.team_id || one.id === other.id) return
    if (!world.dependencies.find(`${one.id}/${other.id}`)) world.dependencies.add({ ...relation, depends_on: other.id })
    if (!world.links.find(`${one.id}/${other.id}`)) world.links.add({ ...relation, link_id: other.id })
  },
  (world, pick) => {
    const [one, list] = [pick(world.tasks.all()), pick(world.lists.all())]
    const row = { team_id: one.team_id, task_id: one.id, list_id: list.id }
    if (list.team_id !== one.team_id || list.id === one.list_id || world.further_lists.find(`${list.id}/${one.id}`))
      return
    world.further_lists.add(row)
  },
  (world, pick) => world.checklist_items.all().length > 0 && world.checklist_items.delete(pick(leaves(world))),
  (world, pick) => void world.spaces.update(pick(world.spaces.all()), { deleted: true }),
  (world, pick) => {
    const { id: task_id, list_id, team_id } = pick(world.tasks.all())
    const narrow = pick([
      { task_id, list_id: null },
      { task_id: null, list_id },
      { task_id, list_id },
    ])
    const [status, fail_count] = pick([['active', 0] as const, ['suspended', 100] as const])
    const token = pick(['pk_1_A', 'pk_1_B'])
    world.webhooks.add({
      id: world.ids.uuid(),
      team_id,
      user_id: pick(world.users.all()).id,
      token,
      client_id: clientIdOf(world, token),
      endpoint: 'http://x.example',
      events: pick([['*'], ['taskMoved', 'goalCreated']]),
      space_id: pick([null, world.lists.get(list_id).space_id]),
      folder_id: world.lists.get(list_id).folder_id,
      ...narrow,
      status,
      fail_count,
      secret: world.ids.webhookSecret(),
    })
  },
]

function leaves(world: World) {
  return world.checklist_items
    .all()
    .filter(({ id }) => !world.checklist_items.all().some(({ parent }) => parent === id))
}

t.test('worlds of any shape come back, whatever happened to them', async () => {
  const happenings = fc.array(fc.tuple(fc.constantFrom(...events), fc.infiniteStream(fc.nat())), { maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(anyFixture, happenings, async (fixture, happened) => {
      const world = await planted(fixture)
      for (const [event, numbers] of happened) {
        const pick = <Row>(rows: readonly Row[]): Row => rows[numbers.next().value % rows.length] as Row
        event(world, pick)
      }
      await comesBack(world)
    }),
    { numRuns: 100, seed: 20260105 },
  )
})
