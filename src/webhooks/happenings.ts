// From changed rows to what happened to tasks, Lists, Folders and Spaces: each once, with the fields that changed.
import { milliseconds } from '../features/shared.js'
import type { TableRow } from '../model/hierarchy.js'
import type { FolderRow, ListRow, SpaceRow, TaskRow } from '../model/work-rows.js'
import type { World } from '../model/world.js'
import type { AnyChange, RowChange } from './changes.js'
import type { FieldChange } from './items.js'
import { changedFields, createdFields } from './task-fields.js'
import { type PartChange, partChange } from './task-parts.js'

/** What can happen to a thing. */
export type What = 'created' | 'changed' | 'deleted' | 'commentPosted' | 'commentChanged'

/** Something that happened to one thing. */
export interface Happening {
  readonly what: What
  readonly at: TableRow & { readonly table: 'tasks' | 'lists' | 'folders' | 'spaces' }
  /** Those that changed; none where ClickUp tells none. */
  readonly fields: readonly FieldChange[]
}

/** All that happened, in the order in which ClickUp tells it (samples), each thing once in each way. */
export function happeningsIn(world: World, changes: readonly AnyChange[], userId: number | undefined): Happening[] {
  const told = changes.flatMap((change) => happened(world, change, userId))
  const merged = new Map<string, Happening>()
  for (const one of told) {
    const key = `${one.what} ${one.at.table}/${one.at.row.id}`
    const known = merged.get(key)
    merged.set(key, known ? { ...known, fields: [...known.fields, ...one.fields] } : one)
  }
  const born = new Set(told.filter(({ what }) => what === 'created').map(({ at }) => at.row.id))
  return [...merged.values()].filter(
    ({ what, at }) => what !== 'changed' || at.table !== 'tasks' || !born.has(at.row.id),
  )
}

function happened(world: World, change: AnyChange, userId: number | undefined): Happening[] {
  if (wasDeletedBefore(change)) return []
  if (change.table === 'tasks') return taskHappenings(world, change, userId)
  if (change.table === 'lists') return listHappenings(world, change)
  if (change.table === 'folders') return folderHappenings(world, change)
  if (change.table === 'spaces') return spaceHappenings(world, change)
  const part = partChange(world, change)
  return part ? partHappenings(world, part) : []
}

/** What is deleted stays in its table, and whatever is done to it there happens to nobody. */
function wasDeletedBefore({ before }: AnyChange): boolean {
  return before !== undefined && 'deleted' in before && before.deleted
}

function taskHappenings(world: World, { before, after }: RowChange<'tasks'>, userId: number | undefined): Happening[] {
  if (!after) return []
  const at = { table: 'tasks', row: after } as const
  if (!before) return [{ what: 'created', at, fields: createdFields(world, after) }]
  if (after.deleted) return [{ what: 'deleted', at, fields: [] }]
  const fields = changedFields({ world, before, after, userId })
  return fields.length ? [{ what: 'changed', at, fields }] : []
}

/** A comment is a change of its task too, as every change is (documented: taskUpdated). */
function partHappenings(world: World, { taskId, comment, change }: PartChange): Happening[] {
  const row = world.tasks.find(taskId)
  if (!row || row.deleted) return []
  const at = { table: 'tasks', row } as const
  const changed: Happening = { what: 'changed', at, fields: [change] }
  if (!comment) return [changed]
  return [{ what: comment === 'posted' ? 'commentPosted' : 'commentChanged', at, fields: [change] }, changed]
}

function listHappenings(world: World, { before, after }: RowChange<'lists'>): Happening[] {
  if (!after) return []
  const at = { table: 'lists', row: after } as const
  if (!before) return [{ what: 'created', at, fields: [] }, spaceChanged(world, after.space_id)]
  if (after.deleted) return [{ what: 'deleted', at, fields: [] }]
  const fields = listFields(before, after)
  return fields.length ? [{ what: 'changed', at, fields }] : []
}

/** Only the name has a sample; the other fields are assumed to be told in the same way. */
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

function folderHappenings(world: World, { before, after }: RowChange<'folders'>): Happening[] {
  if (!after) return []
  const at = { table: 'folders', row: after } as const
  if (!before) return [{ what: 'created', at, fields: [] }, spaceChanged(world, after.space_id)]
  if (!after.deleted) return isOther(before, after, folderColumns) ? [{ what: 'changed', at, fields: [] }] : []
  return [
    { what: 'deleted', at, fields: [] },
    spaceChanged(world, after.space_id),
    ...listsGone(listsInFolder(world, after)),
  ]
}

/** Not the order index: a new Folder moves all others (assumed). */
const folderColumns = ['name', 'space_id', 'parent_folder_id', 'statuses', 'archived'] as const

function spaceHappenings(world: World, { before, after }: RowChange<'spaces'>): Happening[] {
  if (!after) return []
  const at = { table: 'spaces', row: after } as const
  if (!before) return [{ what: 'created', at, fields: [] }, spaceChanged(world, after.id)]
  if (!after.deleted) return isOther(before, after, spaceColumns) ? [spaceChanged(world, after.id)] : []
  const lists = world.lists.group('space', after.id)
  const inFolders = world.folders
    .group('space', after.id)
    .filter(({ parent_folder_id }) => parent_folder_id === null)
    .flatMap((folder) => listsInFolder(world, folder))
  return [{ what: 'deleted', at, fields: [] }, ...listsGone([...lists, ...inFolders])]
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

function spaceChanged(world: World, id: string): Happening {
  return { what: 'changed', at: { table: 'spaces', row: world.spaces.get(id) }, fields: [] }
}

function listsGone(lists: readonly ListRow[]): Happening[] {
  return lists.map((row) => ({ what: 'deleted', at: { table: 'lists', row }, fields: [] }))
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
