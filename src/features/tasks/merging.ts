// Merging tasks: everything of the sources goes to one task, then they are deleted. That descriptions are joined and that
// name and status stay was observed (2025-11); the other details are assumed.
// https://developer.clickup.com/reference/mergetasks
import { refuse } from '../../contract/catalogue.js'
import type { Caller } from '../../model/access.js'
import { isVisibleTo } from '../../model/hierarchy.js'
import type { TaskRow } from '../../model/task-rows.js'
import type { World } from '../../model/world.js'
import { sortedChecklists } from '../checklists/present.js'
import { lastPlace } from '../checklists/rules.js'
import { needTag } from '../tags/rules.js'
import { moveToList } from './moving.js'
import { deleteTask, isWithin, taskNamed } from './rules.js'

/**
 * Merges the tasks of these ids into one.
 * @param sent - `source_task_ids`, as sent
 * @throws Refusal taskIdMalformed for anything but a list of ids and for the task itself, taskNotAccessible, taskDeleted
 */
export function mergeInto(world: World, caller: Caller, target: TaskRow, sent: unknown): void {
  if (!Array.isArray(sent) || sent.length === 0) refuse('taskIdMalformed')
  const sources = sent.map((id) => {
    const source = taskNamed(world, caller, id, { foreign: 'taskNotAccessible', deleted: 'taskDeleted' })
    if (source.id === target.id) refuse('taskIdMalformed')
    return source.team_id === target.team_id ? source.id : refuse('taskNotAccessible')
  })
  for (const id of new Set(sources)) mergeOne(world, caller, target.id, id)
  world.tasks.update(target, { date_updated: world.clock.now() })
}

function mergeOne(world: World, caller: Caller, targetId: string, sourceId: string): void {
  const source = world.tasks.get(sourceId)
  moveParts(world, source, targetId)
  moveSubtasks(world, source, world.tasks.get(targetId))
  joinColumns(world, caller, world.tasks.get(targetId), source)
  deleteTask(world, caller, source)
}

function moveParts(world: World, source: TaskRow, task_id: string): void {
  const first = lastPlace(world, task_id)
  for (const [index, checklist] of sortedChecklists(world, source.id).entries()) {
    world.checklists.update(checklist, { task_id, orderindex: first + index })
  }
  for (const entry of world.time_entries.group('task', source.id)) world.time_entries.update(entry, { task_id })
  for (const file of world.attachments.group('task', source.id)) world.attachments.update(file, { task_id })
  for (const comment of world.comments.group('on', `task/${source.id}`)) {
    world.comments.update(comment, { on: { kind: 'task', id: task_id } })
  }
}

/** If the source is above the target, the target first moves up to its level, so that no task comes to stand under itself. */
function moveSubtasks(world: World, source: TaskRow, target: TaskRow): void {
  if (isWithin(world, target, source)) world.tasks.update(target, { parent: source.parent })
  const list = world.lists.get(target.list_id)
  for (const subtask of world.tasks.group('parent', source.id)) {
    moveToList(world, world.tasks.update(subtask, { parent: target.id }), list)
  }
}

function joinColumns(world: World, caller: Caller, target: TaskRow, source: TaskRow): void {
  const { space_id } = world.lists.get(target.list_id)
  const whoSee = (ids: readonly number[]) => ids.filter((id) => isVisibleTo(world, id, { table: 'tasks', row: target }))
  const tags = source.tags.map((name) => needTag(world, space_id, { name }, caller.user.id).name)
  world.tasks.update(target, {
    markdown: [target.markdown, source.markdown].filter((text) => text !== '').join('\n\n'),
    assignees: [...new Set([...target.assignees, ...whoSee(source.assignees)])],
    watchers: [...new Set([...target.watchers, ...whoSee(source.watchers)])],
    tags: [...new Set([...target.tags, ...tags])],
  })
}
