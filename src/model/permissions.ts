// Who may do what: the one table that all chapters ask, and the visibility of rows with them. A handler asks `may` and
// refuses in its own words; it never looks at a role itself.
import { type Caller, roleOf } from './access.js'
import type { Role } from './people-rows.js'
import type { World } from './world.js'

/** What not everybody may do, and the roles that may; `own`: and those whose thing it is. */
const permissions = {
  /** On the routes of the Workspace; the time of a task is read by everybody (observed by many). */
  readTimeOfOthers: ['owner', 'admin'],
  /** Enter, change or delete it, or tag it. For entering it is documented, for the others assumed. */
  changeTimeOfOthers: ['owner', 'admin'],
  /** That not even the owner of the Workspace sees private things of others is assumed. */
  seePrivate: ['own'],
  /** Make things private, and let people in: all but guests (assumed). */
  changePrivacy: ['owner', 'admin', 'member'],
  /** Change or delete it. Assumed: of a protected view only its fields were recorded. */
  changeProtectedView: ['own', 'owner', 'admin'],
  /** Create or delete a goal, or delete its targets: guests may not (documented). */
  manageGoals: ['owner', 'admin', 'member'],
  /** Its fields and its targets: guests may where they were given the right to edit (documented). */
  changeGoal: ['own', 'owner', 'admin', 'member'],
  /** Change or delete it (assumed). */
  changeChannel: ['own', 'owner', 'admin'],
  /** What it says, or delete it (assumed). */
  changeMessage: ['own'],
} as const satisfies Readonly<Record<string, readonly (Role | 'own')[]>>

export type Permission = keyof typeof permissions

/** Whether the caller may do this in a Workspace. @param owners - the users whose own the thing is */
export function may(
  world: World,
  caller: Pick<Caller, 'user'>,
  teamId: string,
  permission: Permission,
  owners: readonly number[] = [],
): boolean {
  const allowed: readonly (Role | 'own' | undefined)[] = permissions[permission]
  const isOwn = allowed.includes('own') && owners.includes(caller.user.id)
  return isOwn || allowed.includes(roleOf(world, caller, teamId))
}
