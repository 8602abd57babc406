// The names of all webhook events, in the order of ClickUp's own list.
import type { components } from '../../contract/clickup.gen.js'

/** The name of an event. */
export type EventName = components['schemas']['WebhookEvent']

/** All of them: https://developer.clickup.com/reference/createwebhook */
export const eventNames = [
  'taskCreated',
  'taskUpdated',
  'taskDeleted',
  'taskPriorityUpdated',
  'taskStatusUpdated',
  'taskAssigneeUpdated',
  'taskDueDateUpdated',
  'taskTagUpdated',
  'taskMoved',
  'taskCommentPosted',
  'taskCommentUpdated',
  'taskTimeEstimateUpdated',
  'taskTimeTrackedUpdated',
  'listCreated',
  'listUpdated',
  'listDeleted',
  'folderCreated',
  'folderUpdated',
  'folderDeleted',
  'spaceCreated',
  'spaceUpdated',
  'spaceDeleted',
  'goalCreated',
  'goalUpdated',
  'goalDeleted',
  'keyResultCreated',
  'keyResultUpdated',
  'keyResultDeleted',
] as const satisfies readonly EventName[]

/** Whether there is an event of this name. */
export function isEventName(name: unknown): name is EventName {
  return eventNames.some((one) => one === name)
}

/** The events that a webhook was registered for. @param events - as in its row: names, or `*` for all */
export function eventsOf(events: readonly string[]): readonly EventName[] {
  return events.includes('*') ? eventNames : events.filter(isEventName)
}
