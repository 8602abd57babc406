// How ClickUp shows a List, alone and among others. Keys in wire order, as recorded.
import type { components } from '../../contract/clickup.gen.js'
import type { ListRow } from '../../model/hierarchy-rows.js'
import { statusSource } from '../../model/statuses.js'
import type { World } from '../../model/world.js'
import { milliseconds, priorityOf } from '../shared.js'
import { presentSpaceName } from '../spaces/present.js'
import { listColors } from './rules.js'

type Schemas = components['schemas']

/** One List. */
export function presentList(world: World, list: ListRow): Schemas['List'] {
  const color = presentColor(list)
  return {
    id: list.id,
    name: list.name,
    deleted: list.deleted,
    orderindex: list.orderindex,
    content: list.content,
    ...(color && { status: color }),
    priority: priorityOf(list.priority),
    assignee: presentAssignee(world, list.assignee),
    due_date: milliseconds(list.due_date),
    start_date: milliseconds(list.start_date),
    folder: presentFolderName(world, list),
    space: presentSpaceName(world.spaces.get(list.space_id)),
    inbound_address: `add.task.${list.team_id}.${list.id}@tasks.clickup-mock.example`,
    archived: list.archived,
    override_statuses: list.statuses !== null,
    statuses: presentStatuses(world, list),
    permission_level: 'create',
  }
}

/** A List among others; `task_count` leaves out deleted tasks (assumed). */
export function presentListInArray(world: World, list: ListRow): Schemas['ListInArray'] {
  return {
    id: list.id,
    name: list.name,
    orderindex: list.orderindex,
    content: list.content,
    status: presentColor(list),
    priority: priorityOf(list.priority),
    assignee: presentAssignee(world, list.assignee),
    task_count: world.tasks.count('list', list.id),
    due_date: milliseconds(list.due_date),
    start_date: milliseconds(list.start_date),
    folder: presentFolderName(world, list),
    space: presentSpaceName(world.spaces.get(list.space_id)),
    archived: list.archived,
    override_statuses: list.statuses !== null,
    permission_level: 'create',
  }
}

/** A List outside any Folder shows a hidden one (observed); its id is made from the List's (assumed). */
export function presentFolderName(world: World, { id, folder_id }: ListRow): Schemas['FolderOfList'] {
  if (folder_id === null) return { id: `9${id}`, name: 'hidden', hidden: true, access: true }
  return { id: folder_id, name: world.folders.get(folder_id).name, hidden: false, access: true }
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
