// The older routes: the time of a task, person by person. https://developer.clickup.com/reference/gettrackedtime
import { refuse } from '../../contract/catalogue.js'
import type { components } from '../../contract/clickup.gen.js'
import type { TimeEntryRow } from '../../model/time-rows.js'
import { durationOf, finishedOn, sumOf } from '../../model/time-spent.js'
import type { World } from '../../model/world.js'
import type { Sent } from '../body.js'
import { presentCommentUser } from '../comments/present.js'
import { timeIn } from '../dates.js'
import type { CallTo, SentTo } from '../handlers.js'
import { change } from './history.js'
import { addEntry, needPermission } from './rules.js'

type Schemas = components['schemas']
type Bounds = Pick<TimeEntryRow, 'start' | 'end' | 'is_sum'>

/** What was tracked on a task: one element for each person, in the order in which they began. */
export function trackedOn({ world, rows: { task } }: CallTo<'Gettrackedtime'>): Schemas['TrackedTime'][] {
  const entries = finishedOn(world, task.id)
  return [...new Set(entries.map(({ user_id }) => user_id))].map((userId) => {
    const own = entries.filter(({ user_id }) => user_id === userId)
    const intervals = own.map((entry) => presentInterval(world, entry))
    return { user: presentCommentUser(world, task.team_id, userId), time: sumOf(world, own), intervals }
  })
}

/** An interval; a bare sum has no bounds (documented). Events show it in the same way (sample). */
export function presentInterval(world: World, entry: TimeEntryRow): Schemas['TrackedTime']['intervals'][number] {
  const { id, start, end, is_sum, source, date_added } = entry
  return {
    ...{ id, start: is_sum ? null : String(start), end: is_sum ? null : String(end) },
    ...{ time: String(durationOf(world, entry)), source, date_added: String(date_added) },
  }
}

/** The caller's time on a task. @throws Refusal timeSpentWithoutEnd */
export function track({ world, caller, rows: { task }, body }: SentTo<'Tracktime'>): TimeEntryRow {
  const columns = { team_id: task.team_id, task_id: task.id, user_id: caller.user.id, source: 'api' }
  return addEntry(world, { ...columns, ...boundsIn(body, world.clock.now()) })
}

/** @throws Refusal timeSpentWithoutEnd */
export function changeInterval(call: SentTo<'Edittimetracked'>, entry: TimeEntryRow): void {
  change(call, entry, boundsIn(call.body, Number(entry.end)))
}

/** The interval that the path names, if its task has it, for changing it. @throws Refusal timeEntriesForbidden */
export function intervalNamed(call: CallTo<'Edittimetracked' | 'Deletetimetracked'>): TimeEntryRow | undefined {
  const found = finishedOn(call.world, call.rows.task.id).find(({ id }) => id === call.params.interval_id)
  if (found) needPermission(call, found, 'changeTimeOfOthers')
  return found
}

/**
 * Between both bounds, or, where they are not there or not in order, as long as the sum (documented; the order assumed). A sum
 * counts as the time before `end`, for the routes that show bounds (assumed).
 */
function boundsIn(sent: Sent<'Tracktime'>, end: number): Bounds {
  const [from, to] = [timeIn(sent.start), timeIn(sent.end)]
  if (from !== undefined && to !== undefined && from <= to) return { start: from, end: to, is_sum: false }
  const start = timeIn(end - Number(sent.time))
  return start !== undefined && start <= end ? { start, end, is_sum: true } : refuse('timeSpentWithoutEnd')
}
