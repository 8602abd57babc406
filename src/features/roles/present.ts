// How ClickUp shows a custom role: https://developer.clickup.com/reference/getcustomroles
import type { components } from '../../contract/clickup.gen.js'
import type { CustomRoleRow } from '../../model/people-rows.js'
import type { World } from '../../model/world.js'
import { roleNumbers } from '../workspaces/present.js'

/** A custom role; with `withMembers`, who has it. */
export function presentCustomRole(
  world: World,
  role: CustomRoleRow,
  withMembers: boolean,
): components['schemas']['CustomRole'] {
  const members = world.members.group('team', role.team_id).filter(({ custom_role_id }) => custom_role_id === role.id)
  return {
    id: Number(role.id),
    team_id: role.team_id,
    name: role.name,
    inherited_role: roleNumbers[role.inherited_role],
    date_created: String(role.date_created),
    ...(withMembers && { members: members.map(({ user_id }) => user_id) }),
  }
}
