// The people who were given access to a task or a List by name. Access through the Workspace or a Folder does not count
// (documented). People of a private Space count; assignees and watchers do not (both assumed).
import type { ListRow, ShareRow } from '../../model/hierarchy-rows.js'
import type { World } from '../../model/world.js'

/** The ids of the people with their own access to a List or to a thing in it: those of the private Space, then guests. */
export function explicitMembers(world: World, list: ListRow, kind: ShareRow['kind'], id: string): number[] {
  const space = world.spaces.get(list.space_id)
  const guests = world.shares.group('thing', `${kind}/${id}`).map(({ user_id }) => user_id)
  const named = new Set([...(space.private ? space.member_ids : []), ...guests])
  return [...named].filter((userId) => world.membership(list.team_id, userId))
}
