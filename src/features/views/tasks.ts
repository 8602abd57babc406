// The tasks that a view shows: those of the task lists, with the filters and the order of the view.
// https://developer.clickup.com/docs/filter-views
import type { ViewRow } from '../../model/hierarchy-rows.js'
import type { ViewFilter } from '../../model/view-parts.js'
import { isFields } from '../body.js'
import { compileValueTest, type ValueTest } from '../custom-fields/compare.js'
import { rangeNamed } from '../date-ranges.js'
import type { Calling, CallTo } from '../handlers.js'
import type { TaskTest } from '../task-lists/field-filters.js'
import { compileFilter } from '../task-lists/filters.js'
import { orderOf, pageBy, type TaskOrder, type TaskPage } from '../task-lists/order.js'
import { tasksOfTeam } from '../task-lists/scope.js'
import { type Column, type Columns, columnsOf, orderBy } from './columns.js'

/** How many tasks a page has (measured in 2026). */
const PAGE = 30
/** The value of `show_subtasks` that hides them in their tasks; that the API leaves them out then is assumed. */
const COLLAPSED = 3

/** What task lists call the places that views stand in. */
const queries = { teams: undefined, spaces: 'space_ids[]', folders: 'project_ids[]', lists: 'list_ids[]' } as const

/** What views call the operators of Custom Fields; others have the same name. */
const operators = new Map(Object.entries({ EQ: '=', NOT: '!=', GT: '>', GTE: '>=', LT: '<', LTE: '<=', RA: 'RANGE' }))

/** A page of a view's tasks. @throws Refusal taskFilterFailed for a bad value in a filter */
export function pageOfView(call: CallTo<'GetViewTasks'>): TaskPage {
  const { world, caller } = call
  const { view } = call.rows
  const { team_id, filters, settings, parent } = view
  const place = queries[parent.kind]
  const query = {
    ...(place && { [place]: [parent.id] }),
    subtasks: settings.show_subtasks !== COLLAPSED,
    include_closed: filters.show_closed,
    archived: filters.fields.some(({ field, op }) => field === 'archived' && op === 'EQ'),
  }
  const columns = columnsOf(call, team_id)
  const tests = [compileFilter(world, team_id, query), compileFilters(call, columns), searchTest(view)]
  const paging = { order: orderOfView(columns, view), size: PAGE, page: call.query.page }
  return pageBy(tasksOfTeam(world, caller, team_id, query), combined('AND', tests), paging)
}

/** Groups first, then what the view sorts by, then the order of task lists. */
function orderOfView(columns: Columns, { grouping, sorting }: ViewRow): TaskOrder {
  const isGrouped = grouping && !grouping.ignore && grouping.field !== 'none'
  const orders = [...(isGrouped ? [grouping] : []), ...sorting.fields].flatMap(({ field, dir }) => {
    const column = columns(field)
    return column ? orderBy(column, dir) : []
  })
  const last = orderOf({})
  return (one, other) => {
    for (const order of orders) {
      const sign = order(one, other)
      if (sign) return sign
    }
    return last(one, other)
  }
}

/** The filters, in their groups if they have some: the operator of each inside it, `op` between them (assumed). */
function compileFilters(call: CallTo<'GetViewTasks'>, columns: Columns): TaskTest {
  const { op, fields, filter_groups, filter_group_ops = [] } = call.rows.view.filters
  const tests = fields.map((filter): TaskTest | undefined => {
    const column = columns(filter.field)
    const test = column && compileColumn(call, column, filter)
    return test && ((task) => test(column.value(task)))
  })
  const groups = filter_groups?.map((group, index) => {
    const inside = [group].flat(Number.POSITIVE_INFINITY).map((position) => tests[Number(position)])
    return combined(filter_group_ops[index], inside)
  })
  return combined(op, groups ?? tests)
}

function compileColumn({ world, caller }: Calling, { field, read }: Column, { op, values }: ViewFilter): ValueTest {
  const wanted = [values].flat().map((one) => (one === 'me' ? caller.user.id : (read?.(one) ?? one)))
  const [first] = wanted
  const named = isFields(first) ? first.op : undefined
  const isNot = op === 'NOT'
  const isFlag = first === undefined && (isNot || op === 'EQ')
  if (isFlag || first === null || named === 'null' || named === 'notNull') {
    const isThere = (isFlag || named === 'notNull') !== isNot
    return compileValueTest(field, isThere ? 'IS NOT NULL' : 'IS NULL', undefined)
  }
  const range = rangeNamed(String(named), world.clock.now(), caller.user)
  if (range) return compileRange(field, op, range)
  return compileValueTest(field, operators.get(String(op)) ?? op, wanted.length === 1 ? first : wanted)
}

function compileRange(field: Column['field'], op: unknown, range: readonly [number, number]): ValueTest {
  const order = operators.get(String(op)) ?? ''
  if (/[<>]/.test(order)) return compileValueTest(field, order, range[op === 'GT' || op === 'LTE' ? 1 : 0])
  const isIn = compileValueTest(field, 'RANGE', range)
  return op === 'NOT' ? (value) => !isIn(value) : isIn
}

/** A text that the name contains or, if the view says so, the description (assumed). */
function searchTest({ filters: { search, search_description } }: ViewRow): TaskTest | undefined {
  const part = search.toLowerCase()
  if (part === '') return undefined
  return ({ name, markdown }) =>
    [name, search_description ? markdown : ''].some((one) => one.toLowerCase().includes(part))
}

/** OR needs one of the tests, everything else all of them; without any, all tasks fit. */
function combined(op: unknown, parts: readonly (TaskTest | undefined)[]): TaskTest {
  const tests = parts.filter((test) => test !== undefined)
  if (op === 'OR' && tests.length) return (task) => tests.some((test) => test(task))
  return (task) => tests.every((test) => test(task))
}
