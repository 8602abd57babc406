// Time on tasks, as events tell it. One sample, of 2024: a new interval. That it goes the other way round when one is deleted,
// and that both sides stand there when one is changed, is inferred; that a timer is told once it stops, assumed.
import { presentInterval } from '../features/time-tracking/legacy.js'
import type { TaskRow } from '../model/task-rows.js'
import type { TimeEntryRow } from '../model/time-rows.js'
import { finishedOn, rolledUp, sumOf } from '../model/time-spent.js'
import type { World } from '../model/world.js'
import type { RowChange } from './changes.js'
import type { FieldChange, HistoryItem } from './history-items.js'
import type { TaskItemChange } from './task-items.js'

/** What a change of an entry means for its task; for both tasks if it goes from one to another. */
export function timeChanges(world: World, { before, after }: RowChange<'time_entries'>): TaskItemChange[] {
  const [was, is] = [counted(before), counted(after)]
  const [from, to] = [was?.task_id, is?.task_id]
  const sides =
    from === to ? [[from, was, is] as const] : [[from, was, undefined] as const, [to, undefined, is] as const]
  return sides.flatMap(([taskId, one, other]) => {
    const task = taskId ? world.tasks.find(taskId) : undefined
    if (!task || (one && other && isSame(one, other))) return []
    return { taskId: task.id, change: trackedField(world, task, one, other) }
  })
}

/** The change of a task's time; the sums are those after it. */
export function trackedField(
  world: World,
  task: TaskRow,
  before: TimeEntryRow | undefined,
  after: TimeEntryRow | undefined,
): FieldChange {
  const show = (entry: TimeEntryRow | undefined) => (entry ? presentInterval(world, entry) : null)
  const total = sumOf(world, finishedOn(world, task.id))
  const data = { total_time: String(total), rollup_time: String(rolledUp(world, task)) }
  return { field: 'time_spent', data, before: show(before), after: show(after) }
}

/** What the body of the event says beside its item (sample). */
export function trackedData({ before, after }: HistoryItem): object {
  const done = before === null ? 'Created' : after === null ? 'Deleted' : 'Edited'
  return { description: `Time Tracking ${done}`, interval_id: Reflect.get(Object(after ?? before), 'id') }
}

/** An entry whose time counts: a timer that runs does not. */
function counted(entry: TimeEntryRow | undefined): TimeEntryRow | undefined {
  return entry?.end === null ? undefined : entry
}

function isSame(one: TimeEntryRow, other: TimeEntryRow): boolean {
  return one.start === other.start && one.end === other.end && one.is_sum === other.is_sum
}
