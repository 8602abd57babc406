// An export of what nobody would write by hand plants to the same world, too.
import assert from 'node:assert/strict'
import t from 'tap'
import type { Fixture } from '../../src/index.js'
import { comesBack, planted } from '../help/comes-back.js'
import { start } from '../help/start.js'

t.test('what is nested deeper than any reader goes comes back', async (t) => {
  const DEPTH = 3_000
  const world = await planted('default')
  const [task, folder, item] = [world.tasks.all()[0], world.folders.all()[0], world.checklist_items.all()[0]]
  assert(task && folder && item)
  let parents = { task: task.id, folder: folder.id, item: item.id }
  for (let level = 0; level < DEPTH; level += 1) {
    parents = {
      task: world.tasks.add({ ...task, id: world.newId('tasks'), parent: parents.task, custom_id: null }).id,
      folder: world.folders.add({ ...folder, id: world.newId('folders'), parent_folder_id: parents.folder }).id,
      item: world.checklist_items.add({ ...item, id: world.newId('checklist_items'), parent: parents.item }).id,
    }
  }
  world.tasks.update(world.tasks.get(task.id), { deleted: true })
  const fixture = await comesBack(world)
  t.equal(deepest(fixture) < 100, true, 'and no JSON is deep')
})

t.test('what the API takes comes back: long names, negative times', async (t) => {
  const { mock, as } = await start(t)
  const name = 'x'.repeat(3_000)
  const due_date = '-86400000'
  for (const [path, body] of [
    ['team/9001001/space', { name }],
    ['space/90010000001/folder', { name }],
    ['space/90010000001/list', { name, due_date }],
    ['list/901200000001/task', { name: 'Late', tags: [name], time_estimate: -1 }],
  ] as const) {
    t.equal((await as.anna.post(`/api/v2/${path}`, body)).status, 200, path)
  }
  const fixture = mock.control.exportWorld()
  const { mock: other } = await start(t, { seed: fixture })
  t.same(other.control.exportWorld(), fixture)
})

t.test('half a character in the title of a file comes back', async (t) => {
  const fixture = work({ name: 'T', attachments: [{ title: 'a\ud800.txt', text: 'x' }] })
  const { tasks } = (await comesBack(await planted(fixture))).workspaces?.w?.spaces?.[0]?.lists?.[0] ?? {}
  t.match(tasks?.[0]?.attachments, [{ title: 'a\ud800.txt', text: 'x' }])
})

t.test('subtasks in one another', async (t) => {
  const nested = (levels: number) => {
    let task: Task = { name: 'T' }
    for (let level = 1; level < levels; level += 1) task = { name: 'T', subtasks: [task] }
    return work(task)
  }
  t.equal((await planted(nested(90))).tasks.size, 90)
  const message = '/: it is nested too deeply; write at most 200 levels'
  await t.rejects(planted(nested(5_000)), { name: 'InputError', message })
  const { mock, withToken } = await start(t)
  t.throws(() => mock.control.seed(nested(240)), { name: 'InputError', message })
  t.equal((await withToken().post('/__mock/seed', nested(240))).status, 400)
})

t.test('of ten thousand problems a hundred are told', async (t) => {
  const subtasks = Array.from({ length: 20_000 }, (_, index) => ({ name: `T${index}`, parent: `U${index}` }))
  const problems = { length: 100, 0: { what: 'there is no task "U0"' } }
  await t.rejects(planted(work({ name: 'T', subtasks })), { name: 'InputError', problems })
  const statuses = ['a', ...Array.from({ length: 20_000 }, () => 'b')]
  await t.rejects(planted(work({ name: 'T' }, { statuses })), { name: 'InputError', problems: { length: 100 } })
})

type Task = NonNullable<List['tasks']>[number]
type List = NonNullable<Space['lists']>[number]
type Space = NonNullable<NonNullable<Fixture['workspaces']>[string]['spaces']>[number]

/** A fixture with one task. */
function work(task: Task, list: Partial<List> = {}): Fixture {
  const spaces = [{ name: 'S', lists: [{ name: 'L', ...list, tasks: [task] }] }]
  return { users: { anna: { email: 'a@b.example' } }, workspaces: { w: { members: { anna: 'owner' }, spaces } } }
}

/** How many levels of JSON stand in one another. */
function deepest(value: object): number {
  let level = 0
  for (let inside: unknown[] = [value]; inside.length > 0; level += 1) {
    inside = inside.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []))
  }
  return level
}
