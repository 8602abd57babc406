// Deliveries as a tester sees them: listed, waited for, sent again, held up and spoiled.
import t from 'tap'
import { InputError } from '../../src/index.js'
import { hookedMock } from '../help/hooked-mock.js'
import { isSigned } from '../help/receiver.js'
import { start } from '../help/start.js'
import { BATTERY } from '../help/tour.js'

const idsOf = ({ deliveries }: { readonly deliveries: readonly { readonly id: string }[] }) =>
  deliveries.map(({ id }) => id)

t.test('listDeliveries', async (t) => {
  const { mock, receiver, id, secret, register, rename } = await hookedMock(t)
  const { control, clock } = mock
  const dead = await register(`${receiver.url}/dead`)
  receiver.reply = ({ path }) => (path === '/hook' ? 200 : 500)
  await rename('One')
  await mock.webhooks.settled()
  const [delivered, waiting] = control.listDeliveries().deliveries

  await t.test('shows what was sent, to the letter, and what was answered', async (t) => {
    const [received] = receiver.received
    t.match(delivered, {
      id: 'd-1',
      webhook: id,
      event: 'taskUpdated',
      at: clock.now(),
      state: 'delivered',
      request: { url: receiver.url, headers: { 'Content-Type': 'application/json' }, body: received?.body },
      tries: [{ at: clock.now(), status: 200, answer: 'thanks', duration: Number }],
    })
    t.equal(delivered?.request.text, received?.text)
    const headers = { 'x-signature': delivered?.request.headers['X-Signature'] }
    t.ok(await isSigned({ headers, text: String(delivered?.request.text) }, secret))
    t.notOk('due' in Object(delivered) || 'reason' in Object(delivered))
  })
  await t.test('shows behind them what waits, and for when', async (t) => {
    t.match(waiting, {
      id: 'd-2',
      webhook: dead.id,
      state: 'waiting',
      due: clock.now() + 5_000,
      tries: [{ status: 500 }],
    })
    t.equal(control.listWebhooks().webhooks[1]?.waiting, 1)
  })
  await t.test('says where a try went, though the webhook has changed since', async (t) => {
    control.setWebhookHealth({ id: dead.id, status: 'suspended' })
    const { deliveries } = control.listDeliveries({ webhook: dead.id })
    t.match(deliveries, [{ state: 'dropped', reason: 'the webhook is suspended', request: { url: /dead$/ } }])
  })

  await rename('Two')
  await mock.webhooks.settled()
  clock.advance(1)
  await rename('Three')
  await mock.webhooks.settled()
  const filters = [
    { filter: {}, ids: ['d-1', 'd-2', 'd-3', 'd-4'] },
    { filter: { webhook: dead.id }, ids: ['d-2'] },
    { filter: { event: 'taskUpdated', state: 'delivered' }, ids: ['d-1', 'd-3', 'd-4'] },
    { filter: { event: 'taskCreated' }, ids: [] },
    { filter: { state: 'dropped' }, ids: ['d-2'] },
    { filter: { task_id: BATTERY, limit: 2 }, ids: ['d-3', 'd-4'], count: 4 },
    { filter: { task_id: '86a000002' }, ids: [] },
    { filter: { since: 'd-2' }, ids: ['d-3', 'd-4'] },
    { filter: { since: String(clock.now() - 1) }, ids: ['d-4'] },
  ] as const
  for (const { filter, ids, ...more } of filters) {
    await t.test(`finds ${JSON.stringify(filter)}`, async (t) => {
      const answer = control.listDeliveries(filter)
      t.same(idsOf(answer), ids)
      t.equal(answer.count, 'count' in more ? more.count : ids.length)
    })
  }

  await t.test('forgets those that are done when told, and goes on counting', async (t) => {
    control.clearDeliveries()
    t.match(control.listDeliveries(), { count: 0, forgotten: 0, deliveries: [] })
    t.equal(control.simulateEvent({ event: 'taskUpdated', id: BATTERY }).deliveries[0]?.id, 'd-5')
    t.throws(() => control.listDeliveries({ since: 'd-1' }), { message: /since: there is no delivery "d-1"/ })
  })
})

t.test('of thousands that wait, the last two thousand are shown', async (t) => {
  const { mock, id } = await hookedMock(t)
  mock.webhooks.pause()
  const webhooks = [...Array(2_001).keys()].map((number) => ({
    user: 'anna',
    workspace: 'northwind',
    endpoint: `http://127.0.0.1:9/${number}`,
    events: ['goalCreated' as const],
  }))
  mock.control.seed({ webhooks })
  mock.control.simulateEvent({ event: 'goalCreated' })
  const { count, deliveries } = mock.control.listDeliveries()
  t.same({ count, shown: deliveries.length }, { count: 2_001, shown: 2_000 })
  t.equal(mock.control.listDeliveries({ limit: 2_001, webhook: id }).count, 0)
})

t.test('redeliver', async (t) => {
  const { mock, receiver, id, rename } = await hookedMock(t)
  await rename('One')
  await mock.webhooks.settled()

  await t.test('sends the same body again, as a delivery of its own', async (t) => {
    const again = mock.webhooks.redeliver('d-1')
    t.match(again, { id: 'd-2', repeats: 'd-1', state: 'waiting', request: { url: null, headers: {} }, tries: [] })
    await mock.webhooks.settled()
    const [first, second] = receiver.received
    t.equal(second?.text, first?.text)
    t.equal(second?.headers['x-signature'], first?.headers['x-signature'])
  })
  await t.test('takes one that waits too', async (t) => {
    mock.webhooks.pause()
    const [{ id: waiting = '' } = {}] = mock.webhooks.simulate('taskUpdated')
    t.match(mock.webhooks.redeliver(waiting), { repeats: waiting })
  })
  await t.test('refuses one that is not there, a webhook that is suspended and one that is gone', async (t) => {
    t.throws(() => mock.webhooks.redeliver('d-99'), { message: /id: there is no delivery "d-99"; give the id/ })
    mock.control.setWebhookHealth({ id, status: 'suspended' })
    t.throws(() => mock.webhooks.redeliver('d-1'), { message: /is suspended; reactivate it first/ })
    mock.control.reset()
    t.throws(() => mock.webhooks.redeliver('d-1'), { message: /no delivery "d-1"/ })
  })
})

t.test('pauseDeliveries', async (t) => {
  const { mock, receiver, id, register, rename } = await hookedMock(t)
  const { control, webhooks } = mock
  const other = await register(`${receiver.url}/other`)
  const cases = [
    { what: 'of one webhook', webhook: other.id, got: ['/hook'] },
    { what: 'of all', webhook: undefined, got: [] },
  ]
  for (const { what, webhook, got } of cases) {
    await t.test(`holds up those ${what} until they are let go`, async (t) => {
      receiver.received.length = 0
      webhooks.pause(webhook)
      t.match(control.listWebhooks(), { paused: !webhook, webhooks: [{ id, paused: !webhook }, { paused: true }] })
      await rename(what)
      await webhooks.settled()
      const paths = () => receiver.received.map(({ path }) => path).sort()
      t.same(paths(), got)
      webhooks.resume(webhook)
      await webhooks.settled()
      t.same(paths(), ['/hook', '/hook/other'])
    })
  }
  await t.test('of all is not ended for one', async (t) => {
    webhooks.pause()
    t.throws(() => webhooks.resume(id), { message: '/webhook: the deliveries of all webhooks are paused; resume all' })
    webhooks.resume()
  })
  await t.test('refuses a webhook that is not there', async (t) => {
    for (const act of [webhooks.pause, webhooks.resume]) {
      t.throws(() => act('wrong'), { message: '/webhook: there is no webhook "wrong"; GET /__mock/webhooks lists' })
    }
  })
})

t.test('addDeliveryFault', async (t) => {
  const { mock, receiver, id, secret, rename } = await hookedMock(t)
  const { control, webhooks } = mock
  const namesAfter = async (...names: string[]) => {
    receiver.received.length = 0
    for (const name of names) await rename(name)
    await webhooks.settled()
    return receiver.received.map(({ body }) => body.history_items[0].after)
  }

  await t.test('does what its name says', async (t) => {
    webhooks.fault('duplicate')
    t.same(await namesAfter('a', 'b'), ['a', 'a', 'b'])
    webhooks.fault('drop', { times: 2 })
    t.same(await namesAfter('c', 'd', 'e'), ['e'])
    webhooks.fault('late', { ms: 30_000 })
    t.same(await namesAfter('f', 'g'), ['g'])
    mock.clock.advance(30_000)
    await webhooks.settled()
    t.equal(receiver.received.at(-1)?.body.history_items[0].after, 'f')
    webhooks.fault('reorder', { times: 3 })
    t.same(await namesAfter('h', 'i', 'j'), ['j', 'i', 'h'])
    webhooks.fault('corrupt')
    await namesAfter('k', 'l')
    t.same(await Promise.all(receiver.received.map((one) => isSigned(one, secret))), [false, true])
    t.same(control.listDeliveryFaults().faults, [], 'and is gone when it is used up')
  })
  await t.test('is kept with what it did, and told with the delivery', async (t) => {
    const fault = webhooks.fault('drop', { times: 3, webhook: id, event: 'taskUpdated' })
    await namesAfter('m')
    t.same(control.listDeliveryFaults().faults, [{ ...fault, hits: 1 }])
    const [last] = webhooks.deliveries().slice(-1)
    t.match(last, { fault: 'drop', state: 'dropped', reason: `by ${fault.id}`, request: { url: null }, tries: [] })
  })
  await t.test('is removed, one or all', async (t) => {
    const [{ id: first = '' } = {}] = control.listDeliveryFaults().faults
    control.removeDeliveryFault({ id: first })
    t.same(await namesAfter('n'), ['n'])
    webhooks.fault('reorder', { times: 5 })
    t.same(await namesAfter('o', 'p'), [])
    control.clearDeliveryFaults()
    await webhooks.settled()
    t.equal(receiver.received.length, 2, 'what it held back goes')
    t.throws(() => control.removeDeliveryFault({ id: 'x' }), { message: /no delivery fault "x"/ })
  })
  await t.test('has what is usual where nothing is said', async (t) => {
    t.match(webhooks.fault('late'), { times: 1, ms: 60_000 })
    t.match(webhooks.fault('reorder'), { times: 2 })
  })

  const refused = [
    { fault: { fault: 'duplicate', ms: 5 }, says: '/ms: it does not go with duplicate; it is how late `late` is' },
    { fault: { fault: 'reorder', times: 1 }, says: '/times: 1 cannot be reordered; give 2 or more' },
    { fault: { fault: 'drop', webhook: 'none' }, says: '/webhook: there is no webhook "none"' },
  ] as const
  for (const { fault, says } of refused) {
    await t.test(`refuses ${JSON.stringify(fault)}`, async (t) => {
      t.throws(() => control.addDeliveryFault(fault), { name: InputError.name, message: says })
    })
  }
})

t.test('settleDeliveries', async (t) => {
  const { mock, receiver, rename } = await hookedMock(t)
  receiver.reply = 'hang'
  await rename('One')

  await t.test('is refused when it takes too long', async (t) => {
    await t.rejects(mock.control.settleDeliveries({ timeout: 10 }), {
      message: 'deliveries: something is still under way after 10 ms; wait longer',
    })
  })
  await t.test('says how many wait for a later time', async (t) => {
    receiver.reply = 500
    await receiver.kill()
    t.same(await mock.control.settleDeliveries(), { schema_version: 1, waiting: 1 })
  })
  await t.test('is answered at once where there is nothing', async (t) => {
    const quiet = await start(t)
    t.same(await quiet.mock.control.settleDeliveries(), { schema_version: 1, waiting: 0 })
  })
})
