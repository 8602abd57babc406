// User groups: made, changed and listed; and where tasks and comments name them.
import t from 'tap'
import { refused } from '../help/start.js'
import { ANNA, addGroup, BEN, CHLOE, GINA, NORTHWIND, NOW, startWork } from '../help/work.js'

const inArray = [
  ...'id team_id userid name handle date_created metadata description bookmarks'.split(' '),
  ...'description_visibility bookmarks_visibility initials members avatar description_size'.split(' '),
]
const alone = [...inArray.slice(0, -1), 'locations', 'description_size']
const path = `/api/v2/team/${NORTHWIND}/group`

t.test('CreateUserGroup', async (t) => {
  const { as, world } = await startWork(t)

  await t.test('makes a group with every key of the recordings, in wire order', async (t) => {
    const { status, body } = await as.anna.post(path, { name: 'Night Shift Crew', members: [BEN, String(CHLOE), 7] })
    t.equal(status, 200)
    t.same(Object.keys(body), alone)
    t.match(body, {
      team_id: NORTHWIND,
      userid: ANNA,
      handle: 'nightshiftcrew',
      date_created: String(NOW),
      initials: 'NC',
    })
    t.same(
      body.members.map(({ id }: { id: number }) => id),
      [BEN, CHLOE],
      'who is not in the Workspace is left out',
    )
  })

  await t.test('takes a name alone, and a handle', async (t) => {
    t.match((await as.ben.post(path, { name: 'Deck' })).body, { members: [], initials: 'D', handle: 'deck' })
    t.match((await as.ben.post(path, { name: 'Deck', handle: 'deck2' })).body, { handle: 'deck2' }, 'names may repeat')
  })

  await t.test('refuses a group without a name, a handle that is taken, and members of the Workspace', async (t) => {
    refused(t, await as.anna.post(path, { members: [] }), 'groupNameMissing')
    refused(t, await as.anna.post(path, { name: '' }), 'groupNameMissing')
    refused(t, await as.anna.post(path, { name: 'DECK' }), 'groupHandleTaken')
    refused(t, await as.chloe.post(path, { name: 'x' }), 'permissionMissing')
  })

  await t.test('refuses a third one on the free plan', async (t) => {
    world.teams.update(world.teams.get(NORTHWIND), { plan: 'free_forever' })
    refused(t, await as.anna.post(path, { name: 'One too many' }), 'groupLimitReached', '3')
  })
})

t.test('UpdateTeam', async (t) => {
  const { as, world } = await startWork(t)
  const group = addGroup(world)
  const put = async (body: object, client = as.anna) => client.send('PUT', `/api/v2/group/${group.id}`, { body })

  await t.test('changes the name, the handle and the members; what is not sent stays', async (t) => {
    const { body } = await put({ name: 'Deck', members: { add: [GINA, BEN], rem: [CHLOE] } })
    t.same(Object.keys(body), alone)
    t.match(body, { name: 'Deck', handle: 'crew', members: [{ id: BEN }, { id: GINA }] })
    t.match((await put({ handle: 'deck' })).body, { name: 'Deck', handle: 'deck', members: [{}, {}] })
    t.match((await put({})).body, { handle: 'deck' })
  })

  await t.test(
    'refuses a taken handle, an id that is none, an unknown one, and members of the Workspace',
    async (t) => {
      addGroup(world, { name: 'Other', handle: 'other' })
      refused(t, await put({ handle: 'other' }), 'groupHandleTaken')
      refused(t, await as.anna.send('PUT', '/api/v2/group/x', { body: {} }), 'groupIdMalformed')
      const unknown = '00000000-0000-4000-8000-000000000000'
      refused(t, await as.anna.send('PUT', `/api/v2/group/${unknown}`, { body: {} }), 'groupNotFound')
      refused(t, await put({ name: 'x' }, as.chloe), 'permissionMissing')
    },
  )
})

t.test('DeleteTeam', async (t) => {
  const { as, world, task } = await startWork(t)
  const group = addGroup(world)
  world.tasks.update(task, { group_assignees: [group.id] })
  t.match(await as.anna.send('DELETE', `/api/v2/group/${group.id}`), { status: 200, body: {} })
  t.same((await as.anna.get(`/api/v2/task/${task.id}`)).body.group_assignees, [], 'tasks lose it')
  t.ok(world.membership(NORTHWIND, BEN), 'its people stay')
})

t.test('GetTeams1', async (t) => {
  const { as, world } = await startWork(t)
  const [one, two, three] = ['one', 'two', 'three'].map((handle) => addGroup(world, { handle }).id)
  const ids = async (query: string) => {
    const { body } = await as.gina.get(`/api/v2/group?team_id=${NORTHWIND}${query}`)
    return body.groups.map(({ id }: { id: string }) => id)
  }

  await t.test('lists all groups to everybody in the Workspace', async (t) => {
    const { body } = await as.gina.get(`/api/v2/group?team_id=${NORTHWIND}`)
    t.same(Object.keys(body.groups[0]), inArray)
    t.same(await ids(''), [one, two, three])
  })

  await t.test('or those of the ids, repeated or joined by commas', async (t) => {
    t.same(await ids(`&group_ids=${one}&group_ids=${two}`), [one, two])
    t.same(await ids(`&group_ids=${one},${three}`), [one, three])
    t.same(await ids(`&group_ids[]=${two}`), [two])
  })

  await t.test('refuses a query without Workspace, and a Workspace closed to the token', async (t) => {
    refused(t, await as.anna.get('/api/v2/group'), 'groupsUnsupported')
    refused(t, await as.ben.get('/api/v2/group?team_id=9001002'), 'groupsNotAuthorized')
  })
})

t.test('a group on a task', async (t) => {
  const { as, world, list, task } = await startWork(t)
  const [crew, deck] = [addGroup(world), addGroup(world, { name: 'Deck Hands', handle: 'deck', member_ids: [GINA] })]
  const inList = `/api/v2/list/${list.id}/task`
  const put = async (body: object) => as.anna.send('PUT', `/api/v2/task/${task.id}`, { body })
  const shown = { id: crew.id, name: 'Crew', color: null, initials: 'C', email: null }

  await t.test('is assigned when the task is made; unknown ones are left out', async (t) => {
    const { body } = await as.anna.post(inList, { name: 'x', group_assignees: [crew.id, 'x', crew.id] })
    t.same(body.group_assignees, [shown])
    await as.anna.send('DELETE', `/api/v2/task/${body.id}`)
  })

  await t.test('is added and removed later; a plain list changes nothing', async (t) => {
    t.same((await put({ group_assignees: { add: [crew.id, deck.id] } })).body.group_assignees[0], shown)
    t.match((await put({ group_assignees: { rem: [crew.id] } })).body.group_assignees, [{ initials: 'DH' }])
    t.match((await put({ group_assignees: [crew.id] })).body.group_assignees, [{ id: deck.id }])
  })

  await t.test('is refused among the assignees', async (t) => {
    refused(t, await as.anna.post(inList, { name: 'x', assignees: [crew.id] }), 'taskAssigneesInvalid')
    refused(t, await put({ assignees: { add: [crew.id] } }), 'taskAssigneesInvalid')
    t.equal((await put({ assignees: [1] })).status, 200)
  })

  await t.test('is found by filters of tasks and of views', async (t) => {
    const found = async (id: unknown) => (await as.anna.get(`${inList}?assignees[]=${id}`)).body.tasks.length
    t.same([await found(deck.id), await found(crew.id), await found(ANNA)], [1, 0, 0])
    const filters = { op: 'AND', fields: [{ field: 'assignee', op: 'EQ', values: [deck.id] }] }
    const view = { name: 'V', type: 'list', filters }
    const { id } = (await as.anna.post(`/api/v2/list/${list.id}/view`, view)).body.view
    t.equal((await as.anna.get(`/api/v2/view/${id}/task`)).body.tasks.length, 1)
  })

  await t.test('stands for its people among the watchers', async (t) => {
    const watchers = async (change: object) =>
      (await put({ watchers: change })).body.watchers.map(({ id }: { id: number }) => id)
    t.same(await watchers({ add: [crew.id] }), [ANNA, BEN, CHLOE])
    t.same(await watchers({ rem: [crew.id] }), [ANNA])
  })
})
