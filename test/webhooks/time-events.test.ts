// taskTimeTrackedUpdated: what is told of time that is entered, changed, moved, deleted, or stopped.
import t from 'tap'
import { payloadComplaint } from '../help/payloads.js'
import { startReceiver } from '../help/receiver.js'
import { HOUR, MINUTE, startTime } from '../help/time.js'
import { addTask, NORTHWIND, NOW } from '../help/work.js'

t.test('Time on a task is told', async (t) => {
  const receiver = await startReceiver(t)
  const work = await startTime(t)
  const { as, time, task, other, list, world, hour } = work
  const { anna } = time
  const entered = { ...hour, tid: task.id }
  const below = addTask(world, list, { parent: task.id })
  const { id: longAgo } = (await as.ben.post(`/api/v2/task/${below.id}/time`, { time: HOUR })).body
  await as.anna.post(`/api/v2/team/${NORTHWIND}/webhook`, {
    endpoint: receiver.url,
    events: ['taskTimeTrackedUpdated'],
  })
  /** What arrives of one change: the task, what was done, and the entry, with the item. */
  const told = async (act: () => Promise<unknown>) => {
    await work.app.sandbox.deliveries.settled()
    receiver.received.length = 0
    await act()
    await work.app.sandbox.deliveries.settled()
    return receiver.received.map(({ body }) => {
      t.equal(payloadComplaint(body.event, body), undefined)
      t.equal(body.history_items.length, 1)
      const { description, interval_id } = body.data
      return { at: body.task_id, done: description.split(' ').at(-1), interval_id, item: body.history_items[0] }
    })
  }
  let id = ''

  await t.test('as an interval, all of it text, with the sums of the task and of all below it', async (t) => {
    const [one] = await told(async () => {
      id = (await anna.enter(entered)).body.data.id
    })
    t.match(one, { at: task.id, done: 'Created', interval_id: id })
    const sums = { total_time: String(HOUR), rollup_time: String(2 * HOUR) }
    t.match(one?.item, { type: 1, field: 'time_spent', parent_id: list.id, data: sums, before: null, source: null })
    const bounds = { start: String(hour.start), end: String(hour.start + HOUR) }
    const after = { id, ...bounds, time: String(HOUR), source: 'api', date_added: String(NOW) }
    t.same(Object.entries(one?.item.after), Object.entries(after))
  })

  await t.test('before and after where it changes, whichever route changes it', async (t) => {
    const [one] = await told(() => anna.change(id, { duration: MINUTE }))
    t.match(one, { done: 'Edited', item: { before: { time: String(HOUR) }, after: { time: String(MINUTE) } } })
    const [same] = await told(() =>
      as.anna.send('PUT', `/api/v2/task/${task.id}/time/${id}`, { body: { time: MINUTE } }),
    )
    t.match(same, { done: 'Edited', item: { after: { start: null, time: String(MINUTE) } } }, 'a sum has no bounds')
  })

  await t.test('on both tasks where it goes from one to another', async (t) => {
    const both = await told(() => anna.change(id, { tid: other.id }))
    t.match(both, [
      { at: task.id, done: 'Deleted', item: { data: { total_time: '0' }, after: null } },
      { at: other.id, done: 'Created', item: { data: { total_time: String(MINUTE) }, before: null } },
    ])
    t.match(await told(() => anna.change(id, { tid: '' })), [{ at: other.id, done: 'Deleted' }])
    t.match(await told(() => anna.change(id, { tid: task.id })), [{ at: task.id, done: 'Created' }])
  })

  await t.test('once for each entry of a task that is deleted', async (t) => {
    const more = (await anna.enter(entered)).body.data.id
    t.match(await told(() => anna.remove(`${id},${more}`)), [
      { done: 'Deleted', interval_id: id, item: { before: { id }, after: null } },
      { done: 'Deleted', interval_id: more, item: { data: { rollup_time: String(HOUR) } } },
    ])
    t.match(await told(() => as.ben.send('DELETE', `/api/v2/task/${below.id}/time/${longAgo}`)), [{ at: below.id }])
  })

  await t.test('of a timer once it stops', async (t) => {
    t.same(await told(() => anna.start({ tid: task.id })), [])
    world.clock.advance(MINUTE)
    t.match(await told(() => anna.start({ tid: other.id })), [{ at: task.id, done: 'Created' }])
    t.match(await told(() => anna.stop()), [{ at: other.id, done: 'Created', item: { after: { time: '0' } } }])
    await anna.start({ tid: task.id })
    const timer = (await anna.current()).body.data.id
    t.same(await told(() => anna.remove(timer)), [])
  })

  await t.test('never without a task, of words or tags, or of a task that is deleted', async (t) => {
    const { data } = (await anna.enter(entered)).body
    t.same(await told(() => anna.enter(hour)), [])
    t.same(await told(() => anna.change(data.id, { description: 'Oiling', billable: true })), [])
    t.same(await told(() => anna.tags('POST', { time_entry_ids: [data.id], tags: [{ name: 'sea' }] })), [])
    t.same(await told(() => as.anna.send('DELETE', `/api/v2/task/${task.id}`)), [])
  })
})
