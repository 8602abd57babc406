// How much time was spent. Running timers do not count until they are stopped (inferred).
import type { TaskRow } from './task-rows.js'
import type { TimeEntryRow } from './time-rows.js'
import type { World } from './world.js'

/** The entries of a task that have an end. */
export function finishedOn(world: World, taskId: string): TimeEntryRow[] {
  return world.time_entries.group('task', taskId).filter(({ end }) => end !== null)
}

/** How long an entry took, in ms; of a running timer, until now. */
export function durationOf(world: World, { start, end }: Pick<TimeEntryRow, 'start' | 'end'>): number {
  return (end ?? Math.max(start, world.clock.now())) - start
}

/** The sum of entries, in ms. */
export function sumOf(world: World, entries: readonly TimeEntryRow[]): number {
  return entries.reduce((sum, entry) => sum + durationOf(world, entry), 0)
}

/** The time of a task and of everything below it, in ms: the roll-up, which only events show (observed). */
export function rolledUp(world: World, { id }: Pick<TaskRow, 'id'>): number {
  const below = world.tasks.group('parent', id).reduce((sum, task) => sum + rolledUp(world, task), 0)
  return sumOf(world, finishedOn(world, id)) + below
}
