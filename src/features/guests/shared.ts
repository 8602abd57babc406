// How ClickUp shows what somebody was let into. Keys in the order of its documentation; no answer was recorded.
import type { components } from '../../contract/clickup.gen.js'
import { isGone, levelOf, rowIn, type Viewer, viewerIn } from '../../model/hierarchy.js'
import type { FolderRow, ListRow, ShareRow } from '../../model/hierarchy-rows.js'
import { pairKey } from '../../model/keys.js'
import type { MemberRow } from '../../model/people-rows.js'
import { statusSource } from '../../model/statuses.js'
import type { TaskRow } from '../../model/task-rows.js'
import type { World } from '../../model/world.js'
import { presentFolder } from '../folders/present.js'
import { milliseconds, priorityOf } from '../shared.js'
import { presentTask } from '../tasks/present.js'

type Schemas = components['schemas']

/** What a person was let into, as far as it is still there. */
export function presentShared(world: World, { team_id, user_id }: MemberRow): Schemas['SharedThings'] {
  const viewer = viewerIn(world, team_id, user_id)
  const shares = sharesOf(world, team_id, user_id)
  const ids = (kind: ShareRow['kind']) => shares.filter((share) => share.kind === kind).map(({ id }) => id)
  return {
    tasks: ids('tasks').map((id) => presentSharedTask(world, viewer, world.tasks.get(id))),
    lists: ids('lists').map((id) => presentSharedList(world, viewer, world.lists.get(id))),
    folders: ids('folders').map((id) => presentSharedFolder(world, viewer, world.folders.get(id))),
  }
}

/** The shares of a person in a Workspace, as far as the things are still there. */
export function sharesOf(world: World, teamId: string, userId: number): ShareRow[] {
  return world.shares
    .group('member', pairKey(teamId, userId))
    .filter(({ kind, id }) => !isGone(world, rowIn(world, kind, id)))
}

/** What holds a task is not told (documented). */
const hidden = { name: 'Shared with me', access: false }

/** A task, without what holds it, and without what tasks have had since (documented). */
export function presentSharedTask(world: World, viewer: Viewer, row: TaskRow): Schemas['SharedTask'] {
  const task = presentTask(world, row, { viewer, among: true })
  const { custom_id, custom_item_id, text_content, description, date_done, project, sharing, ...older } = task
  const { group_assignees, watchers, top_level_parent, time_spent, linked_tasks, locations, ...shown } = older
  const { list, folder } = shown
  return {
    ...shown,
    list: { id: list.id, ...hidden },
    folder: { id: folder.id, name: hidden.name, hidden: false, access: false },
  }
}

/** The columns of a List that all forms have, in two runs; its colour, priority and assignee as texts, or null. */
export function columnsOfList(world: World, list: ListRow) {
  const head = { id: list.id, name: list.name, orderindex: list.orderindex }
  const rest = {
    status: list.status,
    priority: priorityOf(list.priority)?.priority ?? null,
    assignee: list.assignee === null ? null : String(list.assignee),
    task_count: String(world.tasks.count('list', list.id)),
    due_date: milliseconds(list.due_date),
    start_date: milliseconds(list.start_date),
    archived: list.archived,
  }
  return { head, rest }
}

function presentSharedList(world: World, viewer: Viewer, list: ListRow): Schemas['SharedList'] {
  const { head, rest } = columnsOfList(world, list)
  return {
    ...head,
    ...rest,
    override_statuses: list.statuses !== null,
    statuses: statusSource(world, list).statuses.map(({ id, status, orderindex, color, type }) => {
      return { id, status, orderindex, color, type }
    }),
    permission_level: levelOf(world, viewer, { table: 'lists', row: list }),
  }
}

function presentSharedFolder(world: World, viewer: Viewer, row: FolderRow): Schemas['SharedFolder'] {
  const folder = presentFolder(world, viewer, row, { effectiveStatuses: true })
  const { space, parent_folder, folders, ...shown } = folder
  return shown
}
