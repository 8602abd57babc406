// A copy of tasks that is kept by events: how it is made, what an event does to it, how two are compared.
import { optionsOf } from '../../src/features/custom-fields/values.js'
import { markdownToText } from '../../src/model/markdown.js'
import type { TaskRow } from '../../src/model/task-rows.js'
import type { World } from '../../src/model/world.js'
import type { Received } from './receiver.js'

/** A task as events describe it. */
export interface Copy {
  list: string
  values: Record<string, unknown>
  assignees: number[]
  watchers: number[]
  tags: string[]
  fields: Record<string, unknown>
}

/** Every column, so that a new one has to be considered: whether `copyOf` compares it, or why no event tells it. */
export const columnsOfTasks: Readonly<Record<keyof TaskRow, 'compared' | `not told: ${string}`>> = {
  id: 'not told: it is the key',
  team_id: 'not told: it never changes',
  list_id: 'compared',
  custom_id: 'not told: no call changes it',
  custom_item_id: 'compared',
  name: 'compared',
  markdown: 'compared', // as plain text: the delta has no formats
  status: 'compared',
  status_history: 'not told: the sum of all statuses',
  orderindex: 'not told: no sample has it',
  date_created: 'not told: it never changes',
  date_updated: 'not told: the date of the item',
  date_closed: 'not told: it follows from the status',
  date_done: 'not told: it follows from the status',
  archived: 'compared',
  creator: 'not told: it never changes',
  assignees: 'compared',
  group_assignees: 'not told: groups are met in events.test.ts',
  watchers: 'compared',
  tags: 'compared',
  parent: 'compared',
  priority: 'compared',
  due_date: 'compared',
  due_date_time: 'compared',
  start_date: 'compared',
  start_date_time: 'compared',
  points: 'compared',
  time_estimate: 'compared',
  fields: 'compared',
  deleted: 'not told: taskDeleted ends the copy',
}

/** What is compared. */
export function copyOf(world: World, task: TaskRow): Copy {
  const { name, markdown, status, priority, due_date, start_date, time_estimate, points, archived, parent } = task
  const text = (time: number | null) => (time === null ? null : String(time))
  return {
    list: task.list_id,
    values: {
      name,
      content: markdownToText(markdown),
      status,
      priority,
      due_date: text(due_date),
      due_date_time: task.due_date_time,
      start_date: text(start_date),
      start_date_time: task.start_date_time,
      time_estimate: text(time_estimate),
      points,
      archived,
      parent,
      custom_type: task.custom_item_id,
    },
    assignees: [...task.assignees],
    watchers: [...task.watchers],
    tags: [...task.tags],
    fields: Object.fromEntries(
      Object.entries(task.fields).map(([id, value]) => {
        const field = world.custom_fields.get(id)
        return [id, field.type === 'drop_down' ? optionsOf(field)[Number(value)]?.id : value]
      }),
    ),
  }
}

/** Applies an event to the copies. An event has only the id of a new task, which is looked up, as clients do. */
export function apply(copies: Map<string, Copy>, { body }: Received, lookUp: (id: string) => Copy): void {
  const { event, task_id, list_id, history_items } = body
  if (event === 'taskCreated') copies.set(task_id, lookUp(task_id))
  if (event === 'taskDeleted') copies.delete(task_id)
  if (event === 'listDeleted') for (const [id, { list }] of copies) if (list === list_id) copies.delete(id)
  if (event !== 'taskUpdated') return
  const copy = copies.get(task_id)
  if (!copy) throw new Error(`${task_id} was never told of`)
  for (const item of history_items) appliers[item.field]?.(copy, item)
}

// biome-ignore lint/suspicious/noExplicitAny: items have values of every shape
type Applier = (copy: Copy, item: any) => void

const value: Applier = (copy, { field, after }) => {
  copy.values[field] = after
}

/** With whether it has a time of day. */
const date: Applier = (copy, { field, after, data }) => {
  copy.values[field] = after
  copy.values[`${field}_time`] = data[`${field}_time`]
}

const appliers: Readonly<Record<string, Applier>> = {
  ...Object.fromEntries(
    ['name', 'time_estimate', 'points', 'archived', 'parent', 'custom_type'].map((field) => [field, value]),
  ),
  due_date: date,
  start_date: date,
  content: (copy, { after }) => {
    copy.values.content = JSON.parse(after).ops[0].insert.slice(0, -1)
  },
  status: (copy, { after }) => {
    copy.values.status = after.status
  },
  priority: (copy, { after }) => {
    copy.values.priority = after && Number(after.id)
  },
  assignee_add: (copy, { after }) => void copy.assignees.push(after.id),
  assignee_rem: (copy, { before }) => {
    copy.assignees = copy.assignees.filter((id) => id !== before.id)
  },
  watcher_add: (copy, { after }) => void copy.watchers.push(after.id),
  watcher_rem: (copy, { before }) => {
    copy.watchers = copy.watchers.filter((id) => id !== before.id)
  },
  tag: (copy, { after }) => void copy.tags.push(...after.map(({ name }: { name: string }) => name)),
  tag_removed: (copy, { before }) => {
    const gone = before.map(({ name }: { name: string }) => name)
    copy.tags = copy.tags.filter((name) => !gone.includes(name))
  },
  section_moved: (copy, { after }) => {
    copy.list = after.id
  },
  custom_field: (copy, { custom_field: { id }, after }) => {
    if (after === null) delete copy.fields[id]
    else copy.fields[id] = after
  },
}

/** Tags and people in any order: events tell what came and went. */
export function sorted(copies: Map<string, Copy>): string {
  const all = [...copies].map(([id, copy]) => [
    id,
    {
      ...copy,
      assignees: [...copy.assignees].sort(),
      watchers: [...copy.watchers].sort(),
      tags: [...copy.tags].sort(),
      fields: Object.entries(copy.fields).sort(),
    },
  ])
  return JSON.stringify(all.sort(), null, 1)
}
