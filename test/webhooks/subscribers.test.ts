// Who gets an event: by its name, by its place, by what its owner sees.
import t from 'tap'
import { simulate } from '../../src/webhooks/simulate.js'
import { addGoal, goalClient } from '../help/goals.js'
import { hooked, IN_TEAM } from '../help/hooked.js'
import { ANNA, addFolder, addSpace, BEN, CHLOE, NORTHWIND } from '../help/work.js'

t.test('who gets an event', async (t) => {
  await t.test('only webhooks for it, or for all, in their Workspace', async (t) => {
    const { as, receiver, rename, world } = await hooked(t, { body: { events: ['taskDeleted', 'taskUpdated'] } })
    await as.anna.post(IN_TEAM, { endpoint: `${receiver.url}/all`, events: '*' })
    await as.anna.post(IN_TEAM, { endpoint: `${receiver.url}/none`, events: ['taskCreated'] })
    await as.anna.post('/api/v2/team/9001002/webhook', { endpoint: `${receiver.url}/far`, events: '*' })
    await rename()
    t.same(receiver.received.map(({ path }) => path).sort(), ['/hook', '/hook/all'])
    t.equal(world.webhooks.size, 4)
  })

  await t.test('only those of the place, the narrowest of several', async (t) => {
    const { as, receiver, rename, space, list, task, other, world } = await hooked(t, {
      body: { events: ['goalCreated'] },
    })
    const another = addSpace(world, { name: 'Away' })
    const folder = addFolder(world, space)
    world.lists.update(world.lists.get(list.id), { folder_id: folder.id })
    const places = {
      space: { space_id: space.id },
      list: { list_id: list.id },
      folder: { folder_id: folder.id },
      task: { task_id: task.id },
      otherTask: { task_id: other.id },
      otherSpace: { space_id: another.id },
      narrow: { space_id: another.id, task_id: task.id },
      wide: { space_id: space.id, list_id: list.id, task_id: other.id },
    }
    for (const [name, place] of Object.entries(places)) {
      const { status } = await as.anna.post(IN_TEAM, {
        endpoint: `${receiver.url}/${name}`,
        events: ['taskUpdated'],
        ...place,
      })
      t.equal(status, 200)
    }
    await rename()
    t.same(receiver.received.map(({ path }) => path.slice(6)).sort(), ['folder', 'list', 'narrow', 'space', 'task'])
  })

  await t.test('only people who are still there and see it', async (t) => {
    const { as, receiver, world, space, rename } = await hooked(t, { body: { events: ['goalCreated'] } })
    await as.ben.post(IN_TEAM, { endpoint: `${receiver.url}/ben`, events: ['taskUpdated'] })
    await as.chloe.post(IN_TEAM, { endpoint: `${receiver.url}/chloe`, events: ['taskUpdated'] })
    await as.gina.post(IN_TEAM, { endpoint: `${receiver.url}/gina`, events: ['taskUpdated'] })
    const heard = async () => {
      receiver.received.length = 0
      await rename()
      return receiver.received.map(({ path }) => path.slice(6)).sort()
    }
    t.same(await heard(), ['ben', 'chloe'], 'a guest sees nothing of it')
    world.spaces.update(world.spaces.get(space.id), { private: true, member_ids: [BEN] })
    t.same(await heard(), ['ben'])
    const membership = world.membership(NORTHWIND, BEN)
    if (membership) world.members.delete(membership)
    t.same(await heard(), [])
    world.members.add({ ...world.members.get(`${NORTHWIND}/${CHLOE}`), user_id: BEN, pending: true })
    t.same(await heard(), [], 'and who was invited again, not before accepting')
  })

  await t.test('of a place nobody hears who is to hear of goals alone, and of goals nobody of a place', async (t) => {
    const { as, receiver, list, settled, app, world } = await hooked(t, { body: { events: ['goalCreated'] } })
    await as.anna.post(IN_TEAM, { endpoint: `${receiver.url}/list`, events: ['goalCreated'], list_id: list.id })
    simulate(world, app.sandbox.deliveries, { event: 'goalCreated' })
    await goalClient(as.anna).make()
    await settled()
    t.same(
      receiver.received.map(({ path }) => path),
      ['/hook', '/hook'],
    )
  })

  await t.test('of a private goal, who may see it', async (t) => {
    const { as, receiver, settled, world } = await hooked(t, { body: { events: ['goalUpdated', 'keyResultDeleted'] } })
    const chloe = goalClient(as.chloe)
    const secret = addGoal(world, { private: true, creator: CHLOE })
    const { key_result } = (await chloe.measure(secret.id)).body
    const heard = async () => {
      await settled()
      return receiver.received.splice(0).map(({ body }) => body.event)
    }
    await chloe.change(secret.id, { name: 'x' })
    t.same(await heard(), [])
    await chloe.change(secret.id, { add_owners: [ANNA] })
    await chloe.drop(key_result.id)
    t.same(await heard(), ['goalUpdated', 'keyResultDeleted'])
  })
})
