// The work of a fixture: what people write is what clients see, and what they leave out is derived.
import t, { type Test } from 'tap'
import type { Fixture } from '../../src/index.js'
import { start } from '../help/start.js'

const company = (workspace: object, more: object = {}): Fixture =>
  ({
    users: {
      anna: { id: 1, email: 'a@b.example', timezone: 'America/New_York' },
      ben: { id: 2, email: 'b@b.example' },
      gina: { id: 3, email: 'g@b.example' },
    },
    workspaces: {
      north: {
        id: '77',
        plan: 'business',
        members: { anna: 'owner', ben: 'member', gina: 'guest' },
        groups: [{ name: 'Crew' }],
        ...workspace,
      },
    },
    tokens: [{ user: 'anna' }, { user: 'ben' }, { user: 'gina' }],
    ...more,
  }) as Fixture

const inList = (...tasks: object[]) => company({ spaces: [{ name: 'S', lists: [{ id: '5', name: 'L', tasks }] }] })

/** A mock with this seed, and what its List 5 holds. */
async function seeded(t: Test, seed: Fixture) {
  const started = await start(t, { seed })
  const tasks = async (query = 'subtasks=true&include_closed=true') =>
    (await started.as.anna.get(`/api/v2/list/5/task?${query}`)).body.tasks
  return { ...started, anna: started.as.anna, tasks }
}

t.test('Spaces', async (t) => {
  const seed = company({
    spaces: [
      { name: 'Plain' },
      {
        name: 'Own',
        id: '42',
        color: '#112233',
        private: true,
        members: ['ben'],
        multiple_assignees: false,
        admin_can_manage: true,
        avatar: 'https://x.example/a.png',
        statuses: ['new', { status: 'checked', type: 'done', color: '#123456' }, 'in between', 'over'],
        features: { sprints: { enabled: true }, time_tracking: { harvest: true } },
        tags: ['Loud', { name: 'quiet', tag_fg: '#000000', tag_bg: '#eeeeee', creator: 'ben' }],
      },
      { name: 'Mine', private: true },
    ],
  })
  const { as, withToken, mock } = await start(t, { seed })
  const ben = withToken(mock.tokens.ben)
  const names = async (client: typeof ben) =>
    (await client.get('/api/v2/team/77/space')).body.spaces.map(({ name }: { name: string }) => name)

  t.same(await names(as.anna), ['Plain', 'Mine'], 'a private one is its members’, without any the owner’s')
  t.same(await names(ben), ['Plain', 'Own'])
  const { body } = await ben.get('/api/v2/space/42')
  t.match(body, {
    name: 'Own',
    color: '#112233',
    private: true,
    multiple_assignees: false,
    admin_can_manage: true,
    avatar: 'https://x.example/a.png',
    statuses: [
      { status: 'new', type: 'open', orderindex: 0, color: '#87909e' },
      { status: 'checked', type: 'done', orderindex: 1, color: '#123456' },
      { status: 'in between', type: 'custom', orderindex: 2 },
      { status: 'over', type: 'closed', orderindex: 3, color: '#008844' },
    ],
    features: { sprints: { enabled: true }, time_tracking: { enabled: true, harvest: true } },
  })
  t.match(body.statuses[0].id, /^p42_/)
  const tags = (await ben.get('/api/v2/space/42/tag')).body.tags
  t.match(tags, [
    { name: 'loud', creator: 1 },
    { name: 'quiet', tag_fg: '#000000', tag_bg: '#eeeeee', creator: 2 },
  ])
})

t.test('Folders and Lists', async (t) => {
  const seed = company({
    spaces: [
      {
        name: 'S',
        id: '1',
        folders: [
          {
            name: 'First',
            id: '10',
            folders: [{ name: 'Inside', id: '11', statuses: ['a', 'b'], lists: [{ name: 'Deep', id: '20' }] }],
          },
          { name: 'Second', orderindex: 9, shared_with: [{ user: 'gina', permission_level: 'read' }] },
          { name: 'Gone', id: '12', deleted: true },
        ],
        lists: [
          {
            name: 'Loose',
            id: '21',
            content: 'Text',
            status: 'red',
            priority: 'high',
            assignee: 'ben',
            due_date: '2025-01-31',
            start_date: '2025-01-30T10:00Z',
            statuses: ['x', 'y', 'z'],
            comments: ['Hello'],
            shared_with: ['gina'],
          },
          { name: 'Stored', archived: true },
        ],
      },
    ],
  })
  const { as, withToken, mock } = await start(t, { seed })
  const { anna } = as
  t.match((await anna.get('/api/v2/folder/10?include_subfolders=true')).body, {
    folders: [{ id: '11', name: 'Inside' }],
  })
  const { body: deep } = await anna.get('/api/v2/list/20')
  t.match(deep, {
    folder: { id: '11' },
    statuses: [
      { status: 'a', type: 'open' },
      { status: 'b', type: 'closed' },
    ],
  })
  t.match(deep.statuses[0].id, /^c11_/)
  const { body: loose } = await anna.get('/api/v2/list/21')
  t.match(loose, {
    content: 'Text',
    status: { status: 'red' },
    priority: { priority: 'high' },
    assignee: { id: 2 },
    due_date: String(Date.UTC(2025, 0, 31, 9)),
    start_date: String(Date.UTC(2025, 0, 30, 10)),
    override_statuses: true,
  })
  t.match(loose.statuses[0].id, /^sc21_/)
  t.match((await anna.get('/api/v2/list/21/comment')).body.comments, [{ comment_text: 'Hello', user: { id: 1 } }])
  t.match((await anna.get('/api/v2/space/1/list?archived=true')).body.lists, [{ name: 'Stored' }])
  t.match((await anna.get('/api/v2/folder/12')).body, { deleted: true })
  const { body } = await withToken(mock.tokens.gina).get('/api/v2/list/21')
  t.equal(body.name, 'Loose', 'a guest sees what is shared')
  t.equal((await withToken(mock.tokens.gina).get('/api/v2/list/20')).status, 401)
})

t.test('tasks', async (t) => {
  await t.test('have what is written', async (t) => {
    const { anna, tasks } = await seeded(
      t,
      inList({
        name: 'Write',
        id: 'abc',
        custom_id: 'N-1',
        custom_item_id: 'Milestone',
        description: '**Bold** words',
        status: 'COMPLETE',
        creator: 'ben',
        assignees: ['anna', 'ben'],
        watchers: ['gina'],
        tags: ['Red'],
        priority: 4,
        due_date: '2025-01-31',
        start_date: '2025-01-30T10:00Z',
        points: 3,
        time_estimate: 60_000,
        group_assignees: ['Crew'],
        subtasks: [{ name: 'Half', subtasks: [{ name: 'Quarter' }] }],
      }),
    )
    const [task, half, quarter] = await tasks('subtasks=true&include_closed=true&reverse=true')
    t.match(task, {
      id: 'abc',
      custom_id: 'N-1',
      custom_item_id: 1,
      text_content: 'Bold words',
      status: { status: 'complete', type: 'closed' },
      creator: { id: 2 },
      assignees: [{ id: 1 }, { id: 2 }],
      watchers: [{ id: 3 }],
      tags: [{ name: 'red' }],
      priority: { priority: 'low' },
      due_date: String(Date.UTC(2025, 0, 31, 9)),
      start_date: String(Date.UTC(2025, 0, 30, 10)),
      points: 3,
      time_estimate: 60_000,
      group_assignees: [{ name: 'Crew' }],
    })
    t.same([half.parent, quarter.parent, quarter.top_level_parent], ['abc', half.id, 'abc'])
    t.equal((await anna.get('/api/v2/task/n-1?custom_task_ids=true&team_id=77')).body.id, 'abc')
  })

  await t.test('have what is derived: the first open status, dates that follow each other, a history', async (t) => {
    const { tasks, anna } = await seeded(t, inList({ name: 'One' }, { name: 'Two', status: 'complete' }))
    const [one, two] = await tasks('include_closed=true&order_by=created&reverse=true')
    t.match(one, {
      name: 'One',
      status: { status: 'to do' },
      creator: { id: 1 },
      watchers: [{ id: 1 }],
      date_done: null,
    })
    t.ok(Number(two.date_created) > Number(one.date_created))
    t.ok(Number(two.orderindex) > Number(one.orderindex))
    t.equal(two.date_closed, String(Number(two.date_created) + 86_400_000))
    const { body } = await anna.get(`/api/v2/task/${two.id}/time_in_status`)
    t.match(body, {
      current_status: { status: 'complete' },
      status_history: [{ status: 'to do' }, { status: 'complete' }],
    })
    const { body: made } = await anna.post('/api/v2/list/5/task', { name: 'Three' })
    t.ok(Number(made.orderindex) > Number(two.orderindex), 'a new one comes after them')
  })

  await t.test('begin in the first open status, wherever it stands', async (t) => {
    const statuses = [{ status: 'asked', type: 'custom' }, { status: 'new', type: 'open' }, 'over']
    const seed = company({ spaces: [{ name: 'S', lists: [{ id: '5', name: 'L', statuses, tasks: [{ name: 'T' }] }] }] })
    t.match(await (await seeded(t, seed)).tasks(), [{ status: { status: 'new' } }])
  })

  await t.test('have the history and the dates that are written', async (t) => {
    const history = [
      { status: 'complete', since: '2025-02-01' },
      { status: 'to do', since: '2025-02-03' },
    ]
    const { tasks } = await seeded(
      t,
      inList({
        name: 'Back',
        date_created: 5,
        date_updated: 6,
        date_done: 7,
        date_closed: null,
        status_history: history,
      }),
    )
    t.match(await tasks(), [{ date_created: '5', date_updated: '6', date_done: '7', date_closed: null }])
  })

  await t.test('are archived and deleted', async (t) => {
    const { tasks, anna } = await seeded(
      t,
      inList({ name: 'Old', archived: true }, { name: 'Gone', id: 'gone', deleted: true, status: 'never was' }),
    )
    t.same(await tasks(), [])
    t.match(await tasks('archived=true'), [{ name: 'Old' }])
    t.match(await anna.get('/api/v2/task/gone'), { status: 404, body: { ECODE: 'ITEM_013' } })
  })

  await t.test('have task types by name', async (t) => {
    const task_types = [{ name: 'Idea', id: 1001 }, { name: 'Bug' }, { name: 'Risk', description: 'May happen' }]
    const tasks = [
      { name: 'a', custom_item_id: 'Risk' },
      { name: 'b', custom_item_id: 1001 },
      { name: 'c', custom_item_id: 'Task' },
    ]
    const seed = company({ task_types, spaces: [{ name: 'S', lists: [{ id: '5', name: 'L', tasks }] }] })
    const planted = await seeded(t, seed)
    const types = (await planted.tasks()).map((task: { custom_item_id: number }) => task.custom_item_id)
    t.same(types.sort(), [0, 1001, 1003])
    const { body } = await planted.anna.get('/api/v2/team/77/custom_item')
    t.match(JSON.stringify(body), /"id":1002,"name":"Bug".*"description":"May happen"/)
  })
})
