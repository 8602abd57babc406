// Makes, changes and deletes time entries: whose they may be, when they begin and end, what the plan allows.
import { refuse } from '../../contract/catalogue.js'
import { isGone, isVisible } from '../../model/hierarchy.js'
import { pairKey } from '../../model/keys.js'
import type { Plan, TeamRow } from '../../model/people-rows.js'
import { may, type Permission } from '../../model/permissions.js'
import type { TimeEntryRow } from '../../model/time-rows.js'
import type { World } from '../../model/world.js'
import { readFlag, readText, type Sent } from '../body.js'
import { timeIn } from '../dates.js'
import type { Calling, SentTo } from '../handlers.js'
import { type AnyQuery, idOfTask, taskNamed } from '../tasks/rules.js'
import { change } from './history.js'
import { tagsIn } from './tags.js'

/** A call in a Workspace: who does it there, and what the query says. */
export type Here = Calling & {
  readonly rows: { readonly team: TeamRow }
  readonly query: AnyQuery
}

/** The plans without a feature: of tags and timers documented, of descriptions observed by three parties. */
const plansWithout: Readonly<Record<'tags' | 'description' | 'timersWithoutTask', readonly Plan[]>> = {
  tags: ['free_forever', 'unlimited'],
  description: ['unlimited'],
  timersWithoutTask: ['free_forever', 'unlimited'],
}

/** @throws Refusal timeEntryTagsNotInPlan */
export function needTags({ plan }: TeamRow): void {
  if (plansWithout.tags.includes(plan)) refuse('timeEntryTagsNotInPlan')
}

/**
 * The entries of these ids, each once. Left out are ids that nobody has (observed), and those whose task is gone or hidden.
 * @throws Refusal timeEntriesForbidden
 */
export function entriesNamed(here: Here, ids: readonly string[], to: Permission): TimeEntryRow[] {
  const found = [...new Set(ids)].flatMap((id) => here.world.time_entries.find(id) ?? [])
  const there = found.filter((entry) => entry.team_id === here.rows.team.id && isThere(here, entry))
  for (const entry of there) needPermission(here, entry, to)
  return there
}

/** Whether the caller meets an entry at all: their own while its task is there, those of others where they see the task. */
export function isThere({ world, caller }: Calling, row: TimeEntryRow): boolean {
  const at = { table: 'time_entries', row } as const
  return !isGone(world, at) && (row.user_id === caller.user.id || isVisible(world, caller, at))
}

type Whose = Pick<TimeEntryRow, 'team_id' | 'user_id'>

/** @throws Refusal timeEntriesForbidden unless the time is the caller's own or their role has the permission */
export function needPermission({ world, caller }: Calling, { team_id, user_id }: Whose, to: Permission): void {
  if (user_id !== caller.user.id && !may(world, caller, team_id, to)) refuse('timeEntriesForbidden')
}

/** The user behind an assignee. @throws Refusal timeEntryAssigneeInvalid, timeEntriesForbidden */
export function assigneeIn(here: Here, sent: unknown, to: Permission): number {
  if (sent === undefined) return here.caller.user.id
  const member = here.world.membership(here.rows.team.id, Number(sent)) ?? refuse('timeEntryAssigneeInvalid')
  needPermission(here, member, to)
  return member.user_id
}

/** The task of this id in the Workspace; null for none. @throws Refusal teamNotAuthorized, taskDeleted (both assumed) */
export function taskIn({ world, caller, rows: { team }, query }: Here, sent: unknown): string | null {
  const id = readText(sent)
  if (!id) return null
  const refusals = { foreign: 'teamNotAuthorized', deleted: 'taskDeleted' } as const
  const task = taskNamed(world, caller, idOfTask(world, id, query), refusals)
  return task.team_id === team.id ? task.id : refuse('teamNotAuthorized')
}

/** The user's running timer. One on a task that is gone runs on unseen (assumed). */
export function runningOf(world: World, team: TeamRow, userId: number): TimeEntryRow | undefined {
  const [timer] = world.time_entries.group('running', pairKey(team.id, userId))
  return timer && !isGone(world, { table: 'time_entries', row: timer }) ? timer : undefined
}

/** An entry with both bounds. `stop` is another name of `end`, which wins over `duration`. @throws Refusal */
export function enterTime(call: SentTo<'Createatimeentry'>): TimeEntryRow {
  const { world, body } = call
  const start = timeIn(body.start) ?? refuse('timeEntryStartMissing')
  const end = endIn(start, body.end ?? body.stop, body.duration)
  const user_id = assigneeIn(call, body.assignee, 'changeTimeOfOthers')
  return addEntry(world, { ...columnsIn(call, body), user_id, start, end, source: 'api' })
}

/** Starts a timer. One that runs ends now and is kept (inferred). @throws Refusal timerTaskMissing and those of columns */
export function startTimer(call: SentTo<'StartatimeEntry'>): TimeEntryRow {
  const { world, caller, body } = call
  const { team } = call.rows
  const columns = columnsIn(call, body)
  if (columns.task_id === null && plansWithout.timersWithoutTask.includes(team.plan)) refuse('timerTaskMissing')
  stopTimer(world, team, caller.user.id)
  const start = world.clock.now()
  return addEntry(world, { ...columns, user_id: caller.user.id, start, end: null, source: 'api_automatic' })
}

/** Stops the user's timer, seen or not. @returns undefined if none runs */
export function stopTimer(world: World, team: TeamRow, userId: number): TimeEntryRow | undefined {
  const [timer] = world.time_entries.group('running', pairKey(team.id, userId))
  const at = world.clock.now()
  return timer && world.time_entries.update(timer, { end: Math.max(at, timer.start), at })
}

/** The fields that count as a change; tags do not (observed). */
const changing = ['description', 'billable', 'start', 'end', 'duration', 'tid'] as const

/** @throws Refusal timeEntryUpdateEmpty */
export function needChange(sent: Sent<'UpdateatimeEntry'>): void {
  if (changing.every((field) => sent[field] === undefined)) refuse('timeEntryUpdateEmpty')
}

/** Changes what was sent of an entry. @throws Refusal timeSpentWithoutEnd and those of columns */
export function changeEntry(call: SentTo<'UpdateatimeEntry'>, entry: TimeEntryRow): TimeEntryRow {
  const { tags: _, ...columns } = columnsIn(call, { ...call.body, tags: undefined }, entry)
  return change(call, entry, { ...columns, ...boundsIn(entry, call.body) })
}

/** A new entry; what is not given is as in a fresh one. */
export function addEntry(
  world: World,
  columns: Pick<TimeEntryRow, 'team_id' | 'task_id' | 'user_id' | 'start' | 'end' | 'source'> & Partial<TimeEntryRow>,
): TimeEntryRow {
  const now = world.clock.now()
  const fresh = { is_sum: false, description: '', billable: false, tags: [], at: now, date_added: now, history: [] }
  return world.time_entries.add({ id: world.newId('time_entries'), ...fresh, ...columns })
}

/** Start and end after a change. A timer runs on unless it gets an end or a positive duration (inferred). */
function boundsIn(entry: TimeEntryRow, { duration, ...sent }: Sent<'UpdateatimeEntry'>) {
  const start = timeIn(sent.start) ?? entry.start
  if (entry.end === null && sent.end === undefined && !(Number(duration) > 0)) return { start, end: null }
  return { start, end: endIn(start, sent.end ?? (duration === undefined ? entry.end : undefined), duration) }
}

/** The end, or the start and the duration. @throws Refusal timeSpentWithoutEnd if there is none at or after the start */
function endIn(start: number, sent: unknown, duration: unknown): number {
  const end = timeIn(sent) ?? timeIn(start + Number(duration))
  return end !== undefined && end >= start ? end : refuse('timeSpentWithoutEnd')
}

/** What bodies set besides times. @throws Refusal timeEntryDescriptionNotInPlan, timeEntryTagsNotInPlan, those of tasks */
function columnsIn(here: Here, sent: Sent<'StartatimeEntry' | 'UpdateatimeEntry'>, before?: TimeEntryRow) {
  const { team } = here.rows
  if (sent.description && plansWithout.description.includes(team.plan)) refuse('timeEntryDescriptionNotInPlan')
  const tags = tagsIn(here, team.id, sent.tags)
  if (tags.length) needTags(team)
  return {
    team_id: team.id,
    task_id: sent.tid === undefined ? (before?.task_id ?? null) : taskIn(here, sent.tid),
    description: readText(sent.description) ?? before?.description ?? '',
    billable: readFlag(sent.billable) ?? before?.billable ?? false,
    tags,
  }
}
