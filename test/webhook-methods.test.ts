// Webhooks in code: listeners, the stream beside them, sandboxes, and what becomes of deliveries when a mock closes.
import t from 'tap'
import { createClickUpMock, type ShownDelivery } from '../src/index.js'
import { hookedMock } from './help/hooked-mock.js'
import { BATTERY, NORTHWIND } from './help/tour.js'

t.test('onDelivery', async (t) => {
  const { mock, receiver, rename } = await hookedMock(t)

  await t.test('hears of every try and of every end, as it was then, until it is ended', async (t) => {
    const heard: ShownDelivery[] = []
    const end = mock.webhooks.onDelivery((delivery) => heard.push(delivery))
    receiver.reply = 500
    await rename('One')
    await mock.webhooks.settled()
    receiver.reply = 200
    mock.clock.advance(5_000)
    await mock.webhooks.settled()
    t.match(heard, [
      { id: 'd-1', state: 'waiting', tries: [{ status: 500 }] },
      { id: 'd-1', state: 'delivered', tries: [{ status: 500 }, { status: 200 }] },
    ])
    end()
    await rename('Two')
    await mock.webhooks.settled()
    t.equal(heard.length, 2)
  })
})

t.test('streamDeliveries', async (t) => {
  const { mock, receiver, rename } = await hookedMock(t, { listen: true })
  await rename('One')
  await mock.webhooks.settled()

  await t.test('begins with those that are kept, goes on with those that come, and ends with the mock', async (t) => {
    const response = await fetch(`${mock.url}/__mock/deliveries/events?since=0&state=delivered`)
    t.equal(response.headers.get('content-type'), 'text/event-stream')
    receiver.reply = 500
    await rename('Two')
    await mock.webhooks.settled()
    receiver.reply = 200
    mock.clock.advance(5_000)
    await mock.webhooks.settled()
    const text = readToEnd(response)
    await mock.close()
    const [comment, ...events] = (await text).trim().split('\n\n')
    t.equal(comment, ': every try and every end of a delivery of this sandbox, as it happens')
    t.match(
      events.map((event) => event.split('\n').slice(0, 2)),
      [
        ['id: d-1', 'event: delivery'],
        ['id: d-2', 'event: delivery'],
      ],
    )
    t.equal(events.length, 2, 'and not with the try that failed')
    t.match(JSON.parse(events[1]?.split('data: ')[1] ?? ''), { id: 'd-2', state: 'delivered', tries: { length: 2 } })
  })
})

t.test('sandboxes have webhooks of their own', async (t) => {
  const { mock, receiver } = await hookedMock(t)
  const own = mock.sandbox('own')
  own.control.seed({ webhooks: [{ user: 'anna', workspace: 'northwind', endpoint: receiver.url, events: '*' }] })
  const [{ id = '' } = {}] = own.webhooks.simulate('taskCreated', { task_id: 'abc' }, { id: BATTERY })
  t.equal(id, 'own-d-1')
  t.match(await own.webhooks.waitFor('taskCreated', { task_id: 'abc' }), { id })
  t.same(mock.webhooks.deliveries(), [])
})

t.test('close', async (t) => {
  const cases = [
    { option: 'drop', said: undefined, got: 0 },
    { option: 'drain', said: undefined, got: 1 },
    { option: 'drop', said: 'drain', got: 1 },
    { option: 'drain', said: 'drop', got: 0 },
  ] as const
  for (const { option, said, got } of cases) {
    await t.test(`with webhookClose ${option} and ${said ?? 'nothing'} said`, async (t) => {
      const { mock, receiver, rename } = await hookedMock(t, { webhookClose: option })
      mock.webhooks.pause()
      await rename('One')
      await mock.close(said && { webhooks: said })
      t.equal(receiver.received.length, got)
    })
  }

  await t.test('refuses another word, and stays open', async (t) => {
    const { mock, as } = await hookedMock(t)
    const options: object = { webhooks: 'drian' }
    await t.rejects(mock.close(options), { message: 'close: webhooks: there is no "drian"; write drop or drain' })
    t.equal((await as.anna.get(`/api/v2/team/${NORTHWIND}/webhook`)).status, 200)
  })
  await t.test('is what disposing does', async (t) => {
    const mock = await createClickUpMock({ listen: false })
    const waiting = t.rejects(mock.webhooks.waitFor('taskCreated'), { message: 'stopped waiting' })
    await mock[Symbol.asyncDispose]()
    await waiting
  })
})

/** The text of a stream, however it ends. */
async function readToEnd({ body }: Response): Promise<string> {
  let text = ''
  try {
    for await (const part of body?.pipeThrough(new TextDecoderStream()) ?? []) text += part
  } catch (error) {
    if (!/terminated/.test(String(error))) throw error // the mock breaks it off when it closes
  }
  return text
}
