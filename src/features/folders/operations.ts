// Folders: https://developer.clickup.com/reference/getfolders and the pages beside it.
import { refuse } from '../../contract/catalogue.js'
import { isGone } from '../../model/hierarchy.js'
import type { Handlers } from '../handlers.js'
import { spaceNamed } from '../spaces/rules.js'
import { presentFolder } from './present.js'
import { addFolder, folderNamed, foldersOf, moveFolder } from './rules.js'

export const folders = {
  GetFolders: ({ world, caller, rows: { space }, query }) => ({
    folders: foldersOf(world, caller, space, query.archived).map((folder) =>
      presentFolder(world, caller, folder, { among: true }),
    ),
  }),

  CreateFolder: ({ world, caller, rows: { space }, body: { name, parent_folder_id } }) => {
    const parent = parent_folder_id === undefined ? null : folderNamed(world, caller, parent_folder_id)
    if (parent && parent.space_id !== space.id) refuse('teamNotAuthorized') // assumed
    return presentFolder(world, caller, addFolder(world, space, String(name), parent?.id ?? null), { fresh: true })
  },

  /** Answers for a deleted Folder too, unless its Space is gone (observed). */
  GetFolder: ({ world, caller, rows: { folder }, query }) => {
    if (isGone(world, { table: 'spaces', row: world.spaces.get(folder.space_id) })) refuse('folderSpaceDeleted')
    return presentFolder(world, caller, folder, { effectiveStatuses: true, subfolders: query.include_subfolders })
  },

  /** It only renames: a parent_folder_id has no effect (documented). */
  UpdateFolder: ({ world, caller, rows: { folder }, body: { name } }) =>
    presentFolder(
      world,
      caller,
      world.folders.update(folder, { name: typeof name === 'string' && name.trim() !== '' ? name : folder.name }),
    ),

  DeleteFolder: ({ world, rows: { folder } }) => {
    world.folders.update(folder, { deleted: true })
    return {}
  },

  /** parent_folder_id wins over space_id (documented). A Folder stays in its Workspace (assumed). */
  MoveFolder: ({ world, caller, rows: { folder }, body: { parent_folder_id, space_id, position } }) => {
    const parent = parent_folder_id === undefined ? null : folderNamed(world, caller, parent_folder_id)
    const space = parent ? world.spaces.get(parent.space_id) : spaceNamed(world, caller, space_id ?? folder.space_id)
    if (space.team_id !== folder.team_id) refuse('teamNotAuthorized')
    moveFolder(world, folder, { space, parent, position: Number.isInteger(position) ? Number(position) : 0 })
    return {}
  },
} satisfies Handlers
