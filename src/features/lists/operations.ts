// Lists: https://developer.clickup.com/reference/getlists and the pages beside it.
import type { FolderRow } from '../../model/hierarchy-rows.js'
import type { World } from '../../model/world.js'
import { asText } from '../body.js'
import type { Handlers } from '../handlers.js'
import { presentList, presentListInArray } from './present.js'
import { addList, type ListHome, listColumns, listsOf } from './rules.js'

export const lists = {
  GetLists: ({ world, caller, rows: { folder }, query }) => ({
    lists: listsOf(world, caller, homeIn(world, folder), query.archived).map((list) =>
      presentListInArray(world, caller, list),
    ),
  }),

  CreateList: ({ world, caller, rows: { folder }, body }) =>
    presentList(world, caller, addList(world, homeIn(world, folder), body)),

  GetFolderlessLists: ({ world, caller, rows: { space }, query }) => ({
    lists: listsOf(world, caller, { space, folder: null }, query.archived).map((list) =>
      presentListInArray(world, caller, list),
    ),
  }),

  CreateFolderlessList: ({ world, caller, rows: { space }, body }) =>
    presentList(world, caller, addList(world, { space, folder: null }, body)),

  GetList: ({ world, caller, rows: { list } }) => presentList(world, caller, list),

  /** A List cannot be moved: a folder_id is ignored (observed). */
  UpdateList: ({ world, caller, rows: { list }, body }) =>
    presentList(
      world,
      caller,
      world.lists.update(list, {
        name: asText(body.name) ?? list.name,
        ...listColumns(world, list.team_id, body, 'internalError'),
      }),
    ),

  /** A second time too (observed once). */
  DeleteList: ({ world, rows: { list } }) => {
    world.lists.update(list, { deleted: true })
    return {}
  },
} satisfies Handlers

function homeIn(world: World, folder: FolderRow): ListHome {
  return { space: world.spaces.get(folder.space_id), folder }
}
