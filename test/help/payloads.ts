// The shapes of events as they arrive, keys in wire order: https://developer.clickup.com/docs/webhooktaskpayloads and the
// pages beside it. What no sample shows is marked `assumed` in src/webhooks/task-fields.ts.
import type { EventName } from '../../src/features/webhooks/event-names.js'

/** A type by name, a text that a value has to match, or the shape of an object. */
export type Shape = string | RegExp | { readonly [key: string]: Shape }

const item = ['id', 'type', 'date', 'field', 'parent_id', 'data', 'source', 'user'] as const
/** Of all history items. */
export const user = ['id', 'username', 'email', 'color', 'initials', 'profilePicture']
const status = { status: 'string|null', color: 'string', orderindex: 'number', type: 'string' }
const priority = { id: 'string', priority: 'string', color: 'string', orderindex: 'string' }
const location = {
  id: 'string',
  name: 'string',
  category: { id: 'string', name: 'string', hidden: 'boolean' },
  project: { id: 'string', name: 'string' },
}

/** What follows `user` in the history item of each field. */
export const itemTails: Readonly<Record<string, { readonly [key: string]: Shape }>> = {
  status: { before: status, after: status },
  task_creation: { before: 'null', after: 'null' },
  name: { before: 'string', after: 'string' },
  content: { before: 'string|null', after: 'string' },
  priority: { before: priority, after: priority },
  assignee_add: { after: 'object' },
  group_assignee_add: { after: 'object' },
  group_assignee_rem: { before: 'object' },
  assignee_rem: { before: 'object' },
  due_date: { before: 'string|null', after: 'string|null' },
  tag: { before: 'null', after: 'array' },
  tag_removed: { before: 'array', after: 'null' },
  section_moved: { before: location, after: location },
  comment: { before: 'null', after: 'string', comment: 'object' },
  time_estimate: { before: 'string|null', after: 'string|null' },
  time_spent: { before: 'object|null', after: 'object|null' },
  custom_field: { before: 'any', after: 'any', custom_field: 'object' },
}

/** The data of the fields that have some. */
export const itemData: Readonly<Record<string, { readonly [key: string]: Shape }>> = {
  status: { status_type: 'string' },
  due_date: { due_date_time: 'boolean', old_due_date_time: 'boolean' },
  start_date: { start_date_time: 'boolean', old_start_date_time: 'boolean' },
  section_moved: { mute_notifications: 'boolean' },
  time_estimate: {
    time_estimate_string: 'string|null',
    old_time_estimate_string: 'string|null',
    rolled_up_time_estimate: 'number',
    time_estimate: 'number',
    time_estimates_by_user: 'array',
  },
  time_spent: { total_time: 'string', rollup_time: 'string' },
}

/** The keys of each event's body. */
export function bodyKeys(name: EventName): string[] {
  if (name.startsWith('task')) {
    const items = name === 'taskDeleted' ? [] : ['history_items']
    const data = name === 'taskTimeTrackedUpdated' ? ['data'] : []
    return ['event', ...items, 'task_id', 'team_id', ...data, 'webhook_id']
  }
  if (name === 'listUpdated') return ['event', 'history_items', 'list_id', 'webhook_id']
  if (name.startsWith('keyResult')) return ['event', 'goal_id', 'key_result_id', 'webhook_id']
  return ['event', `${name.replace(/[A-Z].*/, '')}_id`, 'webhook_id']
}

/** What is wrong with an event's body, in words; undefined when nothing is. */
// biome-ignore lint/suspicious/noExplicitAny: it is looked at key by key
export function payloadComplaint(name: EventName, body: any): string | undefined {
  const keys = Object.keys(body).join()
  if (keys !== bodyKeys(name).join()) return `keys are ${keys}`
  for (const one of body.history_items ?? []) {
    const found = itemComplaint(one, name.startsWith('task') ? 1 : 6)
    if (found) return `${one.field}: ${found}`
  }
  return undefined
}

// biome-ignore lint/suspicious/noExplicitAny: it is looked at key by key
function itemComplaint(one: any, type: number): string | undefined {
  const tail = (type === 1 ? itemTails[one.field] : undefined) ?? { before: 'any', after: 'any' }
  const keys = Object.keys(one).join()
  if (keys !== [...item, ...Object.keys(tail)].join()) return `keys are ${keys}`
  const people = type === 1 ? [...user, 'role', 'role_subtype'] : user
  if (Object.keys(one.user).join() !== people.join()) return `user has ${Object.keys(one.user)}`
  if (!(type === 1 ? /^\d{19}$/ : /^[0-9a-f-]{36}$/).test(one.id)) return `id is ${one.id}`
  if (one.type !== type || !/^\d{13}$/.test(one.date) || !/^\d+$/.test(one.parent_id)) return JSON.stringify(one)
  return mismatch((type === 1 && itemData[one.field]) || {}, one.data) ?? mismatch(tail, one, item)
}

/** Where a value does not have its shape. */
function mismatch(shape: Shape, value: unknown, beside: readonly string[] = []): string | undefined {
  if (shape === 'any') return undefined
  if (shape instanceof RegExp) return shape.test(String(value)) ? undefined : `${value} is not ${shape}`
  const kind = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value
  if (typeof shape === 'string') return shape.split('|').includes(kind) ? undefined : `${kind} is no ${shape}`
  if (kind === 'null') return undefined // of a status or a priority: none
  if (kind !== 'object') return `${kind} is no object`
  const fields = Object.entries(value as object).filter(([key]) => !beside.includes(key))
  if (fields.map(([key]) => key).join() !== Object.keys(shape).join()) return `keys are ${fields.map(([key]) => key)}`
  return fields.map(([key, one]) => shape[key] && mismatch(shape[key], one)).find(Boolean)
}
