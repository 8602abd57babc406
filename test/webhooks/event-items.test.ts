// What the items of events say: who, when, where, and each field in its own shape.
import t from 'tap'
import { simulate } from '../../src/webhooks/simulate.js'
import { addField } from '../help/fields.js'
import { startReceiver } from '../help/receiver.js'
import { ANNA, addFolder, BEN, NORTHWIND, startWork, type Work } from '../help/work.js'

const DUE = Date.UTC(2026, 5, 1)
const put = (body: object) => (work: Work) => work.as.anna.send('PUT', `/api/v2/task/${work.task.id}`, { body })
const on = (path: (work: Work) => string, body: object = {}, method = 'POST') => {
  return (work: Work) => work.as.anna.send(method, `/api/v2/${path(work)}`, { ...(method !== 'DELETE' && { body }) })
}
const ofTask = (path: string) => (work: Work) => `task/${work.task.id}${path}`

t.test('an event says', async (t) => {
  const receiver = await startReceiver(t)
  const work = await startWork(t)
  const { world, as, task, list } = work
  await as.anna.post(`/api/v2/team/${NORTHWIND}/webhook`, { endpoint: receiver.url, events: '*' })
  /** The items of the events of one change. */
  const items = async (act: (work: Work) => Promise<unknown>) => {
    receiver.received.length = 0
    await act(work)
    await work.app.sandbox.deliveries.settled()
    return receiver.received.flatMap(({ body }) => body.history_items)
  }

  await t.test('who did it, when and where', async (t) => {
    const [item] = await items(() => as.ben.send('PUT', `/api/v2/task/${task.id}`, { body: { name: 'Row' } }))
    t.match(item, { id: /^\d{19}$/, type: 1, date: String(world.clock.now()), parent_id: list.id, source: null })
    t.match(item, {
      user: { id: BEN, email: 'ben@northwind.example', role: 2, role_subtype: 0 },
      before: 'Caulk',
      after: 'Row',
      data: {},
    })
  })
  await t.test('the owner where the tester did it', async (t) => {
    const [item] = await items(async () => void world.tasks.update(world.tasks.get(task.id), { points: 5 }))
    t.match(item, { user: { id: ANNA }, field: 'points', before: null, after: 5 })
  })
  await t.test('the same item in all that tell of one change', async (t) => {
    const [one, other] = await items(put({ priority: 1 }))
    t.same(one, other)
    t.same(one.after, { id: '1', priority: 'urgent', color: '#f50000', orderindex: '1' })
    t.equal(one.before, null)
  })
  await t.test('of a status its type, and of a new task that it had none', async (t) => {
    const [changed] = await items(put({ status: 'complete' }))
    t.match(changed, { data: { status_type: 'closed' }, before: { status: 'to do' }, after: { type: 'closed' } })
    const [made] = await items(on(({ list }) => `list/${list.id}/task`, { name: 'Oar' }))
    t.same(made.before, { status: null, color: '#000000', orderindex: -1, type: 'removed' })
  })
  await t.test('a description as a Quill delta', async (t) => {
    const [item] = await items(put({ description: 'Two *oars*' }))
    t.equal(item.before, null)
    t.same(JSON.parse(item.after), { ops: [{ insert: 'Two *oars*\n' }] })
  })
  await t.test('dates and times as texts of ms, and an estimate in words', async (t) => {
    const [due] = await items(put({ due_date: DUE, due_date_time: true }))
    t.match(due, { before: null, after: String(DUE), data: { due_date_time: true, old_due_date_time: false } })
    const words = []
    for (const time_estimate of [5_400_000, 7_200_000, 60_000, 0, null]) {
      const [item] = await items(put({ time_estimate }))
      words.push([item.data.old_time_estimate_string, item.data.time_estimate_string, item.after])
    }
    t.same(words, [
      [null, '1 hour 30 minutes', '5400000'],
      ['1 hour 30 minutes', '2 hours', '7200000'],
      ['2 hours', '1 minute', '60000'],
      ['1 minute', '0 minutes', '0'],
      ['0 minutes', null, null],
    ])
  })
  await t.test('of a drop-down the uuid of the option, with the field', async (t) => {
    const option = { id: 'fa4e0000-0000-4000-8000-0000000000aa', name: 'Oak', orderindex: 0 }
    const field = addField(world, 'drop_down', { type_config: { options: [option] } })
    const [item] = await items(on(ofTask(`/field/${field.id}`), { value: 0 }))
    t.match(item, { before: null, after: option.id, custom_field: { id: field.id, values_set: null, deleted: false } })
    const [emptied] = await items(on(ofTask(`/field/${field.id}`), {}, 'DELETE'))
    t.match(emptied, { before: option.id, after: null })
  })
  await t.test('of a comment its words, and the history id that the caller was given', async (t) => {
    let answered: { id: number; hist_id: string; date: number } | undefined
    const [item] = await items(async () => {
      answered = (await as.ben.post(`/api/v2/task/${task.id}/comment`, { comment_text: 'Ahoy', notify_all: false }))
        .body
    })
    t.match(item, { id: answered?.hist_id, date: String(answered?.date), after: String(answered?.id) })
    t.match(item.comment, { parent: task.id, text_content: 'Ahoy\n', comment: [{ text: 'Ahoy', attributes: {} }] })
    const change = { body: { comment_text: 'Aye' } } // only its author may
    const [changed] = await items(() => as.ben.send('PUT', `/api/v2/comment/${answered?.id}`, change))
    t.equal(changed.id, item.id, 'and the same again when it is changed')
  })
})

t.test('nothing is told', async (t) => {
  const receiver = await startReceiver(t)
  const work = await startWork(t)
  const { world, as, task, list, space } = work
  await as.anna.post(`/api/v2/team/${NORTHWIND}/webhook`, { endpoint: receiver.url, events: '*' })
  const told = async (act: () => unknown) => {
    act()
    await work.app.sandbox.deliveries.settled()
    return receiver.received.splice(0).map(({ body }) => body.event)
  }
  const folder = addFolder(world, space)
  const comment = {
    team_id: NORTHWIND,
    blocks: [{ text: 'Ahoy' }],
    user_id: ANNA,
    assignee: null,
    assigned_by: null,
    group_assignee: null,
    resolved: false,
    date: 0,
  }
  await told(() => world.comments.add({ ...comment, id: '71', on: { kind: 'task', id: task.id } }))

  await t.test('of rows that are taken out, which ClickUp never does', async (t) => {
    for (const table of ['tasks', 'lists', 'folders', 'spaces'] as const) {
      const row = { tasks: task, lists: list, folders: folder, spaces: space }[table]
      const before = world.snapshot()
      t.same(await told(() => world.named(table).delete(world.named<'tasks'>(table as 'tasks').get(row.id))), [], table)
      world.restore(before)
    }
  })
  await t.test('of an order that changed, or of a comment that moved', async (t) => {
    t.same(await told(() => world.folders.update(folder, { orderindex: 9 })), [])
    t.same(await told(() => world.lists.update(world.lists.get(list.id), { orderindex: 9 })), [])
    t.same(await told(() => world.spaces.update(world.spaces.get(space.id), { avatar: 'x' })), [])
    t.same(await told(() => world.comments.update(world.comments.get('71'), { date: 5 })), [])
    t.same(
      await told(() => world.comments.update(world.comments.get('71'), { assignee: BEN })),
      ['taskCommentUpdated', 'taskUpdated'],
      'but of who is to see to it',
    )
    t.same(await told(() => world.comments.update(world.comments.get('71'), { group_assignee: 'g' })), [
      'taskCommentUpdated',
      'taskUpdated',
    ])
  })
  await t.test('of an answer to a comment that is gone, or an item of a checklist that is', async (t) => {
    t.same(await told(() => world.comments.add({ ...comment, id: '72', on: { kind: 'comment', id: '1' } })), [])
    const item = { id: 'i', team_id: NORTHWIND, checklist_id: 'gone', parent: null, name: 'Oak', orderindex: 0 }
    t.same(
      await told(() => world.checklist_items.add({ ...item, assignee: null, resolved: false, date_created: 0 })),
      [],
    )
  })
  await t.test('of what is done to a thing that was deleted', async (t) => {
    world.tasks.update(world.tasks.get(task.id), { deleted: true })
    t.same(await told(() => undefined), ['taskDeleted'])
    t.same(await told(() => world.tasks.update(world.tasks.get(task.id), { name: 'Gone' })), [])
    const checklist = { id: 'c', team_id: NORTHWIND, task_id: task.id, name: 'Wood', orderindex: 0 }
    t.same(await told(() => world.checklists.add({ ...checklist, creator: ANNA, date_created: 0 })), [])
  })
  await t.test('by whom, where a Workspace has no owner', async (t) => {
    const owner = world.membership(NORTHWIND, ANNA)
    const [, other] = world.tasks.all().filter(({ list_id }) => list_id === list.id)
    const field = addField(world, 'drop_down', { type_config: { options: [] } })
    await as.ben.post(`/api/v2/team/${NORTHWIND}/webhook`, { endpoint: receiver.url, events: ['taskUpdated'] })
    if (owner) world.members.delete(owner)
    if (other) world.tasks.update(other, { fields: { [field.id]: 3 } })
    await work.app.sandbox.deliveries.settled()
    t.match(receiver.received[0]?.body.history_items, [
      { user: { id: 0, username: null }, after: null, custom_field: { userid: '' } },
    ])
    const { deliveries } = work.app.sandbox
    simulate(world, deliveries, {
      event: 'taskAssigneeUpdated',
      id: String(other?.id),
      webhook: String(world.webhooks.all()[1]?.id),
    })
    await deliveries.settled()
    t.match(receiver.received[1]?.body.history_items, [{ field: 'assignee_rem', before: { id: ANNA } }])
  })
})
