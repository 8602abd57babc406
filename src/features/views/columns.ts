// The columns of tasks by the names that views have for them: how each is compared and sorted.
// https://developer.clickup.com/docs/filter-views
import { shownStatus } from '../../model/statuses.js'
import type { TaskRow } from '../../model/task-rows.js'
import type { World } from '../../model/world.js'
import { isFields } from '../body.js'
import { sortKey } from '../custom-fields/compare.js'
import type { Configured } from '../custom-fields/values.js'
import type { Context } from '../handlers.js'
import { shownValue } from '../task-lists/field-filters.js'
import type { TaskOrder } from '../task-lists/order.js'

export interface Column {
  /** It is compared as a Custom Field of this type. */
  readonly field: Configured
  /** undefined: the task has none. */
  readonly value: (task: TaskRow) => unknown
  /** What it is sorted by, if not by its value. */
  readonly key?: (task: TaskRow) => number | string | undefined
  /** What a value of a filter is compared as, if not as itself. */
  readonly read?: (wanted: unknown) => unknown
}

const text = { type: 'short_text', type_config: {} }
const number = { type: 'number', type_config: {} }
const set = { type: 'labels', type_config: {} }

/** Finds columns by name; undefined for one that this mock does not have: it is left out. */
export type Columns = (name: unknown) => Column | undefined

/** The columns of a Workspace. @param call - is told of a column that is not there */
export function columnsOf({ world, note }: Pick<Context, 'world' | 'note'>, teamId: string): Columns {
  const columns = new Map<unknown, Column>(Object.entries(builtIn(world)))
  return (name) => {
    const [, id = ''] = /^cf_(.+)/.exec(String(name)) ?? []
    const field = world.custom_fields.find(id)
    if (field?.team_id === teamId) return { field, value: shownValue(world, field) }
    const column = columns.get(name)
    if (!column) note(`this mock does not filter or sort views by ${name}`)
    return column
  }
}

/** Sorts by a column; tasks without a value come last in both directions (assumed). @param dir - -1 for the other direction */
export function orderBy({ field, value, key }: Column, dir: unknown): TaskOrder {
  const keyOf = key ?? ((task: TaskRow) => sortKey(field, value(task)))
  const sign = dir === -1 ? -1 : 1
  return (first, second) => {
    const [one, other] = [keyOf(first), keyOf(second)]
    if (one === undefined || other === undefined) return Number(one === undefined) - Number(other === undefined)
    return sign * (Number(one > other) - Number(one < other))
  }
}

function builtIn(world: World): Readonly<Record<string, Column>> {
  const statusOf = (task: TaskRow) => shownStatus(world, world.lists.get(task.list_id), task.status)
  const nameOf = (userId: number) => world.users.get(userId).username.toLowerCase()
  return {
    name: { field: text, value: ({ name }) => name },
    status: {
      field: set,
      value: (task) => [task.status.toLowerCase(), `type ${statusOf(task).type}`],
      key: (task) => statusOf(task).orderindex,
      read: (wanted) => (isFields(wanted) ? `type ${wanted.type}` : lower(wanted)),
    },
    priority: { field: set, value: ({ priority }) => priority ?? -1, key: ({ priority }) => priority ?? undefined },
    assignee: {
      field: set,
      value: ({ assignees, group_assignees }) => some([...assignees, ...group_assignees]),
      key: ({ assignees }) => assignees.map(nameOf)[0],
    },
    tag: { field: set, value: ({ tags }) => some(tags), read: lower },
    archived: { field: set, value: ({ archived }) => archived || undefined },
    recurring: { field: set, value: () => undefined },
    createdBy: { field: set, value: ({ creator }) => creator, key: ({ creator }) => nameOf(creator) },
    pointsEstimate: { field: number, value: ({ points }) => points ?? undefined },
    timeEstimateRollup: { field: number, value: ({ time_estimate }) => time_estimate ?? undefined },
    dueDate: { field: number, value: ({ due_date }) => due_date ?? undefined },
    startDate: { field: number, value: ({ start_date }) => start_date ?? undefined },
    dateCreated: { field: number, value: ({ date_created }) => date_created },
    dateUpdated: { field: number, value: ({ date_updated }) => date_updated },
    dateDone: { field: number, value: ({ date_done }) => date_done ?? undefined },
    dateClosed: { field: number, value: ({ date_closed }) => date_closed ?? undefined },
  }
}

function some<Item>(items: readonly Item[]): readonly Item[] | undefined {
  return items.length ? items : undefined
}

function lower(wanted: unknown): unknown {
  return typeof wanted === 'string' ? wanted.toLowerCase() : wanted
}
