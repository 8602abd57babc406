// Statuses: a Space has them, a Folder or a List may have its own in their place.
import type { ListRow, Status } from './hierarchy-rows.js'
import type { TaskRow } from './task-rows.js'
import type { World } from './world.js'

/** Where the statuses of a List come from. */
export interface StatusSource {
  readonly kind: 'spaces' | 'folders' | 'lists'
  readonly id: string
  readonly statuses: readonly Status[]
}

/** The statuses of a List: its own, or those of the nearest Folder above that has some, or those of its Space. */
export function statusSource(world: World, list: ListRow): StatusSource {
  if (list.statuses) return { kind: 'lists', id: list.id, statuses: list.statuses }
  return folderStatusSource(world, list.folder_id, list.space_id)
}

/** The same for what stands in a Folder, or, with null, in the Space itself. */
export function folderStatusSource(world: World, folderId: string | null, spaceId: string): StatusSource {
  let id = folderId
  while (id !== null) {
    const { statuses, parent_folder_id } = world.folders.get(id)
    if (statuses) return { kind: 'folders', id, statuses }
    id = parent_folder_id
  }
  return { kind: 'spaces', id: spaceId, statuses: world.spaces.get(spaceId).statuses }
}

/** The status of this name in a List; case does not count (observed in clients). */
export function statusNamed(world: World, list: ListRow, name: string): Status | undefined {
  const wanted = name.toLowerCase()
  return statusSource(world, list).statuses.find(({ status }) => status.toLowerCase() === wanted)
}

/**
 * The statuses of a new Space (recorded).
 * @param between - the colour of "in progress", which Spaces made in the app have; undefined: there is none
 */
export function firstStatuses(newId: () => string, between: string | undefined): Status[] {
  const statuses: Omit<Status, 'id' | 'orderindex'>[] = [
    { status: 'to do', type: 'open', color: '#87909e' },
    ...(between === undefined ? [] : [{ status: 'in progress', type: 'custom' as const, color: between }]),
    { status: 'complete', type: 'closed', color: '#008844' },
  ]
  return statuses.map(({ status, type, color }, orderindex) => ({ id: newId(), status, type, orderindex, color }))
}

/** The status of a task as it is shown; one that its List no longer has is shown as an open one (assumed). */
export function shownStatus(world: World, list: ListRow, name: string): Status {
  return statusNamed(world, list, name) ?? { id: '', status: name, type: 'open', orderindex: 0, color: '#d3d3d3' }
}

/** Whether a task is done or closed, as its List has its status. */
export function isDone(world: World, { list_id, status }: Pick<TaskRow, 'list_id' | 'status'>): boolean {
  const { type } = shownStatus(world, world.lists.get(list_id), status)
  return type === 'done' || type === 'closed'
}

/** The status of a new task: the first open one, or the first of all; undefined where there is none. */
export function firstStatus(world: World, list: ListRow): Status | undefined {
  const { statuses } = statusSource(world, list)
  return statuses.find(({ type }) => type === 'open') ?? statuses[0]
}
