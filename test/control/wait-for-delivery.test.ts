// Waiting for deliveries: those that were, those that come, what is said when they do not, and who gives up.
import { setImmediate } from 'node:timers/promises'
import t from 'tap'
import { DeliveryLog } from '../../src/webhooks/delivery-log.js'
import { hookedMock } from '../help/hooked-mock.js'
import { start } from '../help/start.js'
import { BATTERY } from '../help/tour.js'

/** Something that the other side does, sooner or later; the test's own timeout ends it. */
async function until(done: () => boolean): Promise<void> {
  while (!done()) await setImmediate()
}

t.test('waitForDelivery', async (t) => {
  const { mock, receiver, id, rename } = await hookedMock(t)
  const { webhooks, control } = mock

  await t.test('waits for one that is still to come', async (t) => {
    const waiting = webhooks.waitFor('taskUpdated', { task_id: BATTERY })
    await rename('One')
    t.match(await waiting, { id: 'd-1', event: 'taskUpdated', state: 'delivered', tries: [{ status: 200 }] })
  })
  await t.test('takes one that has come already', async (t) => {
    t.equal((await webhooks.waitFor('taskUpdated')).id, 'd-1')
    t.same((await control.waitForDelivery({})).deliveries.length, 1, 'whatever it is, when nothing is asked')
  })
  await t.test('looks into the body, at any depth', async (t) => {
    const waiting = webhooks.waitFor('taskUpdated', { history_items: [{ field: 'name', after: 'Three' }] })
    await rename('Two')
    await rename('Three')
    t.equal((await waiting).id, 'd-3')
  })
  await t.test('waits for as many as it is told, and for one webhook', async (t) => {
    const waiting = webhooks.waitFor('taskUpdated', {}, { count: 5, webhook: id })
    await rename('Four')
    await rename('Five')
    t.equal((await waiting).id, 'd-5', 'and gives the last')
    const { deliveries } = await control.waitForDelivery({ count: 2 })
    t.same(
      deliveries.map((one) => one.id),
      ['d-1', 'd-2'],
    )
  })
  await t.test('waits for one that is dropped, past the tries that fail', async (t) => {
    receiver.reply = 500
    const waiting = webhooks.waitFor('taskUpdated', {}, { state: 'dropped' })
    await rename('Six')
    for (let tries = 0; tries < 5; tries++) {
      await webhooks.settled()
      mock.clock.advance(600_000)
    }
    t.match(await waiting, { state: 'dropped', reason: '5 tries failed', tries: { length: 5 } })
  })
  await t.test('refuses a webhook that is not there', async (t) => {
    await t.rejects(webhooks.waitFor('taskUpdated', {}, { webhook: 'x' }), {
      message: '/webhook: there is no webhook "x"',
    })
  })
})

t.test('at the timeout waitForDelivery says', async (t) => {
  const { mock, receiver, id, register, rename } = await hookedMock(t)
  const { webhooks, control, clock } = mock
  const timeout = 0
  const problemsOf = async (wait: Promise<unknown>) => {
    const { problems } = await wait.then(
      () => t.fail('nobody refused'),
      (error) => error,
    )
    return problems
  }

  await t.test('that nothing came at all', async (t) => {
    t.same(await problemsOf(webhooks.waitFor('taskUpdated', { task_id: '1' }, { timeout })), [
      {
        where: 'delivery',
        what: 'no taskUpdated with {"task_id":"1"} was delivered within 0 ms',
        right: 'no event went to a webhook of this sandbox: do its events and its place fit the change?',
      },
    ])
    const bare = await start(t)
    t.match(await problemsOf(bare.mock.webhooks.waitFor('taskCreated', {}, { timeout })), [
      { right: 'register a webhook first (POST /api/v2/team/<id>/webhook)' },
    ])
  })
  await t.test('what came with other fields, the nearest first', async (t) => {
    webhooks.simulate('taskCreated', {}, { webhook: id })
    await rename('One')
    await rename('Two')
    await webhooks.settled()
    const wanted = { task_id: BATTERY, history_items: [{ after: 'Twp' }], more: 'x'.repeat(99) }
    const more = `\`more\`: none ≠ ${'x'.repeat(80)}…`
    t.same(await problemsOf(webhooks.waitFor('taskUpdated', wanted, { timeout })), [
      { where: 'delivery', what: `no taskUpdated with ${JSON.stringify(wanted)} was delivered within 0 ms` },
      { where: 'd-3', what: `taskUpdated delivered, \`history_items.0.after\`: Two ≠ Twp, ${more}` },
      { where: 'd-2', what: `taskUpdated delivered, \`history_items.0.after\`: One ≠ Twp, ${more}` },
      { where: 'd-1', what: 'taskCreated delivered' },
    ])
  })
  await t.test('how many of several came', async (t) => {
    t.match(await problemsOf(control.waitForDelivery({ count: 9, timeout })), [
      { what: '3 of 9 events were delivered within 0 ms' },
    ])
  })
  await t.test('that none came, where any would do', async (t) => {
    t.match(await problemsOf(control.waitForDelivery({ state: 'dropped', timeout })), [
      { what: 'no event was dropped within 0 ms' },
    ])
  })
  await t.test('what was for another webhook, and what was dropped', async (t) => {
    const other = await register(`${receiver.url}/other`, ['goalCreated'])
    webhooks.fault('drop', { webhook: id })
    await rename('Three')
    const problems = await problemsOf(
      webhooks.waitFor('taskUpdated', { history_items: [{ after: 'Three' }] }, { timeout, webhook: other.id }),
    )
    t.match(problems[1], {
      where: 'd-4',
      what: `taskUpdated dropped (by delivery-fault-1), \`webhook\`: ${id} ≠ ${other.id}`,
    })
  })

  await t.test('what waits, and why', async (t) => {
    mock.reset()
    clock.freeze(Date.UTC(2026, 0, 5, 9))
    const again = await register(receiver.url)
    const nearestTo = async () => (await problemsOf(webhooks.waitFor('taskUpdated', {}, { timeout }))).slice(1)
    receiver.reply = 503
    await rename('Four')
    await webhooks.settled()
    t.match(await nearestTo(), [
      { where: 'd-1', what: 'taskUpdated waiting', right: /^try 1 of 5 failed \(503\), it is due in 5000 ms: advance/ },
    ])
    await receiver.kill()
    clock.advance(5_000)
    await webhooks.settled()
    t.match(await nearestTo(), [{ right: /^try 2 of 5 failed \(ECONNREFUSED: .*\), it is due in 30000 ms/ }])
    webhooks.pause(again.id)
    t.match(await nearestTo(), [{ right: 'deliveries are paused: resume them (POST /__mock/deliveries/resume)' }])
    await receiver.restart()
    receiver.reply = 'hang'
    webhooks.resume()
    await rename('Five')
    clock.advance(30_000)
    t.match(await nearestTo(), [{ right: /^it is under way/ }, { right: /^try 2 of 5 failed .*, it is under way/ }])
  })
})

t.test('nobody waits for ever', async (t) => {
  let waits = 0
  const { subscribe } = DeliveryLog.prototype
  t.intercept(DeliveryLog.prototype, 'subscribe', {
    value(this: DeliveryLog, ...given: Parameters<DeliveryLog['subscribe']>) {
      const leave = subscribe.apply(this, given)
      waits += 1
      return () => {
        waits -= 1
        leave()
      }
    },
  })
  const { mock, receiver, register, rename } = await hookedMock(t, { listen: true })

  await t.test('when everything begins anew', async (t) => {
    const waiting = mock.webhooks.waitFor('taskCreated')
    mock.reset()
    await t.rejects(waiting, { message: 'delivery: stopped waiting: the sandbox was reset' })
  })
  await t.test('when the sandbox is deleted', async (t) => {
    const waiting = mock.sandbox('short').webhooks.waitFor('taskCreated')
    mock.control.deleteSandbox({ name: 'short' })
    await t.rejects(waiting, { message: 'the sandbox has ended' })
  })
  for (const door of ['a socket', 'mock.fetch']) {
    await t.test(`when a client leaves that asked by ${door}`, async () => {
      const patience = new AbortController()
      const path = '/__mock/deliveries/wait'
      const init = { method: 'POST', signal: patience.signal }
      const waiting = door === 'a socket' ? fetch(`${mock.url}${path}`, init) : mock.fetch(path, init)
      await until(() => waits === 1)
      patience.abort(new Error('left'))
      await t.rejects(waiting, { message: 'left' })
      await until(() => waits === 0)
    })
  }
  await t.test('for what settles, when a client leaves', async (t) => {
    receiver.reply = 'hang'
    await register(receiver.url)
    await rename('One')
    const patience = new AbortController()
    const waiting = mock.fetch('/__mock/deliveries/settle', { method: 'POST', signal: patience.signal })
    await until(() => receiver.received.length === 1)
    patience.abort(new Error('left'))
    await t.rejects(waiting, { message: 'left' })
  })
  await t.test('when the mock closes', async (t) => {
    const waiting = mock.webhooks.waitFor('taskCreated')
    const overHttp = fetch(`${mock.url}/__mock/deliveries/wait`, { method: 'POST' })
    const ended = t.rejects(waiting, { message: 'stopped waiting' })
    await until(() => waits === 2)
    await mock.close()
    await ended
    const answer = await overHttp
    t.equal(answer.status, 503)
    t.match(await answer.json(), { problems: [{ where: 'clickup-mock', what: 'it is closing' }] })
    t.equal(waits, 0)
  })
})
