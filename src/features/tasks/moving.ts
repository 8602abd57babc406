// A task that comes to another List: under a task there, or merged with one.
import type { ListRow, Status } from '../../model/hierarchy-rows.js'
import { firstStatus, statusNamed } from '../../model/statuses.js'
import type { TaskRow } from '../../model/task-rows.js'
import type { World } from '../../model/world.js'
import { needTag } from '../tags/rules.js'
import { statusColumns } from './columns.js'

/** A task, and all that stand in it. */
export function withSubtasks(world: World, task: TaskRow): TaskRow[] {
  const all = [task]
  for (const { id } of all) for (const one of world.tasks.group('parent', id)) all.push(one)
  return all
}

/**
 * Moves a task and its subtasks to a List. A missing tag is made (assumed).
 * @param statusOf - the status there; without it one of the same name, or the first (assumed)
 * @returns the row that replaces `task`
 */
export function moveToList(
  world: World,
  task: TaskRow,
  list: ListRow,
  statusOf: (task: TaskRow) => Status | undefined = ({ status }) =>
    statusNamed(world, list, status) ?? firstStatus(world, list),
): TaskRow {
  if (task.list_id === list.id) return task
  const status = statusOf(task)
  for (const name of task.tags) needTag(world, list.space_id, { name }, task.creator)
  const shown = world.further_lists.find(`${list.id}/${task.id}`)
  if (shown) world.further_lists.delete(shown)
  for (const subtask of world.tasks.group('parent', task.id)) moveToList(world, subtask, list, statusOf)
  return world.tasks.update(task, {
    list_id: list.id,
    orderindex: world.ids.taskOrder(),
    ...(status && statusColumns(status, world.clock.now(), task)),
  })
}
