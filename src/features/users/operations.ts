// Users: https://developer.clickup.com/reference/inviteusertoworkspace and the pages beside it.
import { refuse } from '../../contract/catalogue.js'
import type { MemberRow, TeamRow } from '../../model/people-rows.js'
import type { World } from '../../model/world.js'
import { asText } from '../body.js'
import type { Handlers } from '../handlers.js'
import { presentInvited, presentOneMember, presentRemoved } from './present.js'
import { invite, removeMember, roleColumns } from './rules.js'

export const users = {
  InviteUserToWorkspace: ({ world, caller, rows: { team }, body: { email, admin, custom_role_id }, note }) => {
    const role = roleColumns(world, team, custom_role_id, admin === true ? 'admin' : 'member')
    note(`ClickUp would mail an invitation to ${email}; nobody does here`)
    const member = invite(world, team, String(email), { ...role, can: [], invited_by: caller.user.id })
    return presentInvited(world, team, member)
  },

  GetUser: ({ world, rows: { team }, params, query }) =>
    presentOneMember(world, memberNamed(world, team, params.user_id), query),

  /** The name is the person's in all Workspaces (assumed). */
  EditUserOnWorkspace: ({ world, rows: { team }, params, body: { username, admin, custom_role_id }, query }) => {
    const member = memberNamed(world, team, params.user_id)
    if (member.role === 'owner') refuse('permissionMissing')
    const user = world.users.get(member.user_id)
    world.users.update(user, { username: asText(username) || user.username })
    const role = admin === undefined ? member.role : admin ? 'admin' : 'member'
    const isSaid = admin !== undefined || custom_role_id !== undefined
    const changed = isSaid ? roleColumns(world, team, custom_role_id, role) : {}
    return presentOneMember(world, world.members.update(member, changed), query)
  },

  RemoveUserFromWorkspace: ({ world, caller, rows: { team }, params }) => {
    const member = memberNamed(world, team, params.user_id)
    if (member.role === 'owner' || member.user_id === caller.user.id) refuse('permissionMissing')
    removeMember(world, member)
    return presentRemoved(team)
  },
} satisfies Handlers

/** A member who is no guest (assumed: guests have operations of their own). @throws Refusal userNotFound */
function memberNamed(world: World, team: TeamRow, userId: string): MemberRow {
  const member = world.membership(team.id, Number(userId))
  return member && member.role !== 'guest' ? member : refuse('userNotFound')
}
