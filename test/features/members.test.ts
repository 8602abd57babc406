// Members: of a task only who was given access to it by name, of a List all who can see it.
import t from 'tap'
import { refused } from '../help/start.js'
import {
  ANNA,
  addList,
  addSpace,
  addTask,
  BEN,
  CHLOE,
  DEV,
  GINA,
  NORTHWIND,
  startWork,
  type Work,
} from '../help/work.js'

/** The members of a task or a List. */
async function membersOf({ as }: Work, path: string): Promise<number[]> {
  return (await as.anna.get(`/api/v2/${path}/member`)).body.members.map(({ id }: { id: number }) => id)
}

/** A List and a task in a private Space of three people of the Workspace and one who left. */
function privately({ world }: Work) {
  const list = addList(world, addSpace(world, { private: true, member_ids: [ANNA, BEN, DEV, 1] }))
  return { list, task: addTask(world, list) }
}

t.test('GetTaskMembers', async (t) => {
  const work = await startWork(t)
  const { as, world, list, task } = work

  await t.test('lists nobody where all come with the Workspace or the List', async (t) => {
    world.shares.add({ team_id: NORTHWIND, user_id: GINA, kind: 'lists', id: list.id })
    t.same(await membersOf(work, `task/${task.id}`), [])
  })

  await t.test('lists guests with whom the task itself is shared', async (t) => {
    world.shares.add({ team_id: NORTHWIND, user_id: GINA, kind: 'tasks', id: task.id })
    t.same(await membersOf(work, `task/${task.id}`), [GINA])
  })

  const { task: within, list: around } = privately(work)

  await t.test('lists the people of a private Space, then guests', async (t) => {
    world.shares.add({ team_id: NORTHWIND, user_id: GINA, kind: 'tasks', id: within.id })
    t.same(await membersOf(work, `task/${within.id}`), [ANNA, BEN, DEV, GINA])
  })

  await t.test('refuses a task that is hidden or deleted', async (t) => {
    refused(t, await as.chloe.get(`/api/v2/task/${within.id}/member`), 'teamNotAuthorized')
    world.lists.update(around, { deleted: true })
    refused(t, await as.anna.get(`/api/v2/task/${within.id}/member`), 'taskDeleted')
  })
})

t.test('GetListMembers', async (t) => {
  const work = await startWork(t)
  const { as, world, list } = work

  await t.test('lists all of the Workspace who can see it, in order of id, and guests who were let in', async (t) => {
    t.same(await membersOf(work, `list/${list.id}`), [ANNA, BEN, CHLOE, DEV])
    world.shares.add({ team_id: NORTHWIND, user_id: GINA, kind: 'tasks', id: work.task.id })
    t.same(await membersOf(work, `list/${list.id}`), [ANNA, BEN, CHLOE, DEV], 'not for one of its tasks')
    world.shares.add({ team_id: NORTHWIND, user_id: GINA, kind: 'lists', id: list.id })
    t.same(await membersOf(work, `list/${list.id}`), [ANNA, BEN, CHLOE, DEV, GINA])
  })

  const { list: hidden } = privately(work)

  await t.test('shows the people of a private Space with every key of the samples, in wire order', async (t) => {
    const { status, body } = await as.anna.get(`/api/v2/list/${hidden.id}/member`)
    t.equal(status, 200)
    t.same(Object.keys(body), ['members'])
    const [anna, ben, dev] = body.members
    t.same([anna.id, ben.id, dev.id, body.members.length], [ANNA, BEN, DEV, 3])
    t.same(Object.keys(ben), ['id', 'username', 'email', 'color', 'initials', 'profilePicture', 'profileInfo'])
    t.match(ben, { username: 'Ben Osei', email: 'ben@northwind.example', initials: 'BO' })
    t.ok(Object.values(ben.profileInfo).every((value) => value === null))
    t.equal(
      Object.keys(ben.profileInfo).join(' '),
      'display_profile verified_ambassador verified_consultant top_tier_user ai_expert viewed_verified_ambassador ' +
        'viewed_verified_consultant viewed_top_tier_user viewed_ai_expert',
    )
    t.equal(dev.username, null, 'who has not joined yet has no name')
  })

  await t.test('refuses a List that is hidden or deleted', async (t) => {
    refused(t, await as.chloe.get(`/api/v2/list/${hidden.id}/member`), 'teamNotAuthorized')
    world.lists.update(hidden, { deleted: true })
    refused(t, await as.anna.get(`/api/v2/list/${hidden.id}/member`), 'taskListDeleted')
  })
})
