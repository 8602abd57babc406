// The order of task lists, and their pages.
// https://developer.clickup.com/reference/gettasks
import type { TaskRow } from '../../model/task-rows.js'
import type { TaskTest } from './field-filters.js'
import type { TaskQuery } from './filters.js'

/** How many tasks a page has (documented). */
export const PAGE = 100

/** A page, and whether it is the last. */
export interface TaskPage {
  readonly rows: readonly TaskRow[]
  readonly last_page: boolean
}

/** Negative if the first comes first. */
export type TaskOrder = (one: TaskRow, other: TaskRow) => number

/** How tasks are cut into pages. */
interface Paging {
  readonly order: TaskOrder
  readonly size: number
  /** Counted from 0; the first, unless it is a whole number. */
  readonly page: unknown
}

/**
 * The newest first, whatever the column; tasks without a due date come last in both directions. All of this is assumed:
 * ClickUp names the columns and `reverse`, but no direction.
 */
const orders: Readonly<Record<NonNullable<TaskQuery['order_by']>, (sign: number) => TaskOrder>> = {
  created: (sign) => (one, other) => sign * (other.date_created - one.date_created),
  updated: (sign) => (one, other) => sign * (other.date_updated - one.date_updated),
  due_date: (sign) => (one, other) => {
    if (one.due_date === null || other.due_date === null) {
      return Number(one.due_date === null) - Number(other.due_date === null)
    }
    return sign * (other.due_date - one.due_date)
  },
  id: () => () => 0, // ids decide between equals
}

/** The page that the query asks for, of the tasks that fit. */
export function pageOf(tasks: Iterable<TaskRow>, fits: TaskTest, query: TaskQuery): TaskPage {
  return pageBy(tasks, fits, { order: orderOf(query), size: PAGE, page: query.page })
}

/**
 * A page of the tasks that fit. Only twice as many as the pages up to it hold are kept, so that the first page of a large
 * Workspace does not need all tasks sorted.
 */
export function pageBy(tasks: Iterable<TaskRow>, fits: TaskTest, { order, size, page }: Paging): TaskPage {
  const end = (Number.isInteger(page) ? Math.max(0, Number(page)) + 1 : 1) * size
  let kept: TaskRow[] = []
  let worst: TaskRow | undefined
  let count = 0
  for (const task of tasks) {
    if (!fits(task)) continue
    count += 1
    if (worst && order(task, worst) > 0) continue
    kept.push(task)
    if (kept.length < 2 * end) continue
    kept = kept.sort(order).slice(0, end)
    worst = kept.at(-1)
  }
  return { rows: kept.sort(order).slice(end - size, end), last_page: count <= end }
}

/** The order that the query asks for; the newest first if it says nothing. */
export function orderOf({ order_by = 'created', reverse }: TaskQuery): TaskOrder {
  const sign = reverse === true ? -1 : 1
  const order = orders[order_by](sign)
  return (one, other) => order(one, other) || (one.id < other.id ? sign : -sign)
}
