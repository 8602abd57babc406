// Events at the tester's word: every one of them, with chosen fields, without a change.
import t from 'tap'
import { eventNames } from '../../src/features/webhooks/event-names.js'
import { planter } from '../../src/model/world.js'
import { simulate } from '../../src/webhooks/simulate.js'
import { addGoal, goalClient } from '../help/goals.js'
import { hooked, IN_TEAM } from '../help/hooked.js'
import { payloadComplaint } from '../help/payloads.js'
import { addFolder, addTask } from '../help/work.js'

/** A mock with a webhook for all events, and a way to simulate. */
async function simulator(test: Parameters<typeof hooked>[0], events: unknown = '*') {
  const mock = await hooked(test, { body: { events } })
  const { world, app, receiver, settled } = mock
  const { deliveries } = app.sandbox
  return {
    ...mock,
    /** The bodies that arrive. */
    simulated: async (event: string, more: object = {}) => {
      simulate(world, deliveries, { event, ...more })
      await settled()
      return receiver.received.splice(0).map(({ body }) => body)
    },
    complaint: (event: string, more: object = {}) => {
      try {
        simulate(world, deliveries, { event, ...more })
        return 'none'
      } catch (error) {
        return String(error instanceof Error ? error.message : error)
      }
    },
  }
}

t.test('simulate', async (t) => {
  await t.test('sends any event, shaped like the real one, and changes nothing', async (t) => {
    const { simulated, world, space } = await simulator(t)
    world.transact(() => addFolder(world, space), planter)
    const before = JSON.stringify([...world.snapshot().rows].filter(([table]) => table !== 'webhooks'))
    for (const name of eventNames) {
      const bodies = await simulated(name)
      t.same(
        bodies.map(({ event }) => event),
        [name],
      )
      t.equal(payloadComplaint(name, bodies[0]), undefined, name)
      const items = bodies[0].history_items
      t.equal(items === undefined || items.length > 0, true, `${name} says what changed`)
    }
    t.equal(JSON.stringify([...world.snapshot().rows].filter(([table]) => table !== 'webhooks')), before)
  })

  await t.test('makes of the task what the event says it became', async (t) => {
    const { simulated, world, task, list } = await simulator(t)
    const [plain] = await simulated('taskTagUpdated', { id: task.id })
    t.match(plain.history_items, [{ field: 'tag_removed', before: [{ name: 'sample' }] }])
    const HOUR = 3_600_000
    const columns = { assignees: [task.creator], tags: ['oak'], priority: 1, time_estimate: HOUR, due_date: 5 * HOUR }
    world.transact(() => world.tasks.update(world.tasks.get(task.id), columns), planter)
    t.match((await simulated('taskAssigneeUpdated', { id: task.id }))[0].history_items, [{ field: 'assignee_add' }])
    t.match((await simulated('taskTagUpdated', { id: task.id }))[0].history_items, [{ field: 'tag' }])
    t.match((await simulated('taskPriorityUpdated', { id: task.id }))[0].history_items, [{ after: { id: '1' } }])
    t.match((await simulated('taskTimeEstimateUpdated', { id: task.id }))[0].history_items, [{ before: null }])
    t.match((await simulated('taskDueDateUpdated', { id: task.id }))[0].history_items, [{ after: String(5 * HOUR) }])
    const [moved] = (await simulated('taskMoved', { id: task.id }))[0].history_items
    t.equal(moved.after.id, list.id)
    const statuses = [{ id: 's', status: 'to do', type: 'open', orderindex: 0, color: '#fff' }] as const
    world.transact(() => world.lists.update(world.lists.get(list.id), { statuses }), planter)
    t.match((await simulated('taskStatusUpdated', { id: task.id }))[0].history_items, [
      { before: { status: 'to do (old)' }, after: { status: 'to do' } },
    ])
  })

  await t.test('takes an own comment of the task where it has one', async (t) => {
    const { as, simulated, task } = await simulator(t, ['taskCommentPosted'])
    const [made] = await simulated('taskCommentPosted')
    t.match(made.history_items[0].comment, { text_content: 'A simulated comment\n' })
    await as.anna.post(`/api/v2/task/${task.id}/comment`, { comment_text: 'Ahoy', notify_all: false })
    const [, own] = await simulated('taskCommentPosted', { id: task.id })
    t.match(own.history_items[0].comment, { text_content: 'Ahoy\n' })
  })

  await t.test('says what it is told to say in the place of what it would', async (t) => {
    const { simulated } = await simulator(t)
    const fields = { task_id: 'abc', history_items: [{ after: { status: 'shipped' }, source: 'user' }], more: 1 }
    const [body] = await simulated('taskStatusUpdated', { fields })
    t.same(Object.keys(body), ['event', 'history_items', 'task_id', 'team_id', 'more', 'webhook_id'])
    t.match(body, { task_id: 'abc', history_items: [{ field: 'status', source: 'user' }] })
    t.match(body.history_items[0].after, { status: 'shipped', color: String, type: String })
    const [longer] = await simulated('taskCreated', { fields: { history_items: [{}, {}, { field: 'mine' }] } })
    t.equal(longer.history_items.length, 3)
    const [empty] = await simulated('taskCreated', { fields: { history_items: null } })
    t.equal(empty.history_items, null)
  })

  await t.test('sends it to one webhook whatever that is for, or to all that want it', async (t) => {
    const { as, simulated, webhook, receiver } = await simulator(t, ['goalCreated'])
    await as.anna.post(IN_TEAM, { endpoint: `${receiver.url}/two`, events: '*' })
    t.equal((await simulated('taskDeleted')).length, 1)
    t.equal((await simulated('goalCreated', { id: 'my-goal' })).length, 2)
    const [sent] = await simulated('listCreated', { webhook: webhook.id })
    t.match(sent, { event: 'listCreated', webhook_id: webhook.id })
    t.match(await simulated('keyResultDeleted', { webhook: webhook.id, id: 'k' }), [{ key_result_id: 'k' }])
  })

  await t.test('takes a goal that is there, and its key result, before it invents one', async (t) => {
    const { as, simulated, webhook, world, complaint } = await simulator(t, ['goalUpdated', 'keyResultUpdated'])
    const goal = addGoal(world, { deleted: true })
    t.not((await simulated('goalUpdated'))[0].goal_id, goal.id)
    world.goals.update(goal, { deleted: false })
    t.equal((await simulated('goalUpdated'))[0].goal_id, goal.id)
    const { key_result } = (await goalClient(as.anna).measure(goal.id)).body
    const ids = { goal_id: goal.id, key_result_id: key_result.id }
    t.match(await simulated('keyResultUpdated'), [ids])
    t.match(await simulated('keyResultUpdated', { id: key_result.id }), [ids])
    const foreign = addGoal(world, { team_id: '9001002' })
    t.match(
      complaint('goalUpdated', { id: foreign.id, webhook: webhook.id }),
      /has no goal that goalUpdated could be about/,
    )
  })

  await t.test('says what is wrong', async (t) => {
    const { complaint, webhook, world, task, list } = await simulator(t, ['taskCreated'])
    t.match(complaint('taskCreate'), /there is no event "taskCreate"; did you mean taskCreated/)
    t.match(complaint('taskCreated', { webhook: 'none' }), /there is no webhook "none"/)
    t.match(complaint('taskCreated', { id: 'none' }), /there is no task "none"/)
    t.match(complaint('taskDeleted'), /no webhook would hear of taskDeleted/)
    t.match(complaint('folderCreated', { webhook: webhook.id }), /has no folder that folderCreated could be about/)
    world.webhooks.update(world.webhooks.get(webhook.id), { status: 'suspended' })
    t.match(complaint('taskCreated', { webhook: webhook.id }), /is suspended/)
    t.match(complaint('taskCreated'), /no webhook would hear/)
    addTask(world, list)
    world.tasks.update(world.tasks.get(task.id), { deleted: true })
    t.match(complaint('taskCreated', { id: task.id }), /no webhook would hear/)
    world.webhooks.delete(world.webhooks.get(webhook.id))
    for (const event of eventNames) t.match(complaint(event), /no webhook would hear/)
  })
})
