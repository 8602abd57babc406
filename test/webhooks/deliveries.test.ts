// The life of a delivery: posted, tried again on the mock's clock, given up, and what that does to its webhook.
import t from 'tap'
import { signatureOf } from '../../src/webhooks/delivery.js'
import { hooked } from '../help/hooked.js'
import { isSigned, type Received, type Receiver, startReceiver } from '../help/receiver.js'
import { NOW } from '../help/work.js'

const WAITS = [5_000, 30_000, 120_000, 600_000]

const namesIn = ({ received }: Receiver) => received.map(({ body }) => body.history_items[0].after)

t.test('a delivery', async (t) => {
  await t.test('is a POST of compact JSON, signed with the secret of its webhook', async (t) => {
    const { receiver, webhook, rename } = await hooked(t)
    await rename()
    const [one, another] = receiver.received as [Received, undefined]
    t.equal(another, undefined)
    t.match(one.headers, { 'content-type': 'application/json', 'x-signature': /^[0-9a-f]{64}$/ })
    t.ok(one.names.includes('X-Signature') && one.names.includes('Content-Type'), 'in the letters of ClickUp’s pages')
    t.equal(one.text, JSON.stringify(one.body))
    t.equal(one.path, '/hook')
    t.equal(one.body.webhook_id, webhook.id)
    t.equal(await isSigned(one, webhook.secret), true)
    t.equal(await isSigned({ ...one, text: `${one.text} ` }, webhook.secret), false)
    t.equal(one.headers['x-signature'], signatureOf(webhook.secret, one.text))
  })

  await t.test('is tried five times, at waits on the clock of the mock, then dropped', async (t) => {
    const { receiver, rename, advance, health, app } = await hooked(t, { reply: 500 })
    await rename()
    t.same(await health(), { status: 'failing', fail_count: 0 })
    for (const [index, wait] of WAITS.entries()) {
      await advance(wait - 1)
      t.equal(receiver.received.length, index + 1, 'not before its time')
      await advance(1)
      t.equal(receiver.received.length, index + 2)
    }
    t.equal(new Set(receiver.received.map(({ text }) => text)).size, 1, 'the same body each time')
    t.same(await health(), { status: 'failing', fail_count: 1 })
    const [done] = app.sandbox.deliveries.log.list()
    t.match(done, { state: 'dropped', reason: '5 tries failed', tries: { length: 5 } })
    t.match(done?.tries[0], { at: NOW, status: 500, answer: 'thanks', duration: Number })
    await advance(86_400_000)
    t.equal(receiver.received.length, 5, 'no more')
  })

  await t.test('that arrives in the end heals its webhook', async (t) => {
    const { receiver, rename, advance, health, app } = await hooked(t, { reply: 503 })
    await rename()
    receiver.reply = 204
    await advance(5_000)
    t.same(await health(), { status: 'active', fail_count: 0 })
    t.match(app.sandbox.deliveries.log.list()[0], { state: 'delivered', reason: undefined, tries: { length: 2 } })
  })

  await t.test('holds up those behind it: they come in order', async (t) => {
    const { receiver, rename, advance } = await hooked(t, { reply: 500 })
    for (const name of ['one', 'two', 'three']) await rename(name)
    t.same(namesIn(receiver), ['one'])
    receiver.reply = 200
    await advance(5_000)
    t.same(namesIn(receiver), ['one', 'one', 'two', 'three'])
  })

  await t.test('runs by itself when the clock runs', async (t) => {
    const { receiver, world, rename } = await hooked(t, { reply: 500, options: { webhookRetries: '1ms' } })
    world.clock.run()
    const tried = new Promise<void>((resolve) => {
      receiver.reply = () => {
        if (receiver.received.length === 5) resolve()
        return 500
      }
    })
    await rename()
    await tried
    t.equal(receiver.received.length, 5)
  })

  await t.test('fails where there is no answer in time, no whole one, or a redirect', async (t) => {
    const elsewhere = await startReceiver(t)
    for (const [reply, tried, options] of [
      ['hang', { status: undefined, error: 'no answer within 30 ms' }, { webhookTimeout: 30 }],
      ['break', { status: undefined, error: /ECONNRESET|hang up/ }, {}],
      [[302, { location: elsewhere.url }], { status: 302, error: undefined }, {}],
      [404, { status: 404, error: undefined }, {}],
    ] as const) {
      const { receiver, rename, app } = await hooked(t, { options: { webhookRetries: 0, ...options } })
      receiver.reply = reply
      await rename()
      const done = app.sandbox.deliveries.log.list().at(-1)
      t.match(done, { state: 'dropped', tries: [tried, tried, tried, tried, tried] })
    }
    const { receiver, rename, app } = await hooked(t, { options: { webhookRetries: 0 } })
    await receiver.kill()
    await rename()
    t.match(app.sandbox.deliveries.log.list().at(-1)?.tries[0], { error: /ECONNREFUSED/ })
    t.equal(elsewhere.received.length, 0)
  })

  await t.test('keeps the beginning of a long answer', async (t) => {
    const { receiver, rename, app } = await hooked(t)
    receiver.reply = [200, { 'x-padding': 'x' }]
    await rename()
    t.equal(app.sandbox.deliveries.log.list()[0]?.tries[0]?.answer, 'thanks')
  })
})

t.test('a webhook', async (t) => {
  await t.test('is suspended by the hundredth event in a row that was dropped, and gets nothing more', async (t) => {
    const { receiver, rename, health, app } = await hooked(t, { reply: 500, options: { webhookRetries: '0' } })
    for (let count = 1; count < 100; count += 1) await rename()
    t.same(await health(), { status: 'failing', fail_count: 99 })
    await rename()
    t.same(await health(), { status: 'suspended', fail_count: 100 })
    t.equal(receiver.received.length, 500)
    await rename()
    t.equal(receiver.received.length, 500)
    t.equal(app.sandbox.deliveries.log.list().length, 100, 'no event is kept for it')
  })

  await t.test('is suspended at once by a 410, by a 401 when asked, and then drops what waits', async (t) => {
    for (const [reply, options, status] of [
      [410, {}, 'suspended'],
      [401, {}, 'failing'],
      [401, { webhookSuspendOn: '410, 401' }, 'suspended'],
      [410, { webhookSuspendOn: '401' }, 'failing'],
    ] as const) {
      const { rename, health, app, webhook, settled } = await hooked(t, { reply, options })
      const { deliveries } = app.sandbox
      deliveries.pause(true)
      await rename()
      await rename()
      t.equal(deliveries.waiting(webhook.id).length, 2)
      deliveries.pause(false)
      await settled()
      t.match(await health(), { status, fail_count: 0 })
      const reasons = [`the receiver answered ${reply}, which suspends a webhook`, 'the webhook is suspended']
      t.same(
        deliveries.log.list().map(({ reason }) => reason),
        status === 'suspended' ? reasons : [],
      )
    }
  })

  await t.test('is active again by PUT, and gets what happens from then on', async (t) => {
    const { as, receiver, rename, health, webhook } = await hooked(t, { reply: 410 })
    await rename('lost')
    await rename('lost too')
    receiver.reply = 200
    await as.anna.send('PUT', `/api/v2/webhook/${webhook.id}`, { body: { status: 'active' } })
    t.same(await health(), { status: 'active', fail_count: 0 })
    await rename('new')
    t.same(namesIn(receiver), ['lost', 'new'])
  })

  await t.test('gets nothing more once it is deleted', async (t) => {
    const { as, receiver, rename, advance, webhook, app } = await hooked(t, { reply: 500 })
    await rename()
    await as.anna.send('DELETE', `/api/v2/webhook/${webhook.id}`)
    await advance(5_000)
    t.equal(receiver.received.length, 1)
    t.match(app.sandbox.deliveries.log.list(), [{ state: 'dropped', reason: 'the webhook was deleted' }])
  })

  await t.test('is deleted while its receiver is still thinking', async (t) => {
    const { as, rename, webhook, app, receiver } = await hooked(t, { options: { webhookTimeout: 50 } })
    receiver.reply = () => {
      void as.anna.send('DELETE', `/api/v2/webhook/${webhook.id}`)
      return 'hang'
    }
    await rename()
    t.match(app.sandbox.deliveries.log.list(), [{ state: 'dropped', reason: 'the webhook was deleted' }])
    t.equal(app.sandbox.deliveries.waiting().length, 0)
  })

  await t.test('moves with its endpoint: the next try goes to the new one', async (t) => {
    const { as, rename, advance, webhook } = await hooked(t, { reply: 500 })
    const other = await startReceiver(t)
    await rename()
    await as.anna.send('PUT', `/api/v2/webhook/${webhook.id}`, { body: { endpoint: other.url } })
    await advance(5_000)
    t.equal(other.received.length, 1)
  })

  await t.test('of a snapshot that is gone after a restore gets nothing more', async (t) => {
    for (const reply of [500, 'hang'] as const) {
      const { receiver, rename, advance, app, world } = await hooked(t, { reply, options: { webhookTimeout: 40 } })
      const before = world.snapshot()
      const [row] = world.webhooks.all()
      if (row) world.webhooks.delete(row)
      app.sandbox.snapshot('without')
      world.restore(before)
      if (reply === 'hang') {
        receiver.reply = () => {
          app.sandbox.restore('without')
          return 'hang'
        }
      }
      await rename()
      app.sandbox.restore('without')
      await advance(5_000)
      t.equal(receiver.received.length, 1)
      t.match(app.sandbox.deliveries.log.list(), [{ state: 'dropped', reason: /after a restore/ }])
    }
  })
})
