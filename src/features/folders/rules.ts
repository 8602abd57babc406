// Where Folders may stand, and what they may be called.
import { refuse } from '../../contract/catalogue.js'
import type { Caller } from '../../model/access.js'
import { isGone, isVisible, upwards } from '../../model/hierarchy.js'
import type { FolderRow, SpaceRow } from '../../model/work-rows.js'
import type { World } from '../../model/world.js'
import { bringTags } from '../tags/rules.js'

/** The Folders of a Space that the caller sees, in their order, those inside others among them (documented). */
export function foldersOf(world: World, caller: Caller, space: SpaceRow, archived = false): FolderRow[] {
  return inOrder(
    world.folders
      .group('space', space.id)
      .filter(
        (row) =>
          row.archived === archived &&
          !isGone(world, { table: 'folders', row }) &&
          isVisible(world, caller, { table: 'folders', row }),
      ),
  )
}

/** The Folders right in a Folder. */
export function subfoldersOf(world: World, folder: FolderRow): FolderRow[] {
  return inOrder(world.folders.group('parent', folder.id))
}

/** Adds a Folder behind all others of its Space (recorded in 2026; in 2024 a new one came first). */
export function addFolder(world: World, space: SpaceRow, name: string, parentId: string | null): FolderRow {
  const beside = world.folders.group('space', space.id)
  if (beside.some((folder) => folder.name === name && folder.parent_folder_id === parentId)) refuse('folderNameTaken')
  return world.folders.add({
    id: world.newId('folders'),
    team_id: space.team_id,
    space_id: space.id,
    parent_folder_id: parentId,
    name,
    orderindex: Math.max(-1, ...beside.map(({ orderindex }) => orderindex)) + 1,
    statuses: null,
    archived: false,
    deleted: false,
  })
}

/** A Folder that a body names, where the caller sees it. @throws Refusal OAUTH_027, as for one in a path */
export function folderNamed(world: World, caller: Caller, id: unknown): FolderRow {
  const row = world.folders.find(String(id))
  const there = row && isVisible(world, caller, { table: 'folders', row }) && !isGone(world, { table: 'folders', row })
  return there ? row : refuse('teamNotAuthorized')
}

/** Where a Folder goes. */
export interface FolderMove {
  readonly space: SpaceRow
  /** null: right into the Space. */
  readonly parent: FolderRow | null
  /** 0 is the top. */
  readonly position: number
}

/** Moves a Folder with all that is in it. @throws Refusal when it would hold itself */
export function moveFolder(world: World, folder: FolderRow, { space, parent, position }: FolderMove): void {
  if (parent?.id === folder.id) refuse('folderItsOwnParent')
  const above = parent ? [...upwards(world, { table: 'folders', row: parent })] : []
  if (above.some(({ row }) => row === folder)) refuse('folderInsideItself')
  const beside = inOrder(
    world.folders
      .group('space', space.id)
      .filter((one) => one.id !== folder.id && one.parent_folder_id === (parent?.id ?? null)),
  )
  beside.splice(position, 0, world.folders.update(folder, { parent_folder_id: parent?.id ?? null }))
  for (const [orderindex, { id }] of beside.entries()) world.folders.update(world.folders.get(id), { orderindex })
  if (space.id !== folder.space_id) bringAlong(world, folder, space.id)
}

function bringAlong(world: World, folder: FolderRow, space_id: string): void {
  world.folders.update(folder, { space_id })
  for (const list of world.lists.group('folder', folder.id)) {
    bringTags(world, list, space_id)
    world.lists.update(list, { space_id })
  }
  for (const inside of subfoldersOf(world, folder)) bringAlong(world, inside, space_id)
}

function inOrder(folders: FolderRow[]): FolderRow[] {
  return folders.sort((one, other) => one.orderindex - other.orderindex)
}
