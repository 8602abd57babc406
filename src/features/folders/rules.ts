// Where Folders may stand, and what they may be called.
import { refuse } from '../../contract/catalogue.js'
import type { Caller } from '../../model/access.js'
import { isReachable, upwards } from '../../model/hierarchy.js'
import type { FolderRow, ListRow, SpaceRow } from '../../model/hierarchy-rows.js'
import type { World } from '../../model/world.js'
import { readText } from '../body.js'
import { nextOrderIndex } from '../shared.js'
import { bringTags } from '../tags/rules.js'
import { fitStatuses } from '../tasks/columns.js'

/** The Folders of a Space that the caller sees, in their order; those inside others too (documented). */
export function foldersOf(world: World, caller: Caller, space: SpaceRow, archived = false): FolderRow[] {
  return inOrder(
    world.folders
      .group('space', space.id)
      .filter((row) => row.archived === archived && isReachable(world, caller, { table: 'folders', row })),
  )
}

/** The Folders right in a Folder. */
export function subfoldersOf(world: World, folder: FolderRow): FolderRow[] {
  return inOrder(world.folders.group('parent', folder.id))
}

/** Adds a Folder, the last of its Space (recorded in 2026; in 2024 it came first). @throws Refusal folderNameTaken */
export function addFolder(world: World, space: SpaceRow, name: string, parentId: string | null): FolderRow {
  needFreeFolderName(world, space, parentId, name)
  return world.folders.add({
    id: world.newId('folders'),
    team_id: space.team_id,
    space_id: space.id,
    parent_folder_id: parentId,
    name,
    orderindex: nextOrderIndex(world.folders.group('space', space.id)),
    statuses: null,
    archived: false,
    deleted: false,
  })
}

/** The Folders beside a new one of this name. @throws Refusal folderNameTaken */
export function needFreeFolderName(
  world: World,
  space: SpaceRow,
  parentId: string | null,
  name: string,
): readonly FolderRow[] {
  const beside = foldersIn(world, space, parentId)
  if (beside.some((folder) => folder.name === name)) refuse('folderNameTaken')
  return beside
}

/** A Folder that a body names, if the caller can reach it. @throws Refusal teamNotAuthorized, as for one in a path */
export function folderNamed(world: World, caller: Caller, id: unknown): FolderRow {
  const row = world.folders.find(readText(id) ?? '')
  return row && isReachable(world, caller, { table: 'folders', row }) ? row : refuse('teamNotAuthorized')
}

/** Where a Folder goes. */
export interface FolderMove {
  readonly space: SpaceRow
  /** null: right into the Space. */
  readonly parent: FolderRow | null
  /** 0 is the top. */
  readonly position: number
}

/** Moves a Folder with everything in it. @throws Refusal folderItsOwnParent, folderInsideItself */
export function moveFolder(world: World, folder: FolderRow, { space, parent, position }: FolderMove): void {
  if (parent?.id === folder.id) refuse('folderItsOwnParent')
  const above = parent ? [...upwards(world, { table: 'folders', row: parent })] : []
  if (above.some(({ row }) => row === folder)) refuse('folderInsideItself')
  const beside = inOrder(foldersIn(world, space, parent?.id ?? null)).filter(({ id }) => id !== folder.id)
  beside.splice(position, 0, world.folders.update(folder, { parent_folder_id: parent?.id ?? null }))
  for (const [orderindex, { id }] of beside.entries()) world.folders.update(world.folders.get(id), { orderindex })
  const { folders, lists } = insideOf(world, folder)
  if (space.id !== folder.space_id) {
    for (const one of [folder, ...folders]) world.folders.update(one, { space_id: space.id })
    for (const list of lists) {
      bringTags(world, list, space.id)
      world.lists.update(list, { space_id: space.id })
    }
  }
  fitStatuses(world, lists) // where the Folder now is there may be others, those of its Space or of a Folder above it
}

/** All that is in a Folder at any depth, what was deleted too: it is exported with the Folder. */
function insideOf(world: World, folder: FolderRow): { folders: FolderRow[]; lists: ListRow[] } {
  const folders = world.folders.all().filter(({ parent_folder_id }) => parent_folder_id === folder.id)
  const lists = world.lists.all().filter(({ folder_id }) => folder_id === folder.id)
  const deeper = folders.map((one) => insideOf(world, one))
  return {
    folders: [...folders, ...deeper.flatMap((inside) => inside.folders)],
    lists: [...lists, ...deeper.flatMap((inside) => inside.lists)],
  }
}

/** The Folders right in a Folder or, with null, in a Space. */
function foldersIn(world: World, space: SpaceRow, parentId: string | null): FolderRow[] {
  return world.folders.group('space', space.id).filter(({ parent_folder_id }) => parent_folder_id === parentId)
}

function inOrder(folders: FolderRow[]): FolderRow[] {
  return folders.sort((one, other) => one.orderindex - other.orderindex)
}
