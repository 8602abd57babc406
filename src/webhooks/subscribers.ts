// Who gets an event. https://developer.clickup.com/docs/webhooks
import { isVisibleTo, upwards } from '../model/hierarchy.js'
import type { WebhookRow } from '../model/webhook-rows.js'
import type { World } from '../model/world.js'
import type { Event } from './events.js'

/**
 * The webhooks that an event is sent to. They are registered in its Workspace for this event, and for where it happened or
 * a place that holds that; their owner is still a member and can see it. A suspended webhook gets nothing.
 */
export function subscribersOf(world: World, event: Event): WebhookRow[] {
  const places = event.at && placesOf(world, event.at)
  return world.webhooks
    .group('team', event.teamId)
    .filter(
      (webhook) =>
        webhook.status !== 'suspended' &&
        wants(webhook, event.name) &&
        isInScope(webhook, places) &&
        isReached(world, webhook, event),
    )
}

/** Whether a webhook was registered for an event. */
export function wants({ events }: Pick<WebhookRow, 'events'>, name: string): boolean {
  return events.includes('*') || events.includes(name)
}

/** Where several places were given, the narrowest counts (documented); a task's subtasks are not the task (assumed). */
function isInScope({ task_id, list_id, folder_id, space_id }: WebhookRow, places: ReadonlySet<string> | undefined) {
  const narrowest = [
    ['tasks', task_id],
    ['lists', list_id],
    ['folders', folder_id],
    ['spaces', space_id],
  ].find(([, id]) => id !== null)
  return narrowest === undefined || (places?.has(narrowest.join('/')) ?? false)
}

/** Where it happened, and every place that holds that. */
function placesOf(world: World, at: NonNullable<Event['at']>): ReadonlySet<string> {
  const places = new Set([`${at.table}/${at.row.id}`])
  for (const { table, row } of upwards(world, at))
    if (table !== 'tasks' && 'id' in row) places.add(`${table}/${row.id}`)
  return places
}

/** Whether its owner is still in the Workspace and can see the thing (documented: part of the hierarchy). */
function isReached(world: World, { user_id, team_id }: WebhookRow, { at }: Event): boolean {
  const member = world.membership(team_id, user_id)
  if (!member || member.pending) return false
  return !at || isVisibleTo(world, user_id, at)
}
