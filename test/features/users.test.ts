// Users: invited, read, changed and removed in a Workspace on the Enterprise plan.
import t from 'tap'
import { letIn, startEnterprise } from '../help/enterprise.js'
import { refused, type TestClient } from '../help/start.js'
import { ANNA, addGroup, BEN, CHLOE, DEV, GINA, NORTHWIND, NOW, startWork } from '../help/work.js'

const inTeam = `/api/v2/team/${NORTHWIND}`
const userKeys = [
  ...'id username email color profilePicture initials role custom_role'.split(' '),
  ...'last_active date_joined date_invited'.split(' '),
]
const inviterKeys = 'id color username email initials profilePicture'.split(' ')
const seats = async (client: TestClient) => (await client.get(`${inTeam}/seats`)).body.members.filled_members_seats

t.test('InviteUserToWorkspace', async (t) => {
  const { as, world } = await startEnterprise(t)
  const invite = (body: object, client = as.anna) => client.post(`${inTeam}/user`, body)
  const before = await seats(as.anna)

  await t.test('adds a person with an open invitation, and takes a seat', async (t) => {
    const { status, body } = await invite({ email: 'nora@new.example', admin: false })
    t.equal(status, 200)
    t.same(Object.keys(body.team), ['id', 'name', 'color', 'avatar', 'members', 'roles'])
    const [{ user, invited_by }, ...others] = body.team.members
    t.same([Object.keys(user), Object.keys(invited_by), others], [userKeys, inviterKeys, []])
    t.match(user, { username: null, color: null, initials: 'N', role: 3, custom_role: null, date_joined: null })
    t.equal(user.date_invited, String(NOW))
    t.equal(await seats(as.anna), before + 1)
    const { teams } = (await as.anna.get('/api/v2/team')).body
    t.match(teams[0].members.at(-1), { user: { id: user.id }, invited_by: { id: ANNA, status: 'invited' } })
  })

  await t.test('names the roles of the Workspace, built-in and custom', async (t) => {
    const { roles } = (await invite({ email: 'x@new.example' })).body.team
    t.same(roles, [
      { id: 1, name: 'owner', custom: false },
      { id: 2, name: 'admin', custom: false },
      { id: 3, name: 'member', custom: false },
      { id: 4, name: 'guest', custom: false },
      { id: 4000001, name: 'Contractor', inherited_role: 3, custom: true },
    ])
  })

  await t.test('as an admin, or with a custom role, which wins', async (t) => {
    const invited = async (body: object) => (await invite(body)).body.team.members[0].user
    t.match(await invited({ email: 'a@new.example', admin: true }), { role: 2, custom_role: null })
    const custom = { email: 'b@new.example', admin: true, custom_role_id: 4000001 }
    t.match(await invited(custom), { role: 3, custom_role: { id: 4000001, name: 'Contractor' } })
    t.match(await invited({ ...custom, email: 'c@new.example', custom_role_id: 7 }), { role: 2, custom_role: null })
  })

  await t.test('knows people who are in another Workspace', async (t) => {
    world.members.delete(world.members.get(`${NORTHWIND}/${CHLOE}`))
    t.match((await invite({ email: 'chloe@harbor.example' })).body.team.members[0].user, { id: CHLOE })
  })

  await t.test('refuses who is there already, what is no address, and members who invite', async (t) => {
    refused(t, await invite({ email: 'ben@northwind.example' }), 'alreadyInTeam')
    refused(t, await invite({ email: 'nobody' }), 'emailInvalid')
    refused(t, await invite({ admin: true }), 'emailInvalid')
    refused(t, await invite({ email: 'y@new.example' }, as.gina), 'permissionMissing')
  })

  await t.test('refuses all of it below Enterprise, before the body is looked at', async (t) => {
    const small = await startWork(t)
    refused(t, await small.as.anna.post(`${inTeam}/user`, {}), 'enterprisePlanRequired')
  })
})

t.test('GetUser', async (t) => {
  const { as, world, list } = await startEnterprise(t)
  letIn(world, 'lists', list, 'edit', CHLOE)
  const get = (id: number | string, query = '') => as.ben.get(`${inTeam}/user/${id}${query}`)

  await t.test('shows a member with what they were let into', async (t) => {
    const { status, body } = await get(CHLOE)
    t.equal(status, 200)
    t.same(Object.keys(body.member), ['user', 'invited_by', 'shared'])
    t.same([Object.keys(body.member.user), Object.keys(body.member.invited_by)], [userKeys, inviterKeys])
    t.match(body.member.shared, { tasks: [], lists: [{ id: list.id, permission_level: 'edit' }], folders: [] })
    t.same(Object.keys((await get(ANNA)).body.member), ['user', 'shared'], 'nobody invited the owner')
  })

  await t.test('or without it', async (t) => {
    t.same(Object.keys((await get(CHLOE, '?include_shared=false')).body.member), ['user', 'invited_by'])
  })

  await t.test('refuses guests, strangers, and members who ask', async (t) => {
    for (const id of [GINA, 7, 'x']) refused(t, await get(id), 'userNotFound')
    refused(t, await as.gina.get(`${inTeam}/user/${BEN}`), 'permissionMissing')
  })
})

t.test('EditUserOnWorkspace', async (t) => {
  const { as } = await startEnterprise(t)
  const put = (body: object, id = BEN) => as.anna.send('PUT', `${inTeam}/user/${id}`, { body })

  await t.test('changes the name, the role, the custom role', async (t) => {
    t.match((await put({ username: 'Ben the Second' })).body.member.user, { username: 'Ben the Second', role: 2 })
    t.match((await put({ custom_role_id: 4000001 })).body.member.user, { role: 3, custom_role: { name: 'Contractor' } })
    t.match((await put({ username: '' })).body.member.user, {
      username: 'Ben the Second',
      custom_role: { id: 4000001 },
    })
    t.match((await put({ admin: true })).body.member.user, { role: 2, custom_role: null })
    t.match((await put({ admin: false })).body.member.user, { role: 3 })
  })

  await t.test('refuses the owner, and who is not there', async (t) => {
    refused(t, await put({ admin: true }, ANNA), 'permissionMissing')
    refused(t, await put({}, GINA), 'userNotFound')
  })
})

t.test('RemoveUserFromWorkspace', async (t) => {
  const { as, world, task, list } = await startEnterprise(t)
  const remove = (id: number) => as.ben.send('DELETE', `${inTeam}/user/${id}`)
  const group = addGroup(world)
  letIn(world, 'lists', list, 'edit', CHLOE)
  world.tasks.update(task, { assignees: [CHLOE] })
  const before = await seats(as.ben)

  await t.test('lets a member go, and frees the seat', async (t) => {
    const { status, body } = await remove(CHLOE)
    t.equal(status, 200)
    t.same(Object.keys(body.team), ['id', 'name', 'color', 'avatar', 'members'])
    t.same(body.team.members, [])
    t.equal(await seats(as.ben), before - 1)
    t.same((await as.chloe.get('/api/v2/team')).body.teams.length, 1, 'the token sees other Workspaces only')
  })

  await t.test('keeps assignments; shares are gone, and groups lose them', async (t) => {
    t.match((await as.ben.get(`/api/v2/task/${task.id}`)).body.assignees, [{ id: CHLOE }])
    t.equal(world.shares.size, 0)
    t.same(world.user_groups.get(group.id).member_ids, [BEN])
  })

  await t.test('withdraws an invitation', async (t) => t.equal((await remove(DEV)).status, 200))

  await t.test('refuses the owner, oneself, and who is not there', async (t) => {
    refused(t, await remove(ANNA), 'permissionMissing')
    refused(t, await remove(BEN), 'permissionMissing')
    refused(t, await remove(CHLOE), 'userNotFound')
  })
})
