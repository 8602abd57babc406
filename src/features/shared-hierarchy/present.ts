// How ClickUp shows what the caller was let into without seeing what holds it. Keys in the order of its documentation.
import type { components } from '../../contract/clickup.gen.js'
import type { Caller } from '../../model/access.js'
import { isVisible, rowIn, upwards } from '../../model/hierarchy.js'
import type { FolderRow, ListRow, ShareRow } from '../../model/hierarchy-rows.js'
import type { TeamRow } from '../../model/people-rows.js'
import type { World } from '../../model/world.js'
import { presentFolder } from '../folders/present.js'
import { columnsOfList, presentSharedTask, sharesOf } from '../guests/shared.js'

type Schemas = components['schemas']

/** What is shared with the caller, by kind. */
export function presentHierarchy(world: World, caller: Caller, team: TeamRow) {
  const alone = sharesOf(world, team.id, caller.user.id).filter((share) => !isHolderSeen(world, caller, share))
  const ids = (kind: ShareRow['kind']) => alone.filter((share) => share.kind === kind).map(({ id }) => id)
  return {
    tasks: ids('tasks').map((id) => presentSharedTask(world, caller, world.tasks.get(id))),
    lists: ids('lists').map((id) => presentListInHierarchy(world, world.lists.get(id))),
    folders: ids('folders').map((id) => presentFolderInHierarchy(world, caller, world.folders.get(id))),
  }
}

/** Whether the caller sees the thing that holds what was shared, and finds it there. */
function isHolderSeen(world: World, caller: Caller, { kind, id }: ShareRow): boolean {
  const [, holder] = upwards(world, rowIn(world, kind, id))
  return holder !== undefined && isVisible(world, caller, holder)
}

function presentListInHierarchy(world: World, list: ListRow): Schemas['ListInHierarchy'] {
  const { head, rest } = columnsOfList(world, list)
  return { ...head, content: null, ...rest }
}

/** A Folder has no content and no date; both keys are documented. */
function presentFolderInHierarchy(world: World, caller: Caller, folder: FolderRow): Schemas['FolderInHierarchy'] {
  const { id, name, orderindex, task_count, archived } = presentFolder(world, caller, folder)
  return { id, name, orderindex, content: null, task_count, due_date: null, archived }
}
