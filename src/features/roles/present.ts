// How ClickUp shows a custom role: https://developer.clickup.com/reference/getcustomroles
import type { CustomRoleRow } from '../../model/people-rows.js'
import type { CallTo } from '../handlers.js'
import { roleNumbers } from '../workspaces/present.js'

/** A custom role, with those who have it if that is asked for. */
export function presentCustomRole({ world, query }: CallTo<'GetCustomRoles'>, role: CustomRoleRow) {
  const members = world.members.group('team', role.team_id).filter(({ custom_role_id }) => custom_role_id === role.id)
  return {
    id: Number(role.id),
    team_id: role.team_id,
    name: role.name,
    inherited_role: roleNumbers[role.inherited_role],
    date_created: String(role.date_created),
    ...(query.include_members && { members: members.map(({ user_id }) => user_id) }),
  }
}
