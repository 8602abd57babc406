// Who may do what, by role: the one table that all chapters ask.
import { type Caller, roleOf } from '../model/access.js'
import type { Role } from '../model/people-rows.js'
import type { World } from '../model/world.js'

/** What not everybody may do, and the roles that may. */
const permissions = {
  /** On the routes of the Workspace; the time of a task is read by everybody (observed by many). */
  readTimeOfOthers: ['owner', 'admin'],
  /** Enter, change or delete it, or tag it. For entering it is documented, for the others assumed. */
  changeTimeOfOthers: ['owner', 'admin'],
} as const satisfies Readonly<Record<string, readonly Role[]>>

export type Permission = keyof typeof permissions

/** Whether the caller may do this in a Workspace. */
export function may(world: World, caller: Pick<Caller, 'user'>, teamId: string, permission: Permission): boolean {
  const roles: readonly (Role | undefined)[] = permissions[permission]
  return roles.includes(roleOf(world, caller, teamId))
}
