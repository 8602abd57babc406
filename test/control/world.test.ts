// The world and its people, to look at: the tree, tasks by pages, one task; users, Workspaces, grants; what a call changed.
import t from 'tap'
import { InputError } from '../../src/index.js'
import { start } from '../help/start.js'

t.test('the tree', async (t) => {
  const { mock, as } = await start(t)
  const { control } = mock

  await t.test('has every Workspace with Spaces, Folders and Lists, and counts their tasks', async (t) => {
    const { workspaces } = control.getWorld()
    t.match(workspaces, [
      { handle: 'northwind', plan: 'business', spaces: [{ name: 'Product' }, { name: 'Office', private: true }] },
      { handle: 'harbor', spaces: [{ lists: [{ name: 'Experiments', tasks: 2 }] }] },
    ])
    const [product] = workspaces[0]?.spaces ?? []
    t.match(product?.folders[0], { name: 'Lamp One', lists: [{ id: '901200000001', tasks: 10 }, { name: 'Firmware' }] })
    t.match(product?.folders[1]?.folders, [{ name: 'Old shop', archived: true, lists: [{ name: 'Pages to keep' }] }])
    t.match(product?.lists, [{ name: 'Ideas', tasks: 3 }])
    t.match(product?.views, [{ name: 'What is late', type: 'list', private: false, protected: false }])
    t.match(product?.folders[0]?.lists[0]?.views, [{ id: '8jp19-2', type: 'board' }, { name: 'Urgent and high' }])
  })
  await t.test('has goals, with how far each and its key results have come', async (t) => {
    const { goals } = control.getWorld().workspaces[0] ?? {}
    t.match(goals, [
      { name: 'Lamp One is in the shops by May', folder: null, private: false, archived: false, percent: 24 },
      { name: 'A lamp for dogs', folder: 'For later', percent: 0 },
    ])
    t.match(goals?.[0]?.key_results, [
      { type: 'automatic', percent: Number },
      { type: 'number', percent: 40 },
      { type: 'currency', percent: 40 },
      { type: 'boolean', percent: 0 },
    ])
  })
  await t.test('has the docs of a Workspace, whoever may see them', async (t) => {
    const docs = [
      { name: 'Handbook', pages: 4 },
      { name: 'Salaries', visibility: 'PRIVATE', pages: 1 },
    ]
    t.match(control.getWorld().workspaces, [{ docs }, { docs: [] }])
    const { doc, pages } = control.getWorldDoc({ doc: '8jp19-5' })
    t.match(doc, { name: 'Handbook', visibility: 'PUBLIC', pages: 4 })
    t.match(pages, [{ name: 'Welcome', pages: [{ content: /Ask Ben/, pages: [{ pages: [] }] }] }, { pages: [] }])
  })
  await t.test('has the channels that somebody wrote in, whoever may see them', async (t) => {
    const channels = [
      { name: 'Launch', type: 'CHANNEL', visibility: 'PUBLIC', messages: 5 },
      { id: '6-901200000002-8', name: 'Firmware', messages: 3 },
      { name: 'anna, ben', type: 'DM', members: ['anna', 'ben'] },
    ]
    t.match(control.getWorld().workspaces, [{ channels }, { channels: [] }])
    const { channel, messages } = control.getWorldChannel({ channel: '8jp19-12' })
    t.match(channel, channels[0])
    const tada = { reaction: 'tada', user: 'ben' }
    const [first] = messages
    t.match(first, { author: 'anna', title: /30 April/, reactions: [tada, {}, {}], replies: [{ author: 'ben' }, {}] })
  })
  await t.test('is without what was deleted', async (t) => {
    t.equal((await as.anna.send('DELETE', '/api/v2/folder/90110000001')).status, 200)
    t.same(
      control.getWorld().workspaces[0]?.spaces[0]?.folders.map(({ name }) => name),
      ['Web shop'],
    )
    t.throws(() => control.listWorldTasks({ list: '901200000001' }), InputError, 'nor are Lists in it')
    t.throws(() => control.getWorldTask({ task: '86a000001' }), { message: /no task "86a000001"/ })
  })
})

t.test('tasks', async (t) => {
  const { mock, as } = await start(t)
  const { control } = mock

  await t.test('come with how many subtasks they have, and these by their parent', async (t) => {
    const { count, tasks } = control.listWorldTasks({ list: '901200000001' })
    t.equal(count, 5)
    const [first] = tasks
    t.match(first, {
      id: '86a000001',
      custom_id: 'NW-1',
      status: 'in progress',
      priority: 2,
      assignees: ['ben'],
      subtasks: 2,
    })
    const below = control.listWorldTasks({ list: '901200000001', parent: '86a000001' })
    t.match(below, { count: 2, tasks: [{ name: 'Order samples from three suppliers' }, { subtasks: 1 }] })
  })
  await t.test('come a hundred at a time', async (t) => {
    control.reset({ hard: true })
    const lists = [{ name: 'Long', id: '7', generate: { tasks: 230 } }]
    control.seed({
      users: { zoe: { email: 'zoe@more.example' } },
      workspaces: { big: { members: { zoe: 'owner' }, spaces: [{ name: 'One', lists }] } },
    })
    const sizes = [0, 1, 2, 3].map((page) => control.listWorldTasks({ list: '7', page }))
    t.same(
      sizes.map((page) => [page.count, page.tasks.length]),
      [
        [230, 100],
        [230, 100],
        [230, 30],
        [230, 0],
      ],
    )
    control.undoReset()
  })
  await t.test('are shown one at a time as a member gets them', async (t) => {
    const { task, timers } = control.getWorldTask({ task: '86a000001' })
    t.same(timers, [{ user: 'ben', start: Date.UTC(2025, 0, 17, 19, 40) }])
    const { body } = await as.anna.get('/api/v2/task/86a000001?include_subtasks=true&include_markdown_description=true')
    t.same(task, body)
  })
  for (const [what, ask] of [
    ['a List', () => control.listWorldTasks({ list: '1' })],
    ['a parent', () => control.listWorldTasks({ list: '901200000001', parent: 'x' })],
    ['a task', () => control.getWorldTask({ task: 'x' })],
    ['a doc', () => control.getWorldDoc({ doc: 'x' })],
    ['a channel', () => control.getWorldChannel({ channel: '6-901200000001-8' })],
  ] as const) {
    await t.test(`${what} that is not there is refused`, async (t) =>
      t.throws(ask, { message: /GET \/__mock\/world shows/ }),
    )
  }
})

t.test('people', async (t) => {
  const { control } = (await start(t)).mock
  const { users } = control.listUsers()
  t.match(users[0], {
    id: 100001,
    handle: 'anna',
    initials: 'AB',
    workspaces: [{ workspace: 'northwind', role: 'owner', pending: false }, { workspace: 'harbor' }],
  })
  t.match(users[3], { handle: 'dev', workspaces: [{ role: 'member', pending: true }] })
  t.match(control.listWorkspaces().workspaces, [
    { handle: 'northwind', plan: 'business', members: 5 },
    { handle: 'harbor', members: 2 },
  ])
  t.same(control.listGrants().grants, [
    { app: 'sync', user: 'anna', workspaces: ['northwind'] },
    { app: 'sync', user: 'ben', workspaces: ['northwind'] },
  ])
})

t.test('what a call changed', async (t) => {
  const { mock, as, withToken } = await start(t)
  const lastChanged = () => mock.journal().at(-1)?.changed

  await t.test('is nothing for a call that reads, or is refused', async (t) => {
    await as.anna.get('/api/v2/task/86a000001')
    t.same(lastChanged(), [])
    await as.anna.post('/api/v2/list/901200000001/task', { name: 'x', status: 'no such status' })
    t.same(lastChanged(), [])
  })
  await t.test('is each row once, by table and id', async (t) => {
    const { body } = await as.anna.post('/api/v2/list/901200000001/task', { name: 'New' })
    t.same(lastChanged(), [`tasks/${body.id}`])
    await as.anna.send('PUT', `/api/v2/task/${body.id}`, { body: { name: 'Newer', status: 'complete' } })
    t.same(lastChanged(), [`tasks/${body.id}`])
  })
  await t.test('is cut after fifty rows', async (t) => {
    const subtasks = Array.from({ length: 60 }, (_, number) => ({ name: `Part ${number}` }))
    const lists = [{ name: 'Long', tasks: [{ name: 'All', id: 'big1', subtasks }] }]
    const members = { zoe: 'owner' } as const
    mock.control.seed({
      users: { zoe: { email: 'zoe@more.example' } },
      tokens: [{ user: 'zoe' }],
      workspaces: { big: { members, spaces: [{ name: 'One', lists }] } },
    })
    const { token } = mock.control.mintToken({ user: 'zoe' }).token
    t.equal((await withToken(token).send('DELETE', '/api/v2/task/big1')).status, 204)
    t.equal(lastChanged()?.length, 50)
  })
})
