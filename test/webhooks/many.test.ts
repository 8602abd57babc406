// Ten thousand events, a hundred webhooks, one receiver that never answers: the others get theirs, and memory stays bounded.
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import t from 'tap'
import { startReceiver } from '../help/receiver.js'
import { ANNA, addList, addTask, NORTHWIND, startWork } from '../help/work.js'

const WEBHOOKS = 100
const EVENTS = 10_000
const MOST_GROWTH = 64 * 1_048_576

setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

t.test('10,000 events to 100 webhooks, one of which hangs', async (t) => {
  let count = 0
  const receiver = await startReceiver(t, ({ path }) => (path === '/hook/0' ? 'hang' : 200))
  receiver.received.push = () => ++count // counted, not kept
  const { world, space, app, as } = await startWork(t, undefined, { webhookTimeout: { value: '24h', where: 'here' } })
  const { deliveries } = app.sandbox
  const token = world.tokens.group('user', ANNA)[0]?.id ?? ''
  const tasks = Array.from({ length: WEBHOOKS }, (_, index) => {
    const list = addList(world, space, { name: `List ${index}` })
    world.webhooks.add({
      id: world.ids.uuid(),
      team_id: NORTHWIND,
      user_id: ANNA,
      token,
      client_id: 'any',
      endpoint: `${receiver.url}/${index}`,
      events: ['taskUpdated'],
      space_id: null,
      folder_id: null,
      list_id: list.id,
      task_id: null,
      status: 'active',
      fail_count: 0,
      secret: 'S',
    })
    return addTask(world, list).id
  })
  collectGarbage()
  const before = process.memoryUsage().heapUsed
  for (let event = 0; event < EVENTS; event += 1) {
    world.tasks.update(world.tasks.get(tasks[event % WEBHOOKS] ?? ''), { name: `Name ${event}` })
  }
  t.equal(deliveries.waiting().length, EVENTS, 'they all wait: nothing is sent while somebody calls')
  const asked = await as.anna.get('/api/v2/user')
  t.equal(asked.status, 200, 'an answer does not wait for any of them')

  const each = EVENTS / WEBHOOKS
  await new Promise<void>((resolve) => {
    const stop = deliveries.log.subscribe(() => {
      if (deliveries.log.added < EVENTS - each) return
      stop()
      resolve()
    })
  })
  const [hanging] = world.webhooks.all()
  t.equal(count, EVENTS - each + 1, 'all that answer got all of theirs, the one that hangs its first')
  t.equal(deliveries.waiting(hanging?.id).length, each)
  t.equal(deliveries.waiting().length, each)
  t.equal(deliveries.log.list().length, 1_000, 'the last thousand are kept')
  collectGarbage()
  const grown = process.memoryUsage().heapUsed - before
  t.comment(`the heap grew by ${Math.round(grown / 1_048_576)} MB`)
  t.ok(grown < MOST_GROWTH, 'memory is bounded')
})
