// Guests: invited and removed; what they are let into, at which level, and what they may do there.
import t from 'tap'
import { type GuestFlag, guestFlags } from '../../src/model/people-rows.js'
import { letIn, startEnterprise } from '../help/enterprise.js'
import { refused, type TestAnswer } from '../help/start.js'
import { addFolder, addList, addTask, BEN, CHLOE, GINA, NORTHWIND, startWork } from '../help/work.js'

const inTeam = `/api/v2/team/${NORTHWIND}`
const userKeys = 'id username email color profilePicture initials role custom_role'.split(' ')
const dateKeys = ['last_active', 'date_joined', 'date_invited']
const flags: readonly string[] = guestFlags

t.test('InviteGuestToWorkspace', async (t) => {
  const { as } = await startEnterprise(t)
  const invite = (body: object) => as.chloe.post(`${inTeam}/guest`, body)

  await t.test('adds a guest with what they are allowed, and takes a seat of guests', async (t) => {
    const { status, body } = await invite({ email: 'zoe@new.example', can_edit_tags: true })
    t.equal(status, 200)
    const [guest] = body.team.members
    t.same(Object.keys(guest), ['user', 'invited_by', ...flags])
    t.match(guest, { user: { role: 4, username: null }, can_edit_tags: true, can_create_views: false })
    t.match((await as.anna.get(`${inTeam}/seats`)).body.guests, { filled_guest_seats: 2 })
    const { members } = (await as.anna.get('/api/v2/team')).body.teams[0]
    t.match(members.at(-1), { user: { role_key: 'guest' }, can_edit_tags: true, can_see_time_spent: false })
  })

  await t.test('does not take a custom role that is none of guests', async (t) => {
    const { body } = await invite({ email: 'yan@new.example', custom_role_id: 4000001 })
    t.match(body.team.members[0].user, { role: 4, custom_role: null })
  })

  await t.test('refuses who is there, what is no address, guests who invite, and smaller plans', async (t) => {
    refused(t, await invite({ email: 'gina@studio.example' }), 'alreadyInTeam')
    refused(t, await invite({ email: 7 }), 'emailInvalid')
    refused(t, await as.gina.post(`${inTeam}/guest`, { email: 'x@new.example' }), 'permissionMissing')
    const small = await startWork(t)
    refused(t, await small.as.anna.post(`${inTeam}/guest`, {}), 'enterprisePlanRequired')
  })
})

t.test('GetGuest', async (t) => {
  const { as, world, task } = await startEnterprise(t)
  letIn(world, 'tasks', task, 'read')
  const { status, body } = await as.anna.get(`${inTeam}/guest/${GINA}`)
  t.equal(status, 200)
  t.same(Object.keys(body.guest), ['user', 'invited_by', ...flags, 'shared'])
  t.same(Object.keys(body.guest.user), [...userKeys, ...dateKeys])
  t.match(body.guest.shared, { tasks: [{ id: task.id }], lists: [], folders: [] })
  for (const id of [BEN, 7]) refused(t, await as.anna.get(`${inTeam}/guest/${id}`), 'guestNotFound')
})

t.test('EditGuestOnWorkspace', async (t) => {
  const { as, world } = await startEnterprise(t)
  const put = async (body: object) => (await as.anna.send('PUT', `${inTeam}/guest/${GINA}`, { body })).body.guest
  t.match(await put({ can_create_views: true, can_edit_tags: false }), { can_create_views: true, can_edit_tags: false })
  t.match(await put({}), { can_create_views: true, shared: { tasks: [] } }, 'what is not sent stays')
  const role = { team_id: NORTHWIND, name: 'Client', inherited_role: 'guest', without: [], date_created: 1 } as const
  world.custom_roles.add({ id: '9', ...role })
  t.match((await put({ custom_role_id: 9 })).user, { role: 4, custom_role: { id: 9, name: 'Client' } })
})

t.test('RemoveGuestFromWorkspace', async (t) => {
  const { as, world, list } = await startEnterprise(t)
  letIn(world, 'lists', list, 'edit')
  const remove = () => as.chloe.send('DELETE', `${inTeam}/guest/${GINA}`)
  t.match(await remove(), { status: 200, body: { team: { id: NORTHWIND, members: [] } } })
  t.equal(world.shares.size, 0, 'with all shares')
  t.match((await as.anna.get(`${inTeam}/seats`)).body.guests, { filled_guest_seats: 0 })
  refused(t, await remove(), 'guestNotFound')
})

/** The operations on one kind of thing, as calls: let in, and take away. */
const sharing = {
  tasks: ['AddGuestToTask', 'RemoveGuestFromTask', 'task'],
  lists: ['AddGuestToList', 'RemoveGuestFromList', 'list'],
  folders: ['AddGuestToFolder', 'RemoveGuestFromFolder', 'folder'],
} as const
const rowKeys = {
  tasks: `id name status orderindex date_created date_updated date_closed archived creator assignees checklists tags parent
    priority due_date start_date points time_estimate custom_fields dependencies team_id url permission_level list folder space`,
  lists: `id name orderindex status priority assignee task_count due_date start_date archived override_statuses statuses
    permission_level`,
  folders: 'id name orderindex override_statuses hidden task_count archived statuses lists permission_level',
}

async function startSharing(t: Parameters<typeof startEnterprise>[0]) {
  const work = await startEnterprise(t)
  const folder = addFolder(work.world, work.space)
  const list = addList(work.world, work.space, { folder_id: folder.id, priority: 1, assignee: BEN })
  const task = addTask(work.world, list)
  const ids = { tasks: task.id, lists: list.id, folders: folder.id }
  const path = (kind: keyof typeof sharing) => `/api/v2/${sharing[kind][2]}/${ids[kind]}`
  const send = (method: string, kind: keyof typeof sharing, body?: object, guest = GINA, query = '') =>
    work.as.chloe.send(method, `${path(kind)}/guest/${guest}${query}`, body ? { body } : {})
  return { ...work, folder, list, task, path, send }
}

async function letsIn(t: Parameters<typeof startEnterprise>[0], kind: keyof typeof sharing): Promise<void> {
  const { as, path, send } = await startSharing(t)
  refused(t, await as.gina.get(path(kind)), 'teamNotAuthorized')
  const { status, body } = await send('POST', kind, { permission_level: 'read' })
  t.equal(status, 200)
  t.same(Object.keys(body.guest), ['user', 'invited_by', ...flags.filter((_, at) => at !== 2 && at !== 4), 'shared'])
  t.same(Object.keys(body.guest.user), [...userKeys.slice(0, -1), ...dateKeys], 'without its custom role')
  const [row] = body.guest.shared[kind]
  t.same(Object.keys(row), rowKeys[kind].split(/\s+/))
  t.equal(row.permission_level, 'read')
  t.equal((await as.gina.get(path(kind))).body.permission_level, 'read', 'the guest sees it, and their level')
  const again = await send('POST', kind, { permission_level: 'edit' }, GINA, '?include_shared=false')
  t.notOk('shared' in again.body.guest)
  t.equal((await as.gina.get(path(kind))).body.permission_level, 'edit', 'a second time changes the level')
  refused(t, await send('POST', kind, { permission_level: 'all' }), 'permissionLevelInvalid')
  refused(t, await send('POST', kind, {}), 'permissionLevelInvalid')
  refused(t, await send('POST', kind, { permission_level: 'read' }, BEN), 'guestNotFound')
}

async function takesAway(t: Parameters<typeof startEnterprise>[0], kind: keyof typeof sharing): Promise<void> {
  const { as, path, send } = await startSharing(t)
  await send('POST', kind, { permission_level: 'create' })
  for (const time of ['once', 'twice']) t.same((await send('DELETE', kind)).body.guest.shared[kind], [], time)
  refused(t, await as.gina.get(path(kind)), 'teamNotAuthorized')
}

t.test('AddGuestToTask', (t) => letsIn(t, 'tasks'))
t.test('AddGuestToList', (t) => letsIn(t, 'lists'))
t.test('AddGuestToFolder', (t) => letsIn(t, 'folders'))
t.test('RemoveGuestFromTask', (t) => takesAway(t, 'tasks'))
t.test('RemoveGuestFromList', (t) => takesAway(t, 'lists'))
t.test('RemoveGuestFromFolder', (t) => takesAway(t, 'folders'))

t.test('what a guest may do', async (t) => {
  const { as, world, space, list, folder, task } = await startSharing(t)
  const onTask = `/api/v2/task/${task.id}`
  /** What a call needs of the guest; each tells by its answer. */
  const calls: readonly [level: string, call: () => Promise<TestAnswer>][] = [
    ['read', () => as.gina.get(`${onTask}/comment`)],
    ['comment', () => as.gina.post(`${onTask}/comment`, { comment_text: 'x' })],
    ['edit', () => as.gina.send('PUT', onTask, { body: { name: 'x' } })],
    ['edit', () => as.gina.post(`${onTask}/checklist`, { name: 'x' })],
    ['edit', () => as.gina.post(`${onTask}/time`, { time: 1 })],
    ['create', () => as.gina.post(`/api/v2/list/${list.id}/task`, { name: 'x' })],
    ['create', () => as.gina.post(`/api/v2/folder/${folder.id}/list`, { name: `${world.ids.uuid()}` })],
  ]
  const levels = ['read', 'comment', 'edit', 'create'] as const

  for (const [at, level] of levels.entries()) {
    await t.test(`at the level ${level}`, async (t) => {
      for (const share of world.shares.all()) world.shares.delete(share)
      letIn(world, 'folders', folder, level)
      for (const [needed, call] of calls) {
        const { status } = await call()
        t.equal(status < 300, at >= levels.indexOf(needed as typeof level), `${needed}: ${status}`)
      }
    })
  }

  await t.test('the nearest level counts', async (t) => {
    letIn(world, 'tasks', task, 'read')
    refused(t, await as.gina.send('PUT', onTask, { body: { name: 'y' } }), 'permissionMissing')
  })

  await t.test('deletes own tasks and comments only', async (t) => {
    world.shares.delete(world.shares.get(`tasks/${task.id}/${GINA}`))
    refused(t, await as.gina.send('DELETE', onTask), 'taskDeletionForbidden')
    const { id } = (await as.chloe.post(`${onTask}/comment`, { comment_text: 'x' })).body
    refused(t, await as.gina.send('DELETE', `/api/v2/comment/${id}`), 'permissionMissing')
  })

  await t.test('sees time, estimates and points, edits tags and makes views only if allowed', async (t) => {
    const hours = { time_estimate: 1_000, points: 5 }
    world.tasks.update(world.tasks.get(task.id), hours)
    await as.chloe.post(`${onTask}/time`, { time: 60_000 })
    const allow = (can: readonly GuestFlag[]) =>
      world.members.update(world.members.get(`${NORTHWIND}/${GINA}`), { can })
    const look = async () => (await as.gina.get(onTask)).body
    const pages = async () =>
      (await as.gina.get(`/api/v2/list/${list.id}/task`)).body.tasks.find(({ id }: { id: string }) => id === task.id)
    const tag = () => as.gina.post(`${onTask}/tag/blue`)
    const view = () => as.gina.post(`/api/v2/list/${list.id}/view`, { name: 'V', type: 'list' })
    allow([])
    t.match(
      [await look(), await pages()],
      [
        { time_estimate: null, points: null },
        { time_estimate: null, points: null },
      ],
    )
    t.notOk('time_spent' in (await look()))
    for (const call of [tag, view]) refused(t, await call(), 'permissionMissing')
    allow(guestFlags)
    t.match(await look(), { ...hours, time_spent: 60_002 })
    t.match(await pages(), hours)
    t.same([(await tag()).status, (await view()).status], [200, 200])
  })

  await t.test('meets no Space, and no other List', async (t) => {
    refused(t, await as.gina.get(`/api/v2/space/${space.id}`), 'teamNotAuthorized')
    refused(t, await as.gina.get(`/api/v2/list/${addList(world, space).id}`), 'teamNotAuthorized')
  })
})

t.test('SharedHierarchy', async (t) => {
  const { as, world, space, list, folder, task, other } = await startSharing(t)
  const shared = async (client = as.gina) => (await client.get(`${inTeam}/shared`)).body.shared

  await t.test('is empty for those who see everything', async (t) => {
    t.same(await shared(as.anna), { tasks: [], lists: [], folders: [] })
    t.same(await shared(), { tasks: [], lists: [], folders: [] })
  })

  await t.test('shows what a guest was let into', async (t) => {
    letIn(world, 'lists', list, 'read')
    letIn(world, 'tasks', other, 'comment')
    letIn(world, 'tasks', task, 'edit') // in the List that they see anyway
    const { tasks, lists, folders } = await shared()
    t.match(tasks, [{ id: other.id, permission_level: 'comment', list: { name: 'Shared with me', access: false } }])
    t.equal(tasks.length, 1)
    const keys = 'id name orderindex content status priority assignee task_count due_date start_date archived'.split(
      ' ',
    )
    t.same(Object.keys(lists[0]), keys)
    t.match(lists[0], { id: list.id, content: null, priority: 'urgent', assignee: String(BEN), task_count: '1' })
    t.same(folders, [])
    letIn(world, 'folders', folder, 'read')
    const more = await shared()
    t.same(Object.keys(more.folders[0]), 'id name orderindex content task_count due_date archived'.split(' '))
    t.same([more.folders.length, more.lists.length], [1, 0], 'the List stands in the Folder')
  })

  await t.test('shows a member what they were let into in a private Space', async (t) => {
    world.spaces.update(space, { private: true })
    refused(t, await as.chloe.get(`/api/v2/task/${task.id}`), 'teamNotAuthorized')
    letIn(world, 'tasks', task, 'edit', CHLOE)
    t.match(await shared(as.chloe), { tasks: [{ id: task.id }] })
    t.equal((await as.chloe.get(`/api/v2/task/${task.id}`)).body.permission_level, 'edit')
    t.match((await as.chloe.get(`${inTeam}/task`)).body.tasks, [{ id: task.id, permission_level: 'edit' }])
  })

  await t.test('leaves out what was deleted', async (t) => {
    world.folders.update(folder, { deleted: true })
    t.match(await shared(), { tasks: [{ id: other.id }], lists: [], folders: [] })
  })
})
