// What was changed of a time entry, by whom. No history of ClickUp's was found: fields and texts are assumed.
import type { TimeEntryChange, TimeEntryRow } from '../../model/time-rows.js'
import type { Calling } from '../handlers.js'

/** Changes columns of an entry, and remembers it. */
export function change({ world, caller }: Calling, entry: TimeEntryRow, to: Partial<TimeEntryRow>): TimeEntryRow {
  const date = world.clock.now()
  const [was, is] = [shown(entry), shown({ ...entry, ...to })]
  const changes = was.flatMap(([field, before], index): TimeEntryChange[] => {
    const after = is[index]?.[1] ?? null
    return before === after ? [] : [{ id: world.ids.history(), date, user_id: caller.user.id, field, before, after }]
  })
  return world.time_entries.update(entry, { ...to, at: date, history: [...changes, ...entry.history] })
}

function shown(entry: TimeEntryRow): [TimeEntryChange['field'], string | null][] {
  const { start, end, description, billable, task_id, tags } = entry
  return [
    ['start', String(start)],
    ['end', end === null ? null : String(end)],
    ['duration', end === null ? null : String(end - start)],
    ['description', description],
    ['billable', String(billable)],
    ['task', task_id],
    ['tag', tags.join(', ') || null],
  ]
}
