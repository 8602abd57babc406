// GetTasks: what is on a page, in which order, and what is left out unless asked for.
import t from 'tap'
import { presentTask } from '../../src/features/tasks/present.js'
import type { TaskRow } from '../../src/model/task-rows.js'
import { refused, type TestAnswer } from '../help/start.js'
import { addFolder, addList, addTask, NOW, startWork } from '../help/work.js'

function names({ body }: TestAnswer): string {
  return body.tasks.map(({ name }: { name: string }) => name).join(' ')
}

t.test('GetTasks', async (t) => {
  const { as, world, space, list, task } = await startWork(t)
  const path = `/api/v2/list/${list.id}/task`
  const get = (query = '') => as.anna.get(`${path}?${query}`)

  await t.test('shows each task as GetTask does, but for its files and the order in its status', async (t) => {
    world.tasks.update(world.tasks.get(task.id), { markdown: 'Use **oakum**' })
    const { status, body } = await get()
    t.equal(status, 200)
    t.same(Object.keys(body), ['tasks', 'last_page'])
    const { status: asOne, ...shown } = presentTask(world, world.tasks.get(task.id))
    const { status: among, ...others } = body.tasks[1]
    t.equal(JSON.stringify(others), JSON.stringify(shown))
    t.same(
      Object.keys(among),
      ['status', 'id', 'color', 'type', 'orderindex'],
      'the keys of its status in another order',
    )
    t.same(among, asOne)
  })

  await t.test('adds the description in Markdown when asked', async (t) => {
    const { body } = await get('include_markdown_description=true')
    t.match(body.tasks[1], { description: 'Use oakum', markdown_description: 'Use **oakum**' })
    t.notOk('markdown_description' in (await get()).body.tasks[1])
  })

  await t.test('shows an empty List', async (t) => {
    const { body } = await as.anna.get(`/api/v2/list/${addList(world, space).id}/task`)
    t.same(body, { tasks: [], last_page: true })
  })

  await t.test('leaves out what was deleted, with its subtasks', async (t) => {
    const gone = addTask(world, list, { name: 'gone', deleted: true })
    addTask(world, list, { name: 'below', parent: gone.id })
    t.equal(names(await get('subtasks=true')), 'Sail Caulk')
  })

  for (const [title, columns, query, without] of [
    ['subtasks', { parent: task.id }, 'subtasks=true', 'subtasks=false'],
    ['closed tasks', { status: 'complete' }, 'include_closed=true', 'include_closed=false'],
    ['tasks of a closed status that is asked for', { status: 'complete' }, 'statuses[]=Complete', 'statuses[]=to%20do'],
  ] as const) {
    await t.test(`leaves ${title} out unless asked for`, async (t) => {
      const row = addTask(world, list, { name: 'extra', ...columns })
      t.match(names(await get(query)), /extra/)
      t.notMatch(names(await get(without)), /extra/)
      t.notMatch(names(await get()), /extra/)
      world.tasks.update(row, { deleted: true })
    })
  }

  await t.test('parent shows the subtasks of one task, and nothing else', async (t) => {
    const below = addTask(world, list, { name: 'below', parent: task.id })
    const deeper = addTask(world, list, { name: 'deeper', parent: below.id })
    for (const query of ['', '&subtasks=false', '&subtasks=true']) {
      t.equal(names(await get(`parent=${task.id}${query}`)), 'below')
    }
    t.equal(names(await get('parent=nothing')), '')
    refused(t, await get('parent=NW-1'), 'taskIdMalformed')
    for (const row of [deeper, below]) world.tasks.update(row, { deleted: true })
  })

  await t.test('shows archived tasks alone', async (t) => {
    addTask(world, list, { name: 'old', archived: true })
    t.equal(names(await get('archived=true')), 'old')
    t.equal(names(await get('archived=false')), 'Sail Caulk')
  })

  await t.test('shows tasks at home in other Lists with include_timl', async (t) => {
    const yard = addFolder(world, space)
    const beside = addList(world, space, { folder_id: yard.id })
    const guest = addTask(world, beside, { name: 'guest' })
    world.further_lists.add({ team_id: list.team_id, task_id: guest.id, list_id: list.id })
    t.equal(names(await get('include_timl=true')), 'guest Sail Caulk')
    t.equal(names(await get()), 'Sail Caulk')
    world.folders.update(yard, { deleted: true })
    t.equal(names(await get('include_timl=true')), 'Sail Caulk', 'but not when their home is gone')
  })

  for (const query of ['limit=1', 'search=Sail', 'reverse=perhaps', 'subtasks=maybe', 'page=-1', 'page=one']) {
    await t.test(`takes no notice of ${query}`, async (t) => {
      t.equal(names(await get(query)), 'Sail Caulk')
    })
  }
})

t.test('order_by', async (t) => {
  const { as, world, list, task, other } = await startWork(t)
  for (const row of [task, other]) world.tasks.update(row, { deleted: true })
  const add = (name: string, columns: Partial<TaskRow>) => addTask(world, list, { name, ...columns })
  add('a', { date_created: NOW + 3, date_updated: NOW + 3, due_date: null })
  add('b', { date_created: NOW + 1, date_updated: NOW + 4, due_date: NOW + 1 })
  add('c', { date_created: NOW + 2, date_updated: NOW + 5, due_date: NOW + 2 })
  add('d', { date_created: NOW + 2, date_updated: NOW + 1, due_date: NOW + 2 })
  add('e', { date_created: NOW + 1, date_updated: NOW + 2, due_date: null })

  for (const [query, wanted] of [
    ['', 'a d c e b'],
    ['order_by=created', 'a d c e b'],
    ['order_by=created&reverse=true', 'b e c d a'],
    ['order_by=updated', 'c b a e d'],
    ['order_by=updated&reverse=true', 'd e a b c'],
    ['order_by=due_date', 'd c b e a'],
    ['order_by=due_date&reverse=true', 'b c d a e'],
    ['order_by=id', 'e d c b a'],
    ['order_by=id&reverse=true', 'a b c d e'],
  ]) {
    await t.test(`${query || 'left out'}: ${wanted}`, async (t) => {
      t.equal(names(await as.anna.get(`/api/v2/list/${list.id}/task?${query}`)), wanted)
    })
  }

  for (const query of ['order_by=closed', 'order_by=', 'order_by=id&order_by=created']) {
    await t.test(`refuses ${query}`, async (t) => {
      refused(t, await as.anna.get(`/api/v2/list/${list.id}/task?${query}`), 'taskFilterFailed')
    })
  }
})

t.test('page', async (t) => {
  const { as, world, space } = await startWork(t)
  const list = addList(world, space)
  const add = (from: number, to: number) => {
    for (let number = from; number <= to; number += 1) {
      // A step that shares no factor with 1,009 goes through all of its remainders: the order is far from sorted.
      addTask(world, list, { name: `${number}`, date_created: NOW + ((number * 371) % 1_009) })
    }
  }
  const newestFirst = () =>
    world.tasks
      .group('list', list.id)
      .sort((one, other) => other.date_created - one.date_created)
      .map(({ name }) => name)
  const page = async (number: number) => {
    const answer = await as.anna.get(`/api/v2/list/${list.id}/task?page=${number}`)
    return [names(answer), answer.body.last_page] as const
  }

  await t.test('holds 100 tasks, and the last one says that it is', async (t) => {
    add(1, 100)
    t.same(await page(0), [newestFirst().join(' '), true])
    t.same(await page(1), ['', true])
    add(101, 101)
    t.same((await page(0))[1], false)
    t.same(await page(1), [newestFirst().slice(100).join(' '), true])
  })

  await t.test('goes through all tasks, each once', async (t) => {
    add(102, 750)
    const pages = await Promise.all([0, 1, 2, 3, 4, 5, 6, 7, 8].map(page))
    t.same(
      pages.map(([, last]) => last),
      [false, false, false, false, false, false, false, true, true],
    )
    t.equal(
      pages
        .map(([text]) => text)
        .join(' ')
        .trim(),
      newestFirst().join(' '),
    )
  })
})
