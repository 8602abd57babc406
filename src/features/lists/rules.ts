// Names, colours and columns of Lists.
import { refuse } from '../../contract/catalogue.js'
import type { Caller } from '../../model/access.js'
import { isVisible } from '../../model/hierarchy.js'
import type { FolderRow, ListRow, SpaceRow } from '../../model/hierarchy-rows.js'
import type { World } from '../../model/world.js'
import { asText, readUserId, type Sent } from '../body.js'
import { memberOf, nextOrderIndex } from '../shared.js'

/** ClickUp's words for the colours of Lists (assumed); that it refuses hex values was observed. */
export const listColors: ReadonlyMap<string, string> = new Map([
  ['red', '#e50000'],
  ['orange', '#ff7800'],
  ['yellow', '#f9d900'],
  ['green', '#2ecd6f'],
  ['teal', '#1bbc9c'],
  ['blue', '#3082b7'],
  ['indigo', '#4169e1'],
  ['purple', '#9b59b6'],
  ['pink', '#ff00fc'],
  ['brown', '#800000'],
  ['gray', '#656f7d'],
  ['black', '#202020'],
])

/** The body of a call that makes or changes a List. */
export type SentList = Sent<'CreateList' | 'CreateFolderlessList' | 'UpdateList'>

/** The place of a List. */
export interface ListHome {
  readonly space: SpaceRow
  /** null: right in the Space. */
  readonly folder: FolderRow | null
}

/** The Lists of a Folder or, without one, right in a Space, that the caller sees, in their order. */
export function listsOf(world: World, caller: Caller, { space, folder }: ListHome, archived = false): ListRow[] {
  return siblings(world, { space, folder })
    .filter((row) => row.archived === archived && isVisible(world, caller, { table: 'lists', row }))
    .sort((one, other) => one.orderindex - other.orderindex)
}

/** Adds a List, the last in its place. @throws Refusal listNameTaken, listColorInvalid */
export function addList(world: World, home: ListHome, fields: SentList): ListRow {
  const name = String(fields.name)
  const orderindex = lastPosition(world, home, name)
  return world.lists.add({
    id: world.newId('lists'),
    team_id: home.space.team_id,
    space_id: home.space.id,
    folder_id: home.folder?.id ?? null,
    name,
    content: '',
    status: null,
    priority: null,
    assignee: null,
    due_date: null,
    due_date_time: false,
    start_date: null,
    start_date_time: false,
    statuses: null,
    archived: false,
    deleted: false,
    ...listColumns(world, home.space.team_id, fields),
    orderindex,
  })
}

/** The order index of a new List of this name, the last in its place. @throws Refusal listNameTaken */
export function lastPosition(world: World, home: ListHome, name: string): number {
  const beside = siblings(world, home)
  if (beside.some((list) => list.name === name)) refuse('listNameTaken')
  return nextOrderIndex(beside)
}

/** All Lists of a Space, those in Folders too. */
export function listsInSpace(world: World, spaceId: string): ListRow[] {
  const folders = world.folders.group('space', spaceId)
  return [...world.lists.group('space', spaceId), ...folders.flatMap(({ id }) => world.lists.group('folder', id))]
}

/** The columns that a call sets. @throws Refusal listColorInvalid */
export function listColumns(world: World, teamId: string, fields: SentList): Partial<ListRow> {
  const { due_date, due_date_time, priority, assignee, status, unset_status } = fields
  const { markdown_content, markdown_description } = fields // the older name in tasks; that Lists take it too is assumed
  const content = [markdown_content, markdown_description, fields.content]
    .map(asText)
    .find((text) => text !== undefined)
  if (status !== undefined && !listColors.has(String(status))) refuse('listColorInvalid')
  return {
    ...(content !== undefined && { content }),
    ...(due_date !== undefined && { due_date: due_date === null ? null : Number(due_date) }),
    ...(due_date_time !== undefined && { due_date_time: due_date_time === true }),
    ...(priority !== undefined && { priority: isPriority(priority) ? priority : null }),
    ...(assignee !== undefined && {
      assignee: memberOf(world, teamId, readUserId(assignee) ?? Number.NaN)?.id ?? null,
    }),
    ...(status !== undefined && { status: String(status) }),
    ...(unset_status === true && { status: null }),
  }
}

function siblings(world: World, { space, folder }: ListHome): ListRow[] {
  return folder ? world.lists.group('folder', folder.id) : world.lists.group('space', space.id)
}

function isPriority(value: unknown): value is number {
  return [1, 2, 3, 4].some((number) => number === value)
}
