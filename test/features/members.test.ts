// Members of tasks and Lists: only who was given access to the thing itself.
import t from 'tap'
import { refused } from '../help/start.js'
import { ANNA, addList, addSpace, addTask, BEN, DEV, GINA, NORTHWIND, startWork } from '../help/work.js'

t.test('GetTaskMembers and GetListMembers', async (t) => {
  const { as, world, list, task } = await startWork(t)
  const ids = async (path: string) =>
    (await as.anna.get(`/api/v2/${path}/member`)).body.members.map(({ id }: { id: number }) => id)

  await t.test('list nobody where all come with the Workspace', async (t) => {
    t.same([await ids(`task/${task.id}`), await ids(`list/${list.id}`)], [[], []])
  })

  await t.test('list guests with whom the thing itself is shared', async (t) => {
    world.shares.add({ team_id: NORTHWIND, user_id: GINA, kind: 'lists', id: list.id })
    t.same([await ids(`task/${task.id}`), await ids(`list/${list.id}`)], [[], [GINA]])
    world.shares.add({ team_id: NORTHWIND, user_id: GINA, kind: 'tasks', id: task.id })
    t.same(await ids(`task/${task.id}`), [GINA])
  })

  const space = addSpace(world, { private: true, member_ids: [ANNA, BEN, DEV, 1] })
  const inside = addList(world, space)
  const within = addTask(world, inside)

  await t.test('list the people of a private Space who are in the Workspace, then guests', async (t) => {
    world.shares.add({ team_id: NORTHWIND, user_id: GINA, kind: 'tasks', id: within.id })
    t.same(await ids(`task/${within.id}`), [ANNA, BEN, DEV, GINA])
    t.same(await ids(`list/${inside.id}`), [ANNA, BEN, DEV])
  })

  await t.test('show every key of the samples, in wire order', async (t) => {
    const { status, body } = await as.anna.get(`/api/v2/list/${inside.id}/member`)
    t.equal(status, 200)
    t.same(Object.keys(body), ['members'])
    const [, ben, dev] = body.members
    t.same(Object.keys(ben), ['id', 'username', 'email', 'color', 'initials', 'profilePicture', 'profileInfo'])
    t.match(ben, { id: BEN, username: 'Ben Osei', email: 'ben@northwind.example', initials: 'BO' })
    t.ok(Object.values(ben.profileInfo).every((value) => value === null))
    t.equal(dev.username, null, 'who has not joined yet has no name')
  })

  await t.test('refuse a task and a List that are hidden or deleted', async (t) => {
    refused(t, await as.chloe.get(`/api/v2/task/${within.id}/member`), 'teamNotAuthorized')
    refused(t, await as.chloe.get(`/api/v2/list/${inside.id}/member`), 'teamNotAuthorized')
    world.lists.update(inside, { deleted: true })
    refused(t, await as.anna.get(`/api/v2/task/${within.id}/member`), 'taskDeleted')
    refused(t, await as.anna.get(`/api/v2/list/${inside.id}/member`), 'taskListDeleted')
  })
})
