// The tasks of a List or of a Workspace, found through groups and never by looking at all tasks.
import type { Caller } from '../../model/access.js'
import { isGone, isHidden, isReachable, isVisible, upwards } from '../../model/hierarchy.js'
import type { ListRow } from '../../model/hierarchy-rows.js'
import { may } from '../../model/permissions.js'
import { sharesOfPerson } from '../../model/shares.js'
import type { TaskRow } from '../../model/task-rows.js'
import type { World } from '../../model/world.js'
import { listsInSpace } from '../lists/rules.js'
import type { TaskQuery } from './filters.js'

/** The tasks whose home is this List; with `include_timl` also those it shows as a further List. */
export function tasksOfList(
  world: World,
  caller: Caller,
  list: ListRow,
  { include_timl }: TaskQuery,
): readonly TaskRow[] {
  const atHome = seen(world, caller, world.tasks.group('list', list.id))
  if (include_timl !== true) return atHome
  const further = world.further_lists.group('list', list.id).map(({ task_id }) => world.tasks.get(task_id))
  const there = further.filter((row) => !isGone(world, { table: 'tasks', row }))
  return [...atHome, ...seen(world, caller, there)]
}

/** Without the private ones of others. A task that stands in one of those is not left out here, only when it is read. */
function seen(world: World, caller: Caller, tasks: readonly TaskRow[]): readonly TaskRow[] {
  return world.privacy.size === 0 ? tasks : tasks.filter((row) => !isHidden(world, caller, { table: 'tasks', row }))
}

/** The tasks of a Workspace that the caller may see, in the Spaces, Folders and Lists that the query names. */
export function tasksOfTeam(world: World, caller: Caller, teamId: string, query: TaskQuery): TaskRow[] {
  const isWanted = wantedLists(world, query)
  const single = (task: TaskRow) =>
    task.team_id === teamId &&
    isVisible(world, caller, { table: 'tasks', row: task }) &&
    isWanted(world.lists.get(task.list_id))
  if (query.parent !== undefined) return world.tasks.group('parent', String(query.parent)).filter(single)
  const tasks = listsOf(world, caller, teamId, query)
    .filter((list) => isWanted(list) && isOpen(world, caller, teamId, list))
    .flatMap(({ id }) => seen(world, caller, world.tasks.group('list', id)))
  const shared = sharedTasks(world, caller, teamId).filter(single)
  return shared.length ? [...new Set([...tasks, ...shared])] : tasks
}

/** The Lists to look at, found the shortest way; some may turn out not to be wanted. */
function listsOf(world: World, caller: Caller, teamId: string, query: TaskQuery): ListRow[] {
  const named = query['list_ids[]']
  if (named) return [...new Set(named)].flatMap((id) => world.lists.find(id) ?? [])
  if (!may(world, caller, teamId, 'seeWithoutShare')) return sharedLists(world, caller, teamId)
  const spaces = query['space_ids[]'] ?? world.spaces.group('team', teamId).map(({ id }) => id)
  return [...new Set(spaces)].flatMap((id) => listsInSpace(world, id))
}

/** Tests a List: for each kind of place that the query names, it must be in one of them. */
function wantedLists(world: World, query: TaskQuery): (list: ListRow) => boolean {
  const [lists, folders, spaces] = (['list_ids[]', 'project_ids[]', 'space_ids[]'] as const).map(
    (name) => query[name] && new Set(query[name]),
  )
  return (list) => {
    if ((lists && !lists.has(list.id)) || (spaces && !spaces.has(list.space_id))) return false
    if (!folders) return true
    const above = [...upwards(world, { table: 'lists', row: list })]
    return above.some(({ table, row }) => table === 'folders' && folders.has(row.id))
  }
}

/** Whether the caller can reach a List, and neither it nor what holds it is archived (assumed to be hidden). */
function isOpen(world: World, caller: Caller, teamId: string, list: ListRow): boolean {
  const place = { table: 'lists', row: list } as const
  if (list.team_id !== teamId || !isReachable(world, caller, place)) return false
  return ![...upwards(world, place)].some(({ row }) => 'archived' in row && row.archived)
}

/** The Lists the caller was let into, and those in Folders they were let into, however deep. */
function sharedLists(world: World, { user }: Caller, teamId: string): ListRow[] {
  const lists = sharesOfPerson(world, teamId, user.id).flatMap(({ kind, id }) => {
    if (kind === 'folders') return listsIn(world, id)
    return kind === 'lists' ? (world.lists.find(id) ?? []) : []
  })
  return [...new Set(lists)]
}

function listsIn(world: World, folderId: string): ListRow[] {
  const inner = world.folders.group('parent', folderId)
  return [...world.lists.group('folder', folderId), ...inner.flatMap(({ id }) => listsIn(world, id))]
}

/** The tasks the caller was let into, with their subtasks. */
function sharedTasks(world: World, caller: Caller, teamId: string): TaskRow[] {
  const shares = sharesOfPerson(world, teamId, caller.user.id).filter(({ kind }) => kind === 'tasks')
  return shares.flatMap(({ id }) => withSubtasks(world, world.tasks.find(id)))
}

function withSubtasks(world: World, task: TaskRow | undefined): TaskRow[] {
  if (!task || task.deleted) return []
  return [task, ...world.tasks.group('parent', task.id).flatMap((subtask) => withSubtasks(world, subtask))]
}
