// The filters of task lists: once per call, the query becomes one test of a row.
// https://developer.clickup.com/reference/gettasks and …/getfilteredteamtasks
import type { operations } from '../../contract/clickup.gen.js'
import { isGone } from '../../model/hierarchy.js'
import { shownStatus } from '../../model/statuses.js'
import type { TaskRow } from '../../model/task-rows.js'
import type { World } from '../../model/world.js'
import { compileFieldFilters, type TaskTest } from './field-filters.js'

type QueryOf<Id extends 'GetTasks' | 'GetFilteredTeamTasks'> = NonNullable<operations[Id]['parameters']['query']>

/** The parameters of both operations, which are nearly the same. */
export type TaskQuery = Partial<QueryOf<'GetTasks'> & QueryOf<'GetFilteredTeamTasks'>>

/** The columns with filters, and the names of their two limits. */
const dates = [
  ['due_date', 'due_date_gt', 'due_date_lt'],
  ['date_created', 'date_created_gt', 'date_created_lt'],
  ['date_updated', 'date_updated_gt', 'date_updated_lt'],
  ['date_done', 'date_done_gt', 'date_done_lt'],
] as const

/** One test for everything that the query asks about a task itself. @throws Refusal for bad filters of Custom Fields */
export function compileFilter(world: World, teamId: string, query: TaskQuery): TaskTest {
  const tests = [
    subtaskTest(query),
    query.archived === true ? (task: TaskRow) => task.archived : (task: TaskRow) => !task.archived,
    oneOf(query['custom_items[]'], (task) => [task.custom_item_id], Number),
    oneOf(query['assignees[]'], (task) => [...task.assignees.map(String), ...task.group_assignees], String),
    oneOf(query['watchers[]'], (task) => task.watchers, Number),
    oneOf(query['tags[]'], (task) => task.tags, lower),
    ...dates.flatMap(([column, from, to]) => [
      dateAfter(column, query[from], (date, limit) => date > limit),
      dateAfter(column, query[to], (date, limit) => date < limit),
    ]),
    statusTest(world, query),
    ...compileFieldFilters(world, teamId, query),
    (task: TaskRow) => task.parent === null || !isGone(world, { table: 'tasks', row: task }),
  ].filter((test) => test !== undefined)
  return (task) => {
    for (const test of tests) if (!test(task)) return false
    return true
  }
}

/** Subtasks are left out, unless the query asks for them, or for those of one task and for nothing else. */
function subtaskTest({ subtasks, parent }: TaskQuery): TaskTest | undefined {
  if (parent !== undefined) return (task) => task.parent === parent
  return subtasks === true ? undefined : (task) => task.parent === null
}

/** Tests for one of the wanted values. @param read - makes a value of a text */
function oneOf<Value>(
  wanted: readonly unknown[] | undefined,
  values: (task: TaskRow) => readonly Value[],
  read: (text: string) => Value,
): TaskTest | undefined {
  if (wanted === undefined) return undefined
  const all = new Set(wanted.map((value) => read(String(value))))
  return (task) => values(task).some((value) => all.has(value))
}

/** Tests a date against a limit; a task without the date never fits. */
function dateAfter(
  column: (typeof dates)[number][0],
  limit: number | undefined,
  fits: (date: number, limit: number) => boolean,
): TaskTest | undefined {
  if (limit === undefined) return undefined
  return (task) => {
    const date = task[column]
    return date !== null && fits(date, limit)
  }
}

/** Statuses that are named are shown, closed or not; otherwise closed tasks are left out (observed). */
function statusTest(world: World, query: TaskQuery): TaskTest | undefined {
  const wanted = query['statuses[]']
  if (wanted !== undefined) return oneOf(wanted, (task) => [lower(task.status)], lower)
  if (query.include_closed === true) return undefined
  const closed = new Map<string, boolean>()
  return ({ list_id, status }) => {
    const key = `${list_id}/${status}`
    let isClosed = closed.get(key)
    if (isClosed === undefined) {
      isClosed = shownStatus(world, world.lists.get(list_id), status).type === 'closed'
      closed.set(key, isClosed)
    }
    return !isClosed
  }
}

function lower(text: string): string {
  return text.toLowerCase()
}
