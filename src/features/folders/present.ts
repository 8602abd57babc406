// How ClickUp shows a Folder. Keys in wire order, as recorded; those of subfolders as in ClickUp's documentation.
import type { components } from '../../contract/clickup.gen.js'
import { levelOf, type Viewer } from '../../model/hierarchy.js'
import type { FolderRow, ListRow } from '../../model/hierarchy-rows.js'
import { folderStatusSource } from '../../model/statuses.js'
import type { World } from '../../model/world.js'
import { presentListInFolder } from '../lists/present.js'
import { listsOf } from '../lists/rules.js'
import { presentSpaceName } from '../spaces/present.js'
import { subfoldersOf } from './rules.js'

type Schemas = components['schemas']

/** What an answer shows besides. */
export interface FolderView {
  /** It is one of a list: its Space is named without `access`, and by its Lists too (recorded). */
  readonly among?: true
  /** It was just made: the answer says that it is not deleted (recorded). */
  readonly fresh?: true
  /** The statuses that apply in the Folder, inherited or not; otherwise only its own. */
  readonly effectiveStatuses?: boolean | undefined
  readonly subfolders?: boolean | undefined
}

/** One Folder; a deleted one has no Lists and a count of 0 (observed). */
export function presentFolder(
  world: World,
  caller: Viewer,
  folder: FolderRow,
  view: FolderView = {},
): Schemas['Folder'] {
  const { head, middle, statuses, lists } = columnsOf(world, caller, folder, view)
  const { access, ...space } = presentSpaceName(world.spaces.get(folder.space_id))
  return {
    ...head,
    space: view.among ? space : { ...space, access },
    ...middle,
    statuses,
    ...((view.fresh || folder.deleted) && { deleted: folder.deleted }), // that it stands here for a deleted one is assumed
    lists,
    permission_level: levelOf(world, caller, { table: 'folders', row: folder }),
    ...(folder.parent_folder_id !== null && { parent_folder: folder.parent_folder_id }),
    ...(view.subfolders && {
      folders: subfoldersOf(world, folder).map((one) => presentSubfolder(world, caller, one)),
    }),
  }
}

function presentSubfolder(world: World, caller: Viewer, folder: FolderRow): Schemas['Subfolder'] {
  const { head, middle, statuses, lists } = columnsOf(world, caller, folder, { effectiveStatuses: true })
  return {
    ...head,
    ...middle,
    statuses,
    lists,
    parent_folder: String(folder.parent_folder_id),
    folders: subfoldersOf(world, folder).map((one) => ({ ...presentSubfolder(world, caller, one) })),
  }
}

function columnsOf(world: World, caller: Viewer, folder: FolderRow, { among, effectiveStatuses }: FolderView) {
  const space = world.spaces.get(folder.space_id)
  const lists: ListRow[] = folder.deleted ? [] : listsOf(world, caller, { space, folder })
  const statuses = effectiveStatuses ? folderStatusSource(world, folder.id, space.id).statuses : (folder.statuses ?? [])
  const head = {
    id: folder.id,
    name: folder.name,
    orderindex: folder.orderindex,
    override_statuses: folder.statuses !== null,
    hidden: false,
  }
  const middle = {
    task_count: String(lists.reduce((sum, { id }) => sum + world.tasks.count('list', id), 0)),
    archived: folder.archived,
  }
  return {
    head,
    middle,
    statuses: statuses.map(({ id, status, orderindex, color, type }) => ({ id, status, orderindex, color, type })),
    lists: lists.map((list) => presentListInFolder(world, caller, list, among === true)),
  }
}
