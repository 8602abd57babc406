// The people of a task or a List: everybody who can see the List, but of a task only who was given access to it by name.
import { isVisibleTo } from '../../model/hierarchy.js'
import type { ListRow } from '../../model/hierarchy-rows.js'
import { peopleOfGroups } from '../../model/shares.js'
import type { TaskRow } from '../../model/task-rows.js'
import type { World } from '../../model/world.js'

/**
 * The ids of all who can see a List, in order: members of the Workspace, and guests who were let in. ClickUp documents only
 * those with access by name, but an owner was recorded whom nobody had given any (2026-01).
 */
export function peopleOfList(world: World, list: ListRow): number[] {
  const all = world.members.group('team', list.team_id).map(({ user_id }) => user_id)
  return all.filter((id) => isVisibleTo(world, id, { table: 'lists', row: list })).sort((one, other) => one - other)
}

/**
 * The ids of the people with their own access to a task: those of the private Space, then guests, then those of groups that were let in. Access through the
 * Workspace or a Folder does not count (documented, and recorded). Assignees and watchers do not (assumed).
 */
export function peopleOfTask(world: World, { id, list_id, team_id }: TaskRow): number[] {
  const space = world.spaces.get(world.lists.get(list_id).space_id)
  const guests = world.shares.group('thing', `tasks/${id}`).map(({ user_id }) => user_id)
  const named = new Set([...(space.private ? space.member_ids : []), ...guests, ...peopleOfGroups(world, 'tasks', id)])
  return [...named].filter((userId) => world.membership(team_id, userId))
}
