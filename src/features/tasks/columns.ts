// The columns of a task that a body sets. What ClickUp does not check may be anything; a wrong value counts as not sent.
import { refuse } from '../../contract/catalogue.js'
import { isVisibleTo, type TableRow } from '../../model/hierarchy.js'
import type { ListRow, Status } from '../../model/hierarchy-rows.js'
import { textToMarkdown } from '../../model/markdown.js'
import type { GroupRow } from '../../model/people-rows.js'
import { firstStatus, statusNamed } from '../../model/statuses.js'
import type { TaskRow } from '../../model/task-rows.js'
import type { World } from '../../model/world.js'
import { type KeysIn, readFields, readFlag, readText, readUserId, type Sent } from '../body.js'
import { fourInTheMorning, timeIn } from '../dates.js'
import { groupsIn } from '../user-groups/rules.js'

/** The body of CreateTask or UpdateTask, as sent. */
export type SentTask = Sent<'CreateTask' | 'UpdateTask'>

/** The columns that both bodies set in the same way. */
export type PlainColumns = Pick<
  TaskRow,
  | 'name'
  | 'markdown'
  | 'archived'
  | 'priority'
  | 'due_date'
  | 'due_date_time'
  | 'start_date'
  | 'start_date_time'
  | 'points'
  | 'time_estimate'
>

/** The columns of a task before anything was sent. */
export const blank: PlainColumns = {
  name: '',
  markdown: '',
  archived: false,
  priority: null,
  due_date: null,
  due_date_time: false,
  start_date: null,
  start_date_time: false,
  points: null,
  time_estimate: null,
}

/**
 * The columns after what was sent.
 * @param timezone - the caller's: it decides on which day a date without a time of day lies
 * @throws Refusal taskDateInvalid
 */
export function columnsIn(sent: SentTask, before: PlainColumns, timezone: string): PlainColumns {
  const due = dateIn(sent.due_date, sent.due_date_time, [before.due_date, before.due_date_time], timezone)
  const start = dateIn(sent.start_date, sent.start_date_time, [before.start_date, before.start_date_time], timezone)
  return {
    name: typeof sent.name === 'string' ? sent.name : before.name,
    markdown: markdownIn(sent) ?? before.markdown,
    archived: readFlag(sent.archived) ?? before.archived,
    priority: numberIn(sent.priority, before.priority),
    due_date: due.date,
    due_date_time: due.time,
    start_date: start.date,
    start_date_time: start.time,
    points: numberIn(sent.points, before.points),
    time_estimate: numberIn(sent.time_estimate, before.time_estimate),
  }
}

/** The columns that change with the status. A task that is closed after it was done keeps its date_done (assumed). */
export function statusColumns(
  { status, type }: Status,
  now: number,
  before?: TaskRow,
): Pick<TaskRow, 'status' | 'status_history' | 'date_done' | 'date_closed'> {
  const { status_history = [], date_done = null, date_closed = null } = before ?? {}
  if (before?.status === status) return { status, status_history, date_done, date_closed }
  const isDone = type === 'done' || type === 'closed'
  return {
    status,
    status_history: [...status_history, { status, since: now }],
    date_done: isDone ? (date_done ?? now) : null,
    date_closed: type === 'closed' ? now : null,
  }
}

/** Gives tasks whose List has come to other statuses the first of them, where theirs is not among these (assumed). */
export function fitStatuses(world: World, lists: readonly ListRow[]): void {
  const listOf = new Map(lists.map(({ id }) => [id, world.lists.get(id)]))
  for (const task of world.tasks.all()) {
    const list = listOf.get(task.list_id)
    const first = list && !statusNamed(world, list, task.status) ? firstStatus(world, list) : undefined
    if (first) world.tasks.update(task, statusColumns(first, world.clock.now(), task))
  }
}

/** The people of a list of ids who may see the row; others are left out in silence (observed). */
export function peopleIn(world: World, at: TableRow, sent: unknown): number[] {
  return userIdsIn(world, sent).filter((id) => isVisibleTo(world, id, at))
}

/** The user ids of a list; a group stands for its people (assumed). */
function userIdsIn(world: World, sent: unknown): number[] {
  const ids = Array.isArray(sent) ? sent : []
  const people = ids.flatMap((id) => groupOf(world, id)?.member_ids ?? Number(readUserId(id)))
  return [...new Set(people)]
}

function groupOf(world: World, id: unknown): GroupRow | undefined {
  return world.user_groups.find(readText(id) ?? '')
}

/** Groups have a field of their own (observed 2026-05). @throws Refusal taskAssigneesInvalid */
export function needNoGroups(world: World, sent: unknown): void {
  const { add = sent } = readFields<'add'>(sent)
  if ([add].flat().some((id) => groupOf(world, id))) refuse('taskAssigneesInvalid')
}

/** Groups after `{ add, rem }`; anything else changes nothing. */
export function changedGroups(world: World, { team_id, group_assignees }: TaskRow, sent: unknown): string[] {
  const { add, rem } = readFields<KeysIn<'UpdateTask', 'group_assignees'>>(sent)
  const removed = new Set([rem].flat().map(readText))
  const added = groupsIn(world, team_id, add).map(({ id }) => id)
  return [...new Set([...group_assignees, ...added])].filter((id) => !removed.has(id))
}

/** People after `{ add, rem }`; a person in both is removed (assumed). */
export function changedPeople(world: World, task: TaskRow, before: readonly number[], sent: unknown): number[] {
  const { add, rem } = readFields<KeysIn<'UpdateTask', 'assignees'>>(sent)
  const added = [...before, ...peopleIn(world, { table: 'tasks', row: task }, add)]
  const removed = new Set(userIdsIn(world, rem))
  return [...new Set(added)].filter((id) => !removed.has(id))
}

/**
 * markdown_content wins, then its older name, which is still sent and taken (observed 2026; their order is assumed). Blanks
 * empty the description (documented for one blank); an empty text changes nothing (assumed).
 */
function markdownIn({ markdown_content, markdown_description, description }: SentTask): string | undefined {
  const markdown = [markdown_content, markdown_description].find(isFilled)
  if (markdown !== undefined) return unlessBlank(markdown)
  return isFilled(description) ? unlessBlank(textToMarkdown(description)) : undefined
}

function isFilled(sent: unknown): sent is string {
  return typeof sent === 'string' && sent !== ''
}

function unlessBlank(text: string): string {
  return text.trim() === '' ? '' : text
}

/** Null empties the column; what is no number leaves it as it was. */
function numberIn(sent: unknown, before: number | null): number | null {
  return sent === null || typeof sent === 'number' ? sent : before
}

/** A date without a time of day lies at 4 am of its day (documented). */
function dateIn(
  sent: unknown,
  sentTime: unknown,
  [before, timeBefore]: readonly [number | null, boolean],
  timezone: string,
): { readonly date: number | null; readonly time: boolean } {
  const time = readFlag(sentTime) ?? (sent === undefined && timeBefore)
  const date = sent === undefined ? before : sent === null ? null : (timeIn(sent) ?? refuse('taskDateInvalid'))
  return { date: date === null || time ? date : fourInTheMorning(date, timezone), time }
}
