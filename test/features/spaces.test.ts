// Spaces: made, read, changed, deleted, and who sees them.
import t from 'tap'
import { refused, start } from '../help/start.js'

const IN_NORTHWIND = '/api/v2/team/9001001/space'

t.test('CreateSpace', async (t) => {
  const { as } = await start(t)
  const { status, body: space } = await as.anna.post(IN_NORTHWIND, {
    name: 'Studio',
    multiple_assignees: true,
    color: '#ff0000',
    statuses: [{ status: 'ready' }],
    features: {
      due_dates: { enabled: false, start_date: null },
      time_estimates: { enabled: true },
      custom_fields: { enabled: false },
      magic: { enabled: true },
      tags: 1,
    },
  })

  await t.test('answers the Space with the two statuses of every new one', async (t) => {
    t.equal(status, 200)
    t.match(space, { name: 'Studio', color: null, private: false, avatar: null, multiple_assignees: true })
    t.match(space.statuses, [
      { status: 'to do', type: 'open', orderindex: 0, color: '#87909e' },
      { status: 'complete', type: 'closed', orderindex: 1, color: '#008844' },
    ])
    for (const { id } of space.statuses) t.match(id, new RegExp(`^p${space.id}_`))
  })
  await t.test('sets the features that there are, and ignores what is none', async (t) => {
    t.match(space.features, {
      due_dates: { enabled: false, start_date: true },
      time_estimates: { enabled: true, rollup: false, per_assignee: false },
    })
    for (const name of ['magic', 'tags', 'custom_fields']) t.notOk(name in space.features, name)
  })
  await t.test('needs neither features nor multiple_assignees, and shows few features then', async (t) => {
    const { status, body } = await as.anna.post(IN_NORTHWIND, { name: 'Bare' })
    t.equal(status, 200)
    t.match(body, { multiple_assignees: false, admin_can_manage: null })
    const [on, off] = [{ enabled: true }, { enabled: false }]
    const shown = {
      due_dates: { ...on, start_date: true, remap_due_dates: false, remap_closed_due_date: false },
      ...{ sprints: off, points: off, custom_items: off, checklists: on, milestones: off, remap_dependencies: on },
      ...{ dependency_warning: on, status_pies: on, emails: on, time_tracking: { default_to_billable: 2 } },
      scheduler_enabled: false,
    }
    t.equal(JSON.stringify(body.features), JSON.stringify(shown), 'in wire order')
  })
  await t.test('refuses a name that is none, or taken', async (t) => {
    for (const body of [{}, { name: '' }, { name: null }, { name: 7 }]) {
      refused(t, await as.anna.post(IN_NORTHWIND, body), 'spaceNameInvalid')
    }
    refused(t, await as.anna.post(IN_NORTHWIND, { name: 'Studio' }), 'spaceNameTaken')
    t.equal((await as.anna.post('/api/v2/team/9001002/space', { name: 'Studio' })).status, 200, 'elsewhere it is free')
  })
  await t.test('refuses guests', async (t) => {
    refused(t, await as.gina.post(IN_NORTHWIND, { name: 'Mine' }), 'teamsNotAuthorized')
  })
})

t.test('a Space that was made in the app', async (t) => {
  const { as, mock } = await start(t)
  const { anna } = as

  await t.test('is the first of a Workspace, with "in progress" and all features in wire order', async (t) => {
    const [space, other] = (await anna.get(IN_NORTHWIND)).body.spaces
    const { features, statuses } = space
    t.match(statuses, [
      { status: 'to do' },
      { status: 'in progress', type: 'custom', orderindex: 1, color: '#1090e0' },
      { status: 'complete', orderindex: 2 },
    ])
    t.match(space, { color: /^#/, admin_can_manage: true })
    t.equal(
      Object.keys(features).join(' '),
      'due_dates sprints time_tracking points custom_items priorities tags time_estimates check_unresolved milestones ' +
        'custom_fields remap_dependencies dependency_warning status_pies multiple_assignees emails scheduler_enabled ' +
        'dependency_type_enabled dependency_enforcement reschedule_closed_dependencies',
    )
    t.same(Object.keys(features.priorities.priorities[0]), ['color', 'id', 'orderindex', 'priority'])
    t.match(other.features, { custom_items: { enabled: false }, milestones: { enabled: false } }, 'off in a fresh one')
  })
  await t.test('stands in a fixture unless the fixture says otherwise, and is exported so', async (t) => {
    const spaces = [{ name: 'One' }, { name: 'Other' }, { name: 'Bare', made_by: 'api' as const }]
    const workspaces = { tiny: { id: '9009', members: { ann: 'owner' as const }, spaces } }
    const seed = { users: { ann: { email: 'ann@tiny.example' } }, workspaces, tokens: [{ user: 'ann' }] }
    const shown = async (name: string, from: object) => {
      await mock.control.createSandbox({ name, seed: from })
      const sandbox = mock.sandbox(name)
      const answer = await sandbox.fetch('/api/v2/team/9009/space', {
        headers: { authorization: `${sandbox.tokens.ann}` },
      })
      return (await answer.json()).spaces
    }
    const first = await shown('once', seed)
    t.match(first, [
      { statuses: [{}, { color: '#1090e0' }, {}], admin_can_manage: true },
      { statuses: [{}, { status: 'in progress', color: '#5f55ee' }, {}], color: /^#/ },
      { statuses: [{ status: 'to do' }, { status: 'complete' }], color: null, admin_can_manage: null },
    ])
    t.notOk('tags' in first[2].features)
    t.same(await shown('again', mock.sandbox('once').control.exportWorld()), first)
  })
})

t.test('GetSpaces', async (t) => {
  const { as } = await start(t, { seed: 'default' })
  const names = async (client: typeof as.anna, query = '') =>
    (await client.get(`${IN_NORTHWIND}${query}`)).body.spaces.map(({ name }: { name: string }) => name)
  const before = await names(as.ben)
  const { body: open } = await as.anna.post(IN_NORTHWIND, { name: 'Open' })
  const { body: closed } = await as.anna.post(IN_NORTHWIND, { name: 'Closed' })
  await as.anna.send('PUT', `/api/v2/space/${closed.id}`, { body: { private: true } })

  await t.test('lists those that are not archived, private ones for their members only', async (t) => {
    t.same(await names(as.anna), [...(await names(as.anna)).slice(0, -2), 'Open', 'Closed'])
    t.same(await names(as.ben), [...before, 'Open'])
    t.same(await names(as.anna, '?archived=true'), [])
    t.same(await names(as.gina), [], 'a guest sees no Space')
  })
  await t.test('names the members of private ones', async (t) => {
    const { spaces } = (await as.anna.get(IN_NORTHWIND)).body
    t.match(spaces.at(-1).members, [{ user: { id: 100001, username: 'Anna Brandt', initials: 'AB' } }])
    t.notHas(spaces.at(-2), { members: [] })
  })
  await t.test('GetSpace refuses one that the caller does not see like an unknown one', async (t) => {
    refused(t, await as.ben.get(`/api/v2/space/${closed.id}`), 'teamNotAuthorized')
    refused(t, await as.gina.get(`/api/v2/space/${open.id}`), 'teamNotAuthorized')
    refused(t, await as.anna.get('/api/v2/space/1'), 'teamNotAuthorized')
    refused(t, await as.anna.get('/api/v2/space/abc'), 'spaceIdMalformed')
  })
})

t.test('UpdateSpace', async (t) => {
  const { as } = await start(t)
  const { body: space } = await as.anna.post(IN_NORTHWIND, { name: 'Before' })
  await as.anna.post(IN_NORTHWIND, { name: 'Taken' })
  const put = (body: object, client = as.anna) => client.send('PUT', `/api/v2/space/${space.id}`, { body })

  await t.test('changes what is sent and leaves the rest', async (t) => {
    const { body } = await put({ name: 'After', color: '#ff0000', admin_can_manage: true, multiple_assignees: true })
    t.same(body, { ...space, name: 'After', color: '#ff0000', admin_can_manage: true, multiple_assignees: true })
    t.same((await as.anna.get(`/api/v2/space/${space.id}`)).body, body)
  })
  await t.test('switches features on, which are then shown, and off', async (t) => {
    const switched = async (features: object) => (await put({ features })).body.features
    const on = await switched({ time_tracking: { enabled: true }, tags: { enabled: true } })
    t.same(on.time_tracking, { enabled: true, harvest: false, rollup: false, default_to_billable: 2 })
    t.same(on.tags, { enabled: true })
    const off = await switched({ time_tracking: { enabled: false }, tags: { enabled: false } })
    t.equal(JSON.stringify(off), JSON.stringify(space.features), 'they look as they did at first')
    t.same((await switched({ checklists: { enabled: false } })).checklists, { enabled: false })
    await put({ features: { checklists: { enabled: true } } })
  })
  await t.test('ignores statuses, and a name that is none', async (t) => {
    const { body } = await put({ name: '', color: null, statuses: [{ status: 'done' }] })
    t.match(body, { name: 'After', color: null, statuses: space.statuses })
  })
  await t.test('keeps who sees it when it is private already', async (t) => {
    await put({ private: true })
    await put({ private: true, name: 'Hidden' })
    refused(t, await put({ private: false }, as.ben), 'teamNotAuthorized')
  })
  await t.test('refuses a name that is taken, and a switch that is none', async (t) => {
    refused(t, await put({ name: 'Taken' }), 'spaceRenameTaken')
    refused(t, await put({ private: 'maybe' }), 'internalError')
  })
})

t.test('DeleteSpace', async (t) => {
  const { as } = await start(t)
  const { body: space } = await as.anna.post(IN_NORTHWIND, { name: 'Short' })
  const { body: folder } = await as.anna.post(`/api/v2/space/${space.id}/folder`, { name: 'Inside' })
  const { body: list } = await as.anna.post(`/api/v2/folder/${folder.id}/list`, { name: 'Deep inside' })
  const { status, body } = await as.anna.send('DELETE', `/api/v2/space/${space.id}`)

  t.same({ status, body }, { status: 200, body: {} })
  await t.test('leaves ids that answer as deleted, and all that was inside', async (t) => {
    refused(t, await as.anna.get(`/api/v2/space/${space.id}`), 'spaceDeleted')
    refused(t, await as.anna.send('DELETE', `/api/v2/space/${space.id}`), 'spaceDeleted')
    refused(t, await as.anna.post(`/api/v2/space/${space.id}/folder`, { name: 'Late' }), 'spaceDeleted')
    refused(t, await as.anna.get(`/api/v2/folder/${folder.id}`), 'folderSpaceDeleted')
    refused(t, await as.anna.get(`/api/v2/list/${list.id}`), 'taskListDeleted')
  })
  await t.test('after the body was looked at', async (t) => {
    refused(t, await as.anna.post(`/api/v2/space/${space.id}/folder`, { name: '' }), 'folderNameInvalid')
  })
  await t.test('frees its name', async (t) => {
    t.equal((await as.anna.post(IN_NORTHWIND, { name: 'Short' })).status, 200)
  })
})
