// What a tester does to deliveries: hold them, repeat, lose, spoil, delay and turn them round.
import t from 'tap'
import { MOST_WAITING } from '../../src/webhooks/queue.js'
import { hooked, IN_TEAM } from '../help/hooked.js'
import { isSigned, type Received, type Receiver } from '../help/receiver.js'

const namesIn = ({ received }: Receiver) => received.map(({ body }) => body.history_items[0].after)

t.test('a delivery fault', async (t) => {
  await t.test('duplicate sends the next ones twice', async (t) => {
    const { receiver, rename, app } = await hooked(t)
    app.sandbox.deliveries.faults.add({ fault: 'duplicate', times: 2 })
    for (const name of ['a', 'b', 'c']) await rename(name)
    t.same(namesIn(receiver), ['a', 'a', 'b', 'b', 'c'])
    t.match(app.sandbox.deliveries.log.list()[1], { repeats: 'd-1', fault: 'duplicate' })
    t.same(app.sandbox.deliveries.faults.list(), [], 'it is used up')
  })

  await t.test('drop sends them never, and leaves the health as it is', async (t) => {
    const { receiver, rename, health, app } = await hooked(t)
    const { id } = app.sandbox.deliveries.faults.add({ fault: 'drop', times: 1 })
    for (const name of ['a', 'b']) await rename(name)
    t.same(namesIn(receiver), ['b'])
    t.match(app.sandbox.deliveries.log.list()[0], { state: 'dropped', reason: `by ${id}`, tries: [] })
    t.same(await health(), { status: 'active', fail_count: 0 })
  })

  await t.test('corrupt signs them wrong, each try of them', async (t) => {
    const { receiver, webhook, rename, advance, app } = await hooked(t, { reply: 500 })
    app.sandbox.deliveries.faults.add({ fault: 'corrupt', times: 1 })
    await rename()
    receiver.reply = 200
    await advance(5_000)
    await rename()
    const right = await Promise.all(receiver.received.map((one) => isSigned(one, webhook.secret)))
    t.same(right, [false, false, true])
    t.match((receiver.received[0] as Received).headers['x-signature'], /^[0-9a-f]{64}$/)
  })

  await t.test('late sends them so many ms later, while others go past', async (t) => {
    const { receiver, rename, advance, app } = await hooked(t)
    const { deliveries } = app.sandbox
    deliveries.faults.add({ fault: 'late', times: 1, ms: 60_000 })
    for (const name of ['a', 'b']) await rename(name)
    t.same(namesIn(receiver), ['b'])
    t.equal(deliveries.waiting().length, 1)
    await advance(59_999)
    t.equal(receiver.received.length, 1)
    await advance(1)
    t.same(namesIn(receiver), ['b', 'a'])
  })

  await t.test('late comes by itself when the clock runs', async (t) => {
    const { receiver, rename, app, world } = await hooked(t)
    world.clock.run()
    app.sandbox.deliveries.faults.add({ fault: 'late', times: 1, ms: 20 })
    const arrived = new Promise<void>((resolve) => {
      receiver.reply = () => {
        resolve()
        return 200
      }
    })
    await rename()
    await arrived
    t.equal(receiver.received.length, 1)
  })

  await t.test('reorder holds so many and sends them last first', async (t) => {
    const { receiver, rename, app } = await hooked(t)
    app.sandbox.deliveries.faults.add({ fault: 'reorder', times: 3 })
    for (const name of ['a', 'b']) await rename(name)
    t.same(namesIn(receiver), [])
    for (const name of ['c', 'd']) await rename(name)
    t.same(namesIn(receiver), ['c', 'b', 'a', 'd'])
  })

  await t.test('reorder lets go what it holds when the faults are cleared', async (t) => {
    const { receiver, rename, settled, app } = await hooked(t)
    app.sandbox.deliveries.faults.add({ fault: 'reorder', times: 3 })
    for (const name of ['a', 'b']) await rename(name)
    app.sandbox.deliveries.clearFaults()
    await settled()
    t.same(namesIn(receiver), ['b', 'a'])
  })

  await t.test('is for one webhook, or for one event, where it says so', async (t) => {
    const { as, receiver, rename, webhook, app } = await hooked(t)
    await as.anna.post(IN_TEAM, { endpoint: `${receiver.url}/other`, events: ['taskUpdated'] })
    app.sandbox.deliveries.faults.add({ fault: 'drop', times: 2, webhook: webhook.id })
    const { id } = app.sandbox.deliveries.faults.add({ fault: 'drop', times: 2, event: 'taskDeleted' })
    await rename()
    t.same(
      receiver.received.map(({ path }) => path),
      ['/hook/other'],
    )
    t.match(app.sandbox.deliveries.faults.list(), [{ hits: 1 }, { hits: 0 }])
    app.sandbox.deliveries.faults.remove(id)
    t.equal(app.sandbox.deliveries.faults.list().length, 1)
    t.throws(() => app.sandbox.deliveries.faults.remove(id), /there is no delivery fault/)
    for (let count = 1; count < 100; count += 1) app.sandbox.deliveries.faults.add({ fault: 'drop', times: 1 })
    t.throws(() => app.sandbox.deliveries.faults.add({ fault: 'drop', times: 1 }), /there are 100 already/)
  })
})

t.test('pause', async (t) => {
  await t.test('holds up one webhook, or all, until they are let go', async (t) => {
    const { as, receiver, rename, settled, webhook, app } = await hooked(t)
    const { deliveries } = app.sandbox
    await as.anna.post(IN_TEAM, { endpoint: `${receiver.url}/other`, events: ['taskUpdated'] })
    const came = () => receiver.received.splice(0).map(({ path }) => path)
    deliveries.pause(true, webhook.id)
    t.same([deliveries.isPaused(webhook.id), deliveries.isPaused('other'), deliveries.isPaused()], [true, false, false])
    await rename()
    t.same(came(), ['/hook/other'])
    deliveries.pause(true)
    await rename()
    t.same(came(), [])
    t.equal(deliveries.isPaused('other'), true)
    deliveries.pause(false)
    await settled()
    t.same(came().sort(), ['/hook', '/hook', '/hook/other'])
  })
})

t.test('a receiver', async (t) => {
  await t.test('that does not answer is owed so many deliveries and no more', async (t) => {
    const { world, task, app, settled } = await hooked(t)
    const { deliveries } = app.sandbox
    deliveries.pause(true)
    world.transact(() => {
      for (let count = 0; count < 10; count += 1) world.tasks.update(world.tasks.get(task.id), { points: count })
    })
    t.equal(deliveries.waiting().length, 1, 'one change, however often it was written')
    for (let count = 0; count < MOST_WAITING; count += 1)
      world.tasks.update(world.tasks.get(task.id), { points: -count })
    t.equal(deliveries.waiting().length, MOST_WAITING)
    t.match(deliveries.log.list(), [{ state: 'dropped', reason: 'too much waits for this webhook', tries: [] }])
    deliveries.reset()
    await settled()
    t.equal(deliveries.waiting().length, 0)
  })

  await t.test('that closed a connection which was kept open is posted to anew, without a failed try', async (t) => {
    const { receiver, rename, app } = await hooked(t)
    await rename('a')
    await receiver.kill()
    await receiver.restart()
    await rename('b')
    t.same(namesIn(receiver), ['a', 'b'])
    t.equal(app.sandbox.deliveries.log.list()[1]?.tries.length, 1)
  })
})

t.test('reset', async (t) => {
  await t.test('breaks off what is under way, and forgets what waits, what was done, faults and pauses', async (t) => {
    const { receiver, rename, app, world } = await hooked(t)
    const { deliveries } = app.sandbox
    await rename('a')
    receiver.reply = 'hang'
    deliveries.faults.add({ fault: 'drop', times: 5, event: 'taskDeleted' })
    const waiting = rename('b')
    await new Promise<void>((resolve) => {
      receiver.reply = () => {
        resolve()
        return 'hang'
      }
    })
    app.sandbox.reset()
    await waiting
    t.equal(receiver.received.length, 2)
    t.same([deliveries.waiting(), deliveries.log.list(), deliveries.faults.list()], [[], [], []])
    t.equal(world.webhooks.size, 0)
  })
})
