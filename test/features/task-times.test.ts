// Time in status, read off the history by the world's clock; and tasks in further Lists.
import t, { type Test } from 'tap'
import { refused } from '../help/start.js'
import { addFolder, addList, addTask, GINA, NOW, startWork, type Work } from '../help/work.js'

const MINUTE = 60_000

const timesOf = ({ as }: Work, id: string, query = '') => as.anna.get(`/api/v2/task/${id}/time_in_status${query}`)

t.test("GetTask'sTimeinStatus", async (t) => {
  const work = await startWork(t)
  const { as, list, world } = work
  const { body: task } = await as.anna.post(`/api/v2/list/${list.id}/task`, { name: 'x' })
  const put = (status: string) => as.anna.send('PUT', `/api/v2/task/${task.id}`, { body: { status } })

  await t.test('of a new task is none yet', async (t) => {
    const none = { by_minute: 0, since: String(NOW) }
    t.same((await timesOf(work, task.id)).body, {
      current_status: { status: 'to do', color: '#87909e', total_time: none },
      status_history: [{ status: 'to do', color: '#87909e', type: 'open', total_time: none, orderindex: 0 }],
    })
  })

  await t.test('grows with the clock, and sums all stays in one status', async (t) => {
    world.clock.advance(10 * MINUTE)
    await put('complete')
    world.clock.advance(5.5 * MINUTE)
    await put('to do')
    world.clock.advance(2 * MINUTE)
    const since = String(NOW + 15.5 * MINUTE)
    t.same((await timesOf(work, task.id)).body, {
      current_status: { status: 'to do', color: '#87909e', total_time: { by_minute: 2, since } },
      status_history: [
        { status: 'to do', color: '#87909e', type: 'open', total_time: { by_minute: 12, since }, orderindex: 0 },
        {
          status: 'complete',
          color: '#008844',
          type: 'closed',
          total_time: { by_minute: 5, since: String(NOW + 10 * MINUTE) },
          orderindex: 1,
        },
      ],
    })
  })

  await t.test('of a task whose history was lost begins with the task', async (t) => {
    const { id } = addTask(world, list, { status_history: [], date_created: NOW - MINUTE })
    t.match((await timesOf(work, id)).body, {
      current_status: { total_time: { since: String(NOW - MINUTE) } },
      status_history: [],
    })
  })

  await t.test('finds a task by its custom id', async (t) => {
    addTask(world, list, { custom_id: 'BOAT-9' })
    t.equal((await timesOf(work, 'BOAT-9', '?custom_task_ids=true&team_id=9001001')).status, 200)
    refused(t, await timesOf(work, 'BOAT-9'), 'teamNotAuthorized')
  })
})

t.test("GetBulkTasks'TimeinStatus", async (t) => {
  const work = await startWork(t)
  const { as, list, task, other, world } = work
  const bulk = (query: string) => as.anna.get(`/api/v2/task/bulk_time_in_status/task_ids${query}`)

  await t.test('answers by task id', async (t) => {
    const { status, body } = await bulk(`?task_ids=${task.id}&task_ids=${other.id}`)
    t.equal(status, 200)
    t.same(Object.keys(body).sort(), [task.id, other.id].sort())
    t.same(body[task.id], (await timesOf(work, task.id)).body)
    t.same(Object.keys((await bulk(`?task_ids=${task.id}`)).body), [task.id])
    t.same(
      Object.keys((await bulk(`?task_ids[]=${task.id}`)).body),
      [task.id],
      'with brackets, as some clients write it',
    )
    t.same((await bulk('')).body, {})
  })
  await t.test('finds custom ids', async (t) => {
    world.tasks.update(task, { custom_id: 'BOAT-1' })
    const custom = '&custom_task_ids=true&team_id=9001001'
    t.same(Object.keys((await bulk(`?task_ids=boat-1${custom}`)).body), [task.id])
    refused(t, await bulk(`?task_ids=BOAT-2${custom}`), 'teamNotAuthorized')
    refused(t, await bulk('?task_ids=BOAT-1&custom_task_ids=true'), 'teamNotAuthorized')
  })
  await t.test('takes 100 at most', async (t) => {
    const ids = Array.from({ length: 101 }, () => addTask(world, list).id)
    t.equal(Object.keys((await bulk(`?task_ids=${ids.join('&task_ids=')}`)).body).length, 100)
  })
  await t.test('refuses unknown ids, which those with a comma between them are, and deleted ones', async (t) => {
    refused(t, await bulk(`?task_ids=${task.id},${other.id}`), 'teamNotAuthorized')
    refused(t, await bulk(`?task_ids=${task.id}&task_ids=unknown`), 'teamNotAuthorized')
    const gone = addTask(world, list, { deleted: true })
    refused(t, await bulk(`?task_ids=${task.id}&task_ids=${gone.id}`), 'taskDeleted')
  })
})

t.test('Time in status is off on the free plan', async (t) => {
  const work = await startWork(t)
  work.world.teams.update(work.world.teams.get('9001001'), { plan: 'free_forever' })
  refused(t, await timesOf(work, work.task.id), 'timeInStatusOff')
  const bulk = await work.as.anna.get(`/api/v2/task/bulk_time_in_status/task_ids?task_ids=${work.task.id}`)
  refused(t, bulk, 'timeInStatusOff')
})

/** A task, a further List, and calls that show the task there. */
async function furtherOf(t: Test) {
  const work = await startWork(t)
  const { as, space, task, world } = work
  const further = addList(world, space, { name: 'Further', folder_id: addFolder(world, space).id })
  const path = (listId = further.id, taskId = task.id) => `/api/v2/list/${listId}/task/${taskId}`
  return {
    ...work,
    further,
    add: (listId?: string, taskId?: string, client = as.anna) => client.post(path(listId, taskId)),
    remove: (listId?: string, taskId?: string, client = as.anna) => client.send('DELETE', path(listId, taskId)),
    locations: async () => (await as.anna.get(`/api/v2/task/${task.id}`)).body.locations,
  }
}

t.test('AddTaskToList', async (t) => {
  const { as, space, list, world, further, add, remove, locations } = await furtherOf(t)

  await t.test('shows a task in a further List, also a second time', async (t) => {
    for (let time = 0; time < 2; time += 1) t.match(await add(), { status: 200, body: {} })
    t.same(await locations(), [{ id: further.id, name: 'Further' }])
  })
  await t.test('has no effect on its home List', async (t) => {
    t.match(await add(list.id), { status: 200, body: {} })
    t.equal((await locations()).length, 1)
  })
  await t.test('a List that is deleted shows nothing more', async (t) => {
    world.lists.update(further, { deleted: true })
    t.same(await locations(), [])
    for (const call of [add, remove]) refused(t, await call(), 'taskListDeleted')
    world.lists.update(further, { deleted: false })
  })
  await t.test('refuses another Workspace, a deleted task, an unknown one, and guests', async (t) => {
    const harbor = addList(world, world.spaces.add({ ...space, id: '77', team_id: '9001002' }))
    refused(t, await add(harbor.id), 'teamNotAuthorized')
    const gone = addTask(world, list, { deleted: true })
    refused(t, await add(further.id, gone.id), 'taskDeleted')
    refused(t, await add(further.id, 'unknown'), 'teamNotAuthorized')
    refused(t, await add('abc'), 'listIdMalformed')
    for (const id of [list.id, further.id]) world.shares.add({ team_id: '9001001', user_id: GINA, kind: 'lists', id })
    for (const call of [add, remove]) refused(t, await call(undefined, undefined, as.gina), 'teamsNotAuthorized')
  })
})

t.test('RemoveTaskFromList', async (t) => {
  const { as, list, task, add, remove, locations } = await furtherOf(t)

  await t.test('takes a task out of a further List, also a second time', async (t) => {
    await add()
    for (let time = 0; time < 2; time += 1) t.match(await remove(), { status: 200, body: {} })
    t.same(await locations(), [])
  })
  await t.test('has no effect on its home List', async (t) => {
    t.match(await remove(list.id), { status: 200, body: {} })
    t.match((await as.anna.get(`/api/v2/task/${task.id}`)).body, { list: { id: list.id } })
  })
})
