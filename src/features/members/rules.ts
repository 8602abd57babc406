// Who was given access to a task or a List by name. What comes with the Workspace, or from a Folder above, does not count
// (documented); that the people of a private Space count, and assignees and watchers do not, is assumed.
import type { ListRow, ShareRow } from '../../model/work-rows.js'
import type { World } from '../../model/world.js'

/** The ids of those with access of their own to a thing in a List, or to the List: the Space's people, then guests. */
export function explicitMembers(world: World, list: ListRow, kind: ShareRow['kind'], id: string): number[] {
  const space = world.spaces.get(list.space_id)
  const guests = world.shares.group('thing', `${kind}/${id}`).map(({ user_id }) => user_id)
  const named = new Set([...(space.private ? space.member_ids : []), ...guests])
  return [...named].filter((userId) => world.membership(list.team_id, userId))
}
