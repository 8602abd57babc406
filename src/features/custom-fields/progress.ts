// Progress bars: those that somebody sets, and those that follow the task.

import type { CustomFieldRow } from '../../model/field-rows.js'
import { isDone } from '../../model/statuses.js'
import { isFields } from '../body.js'
import type { Shown } from './show.js'
import { numberOr, setting } from './values.js'

/** A progress bar as calls read it; the keys are assumed. */
export interface Progress {
  /** From 0 to 100. */
  readonly percent_complete: number
  /** Only of a manual bar: its position between `start` and `end`. */
  readonly current?: number
}

/** A manual bar set to `current`; undefined if that is out of range. */
export function manualProgress(field: CustomFieldRow, current: number): Progress | undefined {
  const [start, end] = [numberOr(setting(field, 'start'), 0), numberOr(setting(field, 'end'), 100)]
  if (current < Math.min(start, end) || current > Math.max(start, end)) return undefined
  return { percent_complete: percent(current - start, end - start), current }
}

/** How much of what `tracking` names is done: subtasks, checklist items, assigned comments. Nothing to do is 0 (assumed). */
export function automaticProgress({ world, task, field }: Shown): Progress {
  const tracking = setting(field, 'tracking')
  const tracked = isFields(tracking) ? tracking : {}
  const done = [
    ...(tracked.subtasks === true ? world.tasks.group('parent', task.id).map((subtask) => isDone(world, subtask)) : []),
    ...(tracked.checklists === true
      ? world.checklists
          .group('task', task.id)
          .flatMap(({ id }) => world.checklist_items.group('checklist', id).map(({ resolved }) => resolved))
      : []),
    ...(tracked.assigned_comments === true
      ? world.comments
          .group('on', `task/${task.id}`)
          .filter(({ assignee }) => assignee !== null)
          .map(({ resolved }) => resolved)
      : []),
  ]
  return { percent_complete: percent(done.filter(Boolean).length, done.length) }
}

function percent(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((part / whole) * 100)
}
