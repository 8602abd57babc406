// clickup.js, unmodified, on users, guests, user groups, roles and what is shared.
import { createClickup } from 'clickup.js'
import t from 'tap'
import { clickUpJsRefused } from '../help/clickup-js.js'
import { environmentOf } from '../help/login.js'
import { start } from '../help/start.js'
import * as tour from '../help/tour.js'

const { NORTHWIND, HARDWARE, BATTERY, PRODUCT, idOf, nameOf } = tour
const { mock } = await start(t, { listen: true, rateLimit: 'off' })
const env = environmentOf(mock)
const clientWith = (token: string) => createClickup({ token, request: { prefixUrl: `${env.CLICKUP_MOCK_URL}/api/` } })
const clickup = clientWith(String(mock.tokens.anna))
const guestOf = clientWith(String(mock.tokens.gina))
const refused = clickUpJsRefused(mock)
const [BEN, GINA] = [100_002, 100_005]

t.test('clickup.js and people', async (t) => {
  await t.test('is refused on a smaller plan', async (t) => {
    await refused(t, clickup.team.user(NORTHWIND, BEN), 'enterprisePlanRequired')
    mock.control.changeWorkspace({ workspace: 'northwind', plan: 'enterprise' })
  })

  await t.test('invites, reads, changes and removes a member', async (t) => {
    const { team } = await clickup.team.inviteUser(NORTHWIND, { email: 'nora@new.example', admin: false })
    const [{ user }] = team.members
    const changed = await clickup.team.editUser(NORTHWIND, user.id, {
      username: 'Nora',
      admin: true,
      custom_role_id: 0,
    })
    t.match(changed.member.user, { role: 2 })
    t.match((await clickup.team.user(NORTHWIND, user.id)).member, { user: { id: user.id, role: 2 }, shared: {} })
    t.same((await clickup.team.removeUser(NORTHWIND, user.id)).team.members, [])
    await refused(t, clickup.team.user(NORTHWIND, user.id), 'userNotFound')
  })

  await t.test('invites, reads, changes and removes a guest', async (t) => {
    const [{ user }] = (await clickup.team.inviteGuest(NORTHWIND, { email: 'zoe@new.example' })).team.members
    t.match(await clickup.team.editGuest(NORTHWIND, user.id, { can_edit_tags: true }), {
      guest: { can_edit_tags: true },
    })
    t.match(await clickup.team.guest(NORTHWIND, user.id), { guest: { user: { id: user.id }, can_edit_tags: true } })
    t.same((await clickup.team.removeGuest(NORTHWIND, user.id)).team.members, [])
  })

  const [{ id: folder }] = (await clickup.space.folders(PRODUCT)).folders
  for (const [kind, at, id] of [
    ['tasks', 'task', BATTERY],
    ['lists', 'list', HARDWARE],
    ['folders', 'folder', folder],
  ] as const) {
    await t.test(`lets a guest into one of the ${kind}, and takes it away`, async (t) => {
      const { guest } = await clickup[at].addGuest(id, GINA, { permission_level: 'read' }, {})
      t.ok(guest.shared[kind].map(idOf).includes(id))
      t.ok((await guestOf.team.sharedHierarchy(NORTHWIND)).shared[kind].map(idOf).includes(id))
      await refused(t, guestOf[at].update(id, { name: 'Mine' }), 'permissionMissing')
      t.notOk((await clickup[at].removeGuest(id, GINA, {})).guest.shared[kind].map(idOf).includes(id))
    })
  }

  await t.test('makes, lists, changes and deletes a group', async (t) => {
    const { id } = await clickup.team.addUserGroup(NORTHWIND, { name: 'Night Shift', members: [BEN] })
    t.equal((await clickup.group.get({ team_id: NORTHWIND })).groups.map(nameOf).at(-1), 'Night Shift')
    t.match(await clickup.group.update(id, { members: { add: [], rem: [BEN] } }), { members: [] })
    t.same(await clickup.group.delete(id), {})
  })

  await t.test('reads the custom roles', async (t) => {
    const { custom_roles } = await clickup.team.customRoles(NORTHWIND, { include_members: true })
    t.match(custom_roles, [{ name: 'Contractor', members: [100_004] }])
  })
})

t.test('clickup.js has called every operation of these chapters', async (t) =>
  t.same(tour.notDone(mock, ['users', 'guests', 'user-groups', 'roles', 'shared-hierarchy']), []),
)
