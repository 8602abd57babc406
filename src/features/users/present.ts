// How ClickUp shows people one by one, and answers invitations. Keys in the order of its documentation.
import type { components } from '../../contract/clickup.gen.js'
import type { MemberRow, TeamRow } from '../../model/people-rows.js'
import type { World } from '../../model/world.js'
import { presentShared } from '../guests/shared.js'
import { presentFlags, presentMember, roleNumbers } from '../workspaces/present.js'

type Schemas = components['schemas']

/** The Workspace after an invitation: of its members only the new one (documented). */
export function presentInvited(world: World, team: TeamRow, member: MemberRow) {
  const builtIn = Object.entries(roleNumbers).map(([name, id]) => ({ id, name, custom: false }))
  const own = world.custom_roles.group('team', team.id).map(({ id, name, inherited_role }) => {
    return { id: Number(id), name, inherited_role: roleNumbers[inherited_role], custom: true }
  })
  const members = [{ ...presentPerson(world, member), ...presentFlags(member) }]
  return { team: { ...headOf(team), members, roles: [...builtIn, ...own] } }
}

/** The Workspace after somebody was removed: no member is listed (documented). */
export function presentRemoved(team: TeamRow) {
  return { team: { ...headOf(team), members: [] } }
}

/** A member, and what they were let into unless the query says no. */
export function presentOneMember(world: World, member: MemberRow, { include_shared }: { include_shared?: boolean }) {
  const shared = include_shared === false ? {} : { shared: presentShared(world, member) }
  return { member: { ...presentPerson(world, member), ...shared } }
}

/** A person in a Workspace with who invited them, if anybody did. */
export function presentPerson(world: World, member: MemberRow) {
  const { role_subtype, role_key, ...user } = presentMember(world, member).user
  const inviter = world.users.find(member.invited_by ?? '')
  return { user, ...(inviter && { invited_by: presentInviting(inviter) }) }
}

function presentInviting(user: Schemas['PersonInviting']): Schemas['PersonInviting'] {
  const { id, color, username, email, initials, profilePicture } = user
  return { id, color, username, email, initials, profilePicture }
}

function headOf({ id, name, color, avatar }: TeamRow) {
  return { id, name, color, avatar }
}
