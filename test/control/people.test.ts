// People, what they are let into and their groups, changed while the mock runs; on any plan.
import t from 'tap'
import { twins } from '../help/twins.js'

const northwind = async (pair: Awaited<ReturnType<typeof twins>>) =>
  (await pair.ask('listWorkspaces')).workspaces.find(({ handle }: { handle: string }) => handle === 'northwind')
const of = { workspace: 'northwind' }

t.test('addMember', async (t) => {
  const pair = await twins(t)
  const { ask, refuses } = pair

  await t.test('makes somebody who has joined, or an invitation that they accept later', async (t) => {
    await ask('addMember', { ...of, email: 'nora@new.example' })
    await ask('addMember', { ...of, email: '7@new.example', role: 'guest', pending: true })
    const memberships = async () =>
      (await ask('listUsers')).users
        .slice(-2)
        .map(({ handle, workspaces }: { handle: string; workspaces: object[] }) => {
          return [handle, ...workspaces]
        })
    const nora = ['nora', { ...of, role: 'member', custom_role: null, pending: false }]
    t.same(await memberships(), [nora, ['user', { ...of, role: 'guest', custom_role: null, pending: true }]])
    await ask('changeMember', { ...of, user: 'user', pending: false })
    t.match((await memberships())[1], ['user', { role: 'guest', pending: false }])
  })

  await t.test('refuses who is there already', async () => {
    await refuses('addMember', { ...of, email: 'ben@northwind.example' }, { where: '/email' })
  })
})

t.test('changeMember', async (t) => {
  const { ask, refuses } = await twins(t)
  const ben = async () => (await ask('exportWorld')).workspaces.northwind.members.ben

  await t.test('gives a custom role, and takes it with another role', async (t) => {
    await ask('changeMember', { ...of, user: 'ben', custom_role: 'Contractor' })
    t.match(await ben(), { role: 'member', custom_role: '4000001' })
    await ask('changeMember', { ...of, user: 'ben', role: 'guest', can: ['can_edit_tags'] })
    t.match(await ben(), { role: 'guest', can: ['can_edit_tags'], custom_role: undefined })
    await ask('changeMember', { ...of, user: 'ben', pending: false })
    t.match(await ben(), { role: 'guest', can: ['can_edit_tags'] }, 'what is not sent stays')
    await refuses('changeMember', { ...of, user: 'ben', custom_role: 'Pilot' }, { where: '/custom_role' })
  })

  await t.test('makes the owner of who accepts at the same time', async (t) => {
    await ask('changeMember', { ...of, user: 'dev', role: 'owner', pending: false })
    const { members } = (await ask('exportWorld')).workspaces.northwind
    t.match([members.dev.role, members.anna.role], ['owner', 'admin'])
  })
})

t.test('setShare', async (t) => {
  const pair = await twins(t)
  const { ask, refuses, as } = pair
  const share = { ...of, user: 'gina', kind: 'lists', id: '901200000002' }
  const shown = { user: 'gina', kind: 'lists', id: share.id, name: 'Firmware' }

  await t.test('lets somebody in, changes the level, and takes it away', async (t) => {
    await ask('setShare', { ...share, permission_level: 'read' })
    t.match((await northwind(pair)).shares.at(-1), { ...shown, permission_level: 'read' })
    t.equal((await as.gina.get(`/api/v2/list/${share.id}`)).body.permission_level, 'read')
    await ask('setShare', { ...share, permission_level: 'edit' })
    t.match((await northwind(pair)).shares.at(-1), { permission_level: 'edit' })
    for (const _ of [1, 2]) await ask('setShare', { ...share, permission_level: null })
    t.notMatch((await northwind(pair)).shares, [{ id: share.id }])
  })

  await t.test('shows one without a level as create', async (t) => {
    t.match((await northwind(pair)).shares.at(-1), { user: 'gina', permission_level: /./ })
  })

  await t.test('refuses what is not in the Workspace', async () => {
    await refuses('setShare', { ...share, id: '7', permission_level: 'read' }, { where: '/id' })
    await refuses('setShare', { ...share, workspace: 'harbor', permission_level: 'read' }, { where: '/user' })
  })
})

t.test('setGroup and removeGroup', async (t) => {
  const pair = await twins(t)
  const { ask, refuses } = pair
  const groups = async () =>
    (await northwind(pair)).groups.map(({ name, members }: { name: string; members: string[] }) => [name, members])
  const before = await groups()

  await t.test('make a group, change who is in it, and delete it', async (t) => {
    await ask('setGroup', { ...of, group: 'Night Shift', members: ['anna', 'gina'] })
    t.same(await groups(), [...before, ['Night Shift', ['anna', 'gina']]])
    await ask('setGroup', { ...of, group: 'nightshift', members: ['ben@northwind.example'] })
    t.same(await groups(), [...before, ['Night Shift', ['ben']]])
    await ask('removeGroup', { ...of, group: 'Night Shift' })
    t.same(await groups(), before)
  })

  await t.test('refuse strangers and groups that are not there', async () => {
    await refuses('setGroup', { ...of, group: 'x', members: ['nobody'] }, { where: '/members/0' })
    await refuses('removeGroup', { ...of, group: 'x' }, { where: 'group' })
  })
})
