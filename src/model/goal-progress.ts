// How far a key result and a goal have come. No formula of ClickUp's was found: all of it is assumed.
import type { GoalRow, KeyResultRow } from './goal-rows.js'
import { isGone } from './hierarchy.js'
import { isDone } from './statuses.js'
import type { TaskRow } from './task-rows.js'
import type { World } from './world.js'

/** From where to where a key result goes, and where it is. */
type Steps = Pick<KeyResultRow, 'steps_start' | 'steps_end' | 'steps_current'>

/** The steps of a key result; those of an automatic one are the tasks that it watches. */
export function stepsOf(world: World, keyResult: KeyResultRow): Steps {
  const { type, steps_start, steps_end, steps_current } = keyResult
  if (type !== 'automatic') return { steps_start, steps_end, steps_current }
  const tasks = watchedTasks(world, keyResult)
  return { steps_start: 0, steps_end: tasks.length, steps_current: tasks.filter((task) => isDone(world, task)).length }
}

/** The part of the way that is done, from 0 to 1; 0 where there is no way to go. */
export function progressOf({ steps_start, steps_end, steps_current }: Steps): number {
  if (steps_start === steps_end) return 0
  return Math.min(1, Math.max(0, (steps_current - steps_start) / (steps_end - steps_start)))
}

/** The mean of the key results of a goal; 0 without any. */
export function progressOfGoal(world: World, { id }: GoalRow): number {
  const parts = world.key_results.group('goal', id).map((keyResult) => progressOf(stepsOf(world, keyResult)))
  return parts.length === 0 ? 0 : parts.reduce((sum, part) => sum + part, 0) / parts.length
}

/** The tasks that it names, and those at home in the Lists that it names, each once; without what is gone. */
function watchedTasks(world: World, { task_ids, list_ids }: KeyResultRow): TaskRow[] {
  const named = task_ids.map((id) => world.tasks.get(id))
  const inLists = list_ids.flatMap((id) => world.tasks.group('list', id))
  return [...new Set([...named, ...inLists])].filter((row) => !isGone(world, { table: 'tasks', row }))
}
