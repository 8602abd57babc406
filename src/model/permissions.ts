// Who may do what: the one table that all chapters ask, and the visibility of rows with them. Operations declare in the specs
// what they need (x-needs, x-level), and the pipeline's step `admit` asks it here; a handler asks `may` only where it depends
// on more than what the path names. Nothing else looks at a role.
import type { components } from '../contract/clickup.gen.js'
import type { Caller } from './access.js'
import type { GuestFlag, Role } from './people-rows.js'
import type { World } from './world.js'

/** What a permission is given to: a role, guests with this flag, and those whose thing it is. */
type Grant = Role | GuestFlag | 'own'

/** All but guests. */
const members = ['owner', 'admin', 'member'] as const

/** What not everybody may do, and who may. Where nothing is said, it is assumed. */
const permissions = {
  /** Invite, read, change and remove the members of a Workspace. */
  manageUsers: ['owner', 'admin'],
  /** Invite, read, change and remove guests, and let them into what one may edit. */
  manageGuests: members,
  /** Documented. */
  readAuditLog: ['owner'],
  /** Make, change and delete user groups. */
  manageGroups: ['owner', 'admin'],
  /** See what stands in a Space that is not private without being let in (https://help.clickup.com on guests). */
  seeWithoutShare: members,
  /** See Custom Fields with `hide_from_guests`. */
  seeFieldsHiddenFromGuests: members,
  /** Of a task; the flags are documented. */
  seeTimeSpent: [...members, 'can_see_time_spent'],
  seeTimeEstimate: [...members, 'can_see_time_estimated'],
  seePoints: [...members, 'can_see_points_estimated'],
  /** Make, change and delete the tags of a Space, and put them on tasks. */
  editTags: [...members, 'can_edit_tags'],
  createViews: [...members, 'can_create_views'],
  changeSpaces: members,
  /** Put a task into further Lists (that guests are refused is documented). */
  addTasksToLists: members,
  deleteTasks: ['own', ...members],
  deleteComments: ['own', ...members],
  /** On the routes of the Workspace; the time of a task is read by everybody (observed by many). */
  readTimeOfOthers: ['owner', 'admin'],
  /** Enter, change or delete it, or tag it. For entering it is documented. */
  changeTimeOfOthers: ['owner', 'admin'],
  /** Not even the owner of the Workspace sees private things of others. */
  seePrivate: ['own'],
  /** Make things private, and let people in. */
  changePrivacy: members,
  /** Change or delete it. Of a protected view only its fields were recorded. */
  changeProtectedView: ['own', 'owner', 'admin'],
  /** Create or delete a goal, or delete its targets: guests may not (documented). */
  manageGoals: members,
  /** Its fields and its targets: guests may where they were given the right to edit (documented). */
  changeGoal: ['own', ...members],
  /** Change or delete it. */
  changeChannel: ['own', 'owner', 'admin'],
  /** What it says, or delete it. */
  changeMessage: ['own'],
} as const satisfies Readonly<Record<string, readonly Grant[]>>

export type Permission = keyof typeof permissions
export const permissionNames = Object.keys(permissions) as Permission[] // the keys of the table

/** Whether a name is that of a permission. */
export function isPermission(name: string): name is Permission {
  return name in permissions
}

/** Whether the caller may do this in a Workspace; a custom role may less than the role it inherits. @param owners - the users whose own the thing is */
export function may(
  world: World,
  { user }: Pick<Caller, 'user'>,
  teamId: string,
  permission: Permission,
  owners: readonly number[] = [],
): boolean {
  const member = world.membership(teamId, user.id)
  const grants: readonly Grant[] = permissions[permission]
  const role = member?.custom_role_id == null ? undefined : world.custom_roles.find(member.custom_role_id)
  if (role?.without.includes(permission)) return false
  if (grants.includes('own') && owners.includes(user.id)) return true
  return member !== undefined && [member.role, ...member.can].some((grant) => grants.includes(grant))
}

/** What somebody may do with something that they were let into. */
export type Level = components['schemas']['PermissionLevel']

/** Each level allows what those before it do; `create` allows everything. */
export const levels = ['read', 'comment', 'edit', 'create'] as const satisfies readonly Level[]

/** Whether a level allows what needs another. */
export function reaches(level: Level, needed: Level): boolean {
  return levels.indexOf(level) >= levels.indexOf(needed)
}
