// Guests: https://developer.clickup.com/reference/inviteguesttoworkspace and the pages beside it.
import type { Handlers } from '../handlers.js'
import { presentInvited, presentRemoved } from '../users/present.js'
import { invite, removeMember, roleColumns } from '../users/rules.js'
import { presentGuest, presentSharing } from './present.js'
import { changeShare, flagsAfter, guestNamed } from './rules.js'

export const guests = {
  InviteGuestToWorkspace: ({ world, caller, rows: { team }, body, note }) => {
    const role = roleColumns(world, team, body.custom_role_id, 'guest')
    note(`ClickUp would mail an invitation to ${body.email}; nobody does here`)
    const invitation = { ...role, can: flagsAfter([], body), invited_by: caller.user.id }
    return presentInvited(world, team, invite(world, team, String(body.email), invitation))
  },

  GetGuest: ({ world, rows: { team }, params }) => presentGuest(world, guestNamed(world, team.id, params.guest_id)),

  EditGuestOnWorkspace: ({ world, rows: { team }, params, body }) => {
    const guest = guestNamed(world, team.id, params.guest_id)
    const role = body.custom_role_id === undefined ? {} : roleColumns(world, team, body.custom_role_id, 'guest')
    return presentGuest(world, world.members.update(guest, { can: flagsAfter(guest.can, body), ...role }))
  },

  RemoveGuestFromWorkspace: ({ world, rows: { team }, params }) => {
    removeMember(world, guestNamed(world, team.id, params.guest_id))
    return presentRemoved(team)
  },

  AddGuestToTask: ({ world, rows: { task }, params, query, body }) =>
    presentSharing(world, changeShare(world, 'tasks', task, params.guest_id, body.permission_level), query),

  RemoveGuestFromTask: ({ world, rows: { task }, params, query }) =>
    presentSharing(world, changeShare(world, 'tasks', task, params.guest_id, null), query),

  AddGuestToList: ({ world, rows: { list }, params, query, body }) =>
    presentSharing(world, changeShare(world, 'lists', list, params.guest_id, body.permission_level), query),

  RemoveGuestFromList: ({ world, rows: { list }, params, query }) =>
    presentSharing(world, changeShare(world, 'lists', list, params.guest_id, null), query),

  AddGuestToFolder: ({ world, rows: { folder }, params, query, body }) =>
    presentSharing(world, changeShare(world, 'folders', folder, params.guest_id, body.permission_level), query),

  RemoveGuestFromFolder: ({ world, rows: { folder }, params, query }) =>
    presentSharing(world, changeShare(world, 'folders', folder, params.guest_id, null), query),
} satisfies Handlers
