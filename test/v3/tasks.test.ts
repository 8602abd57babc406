// What version 3 does with tasks: moves to another home List, estimates by person.
import t from 'tap'
import { refused, type Started, start } from '../help/start.js'
import { WORKSPACE } from '../help/v3-causes.js'

const TASK = '86a000001'
const [HARDWARE, FIRMWARE, IDEAS] = ['901200000001', '901200000002', '901200000003']
const [ANNA, BEN, CHLOE] = [100001, 100002, 100003]

const mappings = [
  { source_status: 'in progress', destination_status: 'waiting' },
  { source_status: 'to do', destination_status: 'open' },
  { source_status: 'complete', destination_status: 'closed' },
]
const back = [
  { source_status: 'open', destination_status: 'to do' },
  { source_status: 'closed', destination_status: 'complete' },
]

/** The List of bills, whose tasks are open, waiting, paid or closed. */
function billsOf({ mock }: Started): string {
  const spaces = mock.control.getWorld().workspaces.flatMap((workspace) => workspace.spaces)
  return String(spaces.flatMap(({ lists }) => lists).find(({ name }) => name === 'Bills')?.id)
}

t.test('moveTask', async (t) => {
  const started = await start(t)
  const { as } = started
  const bills = billsOf(started)
  const move = (list: string, body: object = {}, task = TASK) =>
    as.anna.send('PUT', `${WORKSPACE}/tasks/${task}/home_list/${list}`, { body })
  const read = async (task = TASK) => (await as.anna.get(`/api/v2/task/${task}?include_subtasks=true`)).body

  await t.test('takes a task and its subtasks to another List; the id, comments and files stay', async (t) => {
    const { status, body } = await as.anna.send('PUT', `${WORKSPACE}/tasks/${TASK}/home_list/${FIRMWARE}`)
    t.same({ status, body }, { status: 200, body: { data: { task_id: TASK, new_list_id: FIRMWARE } } })
    const task = await read()
    t.match(task, { list: { id: FIRMWARE }, status: { status: 'in progress' }, attachments: [{}] })
    t.equal((await read(task.subtasks[0].id)).list.id, FIRMWARE)
    t.equal((await as.anna.get(`/api/v2/task/${TASK}/comment`)).body.comments.length, 2)
  })

  await t.test('changes nothing in the List where it is', async (t) => {
    const before = await read()
    t.equal((await move(FIRMWARE, { status_mappings: [{ source_status: 'x', destination_status: 'y' }] })).status, 200)
    t.same(await read(), before)
  })

  await t.test('loses values of fields that the new List lacks', async (t) => {
    const names = ({ custom_fields }: { custom_fields: { name: string; value?: unknown }[] }) =>
      custom_fields.flatMap(({ name, value }) => (value === undefined ? [] : name)).sort()
    t.same(names(await read()), ['Cost', 'Effort', 'Reviewers'])
    const { body } = await as.anna.get(`/api/v2/list/${HARDWARE}/field`)
    const [supplier, tested] = ['Supplier', 'Tested'].map(
      (name) => body.fields.find((one: { name: string }) => one.name === name).id,
    )
    await move(HARDWARE)
    const set = (field: string, value: unknown) => as.anna.post(`/api/v2/task/${TASK}/field/${field}`, { value })
    await set(supplier, 'Volta')
    await set(tested, true)
    await move(IDEAS, { move_custom_fields: true, custom_fields_to_move: [supplier] })
    t.same(names(await read()), ['Cost', 'Effort', 'Reviewers', 'Supplier'])
    await move(bills, { move_custom_fields: true, status_mappings: mappings })
    t.same(names(await read()), ['Cost', 'Effort', 'Reviewers', 'Supplier'], 'into another Space too')
    await move(IDEAS, { status_mappings: [{ source_status: 'waiting', destination_status: 'to do' }, ...back] })
  })

  await t.test('needs a mapping for each status that the new List lacks, of subtasks too', async (t) => {
    refused(t, await move(bills), 'statusMappingNeeded')
    refused(t, await move(bills, { status_mappings: mappings.slice(0, 1) }), 'statusMappingNeeded')
    t.equal((await read()).list.id, IDEAS)
    const { id } = (await as.anna.post(`/api/v2/list/${IDEAS}/task`, { name: 'Bill the dog' })).body
    const [from] = (await as.anna.get(`/api/v2/list/${IDEAS}`)).body.statuses
    const [, to] = (await as.anna.get(`/api/v2/list/${bills}`)).body.statuses
    const ids = [{ source_status_id: from.id, destination_status_id: to.id }]
    t.equal((await move(bills, { status_mappings: ids }, id)).status, 200)
    t.equal((await read(id)).status.status, 'waiting')
  })

  await t.test('refuses a mapping of a status that is there, or to one that is not', async (t) => {
    for (const one of [
      { source_status: 'in progress', destination_status: 'to do' },
      { source_status: 'in progress', destination_status: 'nowhere' },
      { source_status: 'nowhere', destination_status: 'to do' },
      {},
    ]) {
      refused(t, await move(FIRMWARE, { status_mappings: [one] }), 'statusMappingRefused')
    }
  })

  await t.test('finds nothing in another Workspace, by a custom id, or what was deleted', async (t) => {
    refused(t, await move(HARDWARE, {}, 'unknown'), 'resourceNotFound')
    refused(t, await move('7'), 'resourceNotFound')
    const foreign = `/api/v3/workspaces/9001002/tasks/${TASK}/home_list/${HARDWARE}`
    refused(t, await as.anna.send('PUT', foreign), 'resourceNotFound')
    refused(t, await move(`${HARDWARE}?custom_task_ids=true&team_id=9001001`, {}, 'NW-1'), 'resourceNotFound')
    const { id } = (await as.anna.post(`/api/v2/list/${IDEAS}/task`, { name: 'Gone' })).body
    await as.anna.send('DELETE', `/api/v2/task/${id}`)
    refused(t, await move(HARDWARE, {}, id), 'resourceNotFound')
  })
})

t.test('updateTimeEstimatesByUser', async (t) => {
  const { as, mock } = await start(t)
  const update = (body: unknown) =>
    as.anna.send('PATCH', `${WORKSPACE}/tasks/${TASK}/time_estimates_by_user`, {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  await as.anna.send('PUT', `/api/v2/task/${TASK}`, { body: { assignees: { add: [ANNA] } } })

  await t.test('sets those that are sent, and answers the sum of all', async (t) => {
    const first = await update([
      { assignee: ANNA, time: 3_600_000 },
      { assignee: 'unassigned', time: 1_000 },
    ])
    const updated_estimates = { [ANNA]: 3_600_000, unassigned: 1_000 }
    t.same(first.body, { data: { total_time_estimate: 3_601_000, updated_estimates } })
    const { body } = await update([{ assignee: BEN, time: 0 }])
    t.same(body, { data: { total_time_estimate: 3_601_000, updated_estimates: { [BEN]: 0 } } })
  })

  await t.test('is shown by version 2', async (t) => {
    const { body } = await as.anna.get(`/api/v2/task/${TASK}`)
    t.equal(body.time_estimate, 3_601_000)
    t.match(body.time_estimates_by_user, [
      { user: { id: ANNA, email: 'anna@northwind.example' }, time_estimate: 3_600_000 },
      { user: { id: BEN }, time_estimate: 0 },
    ])
    const { tasks } = (await as.anna.get('/api/v2/team/9001001/task')).body
    const inList = tasks.find(({ id }: { id: string }) => id === TASK)
    t.equal(inList.time_estimates_by_user.length, 2)
    const { body: parent } = await as.anna.get(`/api/v2/task/${TASK}?include_subtasks=true`)
    await update([{ assignee: ANNA, time: 3_600_000 }])
    t.notOk('time_estimates_by_user' in parent.subtasks[0])
  })

  await t.test('comes back from an export', async (t) => {
    const { mock: other } = await start(t, { seed: mock.control.exportWorld() })
    t.same(other.control.exportWorld(), mock.control.exportWorld())
  })

  await t.test('ends when version 2 sets another estimate', async (t) => {
    await as.anna.send('PUT', `/api/v2/task/${TASK}`, { body: { time_estimate: 7 } })
    const { body } = await as.anna.get(`/api/v2/task/${TASK}`)
    t.equal(body.time_estimate, 7)
    t.notOk('time_estimates_by_user' in body)
  })

  await t.test('refuses a wrapped body, too many, and whom the task is not assigned to', async (t) => {
    for (const body of [
      { time_estimates_by_user: [] },
      [{ assignee: CHLOE, time: 1 }],
      [{ assignee: String(ANNA), time: 1 }],
      [{ assignee: ANNA, time: -1 }],
      [{ assignee: ANNA }],
      Array.from({ length: 11 }, () => ({ assignee: ANNA, time: 1 })),
    ]) {
      refused(t, await update(body), 'requestUnfit')
    }
    mock.control.changeWorkspace({ workspace: 'northwind', plan: 'unlimited' })
    refused(t, await update([]), 'timeEstimatesNotInPlan')
  })
})

t.test('replaceTimeEstimatesByUser', async (t) => {
  const { as } = await start(t)
  const path = `${WORKSPACE}/tasks/${TASK}/time_estimates_by_user`
  const headers = { 'content-type': 'application/json' }
  const send = (method: string, body: unknown) => as.anna.send(method, path, { headers, body: JSON.stringify(body) })

  await t.test('removes those that are not sent', async (t) => {
    await send('PATCH', [{ assignee: BEN, time: 5 }])
    const { status, body } = await send('PUT', [{ assignee: 'unassigned', time: 2 }])
    const data = { total_time_estimate: 2, assignee_estimates: { unassigned: 2 } }
    t.same({ status, body }, { status: 200, body: { data } })
    const { body: task } = await as.anna.get(`/api/v2/task/${TASK}`)
    t.equal(task.time_estimate, 2)
    t.notOk('time_estimates_by_user' in task, 'what is nobody’s has no person')
  })
})
