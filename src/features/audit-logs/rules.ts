// What the calls of a sandbox were, in the words of ClickUp's audit log.
import { readJson } from '../../input/json.js'
import type { World } from '../../model/world.js'
import type { CallTo, PastCall } from '../handlers.js'

/** Something that somebody did, or tried to do. */
export type AuditEvent = ReturnType<typeof eventsOf>[number]

/** An event of an operation: the group that it is in (assumed), its name, and the field without which it did not happen. */
type Kind = readonly [operation: string, applicability: string, type: string, field?: string]

const kinds: readonly Kind[] = [
  ['CreateTask', 'hierarchy-activity', 'TASK_CREATED'],
  ['UpdateTask', 'hierarchy-activity', 'TASK_STATUS_CHANGED', 'status'],
  ['UpdateTask', 'hierarchy-activity', 'TASK_ASSIGNEES_CHANGED', 'assignees'],
  ['UpdateTask', 'hierarchy-activity', 'TASK_PRIORITY_CHANGED', 'priority'],
  ['DeleteTask', 'hierarchy-activity', 'TASK_DELETED'],
  ['SetCustomFieldValue', 'custom-fields', 'TASK_CUSTOM_FIELD_VALUES_CHANGED'],
  ['RemoveCustomFieldValue', 'custom-fields', 'TASK_CUSTOM_FIELD_VALUES_CHANGED'],
  ['InviteUserToWorkspace', 'user-activity', 'INVITE_TO_WORKSPACE'],
  ['InviteGuestToWorkspace', 'user-activity', 'INVITE_TO_WORKSPACE'],
  ['EditUserOnWorkspace', 'user-activity', 'CHANGE_USER_ROLE'],
  ['RemoveUserFromWorkspace', 'user-activity', 'REMOVE_FROM_WORKSPACE'],
  ['RemoveGuestFromWorkspace', 'user-activity', 'REMOVE_FROM_WORKSPACE'],
  ['CreateUserGroup', 'user-activity', 'TEAM_CREATED'],
]

/** The events of a Workspace that a call asks for, oldest first. */
export function eventsFound({ world, pastCalls, rows: { workspace }, body }: CallTo<'queryAuditLog'>): AuditEvent[] {
  const { applicability, filter = {}, pagination = {} } = body
  const { userId, userEmail, eventType, eventStatus, startTime = 0, endTime = Number.POSITIVE_INFINITY } = filter
  const { pageTimestamp: from, pageDirection = 'before' } = pagination
  return pastCalls
    .flatMap((call) => eventsOf(world, workspace.id, call))
    .filter((event) => event.applicability === applicability)
    .filter(({ user }) => userId?.includes(String(user.id)) ?? true)
    .filter(({ user }) => userEmail?.includes(user.email) ?? true)
    .filter(({ type }) => eventType === undefined || [eventType].flat().includes(type))
    .filter(({ status }) => eventStatus === undefined || status === eventStatus)
    .filter(({ at }) => at >= startTime && at <= endTime)
    .filter(({ at }) => from === undefined || (pageDirection === 'after' ? at > from : at < from))
}

function eventsOf(world: World, teamId: string, call: PastCall) {
  const token = world.tokens.find(call.token ?? '')
  if (!token || teamOfCall(world, call) !== teamId) return []
  const user = world.users.get(token.user_id)
  const status = call.status < 400 ? 'success' : 'failed'
  return kindsOf(call).map(([title, applicability, type]) => ({
    at: call.at,
    user,
    title,
    type,
    status,
    applicability,
  }))
}

function kindsOf({ operation, requestText }: PastCall): Kind[] {
  const happened = (field?: string) => field === undefined || keysOf(requestText).includes(field)
  return kinds.filter(([name, , , field]) => name === operation && happened(field))
}

/** None where it is no JSON, or the journal has cut it short. */
function keysOf(text = ''): string[] {
  try {
    return Object.keys(Object(readJson(text)))
  } catch {
    return []
  }
}

function teamOfCall(world: World, { params }: PastCall): string | undefined {
  const { team_id, task_id = '', list_id = '' } = params
  return team_id ?? (world.tasks.find(task_id) ?? world.lists.find(list_id))?.team_id
}
