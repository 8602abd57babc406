// Lists of time entries: the range, whose they are, where they are, and who may ask.
import t from 'tap'
import { refused } from '../help/start.js'
import { HOUR, startTime } from '../help/time.js'
import { ANNA, addFolder, addList, addTask, BEN, CHLOE, GINA, NOW } from '../help/work.js'

const DAY = 24 * HOUR
const ids = ({ body }: { body: { data: { id: string }[] } }) => body.data.map(({ id }) => id)

t.test('Gettimeentrieswithinadaterange', async (t) => {
  const { time, task, other, world, list, space, as } = await startTime(t)
  const { anna, ben, chloe, gina, app } = time
  const enter = async (days: number, more: object = {}, client = anna) =>
    (await client.enter({ start: NOW - days * DAY, duration: HOUR, ...more })).body.data.id as string
  const today = await enter(0, { tid: task.id, billable: true })
  const lastMonth = await enter(30, { tid: task.id })
  const lastWeek = await enter(7, { tid: other.id })
  const bens = await enter(1, { tid: task.id }, ben)
  const chloes = await enter(2, {}, chloe)

  await t.test('of the caller in the last 30 days, by their start, all numbers as text', async (t) => {
    const answer = await anna.list()
    t.same(ids(answer), [lastWeek, today], 'without the one that began 30 days ago to the ms')
    t.match(answer.body.data[1], { start: String(NOW), duration: String(HOUR), at: String(NOW), task_url: String })
  })

  const ranges: readonly [query: string, expected: string[]][] = [
    ['start_date=0', [lastMonth, lastWeek, today]],
    [`start_date=${NOW - 30 * DAY}`, [lastWeek, today]],
    [`start_date=${NOW - 30 * DAY - 1}`, [lastMonth, lastWeek, today]],
    [`start_date=0&end_date=${NOW}`, [lastMonth, lastWeek]],
    [`start_date=0&end_date=${NOW + 1}`, [lastMonth, lastWeek, today]],
    [`end_date=${NOW - 7 * DAY + 1}`, [lastMonth, lastWeek]],
    ['is_billable=true', [today]],
    ['is_billable=false&start_date=0', [lastMonth, lastWeek]],
    [`assignee=${ANNA}`, [lastWeek, today]],
    [`assignee=${BEN}`, [bens]],
    [`assignee=${CHLOE},${BEN}`, [chloes, bens]],
    [`assignee=${GINA}`, []],
    [`task_id=${task.id}`, [bens, today]],
    [`task_id=${task.id}&assignee=${ANNA}`, [today]],
    [`list_id=${list.id}`, [lastWeek, today]],
    [`space_id=${space.id}`, [lastWeek, today]],
    ['list_id=7', []],
  ]
  for (const [query, expected] of ranges) {
    await t.test(`finds ${expected.length} with ${query.replace(/\d{6,}/g, '…')}`, async (t) =>
      t.same(ids(await anna.list(query)), expected),
    )
  }

  await t.test('finds those in a Folder, however deep, and those of a custom task id', async (t) => {
    const folder = addFolder(world, space)
    const inner = addFolder(world, space, { parent_folder_id: folder.id })
    const deep = addTask(world, addList(world, space, { folder_id: inner.id }), { custom_id: 'BOAT-1' })
    const id = await enter(3, { tid: deep.id })
    t.same(ids(await anna.list(`folder_id=${folder.id}`)), [id])
    t.same(ids(await anna.list(`task_id=BOAT-1&custom_task_ids=true&team_id=${deep.team_id}`)), [id])
    await anna.remove(id)
  })

  await t.test('asks for others by role, and by token', async (t) => {
    t.same(ids(await chloe.list(`assignee=${CHLOE}`)), [chloes])
    for (const asked of [BEN, `${CHLOE},${BEN}`])
      refused(t, await chloe.list(`assignee=${asked}`), 'timeEntriesForbidden')
    t.same(ids(await app.list(`assignee=${BEN}`)), [bens], 'an app may name one')
    refused(t, await app.list(`assignee=${BEN},${CHLOE}`), 'timeEntriesForbidden')
    t.same(ids(await chloe.list(`task_id=${task.id}`)), [bens, today], 'of a task everybody sees all')
  })

  await t.test('refuses what cannot be', async (t) => {
    refused(t, await anna.list('start_date=soon'), 'timeEntryDateMalformed', 'soon')
    refused(t, await anna.list('end_date=1.5'), 'timeEntryDateMalformed', '1.5')
    refused(t, await anna.list('list_id=x'), 'timeEntryLocationMalformed')
    refused(t, await anna.list('list_id=1&space_id=1'), 'timeEntryLocationAmbiguous')
    for (const one of ['7', 'x', `${ANNA},7`])
      refused(t, await anna.list(`assignee=${one}`), 'timeEntryAssigneeInvalid')
    refused(t, await anna.list('task_id=nobody'), 'teamNotAuthorized')
    refused(t, await gina.list(`task_id=${task.id}`), 'teamNotAuthorized')
  })

  await t.test(
    'of a private Space is hidden from an admin who is not in it, but not from whose time it is',
    async (t) => {
      world.spaces.update(world.spaces.get(space.id), { private: true, member_ids: [BEN] })
      t.same(ids(await ben.list(`assignee=${ANNA},${BEN}`)), [lastWeek, bens, today])
      t.same(ids(await anna.list(`assignee=${ANNA},${BEN}`)), [lastWeek, today])
    },
  )

  await t.test('says that a Workspace is unknown as it says that it is closed', async (t) => {
    for (const team of ['1', '9001002'])
      refused(t, await as.ben.get(`/api/v2/team/${team}/time_entries`), 'timeEntriesNotAuthorized')
    refused(t, await as.ben.get('/api/v2/team/abc/time_entries'), 'workspaceIdMalformed', 'abc')
  })
})
