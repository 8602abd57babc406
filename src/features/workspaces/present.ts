// How ClickUp shows Workspaces and people. Keys in wire order, as recorded in June 2025.
import type { components } from '../../contract/clickup.gen.js'
import type { MemberRow, Plan, Role, TeamRow, UserRow } from '../../model/people-rows.js'
import type { World } from '../../model/world.js'
import { milliseconds } from '../shared.js'

type Schemas = components['schemas']

/** Roles as ClickUp numbers them. */
export const roleNumbers = { owner: 1, admin: 2, member: 3, guest: 4 } as const satisfies Record<Role, number>

/** Plans as ClickUp shows them. Only Enterprise with id 4 is documented; the other ids are assumed. */
export const planNames: Readonly<Record<Plan, { plan_name: string; plan_id: number }>> = {
  free_forever: { plan_name: 'Free Forever', plan_id: 1 },
  unlimited: { plan_name: 'Unlimited', plan_id: 2 },
  business: { plan_name: 'Business', plan_id: 3 },
  enterprise: { plan_name: 'Enterprise', plan_id: 4 },
  business_plus: { plan_name: 'Business Plus', plan_id: 5 },
}

/** The `user` of GetAuthorizedUser. */
export function presentAuthorizedUser(user: UserRow): Schemas['AuthorizedUser'] {
  return {
    id: user.id,
    username: user.username,
    email: user.email,
    color: user.color,
    profilePicture: user.profilePicture,
    initials: user.initials,
    week_start_day: user.week_start_day,
    global_font_support: user.global_font_support,
    timezone: user.timezone,
  }
}

/** A Workspace with its members. */
export function presentTeam(world: World, team: TeamRow): Schemas['Team'] {
  return {
    id: team.id,
    name: team.name,
    color: team.color,
    avatar: team.avatar,
    members: world.members.group('team', team.id).map((member) => presentMember(world, member)),
  }
}

/** A member, and who invited them. */
export function presentMember(world: World, member: MemberRow): Schemas['Member'] {
  const shown = { user: presentMemberUser(world, member) }
  if (member.invited_by === null) return shown
  const invited_by = presentInviter(world.users.get(member.invited_by), member.pending)
  return { ...shown, invited_by, ...presentFlags(member) }
}

/** What a guest is allowed besides; nothing for others (observed by many). */
export function presentFlags(member: MemberRow): Partial<ReturnType<typeof flagsOf>> {
  return member.role === 'guest' ? flagsOf(member) : {}
}

/** What a guest is allowed besides, in wire order. */
export function flagsOf({ can }: MemberRow) {
  return {
    can_see_time_spent: can.includes('can_see_time_spent'),
    can_see_time_estimated: can.includes('can_see_time_estimated'),
    can_see_points_estimated: can.includes('can_see_points_estimated'),
    can_edit_tags: can.includes('can_edit_tags'),
    can_create_views: can.includes('can_create_views'),
  }
}

/** While an invitation is open, the person has neither name nor colour (observed). */
function presentMemberUser(world: World, member: MemberRow): Schemas['MemberUser'] {
  const user = world.users.get(member.user_id)
  const custom = member.custom_role_id === null ? undefined : world.custom_roles.get(member.custom_role_id)
  return {
    id: user.id,
    username: member.pending ? null : user.username,
    email: user.email,
    color: member.pending ? null : user.color,
    profilePicture: member.pending ? null : user.profilePicture,
    initials: user.initials,
    role: roleNumbers[member.role],
    role_subtype: 0,
    role_key: member.role,
    custom_role: custom ? { id: Number(custom.id), name: custom.name } : null,
    last_active: milliseconds(member.last_active),
    date_joined: milliseconds(member.date_joined),
    date_invited: String(member.date_invited),
  }
}

/** `status` is that of the invitation, not of the inviter. */
function presentInviter(user: UserRow, open: boolean): Schemas['Inviter'] {
  return {
    id: user.id,
    username: user.username,
    color: user.color,
    email: user.email,
    initials: user.initials,
    profilePicture: user.profilePicture,
    banned_date: null,
    status: open ? 'invited' : 'active',
  }
}
