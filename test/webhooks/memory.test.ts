// The memory of deliveries: what waits and what is kept is bounded in bytes.
import t, { type Test } from 'tap'
import { startReceiver } from '../help/receiver.js'
import { start } from '../help/start.js'

/** A mock whose waiting deliveries may take 2 MB, and whose log as much; a webhook; and a task that is changed. */
async function hooked(t: Test, webhooks: number) {
  const { url } = await startReceiver(t)
  const { mock, as } = await start(t, { memory: '16MB', rateLimit: 'off' })
  const workspace = mock.control.getWorld().workspaces.find(({ spaces }) => spaces.some(({ lists }) => lists.length))
  const lists = workspace?.spaces.flatMap((space) => space.lists) ?? []
  for (let count = 0; count < webhooks; count += 1) {
    await as.anna.post(`/api/v2/team/${workspace?.id}/webhook`, { endpoint: url, events: ['taskUpdated'] })
  }
  mock.control.pauseDeliveries()
  const task = (await as.anna.post(`/api/v2/list/${lists[0]?.id}/task`, { name: 'x' })).body.id
  const change = (size: number) =>
    as.anna.send('PUT', `/api/v2/task/${task}`, { body: { markdown_content: 'x'.repeat(size) } })
  return { mock, change }
}

t.test('what waits', async (t) => {
  await t.test('is dropped when it takes too much memory, and says so', async (t) => {
    const { mock, change } = await hooked(t, 1)
    for (let count = 0; count < 10; count += 1) await change(300_000 + count)
    const { deliveries } = mock.control.listDeliveries()
    const dropped = deliveries.filter(({ state }) => state === 'dropped')
    t.ok(dropped.length > 0 && dropped.length < 10, `${dropped.length} of ${deliveries.length}`)
    t.match(dropped[0], { reason: 'the memory for what waits is used up (see --memory)', tries: [] })
    mock.control.resumeDeliveries()
    await mock.control.settleDeliveries({})
    await change(200_000)
    await mock.control.settleDeliveries({})
    t.equal(mock.control.listDeliveries().deliveries.at(-1)?.state, 'delivered', 'there is room again')
  })
  await t.test('has the text of an event once, however many webhooks wait for it', async (t) => {
    const { mock, change } = await hooked(t, 10)
    await change(300_000)
    t.same(new Set(mock.control.listDeliveries().deliveries.map(({ state }) => state)), new Set(['waiting']))
  })
  await t.test('gives its memory back when it is reset', async (t) => {
    const { mock, change } = await hooked(t, 1)
    for (let count = 0; count < 10; count += 1) await change(300_000 + count)
    mock.reset()
    mock.control.undoReset()
    mock.control.pauseDeliveries()
    await change(300_000)
    t.match(mock.control.listDeliveries().deliveries, [{ state: 'waiting' }])
  })
})

t.test('the log forgets its oldest deliveries when it takes too much memory', async (t) => {
  const { mock, change } = await hooked(t, 1)
  mock.control.resumeDeliveries()
  for (let count = 0; count < 10; count += 1) {
    await change(200_000 + count)
    await mock.control.settleDeliveries({})
  }
  const { count, forgotten, deliveries } = mock.control.listDeliveries()
  t.ok(count < 10 && count > 0)
  t.equal(count + forgotten, 10)
  const lengths = String(deliveries.at(-1)?.request.text)
    .match(/x+/g)
    ?.map(({ length }) => length) // to seek so many x takes seconds
  t.ok(lengths?.includes(200_009), `${lengths}`)
})
