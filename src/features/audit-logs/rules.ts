// What the calls of a sandbox were, in the words of ClickUp's audit log.
import { readJson } from '../../input/json.js'
import type { UserRow } from '../../model/people-rows.js'
import type { World } from '../../model/world.js'
import type { PastCall } from '../handlers.js'

/** Something that somebody did, or tried to do. */
export interface AuditEvent {
  readonly at: number
  readonly user: UserRow
  readonly type: string
  readonly title: string
  readonly status: 'success' | 'failed'
  readonly applicability: string
}

/** The group of an event, and its name. */
type Kind = readonly [applicability: string, type: string]

/** The events of each operation; which of ClickUp's groups an event is in is assumed. */
const events = new Map<string, Kind>([
  ['CreateTask', ['hierarchy-activity', 'TASK_CREATED']],
  ['DeleteTask', ['hierarchy-activity', 'TASK_DELETED']],
  ['SetCustomFieldValue', ['custom-fields', 'TASK_CUSTOM_FIELD_VALUES_CHANGED']],
  ['RemoveCustomFieldValue', ['custom-fields', 'TASK_CUSTOM_FIELD_VALUES_CHANGED']],
  ['InviteUserToWorkspace', ['user-activity', 'INVITE_TO_WORKSPACE']],
  ['InviteGuestToWorkspace', ['user-activity', 'INVITE_TO_WORKSPACE']],
  ['EditUserOnWorkspace', ['user-activity', 'CHANGE_USER_ROLE']],
  ['RemoveUserFromWorkspace', ['user-activity', 'REMOVE_FROM_WORKSPACE']],
  ['RemoveGuestFromWorkspace', ['user-activity', 'REMOVE_FROM_WORKSPACE']],
  ['CreateUserGroup', ['user-activity', 'TEAM_CREATED']],
])

/** What an update of a task is, by the fields that were sent. */
const updates = {
  status: 'TASK_STATUS_CHANGED',
  assignees: 'TASK_ASSIGNEES_CHANGED',
  priority: 'TASK_PRIORITY_CHANGED',
} as const

/** The events of a Workspace, oldest first. */
export function auditEvents(world: World, teamId: string, calls: readonly PastCall[]): AuditEvent[] {
  return calls.flatMap((call) => {
    const token = world.tokens.find(call.token ?? '')
    if (!token || teamOfCall(world, call) !== teamId) return []
    const user = world.users.get(token.user_id)
    const status = call.status < 400 ? 'success' : 'failed'
    return kindsOf(call).map(([applicability, type]) => {
      return { at: call.at, user, type, title: String(call.operation), status, applicability }
    })
  })
}

function kindsOf({ operation = '', requestText = '' }: PastCall): Kind[] {
  const kind = events.get(operation)
  if (operation !== 'UpdateTask') return kind ? [kind] : []
  const sent = keysOf(requestText)
  return Object.entries(updates).flatMap(([field, type]) =>
    sent.includes(field) ? [['hierarchy-activity', type] as const] : [],
  )
}

/** None where it is no JSON, or the journal has cut it short. */
function keysOf(text: string): string[] {
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
