// clickup.js, unmodified, on views.
import { createClickup } from 'clickup.js'
import t from 'tap'
import { clickUpJsRefused } from '../help/clickup-js.js'
import { environmentOf } from '../help/login.js'
import { start } from '../help/start.js'
import * as tour from '../help/tour.js'

const { NORTHWIND, PRODUCT, HARDWARE, nameOf } = tour
const { mock } = await start(t, { listen: true, rateLimit: 'off' })
const env = environmentOf(mock)
const prefixUrl = `${env.CLICKUP_MOCK_URL}/api/`
const clickup = createClickup({ token: env.CLICKUP_TOKEN, request: { prefixUrl } })
const refused = clickUpJsRefused(mock)

t.test('clickup.js and views', async (t) => {
  const [{ id: folder }] = (await clickup.space.folders(PRODUCT)).folders
  for (const [place, id, at] of [
    ['Workspace', NORTHWIND, clickup.team],
    ['Space', PRODUCT, clickup.space],
    ['Folder', folder, clickup.folder],
    ['List', HARDWARE, clickup.list],
  ] as const) {
    await t.test(`makes, lists, changes and deletes one of a ${place}`, async (t) => {
      const { view } = await at.createView(id, { name: 'Mine', type: 'table', filters: { show_closed: true } })
      t.match(view, { name: 'Mine', type: 'table', filters: { show_closed: true } })
      const { views, required_views } = await at.views(id)
      t.match(views.at(-1), view)
      t.match(required_views.list, { name: 'List' })
      const whole = { ...view, name: 'Ours' }
      t.same((await clickup.view.update(view.id, whole)).view, whole)
      t.same((await clickup.view.get(view.id)).view, whole)
      t.same(await clickup.view.delete(view.id), {})
      await refused(t, clickup.view.get(view.id), 'teamNotAuthorized')
    })
  }

  await t.test('reads the tasks of the board and of the list with filters', async (t) => {
    const { views } = await clickup.list.views(HARDWARE)
    t.same(views.map(nameOf), ['Chat', 'By status', 'Urgent and high'])
    const [, board, urgent] = views
    t.equal((await clickup.view.tasks(board.id)).tasks.length, 10)
    const { tasks, last_page } = await clickup.view.tasks(urgent.id, { page: 0 })
    t.same(tasks.map(nameOf), ['Make the housing watertight', 'Choose a battery that lasts a winter night'])
    t.equal(last_page, true)
  })

  await t.test('is told that there are no tasks in a chat', async (t) =>
    refused(t, clickup.view.tasks(tour.TALK), 'viewWithoutTasks'),
  )
})

t.test('clickup.js has called every operation of this chapter', async (t) => t.same(tour.notDone(mock, ['views']), []))
