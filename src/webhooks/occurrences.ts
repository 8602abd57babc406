// From changed rows to what happened to tasks, Lists, Folders, Spaces and goals: each occurrence once, with the fields that
// changed.
import { milliseconds } from '../features/shared.js'
import type { TableRow } from '../model/hierarchy.js'
import type { FolderRow, ListRow, SpaceRow } from '../model/hierarchy-rows.js'
import type { TaskRow } from '../model/task-rows.js'
import type { World } from '../model/world.js'
import type { AnyChange, RowChange } from './changes.js'
import type { FieldChange } from './history-items.js'
import { changedFields, createdFields } from './task-fields.js'
import { type TaskItemChange, taskItemChange } from './task-items.js'
import { timeChanges } from './time-items.js'

/** What can happen to a task, List, Folder, Space, goal or key result. */
export type OccurrenceKind = 'created' | 'changed' | 'deleted' | 'commentPosted' | 'commentChanged'

/** Something that happened to one of them. */
export interface Occurrence {
  readonly kind: OccurrenceKind
  readonly at: TableRow & { readonly table: 'tasks' | 'lists' | 'folders' | 'spaces' | 'goals' | 'key_results' }
  /** Those that changed; empty where ClickUp's event names none. */
  readonly fields: readonly FieldChange[]
}

/** All that happened, in the order of ClickUp's events (samples). Each thing has at most one occurrence of each kind. */
export function occurrencesIn(world: World, changes: readonly AnyChange[], userId: number | undefined): Occurrence[] {
  const all = changes.flatMap((change) => occurrencesOf(world, change, userId))
  const merged = new Map<string, Occurrence>()
  for (const one of all) {
    const key = `${one.kind} ${one.at.table}/${one.at.row.id}`
    const known = merged.get(key)
    merged.set(key, known ? { ...known, fields: [...known.fields, ...one.fields] } : one)
  }
  const created = new Set(all.filter(({ kind }) => kind === 'created').map(({ at }) => at.row.id))
  return [...merged.values()].filter(
    ({ kind, at }) => kind !== 'changed' || at.table !== 'tasks' || !created.has(at.row.id),
  )
}

function occurrencesOf(world: World, change: AnyChange, userId: number | undefined): Occurrence[] {
  if (wasDeletedBefore(change)) return []
  if (change.table === 'tasks') return taskOccurrences(world, change, userId)
  if (change.table === 'lists') return listOccurrences(world, change)
  if (change.table === 'folders') return folderOccurrences(world, change)
  if (change.table === 'spaces') return spaceOccurrences(world, change)
  if (change.table === 'goals' || change.table === 'key_results') return [goalOccurrence(change)]
  if (change.table === 'time_entries') {
    return timeChanges(world, change).flatMap((one) => taskItemOccurrences(world, one))
  }
  const itemChange = taskItemChange(world, change)
  return itemChange ? taskItemOccurrences(world, itemChange) : []
}

/** A deleted row stays in its table. Later changes of it cause no event. */
function wasDeletedBefore({ before }: AnyChange): boolean {
  return before !== undefined && 'deleted' in before && before.deleted
}

function taskOccurrences(
  world: World,
  { before, after }: RowChange<'tasks'>,
  userId: number | undefined,
): Occurrence[] {
  if (!after) return []
  const at = { table: 'tasks', row: after } as const
  if (!before) return [{ kind: 'created', at, fields: createdFields(world, after) }]
  if (after.deleted) return [{ kind: 'deleted', at, fields: [] }]
  const fields = changedFields({ world, before, after, userId })
  return fields.length ? [{ kind: 'changed', at, fields }] : []
}

/** A comment is also a change of its task, as every change is (documented: taskUpdated). */
function taskItemOccurrences(world: World, { taskId, comment, change }: TaskItemChange): Occurrence[] {
  const row = world.tasks.find(taskId)
  if (!row || row.deleted) return []
  const at = { table: 'tasks', row } as const
  const changed: Occurrence = { kind: 'changed', at, fields: [change] }
  if (!comment) return [changed]
  return [{ kind: comment === 'posted' ? 'commentPosted' : 'commentChanged', at, fields: [change] }, changed]
}

function listOccurrences(world: World, { before, after }: RowChange<'lists'>): Occurrence[] {
  if (!after) return []
  const at = { table: 'lists', row: after } as const
  if (!before) return [{ kind: 'created', at, fields: [] }, spaceChanged(world, after.space_id)]
  if (after.deleted) return [{ kind: 'deleted', at, fields: [] }]
  const fields = listFields(before, after)
  return fields.length ? [{ kind: 'changed', at, fields }] : []
}

/** Only the name has a sample; that the other fields look the same is assumed. */
function listFields(before: ListRow, after: ListRow): FieldChange[] {
  const show = (list: ListRow) => ({
    name: list.name,
    content: list.content,
    color: list.status,
    priority: list.priority,
    assignee: list.assignee,
    due_date: milliseconds(list.due_date),
    start_date: milliseconds(list.start_date),
    archived: list.archived,
  })
  const [was, is] = [Object.entries(show(before)), Object.values(show(after))]
  return was.flatMap(([field, value], index) =>
    value === is[index] ? [] : [{ field, before: value, after: is[index] }],
  )
}

function folderOccurrences(world: World, { before, after }: RowChange<'folders'>): Occurrence[] {
  if (!after) return []
  const at = { table: 'folders', row: after } as const
  if (!before) return [{ kind: 'created', at, fields: [] }, spaceChanged(world, after.space_id)]
  if (!after.deleted) return isOther(before, after, folderColumns) ? [{ kind: 'changed', at, fields: [] }] : []
  return [
    { kind: 'deleted', at, fields: [] },
    spaceChanged(world, after.space_id),
    ...listsGone(listsInFolder(world, after)),
  ]
}

/** The order index is not among them: moving a Folder changes that of others too (assumed). */
const folderColumns = ['name', 'space_id', 'parent_folder_id', 'statuses', 'archived'] as const

function spaceOccurrences(world: World, { before, after }: RowChange<'spaces'>): Occurrence[] {
  if (!after) return []
  const at = { table: 'spaces', row: after } as const
  if (!before) return [{ kind: 'created', at, fields: [] }] // its first List tells that it changed (sample)
  if (!after.deleted) return isOther(before, after, spaceColumns) ? [spaceChanged(world, after.id)] : []
  const lists = world.lists.group('space', after.id)
  const inFolders = world.folders
    .group('space', after.id)
    .filter(({ parent_folder_id }) => parent_folder_id === null)
    .flatMap((folder) => listsInFolder(world, folder))
  return [{ kind: 'deleted', at, fields: [] }, ...listsGone([...lists, ...inFolders])]
}

const spaceColumns = [
  'name',
  'color',
  'private',
  'member_ids',
  'admin_can_manage',
  'multiple_assignees',
  'statuses',
  'features',
  'archived',
] as const

function spaceChanged(world: World, id: string): Occurrence {
  return { kind: 'changed', at: { table: 'spaces', row: world.spaces.get(id) }, fields: [] }
}

/** That a goal says nothing of its key results, and those nothing of the tasks that they watch, is assumed. */
function goalOccurrence({ table, before, after }: RowChange<'goals'> | RowChange<'key_results'>): Occurrence {
  const isGone = !after || ('deleted' in after && after.deleted)
  const kind = !before ? 'created' : isGone ? 'deleted' : 'changed'
  return { kind, at: { table, row: after ?? before } as Occurrence['at'], fields: [] } // a change has a row
}

function listsGone(lists: readonly ListRow[]): Occurrence[] {
  return lists.map((row) => ({ kind: 'deleted', at: { table: 'lists', row }, fields: [] }))
}

function listsInFolder(world: World, folder: FolderRow): ListRow[] {
  const inside = world.folders.group('parent', folder.id)
  return [...world.lists.group('folder', folder.id), ...inside.flatMap((one) => listsInFolder(world, one))]
}

function isOther<Row extends SpaceRow | FolderRow | TaskRow>(
  before: Row,
  after: Row,
  columns: readonly (keyof Row)[],
): boolean {
  return columns.some((column) => JSON.stringify(before[column]) !== JSON.stringify(after[column]))
}
