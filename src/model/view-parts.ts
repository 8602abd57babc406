// What a view shows and how: its parts, as ClickUp's app and API read and write them, and what they are at first.

import type { components } from '../contract/clickup.gen.js'

type Schemas = components['schemas']
type Items<Part extends { fields?: readonly unknown[] }> = NonNullable<Part['fields']>

/** A filter: a column, how it is compared, and with what. */
export type ViewFilter = Items<Schemas['ViewFilters']>[number]

/**
 * The parts of a new view: ClickUp's documentation, with the keys of live answers. What a live answer has in place of
 * what is not sent was not recorded, so the documented values are assumed.
 */
export const firstParts = {
  grouping: { field: 'status', dir: 1, collapsed: [] as unknown[], ignore: false, single: false },
  divide: { field: null as string | null, dir: null as number | null, collapsed: [] as unknown[] },
  sorting: { fields: [] as Items<Schemas['ViewSorting']> },
  filters: {
    op: 'AND',
    fields: [] as ViewFilter[],
    search: '',
    search_custom_fields: false,
    search_description: false,
    search_name: false,
    show_closed: false,
  },
  columns: { fields: [] as Items<Schemas['ViewColumns']> },
  team_sidebar: { assignees: [] as unknown[], assigned_comments: false, unassigned_tasks: false },
  settings: {
    show_task_locations: false,
    show_subtasks: 3,
    show_subtask_parent_names: false,
    show_closed_subtasks: false,
    show_assignees: true,
    show_images: true,
    show_timer: false,
    collapse_empty_columns: null as unknown,
    me_comments: true,
    me_subtasks: true,
    me_checklists: true,
    show_empty_statuses: false,
    auto_wrap: false,
    time_in_status_view: 1,
  },
}

type Parts = typeof firstParts

/** What only filters have that were sent in groups: groups of positions in `fields`, and the operator inside each. */
export interface FilterGroups {
  readonly filter_groups?: unknown[]
  readonly filter_group_ops?: unknown[]
}

/** All parts. A view without tasks has no grouping (recorded for conversations and forms). */
export interface ViewParts extends Readonly<Omit<Parts, 'grouping' | 'filters'>> {
  readonly grouping: Parts['grouping'] | null
  readonly filters: Parts['filters'] & FilterGroups
}

export const partNames = Object.keys(firstParts) as (keyof ViewParts)[]

/** Types of views that show no tasks. That the others do is assumed of all but list and board. */
const withoutTasks = ['conversation', 'form', 'doc', 'dashboard', 'embed']

export function showsTasks({ type }: { readonly type: string }): boolean {
  return !withoutTasks.includes(type)
}

/**
 * The parts of a view of this type: what was sent, and what a new view has in place of the rest. Keys that ClickUp does not
 * know, and values of another kind, count as not sent (assumed; recorded for settings outside of `settings`).
 */
export function partsOf(type: string, sent: { readonly [Name in keyof ViewParts]?: unknown }): ViewParts {
  const { grouping, ...parts } = Object.fromEntries(
    partNames.map((name) => [name, completed(firstParts[name], sent[name])]),
  ) as Parts // each part has the keys and kinds of a first one
  const { filter_groups, filter_group_ops } = fieldsOf(sent.filters)
  return {
    grouping: showsTasks({ type }) ? grouping : null,
    ...parts,
    filters: {
      ...parts.filters,
      ...(Array.isArray(filter_groups) && { filter_groups }),
      ...(Array.isArray(filter_group_ops) && { filter_group_ops }),
    },
  }
}

/** Whether a value may stand in place of another: null may be replaced by anything. */
function isOfKind(first: unknown, value: unknown): boolean {
  return first === null || (typeof first === typeof value && Array.isArray(first) === Array.isArray(value))
}

function completed(first: object, sent: unknown): object {
  const fields = fieldsOf(sent)
  const entries = Object.entries(first).map(([key, value]) => {
    const one = fields[key]
    return [key, one !== undefined && isOfKind(value, one) ? one : value]
  })
  return Object.fromEntries(entries)
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
