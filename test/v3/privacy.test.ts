// Privacy: what is made private over version 3 is hidden in version 2.
import t from 'tap'
import { createClickUpMock, type Fixture } from '../../src/index.js'
import { refused, start } from '../help/start.js'
import { WORKSPACE } from '../help/v3-causes.js'

const [BEN, CHLOE] = ['100002', '100003']

t.test('publicPatchAcl', async (t) => {
  const { as, mock } = await start(t, { rateLimit: 'off' })
  mock.control.changeWorkspace({ workspace: 'northwind', plan: 'enterprise' })
  const patch = (object: string, body: object, client = as.anna) =>
    client.send('PATCH', `${WORKSPACE}/${object}/acls`, { body })
  const letIn = (id: string, permission_level: number | null = 4) => [{ kind: 'user', id, permission_level }]

  const objects = [
    ['folder/90110000001', '/api/v2/folder/90110000001'],
    ['list/901200000001', '/api/v2/list/901200000001'],
    ['task/86a000001', '/api/v2/task/86a000001'],
    ['view/8jp19-2', '/api/v2/view/8jp19-2'],
    ['doc/8jp19-5', `${WORKSPACE}/docs/8jp19-5`],
  ] as const
  for (const [object, path] of objects) {
    await t.test(`hides a ${object.split('/')[0]} from all but its keeper and who is let in`, async (t) => {
      const { status, body } = await patch(object, { private: true, entries: letIn(BEN) })
      t.same({ status, body }, { status: 200, body: {} })
      const statuses = async () =>
        Promise.all([as.anna, as.ben, as.chloe].map(async (client) => (await client.get(path)).status))
      const hidden = object.startsWith('doc') ? 404 : 401
      t.same(await statuses(), [200, 200, hidden])
      await patch(object, { entries: [...letIn(BEN, null), { kind: 'user', id: CHLOE, permission_level: 1 }] })
      t.same(await statuses(), [200, hidden, 200])
      const { mock: other } = await start(t, { seed: mock.control.exportWorld() })
      t.same(other.control.exportWorld(), mock.control.exportWorld())
      await patch(object, { private: true })
      t.same(await statuses(), [200, hidden, hidden], 'private anew, it drops who is not listed')
      await patch(object, { private: false })
      t.same(await statuses(), [200, 200, 200])
    })
  }

  await t.test('hides a Space from all but its members', async (t) => {
    const see = async (client: typeof as.anna) => (await client.get('/api/v2/space/90010000001')).status
    await patch('space/90010000001', { private: true, entries: letIn(CHLOE) })
    t.same(await Promise.all([see(as.anna), see(as.ben), see(as.chloe)]), [200, 401, 200])
    await patch('space/90010000001', { entries: letIn(CHLOE, null) })
    t.equal(await see(as.chloe), 401)
    await patch('space/90010000001', { private: false })
    t.equal(await see(as.ben), 200)
  })

  const { body: made } = await as.anna.post('/api/v2/team/9001001/group', { name: 'Readers', members: [Number(CHLOE)] })
  const group: string = made.id
  const letGroupIn = (permission_level: number | null) => [{ kind: 'group', id: group, permission_level }]

  for (const [object, path] of [...objects, ['space/90010000001', '/api/v2/space/90010000001'] as const]) {
    await t.test(
      `lets the people of a group into a private ${object.split('/')[0]}, as long as they are in it`,
      async (t) => {
        const hidden = object.startsWith('doc') ? 404 : 401
        const statuses = async () =>
          Promise.all([as.ben, as.chloe].map(async (client) => (await client.get(path)).status))
        const members = (change: object) => as.anna.send('PUT', `/api/v2/group/${group}`, { body: { members: change } })
        await patch(object, { private: true, entries: letGroupIn(1) })
        t.same(await statuses(), [hidden, 200])
        await members({ add: [Number(BEN)], rem: [Number(CHLOE)] })
        t.same(await statuses(), [200, hidden])
        const { mock: other } = await start(t, { seed: mock.control.exportWorld() })
        t.same(other.control.exportWorld(), mock.control.exportWorld())
        await members({ add: [Number(CHLOE)], rem: [Number(BEN)] })
        for (const _ of ['before', 'twice']) await patch(object, { entries: letGroupIn(null) })
        t.same(await statuses(), [hidden, hidden])
        await patch(object, { private: false })
      },
    )
  }

  await t.test('a group that may do more counts, and a person’s own level before any', async (t) => {
    const { body: more } = await as.anna.post('/api/v2/team/9001001/group', {
      name: 'Writers',
      members: [Number(CHLOE)],
    })
    const rename = async () =>
      (await as.chloe.send('PUT', '/api/v2/task/86a000001', { body: { name: 'Renamed' } })).status
    await patch('task/86a000001', { private: true, entries: letGroupIn(1) })
    t.not(await rename(), 200)
    await patch('task/86a000001', { entries: [{ kind: 'group', id: more.id, permission_level: 4 }] })
    t.equal(await rename(), 200)
    await patch('task/86a000001', { entries: [{ kind: 'user', id: CHLOE, permission_level: 1 }] })
    t.not(await rename(), 200)
    await patch('task/86a000001', { entries: [{ kind: 'user', id: CHLOE, permission_level: null }] })
    const { body } = await as.anna.get('/api/v2/task/86a000001/member')
    t.ok(
      body.members.some(({ id }: { id: number }) => String(id) === CHLOE),
      'who is in the group is one of its people',
    )
    await as.anna.send('DELETE', `/api/v2/group/${more.id}`)
    t.not(await rename(), 200, 'a group that is deleted lets nobody in')
    const has = async () =>
      (await as.chloe.get('/api/v2/team/9001001/task')).body.tasks.map(({ id }: { id: string }) => id)
    t.ok((await has()).includes('86a000001'))
    await patch('task/86a000001', { private: true })
    t.notOk((await has()).includes('86a000001'))
    await patch('task/86a000001', { private: false })
  })

  await t.test('leaves a private task out of lists', async (t) => {
    await patch('task/86a000001', { private: true })
    for (const path of ['/api/v2/list/901200000001/task?include_timl=true', '/api/v2/team/9001001/task']) {
      const has = async (client: typeof as.anna) =>
        (await client.get(path)).body.tasks.some(({ id }: { id: string }) => id === '86a000001')
      t.same([await has(as.anna), await has(as.chloe)], [true, false], path)
    }
    refused(t, await patch('task/86a000001', {}, as.chloe), 'resourceNotFound')
    await patch('task/86a000001', { private: false })
  })

  await t.test('takes Custom Fields, and changes nothing', async (t) => {
    const { body } = await as.anna.get('/api/v2/list/901200000001/field')
    const entries = [...letIn(BEN), { kind: 'group', id: group, permission_level: 4 }]
    t.equal((await patch(`customField/${body.fields[0].id}`, { private: true, entries })).status, 200)
  })

  await t.test('refuses guests, strangers, unknown objects and kinds', async (t) => {
    const { lists } = mock.control.getWorld().workspaces[0]?.spaces[0]?.folders[1] ?? { lists: [] }
    refused(t, await patch(`list/${lists[0]?.id}`, {}, as.gina), 'resourceForbidden')
    refused(t, await patch('task/86a000001', { entries: letIn('7') }), 'resourceNotFound')
    refused(t, await patch('task/86a000001', { entries: [{ kind: 'group', id: 'x' }] }), 'resourceNotFound')
    for (const object of ['task/unknown', 'dashboard/1', 'toString/1']) {
      refused(t, await patch(object, {}), 'resourceNotFound')
    }
    refused(t, await patch('task/86a000001', { entries: letIn(BEN, 2) }), 'requestUnfit')
    refused(t, await patch('Task-1/86a000001', {}), 'requestUnfit')
    mock.control.changeWorkspace({ workspace: 'northwind', plan: 'business' })
    refused(t, await patch('task/86a000001', {}), 'enterprisePlanRequired')
  })
})

t.test('a fixture lets groups in', async (t) => {
  const seedWith = (shared_with_groups: unknown) => ({
    users: { anna: { email: 'anna@acme.example' }, ben: { email: 'ben@acme.example' } },
    workspaces: {
      acme: {
        members: { anna: 'owner', ben: { role: 'member' } },
        groups: [{ name: 'Makers', members: ['ben'] }],
        spaces: [{ name: 'Board', private: true, members: ['anna'], shared_with_groups }],
      },
    },
    tokens: [{ user: 'ben' }],
  })
  const started = (shared: unknown) => createClickUpMock({ listen: false, seed: seedWith(shared) as Fixture })

  for (const shared of ['Makers', { group: 'Makers', permission_level: 'read' }]) {
    await t.test(`as ${JSON.stringify(shared)}`, async (t) => {
      const mock = await started([shared])
      t.teardown(() => mock.close())
      const team = mock.control.getWorld().workspaces[0]?.id
      const answer = await mock.fetch(`/api/v2/team/${team}/space`, {
        headers: { authorization: mock.tokens.ben ?? '' },
      })
      t.match(await answer.json(), { spaces: [{ name: 'Board' }] })
      const { workspaces } = mock.control.exportWorld()
      t.equal(Object.values(workspaces ?? {})[0]?.spaces?.[0]?.shared_with_groups?.length, 1)
    })
  }

  await t.test('but none that is not there, and none twice', async (t) => {
    await t.rejects(started(['Nobody']), { message: /shared_with_groups\/0: there is no group "Nobody"/ })
    await t.rejects(started(['Makers', 'makers']), { message: /shared_with_groups\/1: makers stands there twice/ })
  })
})
