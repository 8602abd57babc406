// Checklists and their items: what each write answers, order, nesting, and what is refused.
import t from 'tap'
import { presentChecklists } from '../../src/features/checklists/present.js'
import { refused, type TestClient } from '../help/start.js'
import { ANNA, addSpace, addTask, BEN, DEV, GINA, NORTHWIND, NOW, startWork } from '../help/work.js'

const NOBODYS = 'fa4e0000-0000-4000-8000-ffffffffffff'
const keys = 'id task_id name date_created orderindex creator resolved unresolved items'.split(' ')
const newKeys = keys.filter((key) => !['date_created', 'creator'].includes(key))
const dates = 'start_date start_date_time due_date due_date_time sent_due_date_notif'
const itemKeys = `id name orderindex assignee group_assignee resolved parent date_created ${dates} children`.split(' ')

/** A checklist on a task, and calls that use it. */
async function made(client: TestClient, taskId: string, name = 'Rigging') {
  const { body } = await client.post(`/api/v2/task/${taskId}/checklist`, { name })
  const path = `/api/v2/checklist/${body.checklist.id}`
  const add = async (item: object) => (await client.post(`${path}/checklist_item`, item)).body.checklist.items.at(-1).id
  const edit = (id: string, item: unknown) => client.send('PUT', `${path}/checklist_item/${id}`, { body: item })
  const move = (position: unknown) => client.send('PUT', path, { body: { position } })
  return { checklist: body.checklist, path, add, edit, move }
}

t.test('CreateChecklist', async (t) => {
  const { as, task, world, list } = await startWork(t)

  await t.test(
    'answers the checklist without date and creator, which the task shows; keys in wire order',
    async (t) => {
      const { checklist } = await made(as.ben, task.id)
      t.same(Object.keys(checklist), newKeys)
      t.match(checklist, { task_id: task.id, name: 'Rigging', orderindex: 1, resolved: 0, unresolved: 0, items: [] })
      const [shown] = (await as.ben.get(`/api/v2/task/${task.id}`)).body.checklists
      t.same(Object.keys(shown), keys)
      t.match(shown, { ...checklist, date_created: String(NOW), creator: BEN })
    },
  )

  await t.test('puts it below the others', async (t) => {
    t.equal((await made(as.anna, task.id)).checklist.orderindex, 2)
  })

  for (const [sent, name] of [
    [7, '7'],
    [{ toString: 1 }, ''],
    [undefined, ''],
  ]) {
    await t.test(`takes ${JSON.stringify(sent)} for a name, as ClickUp's check is not known`, async (t) => {
      const { status, body } = await as.anna.post(`/api/v2/task/${task.id}/checklist`, { name: sent })
      t.match([status, body.checklist.name], [200, name])
    })
  }

  await t.test('finds the task by its custom id', async (t) => {
    addTask(world, list, { id: '86custom1', custom_id: 'BOAT-1' })
    const asked = `/api/v2/task/boat-1/checklist?custom_task_ids=true&team_id=${NORTHWIND}`
    t.match((await as.anna.post(asked, { name: 'x' })).body, { checklist: { task_id: '86custom1' } })
  })
})

t.test('EditChecklist', async (t) => {
  const { as, task, world } = await startWork(t)
  const all = [await made(as.anna, task.id, 'a'), await made(as.anna, task.id, 'b'), await made(as.anna, task.id, 'c')]
  const [a, b, c] = all as [(typeof all)[0], (typeof all)[0], (typeof all)[0]]
  const order = () =>
    presentChecklists(world, task)
      .map(({ name, orderindex }) => `${name}${orderindex}`)
      .join(' ')

  const moves: readonly [what: string, move: () => Promise<unknown>, order: string][] = [
    ['the last to the top', () => c.move(0), 'c1 a2 b3'],
    ['the first down by one', () => c.move(1), 'a1 c2 b3'],
    ['too far to the end', () => a.move(99), 'c1 b2 a3'],
    ['below 0 to the top', () => b.move(-3), 'b1 c2 a3'],
  ]
  for (const [what, move, expected] of moves) {
    await t.test(`moves ${what}`, async (t) => {
      await move()
      t.equal(order(), expected)
    })
  }

  await t.test('renames and answers the whole checklist', async (t) => {
    const { body } = await as.anna.send('PUT', b.path, { body: { name: 'Bilge', position: 1 } })
    t.same(Object.keys(body.checklist), keys)
    t.match(body.checklist, { name: 'Bilge', orderindex: 2, creator: ANNA })
    t.match((await as.anna.send('PUT', b.path, { body: {} })).body.checklist, { name: 'Bilge', orderindex: 2 })
  })

  for (const body of [{ name: 7 }, { name: null }, { name: { toString: 1 } }, { position: 'top' }, { position: 1.5 }]) {
    await t.test(`refuses ${JSON.stringify(body)}`, async (t) =>
      refused(t, await as.anna.send('PUT', b.path, { body }), 'checklistFailed'),
    )
  }
})

t.test('CreateChecklistItem', async (t) => {
  const { as, task } = await startWork(t)
  const { path } = await made(as.anna, task.id)
  const add = (body: object) => as.anna.post(`${path}/checklist_item`, body)

  await t.test('answers the whole checklist with the item, keys in wire order', async (t) => {
    const { body } = await add({ name: 'Halyard', assignee: BEN })
    t.same(Object.keys(body.checklist), keys)
    t.match(body.checklist, { resolved: 0, unresolved: 1 })
    const [item] = body.checklist.items
    t.same(Object.keys(item), itemKeys)
    t.match(item, { name: 'Halyard', orderindex: null, resolved: false, parent: null, date_created: String(NOW) })
    t.match(item, { start_date: null, start_date_time: false, due_date: null, due_date_time: false })
    t.match(item, { group_assignee: null, sent_due_date_notif: null, children: [] })
    t.same(Object.entries(item.assignee), [
      ['id', BEN],
      ['username', 'Ben Osei'],
      ['email', 'ben@northwind.example'],
      ['color', '#0f9d9f'],
      ['initials', 'BO'],
      ['profilePicture', null],
    ])
  })

  await t.test('puts it below the others, for nobody, without a name', async (t) => {
    const { body } = await add({})
    t.match(body.checklist.items[1], { name: '', assignee: null })
  })

  await t.test('assigns whoever is only invited, whose name is not known yet', async (t) => {
    const { body } = await add({ assignee: DEV })
    t.match(body.checklist.items[2].assignee, { id: DEV, username: null })
  })

  for (const [assignee, who] of [
    [GINA, 'a guest who was not let in'],
    [1, 'a stranger'],
    ['ben', 'a name'],
    [true, 'no id'],
    [{}, 'an object'],
  ]) {
    await t.test(`refuses ${who} as assignee`, async (t) =>
      refused(t, await add({ assignee }), 'newItemAssigneeWithoutAccess'),
    )
  }

  await t.test('assigns a guest who was let in', async (t) => {
    const { as, world, task } = await startWork(t)
    world.shares.add({ team_id: NORTHWIND, user_id: GINA, kind: 'tasks', id: task.id })
    const { path } = await made(as.gina, task.id)
    t.equal((await as.gina.post(`${path}/checklist_item`, { assignee: GINA })).status, 200)
  })
})

t.test('EditChecklistItem', async (t) => {
  const { as, task } = await startWork(t)
  const { add, edit, path } = await made(as.anna, task.id)
  const [hull, keel, mast] = [await add({ name: 'hull' }), await add({ name: 'keel' }), await add({ name: 'mast' })]

  await t.test('resolves, renames and assigns, and leaves what was not sent', async (t) => {
    const { body } = await edit(hull, { resolved: true, assignee: String(BEN) })
    t.match(body.checklist, { resolved: 1, unresolved: 2 })
    t.match(body.checklist.items[0], { name: 'hull', resolved: true, assignee: { id: BEN } })
    const again = (await edit(hull, { name: 'Hull', resolved: null })).body.checklist
    t.match(again.items[0], { name: 'Hull', resolved: true, assignee: { id: BEN } })
    const freed = (await edit(hull, { resolved: false, assignee: null })).body.checklist
    t.match(freed, { resolved: 0, items: { 0: { name: 'Hull', assignee: null } } })
  })

  await t.test('nests an item under another and takes it out again', async (t) => {
    await edit(mast, { parent: keel })
    const { body } = await edit(keel, { parent: hull, resolved: true })
    t.match(body.checklist, { resolved: 1, unresolved: 2 }, 'nested items count')
    t.equal(body.checklist.items.length, 1)
    t.match(body.checklist.items[0], { id: hull, parent: null })
    t.match(body.checklist.items[0].children, [{ id: keel, parent: hull, children: [{ id: mast, parent: keel }] }])
    t.same(Object.keys(body.checklist.items[0].children[0]), itemKeys)
    const freed = (await edit(mast, { parent: null })).body.checklist
    t.match(freed.items, [
      { id: hull, children: [{ id: keel, children: [] }] },
      { id: mast, parent: null },
    ])
  })

  const elsewhere = await made(as.anna, task.id)
  const foreign = await elsewhere.add({ name: 'foreign' })
  for (const [parent, what] of [
    [hull, 'itself'],
    [keel, 'an item under it'],
    [foreign, 'an item of another checklist'],
    [NOBODYS, 'an item that is not there'],
    [{}, 'what is no id'],
  ]) {
    await t.test(`refuses ${what} as parent, and changes nothing`, async (t) => {
      refused(t, await edit(hull, { name: 'Changed', parent }), 'checklistFailed')
      t.equal((await edit(hull, {})).body.checklist.items[0].name, 'Hull')
    })
  }

  await t.test('refuses an assignee who cannot see the task', async (t) =>
    refused(t, await edit(hull, { assignee: GINA }), 'checklistAssigneeWithoutAccess'),
  )

  await t.test('changes nothing of an item of another checklist, or of none', async (t) => {
    for (const id of [foreign, NOBODYS]) {
      t.match(await edit(id, { name: 'x', assignee: GINA }), { status: 200, body: {} })
      t.match(await as.anna.send('DELETE', `${path}/checklist_item/${id}`), { status: 200, body: {} })
    }
    t.match((await elsewhere.edit(foreign, {})).body.checklist.items, [{ name: 'foreign' }])
  })

  await t.test('refuses a malformed id', async (t) => {
    refused(t, await edit('7', {}), 'checklistFailed')
    refused(t, await as.anna.send('DELETE', `${path}/checklist_item/7`), 'checklistFailed')
  })
})

t.test('DeleteChecklistItem takes off an item and what is under it', async (t) => {
  const { as, task } = await startWork(t)
  const { add, edit, path } = await made(as.anna, task.id)
  const [hull, keel, mast] = [await add({}), await add({}), await add({})]
  await edit(mast, { parent: hull })
  t.match(await as.anna.send('DELETE', `${path}/checklist_item/${hull}`), { status: 200, body: {} })
  t.match((await edit(keel, {})).body.checklist, { unresolved: 1, items: [{ id: keel }] })
  t.same((await edit(mast, {})).body, {}, 'there is nothing left to change')
})

t.test('DeleteChecklist takes its items with it', async (t) => {
  const { as, task, world } = await startWork(t)
  const { add, path } = await made(as.anna, task.id)
  await add({})
  t.match(await as.anna.send('DELETE', path), { status: 200, body: {} })
  t.equal(world.checklist_items.size, 0)
  refused(t, await as.anna.send('DELETE', path), 'teamNotAuthorized')
})

t.test('the id of a checklist', async (t) => {
  const { as, world, task } = await startWork(t)
  const { path } = await made(as.anna, task.id)

  await t.test('is malformed when it is not a uuid', async (t) =>
    refused(t, await as.anna.send('DELETE', '/api/v2/checklist/7'), 'checklistFailed'),
  )
  await t.test('is not authorized when it is unknown, hidden, or of a deleted task', async (t) => {
    refused(t, await as.anna.send('DELETE', `/api/v2/checklist/${NOBODYS}`), 'teamNotAuthorized')
    refused(t, await as.gina.send('DELETE', path), 'teamNotAuthorized')
    world.tasks.update(task, { deleted: true })
    refused(t, await as.anna.send('DELETE', path), 'teamNotAuthorized')
  })
  await t.test('stands in a private Space that hides it', async (t) => {
    const list = world.lists.get(task.list_id)
    const space = addSpace(world, { private: true, member_ids: [ANNA] })
    const hidden = addTask(world, world.lists.update(list, { space_id: space.id }))
    const { path } = await made(as.anna, hidden.id)
    refused(t, await as.ben.send('DELETE', path), 'teamNotAuthorized')
  })
})
