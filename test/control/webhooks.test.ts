// Webhooks as a tester sees them: whose they are, how they are, what they would be sent, and how to sign.
import t from 'tap'
import { hookedMock } from '../help/hooked-mock.js'
import { isSigned } from '../help/receiver.js'
import { BATTERY, NORTHWIND } from '../help/tour.js'

t.test('listWebhooks', async (t) => {
  const { mock, as, receiver, id, secret } = await hookedMock(t)
  const { body } = await as.ben.post(`/api/v2/team/${NORTHWIND}/webhook`, {
    endpoint: receiver.url,
    events: '*',
    task_id: BATTERY,
  })
  const [first, second] = mock.control.listWebhooks().webhooks

  await t.test('lists those of all users, as they were registered', async (t) => {
    t.same(first, {
      id,
      workspace: NORTHWIND,
      user: 'anna',
      endpoint: receiver.url,
      events: ['taskUpdated'],
      space_id: null,
      folder_id: null,
      list_id: null,
      task_id: null,
      health: { status: 'active', fail_count: 0 },
      secret,
      waiting: 0,
      paused: false,
    })
    t.match(second, { id: body.id, user: 'ben', events: ['*'], task_id: BATTERY })
  })
})

t.test('setWebhookHealth', async (t) => {
  const { mock, receiver, id, rename } = await hookedMock(t)
  const { control, webhooks } = mock
  const cases = [
    { given: { status: 'suspended' }, health: { status: 'suspended', fail_count: 100 } },
    { given: { status: 'failing' }, health: { status: 'failing', fail_count: 1 } },
    { given: { status: 'active' }, health: { status: 'active', fail_count: 0 } },
    { given: { fail_count: 99 }, health: { status: 'failing', fail_count: 99 } },
    { given: { fail_count: 0 }, health: { status: 'active', fail_count: 0 } },
    { given: { fail_count: 100 }, health: { status: 'suspended', fail_count: 100 } },
    { given: { status: 'suspended', fail_count: 7 }, health: { status: 'suspended', fail_count: 7 } },
  ] as const
  for (const { given, health } of cases) {
    await t.test(`takes ${JSON.stringify(given)}`, async (t) => {
      t.same(control.setWebhookHealth({ id, ...given }).webhook.health, health)
    })
  }

  await t.test('suspended, it drops what waits, and gets nothing until it is reactivated', async (t) => {
    control.setWebhookHealth({ id, status: 'active' })
    webhooks.pause()
    await rename('One')
    control.setWebhookHealth({ id, status: 'suspended' })
    webhooks.resume()
    await rename('Two')
    await webhooks.settled()
    t.match(webhooks.deliveries(), [{ state: 'dropped', reason: 'the webhook is suspended' }])
    control.setWebhookHealth({ id, status: 'active' })
    await rename('Three')
    await webhooks.settled()
    t.equal(receiver.received.length, 1)
  })
  await t.test('one failure before the end, it is suspended by the next event that fails', async (t) => {
    control.setWebhookHealth({ id, fail_count: 99 })
    receiver.reply = 500
    await rename('Four')
    for (let tries = 0; tries < 5; tries++) {
      await webhooks.settled()
      mock.clock.advance(600_000)
    }
    t.same(control.listWebhooks().webhooks[0]?.health, { status: 'suspended', fail_count: 100 })
  })
  await t.test('refuses nothing at all, and a webhook that is not there', async (t) => {
    t.throws(() => control.setWebhookHealth({ id }), { message: 'body: it says nothing of health; give status or' })
    t.throws(() => control.setWebhookHealth({ id: 'x', fail_count: 1 }), { message: 'id: there is no webhook "x"' })
  })
})

t.test('simulateEvent', async (t) => {
  const { mock, receiver, id, secret } = await hookedMock(t)
  const { webhooks } = mock

  await t.test('sends an event with fields of its own, signed as any', async (t) => {
    const [delivery] = webhooks.simulate('taskUpdated', { task_id: 'abc' })
    await webhooks.settled()
    const [received] = receiver.received
    t.match(received?.body, { event: 'taskUpdated', task_id: 'abc', webhook_id: id })
    t.equal(received && (await isSigned(received, secret)), true)
    t.equal(received?.text, delivery?.request.text)
  })
  await t.test('goes to one webhook and is about one thing, when told', async (t) => {
    t.match(webhooks.simulate('taskDeleted', {}, { webhook: id, id: BATTERY }), [
      { webhook: id, event: 'taskDeleted', request: { body: { task_id: BATTERY } } },
    ])
  })
  await t.test('is refused where nobody would hear of it', async (t) => {
    t.throws(() => webhooks.simulate('listCreated'), { message: '/event: no webhook would hear of listCreated' })
  })
})

t.test('signBody', async (t) => {
  const { mock, id, secret } = await hookedMock(t)
  const { webhooks } = mock

  await t.test('gives what a receiver compares, by a webhook or by a secret', async (t) => {
    const text = '{"event":"täskCreated"}'
    const signature = webhooks.sign(text, { webhook: id })
    t.ok(await isSigned({ headers: { 'x-signature': signature }, text }, secret))
    t.equal(webhooks.sign(text, { secret }), signature)
    t.match(webhooks.sign('', { secret: 'k' }), /^[0-9a-f]{64}$/)
  })
  await t.test('wants one of them, and one that is there', async (t) => {
    t.throws(() => webhooks.sign('', { webhook: 'x' }), { message: '/webhook: there is no webhook "x"' })
    for (const by of [{}, { webhook: id, secret }]) {
      t.throws(() => mock.control.signBody({ body: '', ...by }), {
        message: 'body: it has to name a webhook or a secret',
      })
    }
  })
})
