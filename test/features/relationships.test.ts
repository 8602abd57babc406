// Dependencies and links: what is named how, both sides, circles, and what is refused.
import t from 'tap'
import { presentDependencies, presentLinks } from '../../src/features/relationships/present.js'
import { refused } from '../help/start.js'
import { taskKeys } from '../help/task-keys.js'
import { ANNA, addList, addSpace, addTask, BEN, NORTHWIND, NOW, startWork, type Work } from '../help/work.js'

/** Calls on dependencies. */
function dependenciesOf({ as, world, task }: Work, client = as.anna) {
  const path = (id: string, query = '') => `/api/v2/task/${id}/dependency${query && `?${query}`}`
  return {
    add: (body: object, id = task.id, query = '') => client.post(path(id, query), body),
    remove: (query: string, id = task.id) => client.send('DELETE', path(id, query)),
    pairs: () => world.dependencies.all().map(({ task_id, depends_on }) => [task_id, depends_on]),
  }
}

function notesOf({ app }: Work): readonly string[] {
  return app.sandbox.journal.list().at(-1)?.notes ?? []
}

t.test('AddDependency', async (t) => {
  const work = await startWork(t)
  const { task, other, world, list } = work
  const { add, pairs } = dependenciesOf(work, work.as.ben)
  const third = addTask(world, list, { custom_id: 'BOAT-3' })

  await t.test('lets the task wait for another, which both show, keys in wire order', async (t) => {
    t.match(await add({ depends_on: other.id }), { status: 200, body: {} })
    const expected = [
      ['task_id', task.id],
      ['depends_on', other.id],
      ['type', 1],
      ['date_created', String(NOW)],
      ['userid', String(BEN)],
      ['workspace_id', NORTHWIND],
      ['chain_id', null],
    ]
    for (const one of [task, other]) t.same(presentDependencies(world, one).map(Object.entries), [expected])
  })

  await t.test('lets another wait for the task, by an older misspelling too', async (t) => {
    const { world } = work
    await add({ depedency_of: third.id })
    t.same(pairs(), [
      [task.id, other.id],
      [third.id, task.id],
    ])
    world.dependencies.delete(world.dependencies.get(`${third.id}/${task.id}`))
    await add({ dependency_of: third.id })
    t.same(pairs(), [
      [task.id, other.id],
      [third.id, task.id],
    ])
    t.same(
      presentDependencies(world, task).map(({ task_id }) => task_id),
      [task.id, third.id],
      'those it waits for come first',
    )
  })

  await t.test('has no effect a second time', async (t) => {
    t.match(await add({ depends_on: other.id }), { status: 200, body: {} })
    t.equal(pairs().length, 2)
  })

  await t.test('finds both tasks by custom ids', async (t) => {
    world.tasks.update(world.tasks.get(other.id), { custom_id: 'BOAT-2' })
    const query = `custom_task_ids=true&team_id=${NORTHWIND}`
    t.equal((await add({ depends_on: 'boat-2' }, 'BOAT-3', query)).status, 200)
    t.same(pairs().at(-1), [third.id, other.id])
  })

  for (const [what, body] of [
    ['the task itself', { depends_on: task.id }],
    ['a task that waits for it', { dependency_of: other.id }],
    ['a task that waits for it through a third', { depends_on: third.id }],
  ] as const) {
    await t.test(`changes nothing for ${what}, and says so`, async (t) => {
      const before = pairs()
      t.match(await add(body), { status: 200, body: {} })
      t.same(pairs(), before)
      t.match(notesOf(work), [/would wait for itself/])
    })
  }

  for (const body of [
    {},
    { depends_on: null },
    { depends_on: other.id, dependency_of: third.id },
    { dependency: 'x' },
  ]) {
    await t.test(`refuses ${JSON.stringify(body)}`, async (t) => refused(t, await add(body), 'dependencyMissing'))
  }

  const hidden = addTask(world, addList(world, addSpace(world, { private: true, member_ids: [ANNA] })))
  const elsewhere = addTask(world, addList(world, addSpace(world, { team_id: '9001002' })))
  const deleted = addTask(world, list, { deleted: true })
  for (const [id, what] of [
    ['nobody', 'unknown'],
    [hidden.id, 'hidden'],
    [elsewhere.id, 'of another Workspace'],
    [deleted.id, 'deleted'],
  ]) {
    await t.test(`refuses a task that is ${what}`, async (t) => {
      refused(t, await add({ depends_on: id }), 'taskNotAccessible')
      refused(t, await add({ dependency_of: id }), 'taskNotAccessible')
    })
  }

  await t.test('is not shown once the other task is deleted', async (t) => {
    world.tasks.update(world.tasks.get(other.id), { deleted: true })
    t.same(
      presentDependencies(world, task).map(({ task_id }) => task_id),
      [third.id],
    )
    world.tasks.update(world.tasks.get(third.id), { deleted: true })
    t.same(presentDependencies(world, task), [])
  })
})

t.test('DeleteDependency', async (t) => {
  const work = await startWork(t)
  const { task, other, world, list } = work
  const { add, remove, pairs } = dependenciesOf(work)
  const third = addTask(world, list)
  await add({ depends_on: other.id })
  await add({ dependency_of: third.id })

  await t.test('undoes what is named, in the direction in which it is named', async (t) => {
    t.match(await remove(`dependency_of=${other.id}`), { status: 200, body: {} })
    t.equal(pairs().length, 2)
    t.match(await remove(`depends_on=${other.id}`), { status: 200, body: {} })
    t.same(pairs(), [[third.id, task.id]])
    await remove(`dependency_of=${third.id}`)
    t.same(pairs(), [])
  })

  await t.test('has no effect where there is nothing to undo', async (t) => {
    t.match(await remove(`depends_on=${other.id}`), { status: 200, body: {} })
    t.match(await remove(''), { status: 200, body: {} })
    t.match(await remove('depends_on=&dependency_of='), { status: 200, body: {} })
  })

  await t.test('refuses a task that is unknown', async (t) =>
    refused(t, await remove('depends_on=nobody'), 'taskNotAccessible'),
  )
})

const linkPath = (one: string, another: string) => `/api/v2/task/${one}/link/${another}`

t.test('AddTaskLink', async (t) => {
  const work = await startWork(t)
  const { as, task, other, world } = work

  await t.test('answers the task with its link, keys in wire order', async (t) => {
    const { status, body } = await as.ben.post(linkPath(task.id, other.id))
    t.equal(status, 200)
    t.match(body.task, { id: task.id, name: 'Caulk' })
    t.same(Object.keys(body.task), [...taskKeys, 'attachments'])
    t.same(body.task.linked_tasks.map(Object.entries), [
      [
        ['task_id', task.id],
        ['link_id', other.id],
        ['date_created', String(NOW)],
        ['userid', String(BEN)],
        ['workspace_id', NORTHWIND],
      ],
    ])
    t.match(presentLinks(world, other), [{ task_id: other.id, link_id: task.id }], 'the other task shows it too')
  })

  await t.test('links two tasks once, from whichever side', async (t) => {
    const { body } = await as.anna.post(linkPath(other.id, task.id))
    t.equal(body.task.linked_tasks.length, 1)
    t.equal(world.links.size, 1)
  })

  await t.test('does not link a task to itself, and says so', async (t) => {
    t.equal((await as.anna.post(linkPath(task.id, task.id))).body.task.linked_tasks.length, 1)
    t.match(notesOf(work), [/linked to itself/])
  })

  await t.test('refuses another task that is unknown, deleted or of another Workspace', async (t) => {
    const elsewhere = addTask(world, addList(world, addSpace(world, { team_id: '9001002' })))
    refused(t, await as.anna.post(linkPath(task.id, 'nobody')), 'teamsNotAuthorized')
    refused(t, await as.anna.post(linkPath(task.id, elsewhere.id)), 'teamsNotAuthorized')
    refused(t, await as.anna.post(linkPath('nobody', other.id)), 'teamNotAuthorized')
    world.tasks.update(world.tasks.get(other.id), { deleted: true })
    refused(t, await as.anna.post(linkPath(task.id, other.id)), 'teamsNotAuthorized')
  })
})

t.test('DeleteTaskLink', async (t) => {
  const { as, task, other, world } = await startWork(t)
  await as.anna.post(linkPath(task.id, other.id))

  await t.test('undoes a link from the other side, and answers the task in the path', async (t) => {
    const { status, body } = await as.anna.send('DELETE', linkPath(other.id, task.id))
    t.match([status, body.task.id, body.task.linked_tasks, body.task.attachments], [200, other.id, [], []])
    t.same(presentLinks(world, task), [])
  })

  await t.test('has no effect where there is no link', async (t) => {
    t.equal((await as.anna.send('DELETE', linkPath(other.id, task.id))).status, 200)
  })

  await t.test('refuses another task that is unknown', async (t) =>
    refused(t, await as.anna.send('DELETE', linkPath(task.id, 'nobody')), 'teamsNotAuthorized'),
  )
})
