// The views that every place has without anybody making them. They are no rows until somebody changes them, since a world
// may have a hundred thousand Lists.
import { ownerOf } from './access.js'
import type { Place, ViewRow } from './hierarchy-rows.js'
import { partsOf } from './view-parts.js'
import type { World } from './world.js'

/** ClickUp's numbers for the kinds of places. */
export const placeNumbers = { teams: 7, spaces: 4, folders: 5, lists: 6 } as const

/** ClickUp's numbers for the types of built-in views. */
export const viewNumbers = { list: 1, board: 2, conversation: 8 } as const

/** In their order. The chat was recorded in a List; that only Lists have one, and the names, are assumed. */
const builtIns = [
  { type: 'list', name: 'List', kinds: ['teams', 'spaces', 'folders', 'lists'] },
  { type: 'board', name: 'Board', kinds: ['teams', 'spaces', 'folders', 'lists'] },
  { type: 'conversation', name: 'Chat', kinds: ['lists'] },
] as const

const form = /^([4-7])-([0-9]+)-([0-9]+)$/
const kinds = Object.keys(placeNumbers) as Place['kind'][]

/** Whether this is the id of a built-in view: the number of the kind of place, the place's id, the number of the type. */
export function isBuiltIn({ id }: { readonly id: string }): boolean {
  return form.test(id)
}

/** The built-in views of a place, in their order. */
export function builtInViews(world: World, place: Place): ViewRow[] {
  const own = builtIns.filter((one) => one.kinds.some((kind) => kind === place.kind))
  return own.map(({ type, name }, orderindex) => {
    const id = `${placeNumbers[place.kind]}-${place.id}-${viewNumbers[type]}`
    return world.views.find(id) ?? first(world, { id, name, type, parent: place, orderindex })
  })
}

/** The view of this id, built-in or not. */
export function viewOf(world: World, id: string): ViewRow | undefined {
  const [, number, placeId = ''] = form.exec(id) ?? []
  const kind = kinds.find((one) => placeNumbers[one] === Number(number))
  if (!kind || !world.named(kind).find(placeId)) return world.views.find(id)
  return builtInViews(world, { kind, id: placeId }).find((view) => view.id === id)
}

/** Makes a view that is about to change a row, if it is not one yet. */
export function kept(world: World, view: ViewRow): ViewRow {
  return world.views.find(view.id) ?? world.views.add(view)
}

/** A built-in view that nobody has changed. That the owner of the Workspace counts as its creator is assumed. */
function first(world: World, columns: Pick<ViewRow, 'id' | 'name' | 'type' | 'parent' | 'orderindex'>): ViewRow {
  const { kind, id } = columns.parent
  const team = world.teams.get(kind === 'teams' ? id : world.named(kind).get(id).team_id)
  return {
    ...columns,
    team_id: team.id,
    ...partsOf(columns.type, {}),
    date_created: null,
    creator: ownerOf(world, team)?.user_id ?? 0,
    ...unprotected,
  }
}

/** What nobody has hidden or protected: the API can do neither. */
export const unprotected = {
  visibility: 'public',
  protected: false,
  protected_note: null,
  protected_by: null,
  date_protected: null,
} as const
