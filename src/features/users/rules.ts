// Who comes into a Workspace, what they are there, and how they leave it.
import { refuse } from '../../contract/catalogue.js'
import { handleFor } from '../../model/handles.js'
import type { CustomRoleRow, MemberRow, TeamRow, UserRow } from '../../model/people-rows.js'
import type { World } from '../../model/world.js'
import { readText } from '../body.js'

/** What an invitation says of the new member. */
type Invitation = Pick<MemberRow, 'role' | 'custom_role_id' | 'can' | 'invited_by'>

/** Invites somebody, whom the mock knows by their address or makes now. @throws Refusal alreadyInTeam */
export function invite(world: World, team: TeamRow, email: string, invitation: Invitation): MemberRow {
  const user = world.users.findBy('email', email) ?? addUser(world, email)
  if (world.membership(team.id, user.id)) refuse('alreadyInTeam')
  const dates = { date_invited: world.clock.now(), date_joined: null, last_active: null }
  return world.members.add({ team_id: team.id, user_id: user.id, pending: true, ...invitation, ...dates })
}

/** Lets a member or a guest go. What they made and are assigned to stays; shares go with them, and groups lose them. */
export function removeMember(world: World, member: MemberRow): void {
  const { team_id, user_id } = member
  for (const group of world.user_groups.group('team', team_id)) {
    world.user_groups.update(group, { member_ids: group.member_ids.filter((id) => id !== user_id) })
  }
  world.delete('members', member)
}

/** The columns of somebody who is to have a role: of a custom one, if the Workspace has it and it is of this kind. */
export function roleColumns(
  world: World,
  team: TeamRow,
  customRole: unknown,
  role: MemberRow['role'],
): Pick<MemberRow, 'role' | 'custom_role_id'> {
  const custom: CustomRoleRow | undefined = world.custom_roles.find(readText(customRole) ?? '')
  const isFor = custom?.team_id === team.id && (custom.inherited_role === 'guest') === (role === 'guest')
  return isFor ? { role: custom.inherited_role, custom_role_id: custom.id } : { role, custom_role_id: null }
}

/** A person of whom only the address is known: until they join, no Workspace shows more. */
function addUser(world: World, email: string): UserRow {
  const local = email.replace(/@.*/, '')
  return world.users.add({
    id: world.users.unused(() => 100_000 + world.ids.next('user')),
    handle: handleFor(world.users, local, 'user'),
    username: local,
    email,
    color: null,
    profilePicture: null,
    initials: local.slice(0, 1).toUpperCase(),
    week_start_day: null,
    global_font_support: true,
    timezone: 'UTC',
  })
}
