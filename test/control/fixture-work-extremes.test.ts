// An export of what nobody would write by hand plants to the same world, too.
import assert from 'node:assert/strict'
import t from 'tap'
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

/** How many levels of JSON stand in one another. */
function deepest(value: object): number {
  let level = 0
  for (let inside: unknown[] = [value]; inside.length > 0; level += 1) {
    inside = inside.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []))
  }
  return level
}
