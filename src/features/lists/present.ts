// How ClickUp shows a List, alone, among others and in its Folder. Keys in wire order, as recorded.
import type { components } from '../../contract/clickup.gen.js'
import { levelOf, type Viewer } from '../../model/hierarchy.js'
import type { ListRow } from '../../model/hierarchy-rows.js'
import { statusSource } from '../../model/statuses.js'
import type { World } from '../../model/world.js'
import { milliseconds, priorityOf } from '../shared.js'
import { presentSpaceName } from '../spaces/present.js'
import { listColors } from './rules.js'

type Schemas = components['schemas']

/** One List. Its mail address is the caller's own (recorded). */
export function presentList(world: World, caller: Viewer, list: ListRow): Schemas['List'] {
  const { status, ...columns } = presentColumns(world, list)
  return {
    id: list.id,
    name: list.name,
    deleted: list.deleted,
    orderindex: list.orderindex,
    ...presentContent(list),
    ...(status && { status }),
    ...columns,
    folder: presentFolderName(world, list),
    space: presentSpaceName(world.spaces.get(list.space_id)),
    inbound_address: `a.t.${list.id}.u-${caller.user.id}.${world.ids.mailOfList(list.id)}@tasks.clickup.com`,
    ...presentState(list),
    statuses: presentStatuses(world, list),
    permission_level: levelOf(world, caller, { table: 'lists', row: list }),
  }
}

/** A List among others. */
export function presentListInArray(world: World, caller: Viewer, list: ListRow): Schemas['ListInArray'] {
  return {
    id: list.id,
    name: list.name,
    orderindex: list.orderindex,
    ...presentContent(list),
    ...presentColumns(world, list),
    folder: presentFolderName(world, list),
    space: presentSpaceName(world.spaces.get(list.space_id)),
    ...presentState(list),
    permission_level: levelOf(world, caller, { table: 'lists', row: list }),
  }
}

/** A List as its Folder shows it. @param withSpace - where Folders are listed, each of their Lists names the Space (recorded) */
export function presentListInFolder(
  world: World,
  caller: Viewer,
  list: ListRow,
  withSpace: boolean,
): Schemas['ListInFolder'] {
  return {
    id: list.id,
    name: list.name,
    orderindex: list.orderindex,
    ...presentContent(list),
    ...presentColumns(world, list),
    ...(withSpace && { space: presentSpaceName(world.spaces.get(list.space_id)) }),
    ...presentState(list),
    statuses: presentStatuses(world, list),
    permission_level: levelOf(world, caller, { table: 'lists', row: list }),
  }
}

/** A List outside any Folder shows a hidden one (recorded). */
export function presentFolderName(world: World, { id, folder_id }: ListRow): Schemas['FolderOfList'] {
  if (folder_id === null) return { id: world.ids.hiddenFolder(id), name: 'hidden', hidden: true, access: true }
  return { id: folder_id, name: world.folders.get(folder_id).name, hidden: false, access: true }
}

/** The columns that all three forms have side by side; `task_count` leaves out deleted tasks (assumed). */
function presentColumns(world: World, list: ListRow) {
  return {
    status: presentColor(list),
    priority: priorityOf(list.priority),
    assignee: presentAssignee(world, list.assignee),
    task_count: world.tasks.count('list', list.id),
    due_date: milliseconds(list.due_date),
    start_date: milliseconds(list.start_date),
  }
}

/** A List that was made in the app and not described yet has none (recorded). */
function presentContent({ content }: ListRow): { content?: string } {
  return content === null ? {} : { content }
}

/** Whether it has statuses of its own; null, not false, in such a List (recorded). */
function presentState({ archived, statuses, content }: ListRow) {
  return { archived, override_statuses: statuses === null && content === null ? null : statuses !== null }
}

function presentColor({ status }: ListRow): Schemas['ListColorOrNone'] {
  return status === null ? null : { status, color: String(listColors.get(status)), hide_label: true }
}

function presentAssignee(world: World, userId: number | null): Schemas['ListAssignee'] {
  const user = userId === null ? undefined : world.users.find(userId)
  if (!user) return null
  const { id, color, username, initials, profilePicture } = user
  return { id, color, username, initials, profilePicture }
}

const groups = { spaces: 'proj', folders: 'cat', lists: 'subcat' } as const

function presentStatuses(world: World, list: ListRow): Schemas['ListStatus'][] {
  const { kind, id: source, statuses } = statusSource(world, list)
  return statuses.map(({ id, status, orderindex, color, type }) => ({
    id,
    status,
    orderindex,
    color,
    type,
    status_group: `${groups[kind]}_${source}`,
  }))
}
