// Which events a change causes: the 28 events of ClickUp's webhooks, one line each.
// https://developer.clickup.com/docs/webhooks
import type { EventName } from '../features/webhooks/event-names.js'
import type { World } from '../model/world.js'
import type { Change } from '../store/table.js'
import { netChanges } from './changes.js'
import { type HistoryItem, historyItem } from './history-items.js'
import { type Occurrence, type OccurrenceKind, occurrencesIn } from './occurrences.js'
import { trackedData } from './time-items.js'

/** When an event is sent, and what it says. */
export interface EventSpec {
  readonly object: 'task' | 'list' | 'folder' | 'space' | 'goal' | 'key_result'
  /** The occurrences it is sent for. */
  readonly when: readonly OccurrenceKind[]
  /** It is sent only when one of these fields changed, and only with their items. */
  readonly fields?: readonly string[]
  /** It has `history_items`. */
  readonly items?: true
  /** It is sent for each item alone, with what this makes of the item as `data` (sample). */
  readonly data?: (item: HistoryItem) => object
}

/** That groups are told of like people is assumed. */
const assigned = ['assignee_add', 'assignee_rem', 'group_assignee_add', 'group_assignee_rem']

/** All events, in the order in which the mock sends those of one occurrence: `taskUpdated` after the special ones (assumed). */
export const events = {
  taskCreated: { object: 'task', when: ['created'], items: true },
  taskPriorityUpdated: { object: 'task', when: ['changed'], fields: ['priority'], items: true },
  taskStatusUpdated: { object: 'task', when: ['created', 'changed'], fields: ['status'], items: true },
  taskAssigneeUpdated: { object: 'task', when: ['changed'], fields: assigned, items: true },
  taskDueDateUpdated: { object: 'task', when: ['changed'], fields: ['due_date'], items: true },
  taskTagUpdated: { object: 'task', when: ['changed'], fields: ['tag', 'tag_removed'], items: true },
  taskMoved: { object: 'task', when: ['changed'], fields: ['section_moved'], items: true },
  taskTimeEstimateUpdated: { object: 'task', when: ['changed'], fields: ['time_estimate'], items: true },
  taskTimeTrackedUpdated: { object: 'task', when: ['changed'], fields: ['time_spent'], items: true, data: trackedData },
  taskCommentPosted: { object: 'task', when: ['commentPosted'], items: true },
  taskCommentUpdated: { object: 'task', when: ['commentChanged'], items: true },
  taskUpdated: { object: 'task', when: ['changed'], items: true },
  taskDeleted: { object: 'task', when: ['deleted'] },
  listCreated: { object: 'list', when: ['created'] },
  listUpdated: { object: 'list', when: ['changed'], items: true },
  listDeleted: { object: 'list', when: ['deleted'] },
  folderCreated: { object: 'folder', when: ['created'] },
  folderUpdated: { object: 'folder', when: ['changed'] },
  folderDeleted: { object: 'folder', when: ['deleted'] },
  spaceCreated: { object: 'space', when: ['created'] },
  spaceUpdated: { object: 'space', when: ['changed'] },
  spaceDeleted: { object: 'space', when: ['deleted'] },
  goalCreated: { object: 'goal', when: ['created'] },
  goalUpdated: { object: 'goal', when: ['changed'] },
  goalDeleted: { object: 'goal', when: ['deleted'] },
  keyResultCreated: { object: 'key_result', when: ['created'] },
  keyResultUpdated: { object: 'key_result', when: ['changed'] },
  keyResultDeleted: { object: 'key_result', when: ['deleted'] },
} as const satisfies Readonly<Record<EventName, EventSpec>>

const inOrder = Object.keys(events) as EventName[] // the keys of a record of all events

/** What webhooks are sent; each gets it with its own `webhook_id` as the last key. */
export interface Event {
  readonly name: EventName
  readonly teamId: string
  /** What it happened to; undefined for a simulated event about a goal that is not there. */
  readonly at: Occurrence['at'] | undefined
  /** In wire order. */
  readonly body: Readonly<Record<string, unknown>>
}

/** The events of one commit. @param userId - who made the change; undefined for the tester */
export function eventsOf(world: World, changes: readonly Change[], userId: number | undefined): Event[] {
  return occurrencesIn(world, netChanges(changes), userId).flatMap((occurrence) => eventsFor(world, occurrence, userId))
}

/** The events of one occurrence. They share their history items, as events sent together do in the samples. */
export function eventsFor(world: World, { kind, at, fields }: Occurrence, userId: number | undefined): Event[] {
  const { row, table } = at
  const changed = {
    type: table === 'tasks' ? (1 as const) : (6 as const),
    teamId: row.team_id,
    listId: 'list_id' in row ? row.list_id : row.id,
    userId,
  }
  const items = fields.map((field) => historyItem(world, changed, field))
  return inOrder.flatMap((name) => {
    const spec: EventSpec = events[name]
    if (`${spec.object}s` !== table || !spec.when.includes(kind)) return []
    const { fields: own } = spec
    const ownItems = own ? items.filter(({ field }) => own.includes(field)) : items
    if (own && ownItems.length === 0) return []
    const parts = spec.data ? ownItems.map((item) => [item]) : [ownItems]
    return parts.map((part) => ({ name, teamId: row.team_id, at, body: bodyOf(name, row, part) }))
  })
}

/**
 * The body of an event. Those of tasks name the Workspace too (seen once, in deliveries of 2026).
 * @param items - left out of an event that has no `history_items`
 */
export function bodyOf(
  name: EventName,
  { id, team_id, goal_id }: { readonly id: string; readonly team_id: string; readonly goal_id?: string },
  items: readonly HistoryItem[],
): Event['body'] {
  const spec: EventSpec = events[name]
  return {
    event: name,
    ...(spec.items && { history_items: items }),
    ...(goal_id !== undefined && { goal_id }),
    [`${spec.object}_id`]: id,
    ...(spec.object === 'task' && { team_id }),
    ...(spec.data && { data: items.map(spec.data)[0] }),
  }
}
