// Planting what a task has to do with others: what it waits on, what it is linked with, where else it stands. All of it is
// planted last, since it may name what is written further below.
import type { TaskRow } from '../../model/work-rows.js'
import { none, type Parts, type Planting } from './planting.js'
import { HOUR } from './times.js'

/** The relations of a task. */
export function plantRelations(planting: Planting, task: TaskRow, written: Parts['FixtureTask'], at: string): void {
  const { world, team_id } = planting
  const { parent, depends_on = none, links_to = none, further_lists = none } = written
  if (parent !== undefined) {
    planting.later(() => {
      const id = planting.find('tasks', parent, `${at}/parent`)
      if (id !== undefined) world.tasks.update(task, { parent: id })
    })
  }
  for (const [index, one] of depends_on.entries()) {
    relate(planting, task, one, `${at}/depends_on/${index}`, (depends_on, more) => {
      if (world.dependencies.find(`${task.id}/${depends_on}`)) return false
      return world.dependencies.add({ team_id, task_id: task.id, depends_on, ...more })
    })
  }
  for (const [index, one] of links_to.entries()) {
    relate(planting, task, one, `${at}/links_to/${index}`, (link_id, more) => {
      if (world.links.find(`${task.id}/${link_id}`)) return false
      return world.links.add({ team_id, task_id: task.id, link_id, ...more })
    })
  }
  for (const [index, name] of further_lists.entries()) {
    planting.later(() => {
      const where = `${at}/further_lists/${index}`
      const list_id = planting.find('lists', name, where)
      if (list_id === undefined) return
      // By id it may be: a task that came home to a List keeps standing there too, and an export says so.
      if (list_id === task.list_id && name !== list_id)
        planting.wrong(where, 'it is at home there', 'name another List')
      else if (world.further_lists.find(`${list_id}/${task.id}`)) planting.wrong(where, 'it stands there already')
      else world.further_lists.add({ team_id, task_id: task.id, list_id })
    })
  }
}

function relate(
  planting: Planting,
  task: TaskRow,
  written: string | Parts['FixtureRelation'],
  at: string,
  add: (other: string, more: { readonly date_created: number; readonly userid: number }) => unknown,
): void {
  planting.later(() => {
    const relation = typeof written === 'string' ? { task: written } : written
    const other = planting.find('tasks', relation.task, typeof written === 'string' ? at : `${at}/task`)
    if (other === undefined) return
    const date_created =
      planting.time(relation.date_created, `${at}/date_created`) ?? planting.after(task.date_created, HOUR)
    const userid = planting.person(relation.author, `${at}/author`) ?? task.creator
    if (other === task.id) planting.wrong(at, 'it is the task itself', 'name another one')
    else if (!add(other, { date_created, userid })) planting.wrong(at, `"${relation.task}" stands there already`)
  })
}
