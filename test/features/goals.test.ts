// Goals: made, read, changed and deleted, and who may see and do it. Key results have a file of their own.
import t from 'tap'
import { addGoal, addGoalFolder, sharedWith, startGoals } from '../help/goals.js'
import { refused } from '../help/start.js'
import { ANNA, BEN, CHLOE, GINA, NORTHWIND, NOW } from '../help/work.js'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const UNKNOWN = 'e53a033c-900e-462d-a849-4a216b06d930'
const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id)

t.test('CreateGoal', async (t) => {
  const { goals, as } = await startGoals(t)
  const made = async (body: object) => (await goals.anna.make(body)).body.goal

  await t.test('needs a name only, and answers all keys in their order', async (t) => {
    const { status, body } = await goals.anna.make({ name: 'Sail', owners: [], more: 1 })
    t.equal(status, 200)
    const { goal } = body
    t.match(goal.id, UUID)
    const [word, id, ...uuids] = goal.editor_token.split(':')
    t.match([word, id, uuids], ['goal', goal.id, [UUID, UUID]])
    t.same(Object.entries(goal), [
      ['id', goal.id],
      ['pretty_id', '1'],
      ['name', 'Sail'],
      ['team_id', NORTHWIND],
      ['creator', ANNA],
      ['color', null],
      ['date_created', String(NOW)],
      ['start_date', null],
      ['due_date', null],
      ['description', '\n'],
      ['private', false],
      ['archived', false],
      ['multiple_owners', null],
      ['editor_token', goal.editor_token],
      ['date_updated', String(NOW)],
      ['folder_id', null],
      ['folder_name', null],
      ['role_subtype', 0],
      ['members', []],
      ['group_members', []],
      ['owners', []],
      ['key_results', []],
      ['key_result_count', 0],
      ['percent_completed', 0],
      ['history', []],
      ['pretty_url', `https://app.clickup.com/${NORTHWIND}/goals/1`],
    ])
    t.same((await goals.anna.get(goal.id)).body, body)
  })

  const stored: readonly (readonly [what: string, sent: object, shown: object])[] = [
    ['a number as its text', { name: 129 }, { name: '129' }],
    ['a boolean as its text', { name: true }, { name: 'true' }],
    ['an empty name', { name: '' }, { name: '' }],
    ['an empty description as a line break', { description: '' }, { description: '\n' }],
    ['a blank description', { description: ' ' }, { description: ' ' }],
    ['any colour', { color: 'x y' }, { color: 'x y' }],
    ['an empty colour', { color: '' }, { color: '' }],
    ['a day long ago', { due_date: 0, start_date: 5 }, { due_date: '0', start_date: '5' }],
    ['no day', { due_date: null }, { due_date: null }],
    ['whether there are several owners', { multiple_owners: false }, { multiple_owners: false }],
    ['members as owners, each once', { owners: [BEN, String(BEN), 7, null] }, { owners: [{ id: BEN }] }],
  ]
  for (const [what, sent, shown] of stored) {
    await t.test(`takes ${what}`, async (t) => t.match(await made({ name: 'x', ...sent }), shown))
  }

  await t.test('shows owners with their keys in order', async (t) => {
    const { owners } = await made({ name: 'x', owners: [BEN] })
    t.same(Object.keys(owners[0]), ['id', 'username', 'initials', 'email', 'color', 'profilePicture'])
  })

  await t.test('counts up in the Workspace, and never down', async (t) => {
    const first = await made({ name: 'x' })
    await goals.anna.remove(first.id)
    t.equal(Number((await made({ name: 'x' })).pretty_id), Number(first.pretty_id) + 1)
    t.match((await as.chloe.post('/api/v2/team/9001002/goal', { name: 'x' })).body.goal, { pretty_id: '1' })
  })

  await t.test('refuses a missing name with a 500', async (t) => {
    for (const body of [{}, { name: null }]) refused(t, await goals.anna.make(body), 'goalNameMissing')
  })
})

t.test('UpdateGoal', async (t) => {
  const { goals, world } = await startGoals(t)
  const first = (await goals.anna.make({ name: 'Sail', description: 'Far', owners: [BEN] })).body.goal
  world.clock.advance(1000)

  await t.test('leaves a goal alone that stays as it is', async (t) => {
    for (const body of [{}, { name: 'Sail' }, { owners: [CHLOE], archived: true, private: true }])
      t.same((await goals.ben.change(first.id, body)).body.goal, first)
  })

  await t.test('changes what is sent, and stores what is empty', async (t) => {
    const { goal } = (await goals.ben.change(first.id, { name: 'Sail on' })).body
    t.same(goal, { ...first, name: 'Sail on', date_updated: String(NOW + 1000) })
    const empty = { name: '', color: '', due_date: 0, description: '', multiple_owners: true }
    t.match((await goals.ben.change(first.id, empty)).body.goal, { ...empty, due_date: '0' })
    t.match((await goals.ben.change(first.id, { color: null, due_date: null })).body.goal, {
      color: null,
      due_date: null,
    })
  })

  await t.test('adds and removes owners', async (t) => {
    const { goal } = (await goals.ben.change(first.id, { add_owners: [CHLOE, 7], rem_owners: [BEN, ANNA] })).body
    t.same(ids(goal.owners), [CHLOE])
  })
})

t.test('DeleteGoal', async (t) => {
  const { goals } = await startGoals(t)
  const { goal } = (await goals.anna.make()).body
  const { key_result } = (await goals.anna.measure(goal.id)).body

  await t.test('takes a goal away with its key results', async (t) => {
    const { status, body } = await goals.chloe.remove(goal.id)
    t.same([status, body], [200, {}])
    t.same((await goals.anna.list()).body, { goals: [], folders: [] })
    refused(t, await goals.anna.step(key_result.id, { note: 'x' }), 'teamNotAuthorized')
  })

  await t.test('leaves its id, which is known as that of a deleted one', async (t) => {
    refused(t, await goals.anna.get(goal.id), 'goalDeleted')
    refused(t, await goals.anna.remove(goal.id), 'goalDeleted')
    refused(t, await goals.anna.change(goal.id, {}), 'goalDeleted')
    refused(t, await goals.anna.measure(goal.id), 'goalDeleted')
  })
})

t.test('GetGoal shows its folder, and whom it is shared with', async (t) => {
  const { goals, world } = await startGoals(t)
  const folder = addGoalFolder(world)
  const inside = addGoal(world, { folder_id: folder.id, members: [sharedWith(world, ANNA)] })
  const { goal } = (await goals.anna.get(inside.id)).body
  t.match(goal, { folder_id: folder.id, folder_name: 'Spring' })
  const person = 'id username email color permission_level profilePicture initials isCreator'.split(' ')
  t.same(Object.keys(goal.members[0]), person)
  t.match(goal.members, [{ id: ANNA, permission_level: 'edit', isCreator: true }])
})

t.test('GetGoals', async (t) => {
  const { goals, world } = await startGoals(t)
  const first = addGoal(world)
  const done = addGoal(world, { name: 'Done' })
  const { key_result } = (await goals.anna.measure(done.id, { type: 'boolean' })).body

  await t.test('shows goals in the order in which they were made, without their key results', async (t) => {
    const { body } = await goals.anna.list()
    t.same(ids(body.goals), [first.id, done.id])
    t.same(Object.keys(body.goals[0]), [
      ...['id', 'pretty_id', 'name', 'team_id', 'creator', 'owner', 'color', 'date_created', 'start_date', 'due_date'],
      ...['description', 'private', 'archived', 'multiple_owners', 'editor_token', 'date_updated', 'last_update'],
      ...['folder_id', 'role_subtype', 'pinned', 'owners', 'key_result_count', 'members', 'group_members'],
      'percent_completed',
    ])
    t.match(body.goals[1], { owner: null, pinned: false, key_result_count: 1, percent_completed: 0 })
  })

  await t.test('leaves out what is completed, unless it is asked for', async (t) => {
    world.clock.advance(1000)
    await goals.anna.step(key_result.id, { steps_current: 1 })
    t.same(ids((await goals.anna.list()).body.goals), [first.id])
    t.same(ids((await goals.anna.list('include_completed=false')).body.goals), [first.id])
    const { body } = await goals.anna.list('include_completed=true')
    t.same(ids(body.goals), [first.id, done.id])
    const now = String(NOW + 1000)
    t.match(body.goals[1], { percent_completed: 1, date_updated: String(NOW), last_update: now }, 'a step is an update')
  })

  await t.test('shows goals in folders with their folder', async (t) => {
    const folder = addGoalFolder(world, { members: [sharedWith(world, BEN, 'read')] })
    const inside = addGoal(world, { folder_id: folder.id, archived: true })
    const { body } = await goals.anna.list()
    t.same(ids(body.goals), [first.id])
    const [shown] = body.folders
    t.same(Object.keys(shown), 'id name team_id private date_created creator goal_count members goals'.split(' '))
    const keys = 'id email username color permission_level date_added added_by initials profilePicture'.split(' ')
    t.same(Object.keys(shown.members[0]), keys)
    t.match(shown, { id: folder.id, name: 'Spring', goal_count: 1, members: [{ id: BEN, permission_level: 'read' }] })
    t.match(shown.goals, [{ id: inside.id, folder_id: folder.id, folder_access: true, archived: true }])
  })
})

t.test('ids that are none', async (t) => {
  const { goals, as, world } = await startGoals(t)
  const foreign = addGoal(world, { team_id: '9001002', creator: CHLOE })

  await t.test('of goals and key results', async (t) => {
    for (const id of ['0', '-1', 'abc', '1.5', '@', 'True']) {
      refused(t, await goals.anna.get(id), 'goalIdMalformed')
      refused(t, await goals.anna.change(id, {}), 'goalIdMalformed')
      refused(t, await goals.anna.remove(id), 'goalIdMalformed')
      refused(t, await goals.anna.drop(id), 'uuidMalformed', id)
    }
    for (const id of [UNKNOWN, foreign.id]) {
      refused(t, await goals.ben.get(id), 'teamNotAuthorized')
      refused(t, await goals.ben.drop(id), 'teamNotAuthorized')
    }
    refused(t, await as.anna.get(`/api/v2/goal/${UNKNOWN}/key_result/${UNKNOWN}`), 'routeNotFound')
  })

  await t.test('of Workspaces, where an unknown one is refused as a foreign one', async (t) => {
    for (const id of ['1', '9001002']) {
      refused(t, await as.ben.get(`/api/v2/team/${id}/goal`), 'goalsNotAuthorized')
      refused(t, await as.ben.post(`/api/v2/team/${id}/goal`, { name: 'x' }), 'goalCreationNotAuthorized')
    }
    refused(t, await as.ben.get('/api/v2/team/133.2/goal'), 'workspaceIdMalformed', '133.2')
  })
})

t.test('a private goal', async (t) => {
  const { goals, world } = await startGoals(t)
  const isSeen = async (client: keyof typeof goals, id: string) => (await goals[client].get(id)).status === 200

  await t.test('is seen by its creator, its owners and those it is shared with, and nobody else', async (t) => {
    const { id } = addGoal(world, { private: true, creator: CHLOE, owners: [BEN] })
    t.same([await isSeen('chloe', id), await isSeen('ben', id)], [true, true])
    refused(t, await goals.anna.get(id), 'teamNotAuthorized')
    t.same(ids((await goals.anna.list()).body.goals), [])
    t.same(ids((await goals.ben.list()).body.goals), [id])
    const shared = addGoal(world, { private: true, creator: CHLOE, members: [sharedWith(world, ANNA, 'read')] })
    t.equal(await isSeen('anna', shared.id), true)
  })

  await t.test('is so, too, in a private folder', async (t) => {
    const folder = addGoalFolder(world, { private: true, creator: CHLOE, members: [sharedWith(world, BEN)] })
    const { id } = addGoal(world, { folder_id: folder.id, creator: CHLOE })
    t.same([await isSeen('chloe', id), await isSeen('ben', id), await isSeen('anna', id)], [true, true, false])
    t.same((await goals.anna.list()).body.folders, [])
    t.match((await goals.ben.list()).body.folders, [{ id: folder.id, private: true, goals: [{ id }] }])
  })
})

t.test('a guest', async (t) => {
  const { goals, world } = await startGoals(t)

  await t.test('sees what is shared with them', async (t) => {
    refused(t, await goals.gina.get(addGoal(world).id), 'teamNotAuthorized')
    const { id } = addGoal(world, { members: [sharedWith(world, GINA, 'read')] })
    t.same(ids((await goals.gina.list()).body.goals), [id])
    const folder = addGoalFolder(world, { members: [sharedWith(world, GINA)] })
    addGoal(world, { folder_id: folder.id })
    t.match((await goals.gina.list()).body.folders, [{ id: folder.id, goal_count: 1 }])
  })

  await t.test('changes and measures a goal with the right to edit only', async (t) => {
    const editable = addGoal(world, { members: [sharedWith(world, GINA, 'edit')] }).id
    t.equal((await goals.gina.change(editable, { name: 'x' })).status, 200)
    const { key_result } = (await goals.gina.measure(editable)).body
    t.equal((await goals.gina.step(key_result.id, { note: 'x' })).status, 200)
    const readable = addGoal(world, { members: [sharedWith(world, GINA, 'read')] }).id
    refused(t, await goals.gina.change(readable, { name: 'x' }), 'goalForbidden')
    refused(t, await goals.gina.measure(readable), 'goalForbidden')
    const other = (await goals.anna.measure(readable)).body.key_result.id
    refused(t, await goals.gina.step(other, { note: 'x' }), 'goalForbidden')
  })

  await t.test('neither makes nor deletes goals, nor deletes key results, even of their own', async (t) => {
    refused(t, await goals.gina.make(), 'goalForbidden')
    const { id } = addGoal(world, { owners: [GINA] })
    refused(t, await goals.gina.remove(id), 'goalForbidden')
    const { key_result } = (await goals.gina.measure(id)).body
    refused(t, await goals.gina.drop(key_result.id), 'goalForbidden')
  })
})
