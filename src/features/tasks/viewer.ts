// To whom tasks look different.
import type { Caller } from '../../model/access.js'
import { may, type Permission } from '../../model/permissions.js'
import { sharesOfPerson } from '../../model/shares.js'
import type { World } from '../../model/world.js'

/** Somebody who sees less of a task than others, or may do less with it. */
export type Viewer = Pick<Caller, 'user'>

/** What may be hidden of a task. */
const hideable: readonly Permission[] = ['seeFieldsHiddenFromGuests', 'seeTimeSpent', 'seeTimeEstimate', 'seePoints']

/** The caller if tasks of this Workspace look different to them; undefined if they look as to everybody. */
export function viewerOf(world: World, caller: Caller, teamId: string): Viewer | undefined {
  const isLetIn = sharesOfPerson(world, teamId, caller.user.id).length > 0
  return isLetIn || hideable.some((permission) => !may(world, caller, teamId, permission)) ? caller : undefined
}

/** Whether a viewer may see this; everybody else does. */
export function sees(world: World, viewer: Viewer | undefined, teamId: string, permission: Permission): boolean {
  return viewer === undefined || may(world, viewer, teamId, permission)
}
