// Pages are made of kept texts: after any write they say the same as a page that is made anew.
import fc from 'fast-check'
import t, { type Test } from 'tap'
import { pageText } from '../../src/features/task-lists/texts.js'
import { presentTask } from '../../src/features/tasks/present.js'
import type { TaskRow } from '../../src/model/task-rows.js'
import type { World } from '../../src/model/world.js'
import { SEED } from '../help/arbitraries.js'
import { addField } from '../help/fields.js'
import { ANNA, addFolder, addList, addSpace, addTask, BEN, NORTHWIND, startWork } from '../help/work.js'

t.comment(`fast-check seed ${SEED}`)

const uuid = 'fa4e0000-0000-4000-8000-00000000'

/** A world in which every kind of thing belongs to some task. */
async function richWorld(t: Test) {
  const { world, space } = await startWork(t)
  const folder = addFolder(world, space)
  const list = addList(world, space, { folder_id: folder.id })
  const beside = addList(world, addSpace(world, { name: 'Yard' }))
  const tasks: TaskRow[] = []
  for (let number = 0; number < 6; number += 1) {
    const parent = number % 3 === 2 ? (tasks[number - 1]?.id ?? null) : null
    tasks.push(addTask(world, list, { name: `t${number}`, parent, tags: ['red'], assignees: [BEN] }))
  }
  const fields = ['text', 'tasks', 'users'].map((type) => addField(world, type))
  const tracking = { subtasks: true, checklists: true, assigned_comments: true }
  addField(world, 'automatic_progress', { type_config: { tracking }, place: { kind: 'folders', id: folder.id } })
  return { world, space, folder, list, beside, fields, ids: tasks.map(({ id }) => id) }
}

type Rich = Awaited<ReturnType<typeof richWorld>>
type Write = (rich: Rich, one: string, other: string, word: string) => void

/** Writes to every table that a task shows; each can be repeated. */
const writes: Readonly<Record<string, Write>> = {
  task: ({ world }, one, _, name) => world.tasks.update(world.tasks.get(one), { name }),
  status: ({ world }, one) => world.tasks.update(world.tasks.get(one), { status: 'complete' }),
  parent: ({ world, ids }, one, other) => {
    // Only downwards, or there would be circles.
    const parent = ids.indexOf(other) < ids.indexOf(one) ? other : null
    world.tasks.update(world.tasks.get(one), { parent })
  },
  deleted: ({ world }, one) => world.tasks.update(world.tasks.get(one), { deleted: !world.tasks.get(one).deleted }),
  home: ({ world, list, beside }, one) => {
    const list_id = world.tasks.get(one).list_id === list.id ? beside.id : list.id
    world.tasks.update(world.tasks.get(one), { list_id })
  },
  list: ({ world, list }, _one, _other, name) => world.lists.update(world.lists.get(list.id), { name }),
  folder: ({ world, folder }, _one, _other, name) => world.folders.update(world.folders.get(folder.id), { name }),
  space: ({ world, space }, _one, _other, word) => {
    const row = world.spaces.get(space.id)
    world.spaces.update(row, { statuses: row.statuses.map((status) => ({ ...status, color: word })) })
  },
  user: ({ world }, _one, _other, username) => world.users.update(world.users.get(BEN), { username }),
  member: ({ world }) => {
    const member = world.members.get(`${NORTHWIND}/${BEN}`)
    world.members.update(member, { pending: !member.pending })
  },
  tag: ({ world, space }, _one, _other, word) => {
    const tag = world.tags.find(`${space.id}/red`)
    const look = { tag_fg: word, tag_bg: word }
    if (tag) world.tags.update(tag, look)
    else world.tags.add({ team_id: NORTHWIND, space_id: space.id, name: 'red', creator: ANNA, ...look })
  },
  dependency: ({ world }, task_id, depends_on) => {
    const found = world.dependencies.find(`${task_id}/${depends_on}`)
    if (found) world.dependencies.delete(found)
    else world.dependencies.add({ team_id: NORTHWIND, task_id, depends_on, date_created: 1, userid: ANNA })
  },
  link: ({ world }, task_id, link_id) => {
    const found = world.links.find(`${task_id}/${link_id}`)
    if (found) world.links.delete(found)
    else world.links.add({ team_id: NORTHWIND, task_id, link_id, date_created: 1, userid: ANNA })
  },
  further: ({ world, beside }, task_id) => {
    const found = world.further_lists.find(`${beside.id}/${task_id}`)
    if (found) world.further_lists.delete(found)
    else world.further_lists.add({ team_id: NORTHWIND, task_id, list_id: beside.id })
  },
  checklist: ({ world }, task_id, _, name) => {
    const row = { id: world.ids.uuid(), team_id: NORTHWIND, task_id, name, orderindex: 0, creator: ANNA }
    world.checklists.add({ ...row, date_created: 1 })
  },
  item: ({ world }, one, _, name) => {
    const checklist = world.checklists.group('task', one)[0]
    if (!checklist) return
    const row = { id: world.ids.uuid(), team_id: NORTHWIND, checklist_id: checklist.id, parent: null, name }
    world.checklist_items.add({ ...row, orderindex: 0, assignee: BEN, resolved: name > 'm', date_created: 1 })
  },
  comment: ({ world }, id) => {
    const row = { id: world.ids.comment(), team_id: NORTHWIND, on: { kind: 'task', id } as const, blocks: [], date: 1 }
    world.comments.add({
      ...row,
      user_id: ANNA,
      assignee: BEN,
      assigned_by: ANNA,
      group_assignee: null,
      resolved: true,
    })
  },
  field: ({ world, fields }, _one, _other, name) => {
    for (const { id } of fields) world.custom_fields.update(world.custom_fields.get(id), { name })
  },
  values: ({ world, fields: [text, tasks, users] }, one, other, word) => {
    const fields = { [text?.id ?? uuid]: word, [tasks?.id ?? uuid]: [other], [users?.id ?? uuid]: [BEN] }
    world.tasks.update(world.tasks.get(one), { fields })
  },
}

/** Both pages of all tasks, as they are without kept texts. */
function anew(world: World, ids: readonly string[], markdown_description: boolean): string {
  const tasks = ids.map((id) => presentTask(world, world.tasks.get(id), { markdown_description, among: true }))
  return JSON.stringify({ tasks, last_page: true })
}

function kept(world: World, ids: readonly string[], include_markdown_description: boolean): string {
  const rows = ids.map((id) => world.tasks.get(id))
  return pageText(world, { rows, last_page: true }, { include_markdown_description }, undefined).text
}

t.test('a page of kept texts is the same as one made anew, whatever is written, undone or restored', async (t) => {
  const rich = await richWorld(t)
  const { world, ids } = rich
  const start = world.snapshot()
  const step = fc.record({
    name: fc.constantFrom(...Object.keys(writes)),
    one: fc.constantFrom(...ids),
    other: fc.constantFrom(...ids),
    word: fc.constantFrom('a', 'z', 'ü'),
    undone: fc.boolean(),
  })
  const done = new Set<string>()
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), fc.boolean(), (steps, markdown) => {
      world.restore(start)
      for (const { name, one, other, word, undone } of steps) {
        kept(world, ids, markdown)
        done.add(name)
        attempt(world, undone, () => {
          writes[name]?.(rich, one, other, word)
          kept(world, ids, markdown) // while it is not sure yet whether it holds
        })
        if (kept(world, ids, markdown) !== anew(world, ids, markdown)) throw new Error(`${name} is not shown`)
      }
    }),
    { seed: SEED, numRuns: 200, interruptAfterTimeLimit: 4_000 },
  )
  t.same([...done].sort(), Object.keys(writes).sort(), 'everything was written')
})

function attempt(world: World, undone: boolean, write: () => void): void {
  try {
    world.transact(() => {
      write()
      if (undone) throw new Error('undone')
    })
  } catch (error) {
    if (!undone) throw error
  }
}

t.test('a text is made once while nothing changes that it shows', async (t) => {
  const { world, task, other } = await startWork(t)
  const page = (...rows: TaskRow[]) => pageText(world, { rows, last_page: true }, {}, undefined).text
  const before = page(task)
  let looks = 0
  const { get } = world.lists
  t.intercept(world.lists, 'get', {
    value(id: string) {
      looks += 1
      return get.call(world.lists, id)
    },
  })
  world.tasks.update(other, { name: 'Jib' })
  t.equal(page(task), before)
  t.equal(looks, 0, 'no change of another task')
  world.tasks.update(task, { name: 'Tar' })
  page(world.tasks.get(task.id))
  t.ok(looks > 0, 'but one of its own')
})

t.test('the same row looks as its world has it', async (t) => {
  const [one, another] = [await startWork(t), await startWork(t)]
  another.world.restore(one.world.snapshot())
  another.world.lists.update(another.world.lists.get(one.list.id), { name: 'Masts' })
  const shown = [one, another].map(
    ({ world }) => pageText(world, { rows: [one.task], last_page: true }, {}, undefined).text,
  )
  t.match(shown, [/"Hulls"/, /"Masts"/])
})

t.test('forgets all texts before they take too much room', async (t) => {
  const { world, list } = await startWork(t)
  const markdown = 'x'.repeat(6_000_000) // shown three times with Markdown
  const rows = [1, 2].map(() => addTask(world, list, { markdown }))
  for (const row of [...rows, ...rows]) {
    const { text } = pageText(
      world,
      { rows: [row], last_page: true },
      { include_markdown_description: true },
      undefined,
    )
    t.equal(JSON.parse(text).tasks[0].id, row.id)
  }
})
