// Which entries a list holds. https://developer.clickup.com/reference/gettimeentrieswithinadaterange

import { refuse } from '../../contract/catalogue.js'
import { upwards } from '../../model/hierarchy.js'
import { pairKey } from '../../model/keys.js'
import type { TimeEntryRow } from '../../model/time-rows.js'
import type { World } from '../../model/world.js'
import type { CallTo } from '../handlers.js'
import { assigneeIn, type Here, isThere, taskIn } from './rules.js'

const MONTH = 30 * 24 * 60 * 60 * 1000
const places = { space_id: 'spaces', folder_id: 'folders', list_id: 'lists', task_id: 'tasks' } as const
const placeNames = Object.keys(places) as (keyof typeof places)[] // the keys of the record

/**
 * The entries that a query asks for, by their start (assumed). Both dates are exclusive (measured 2026). Without start_date it
 * is 30 days before end_date, or before now (documented for neither).
 * @throws Refusal timeEntryLocationAmbiguous, timeEntryAssigneeInvalid, timeEntriesForbidden, teamNotAuthorized, taskDeleted
 */
export function entriesIn(call: CallTo<'Gettimeentrieswithinadaterange'>): TimeEntryRow[] {
  const { world, query } = call
  const [place, another] = placeNames.filter((name) => query[name] !== undefined)
  if (another) refuse('timeEntryLocationAmbiguous')
  const { end_date = Number.POSITIVE_INFINITY, is_billable } = query
  const from = query.start_date ?? (query.end_date ?? world.clock.now()) - MONTH
  const id = place === 'task_id' ? taskIn(call, query.task_id) : place && query[place]
  const entries = candidates(call, query.assignee, place === 'task_id' ? id : undefined)
  return entries
    .filter(({ start, billable }) => start > from && start < end_date && billable === (is_billable ?? billable))
    .filter((entry) => isThere(call, entry) && (!place || isIn(world, entry, places[place], id)))
    .sort((one, other) => one.start - other.start)
}

/** Those of the people that are asked for; without any the caller's, but all of a task (observed 2026). */
function candidates(here: Here, assignee: string | undefined, taskId: string | null | undefined): TimeEntryRow[] {
  const { world, caller, rows } = here
  if (assignee === undefined && taskId) return world.time_entries.group('task', taskId)
  const named = assignee === undefined ? [caller.user.id] : String(assignee).split(',') // repeated, it is a list
  if (named.length > 1 && isOauth(here)) refuse('timeEntriesForbidden')
  const people = new Set(named.map((id) => assigneeIn(here, id, 'readTimeOfOthers')))
  return [...people].flatMap((id) => world.time_entries.group('user', pairKey(rows.team.id, id)))
}

/** Whether the caller's token is an app's. Those may not ask for others so freely as personal ones (observed 2026). */
export function isOauth({ world, caller }: Here): boolean {
  return (world.tokens.find(caller.token)?.app_id ?? null) !== null
}

function isIn(world: World, row: TimeEntryRow, table: string, id: unknown): boolean {
  const above = [...upwards(world, { table: 'time_entries', row })]
  return above.some((at) => at.table === table && 'id' in at.row && at.row.id === id)
}
