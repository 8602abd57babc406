// Names, colours and columns of Lists.
import { type RefusalName, refuse } from '../../contract/catalogue.js'
import { isVisible, type Viewer } from '../../model/hierarchy.js'
import type { FolderRow, ListRow, SpaceRow } from '../../model/hierarchy-rows.js'
import type { World } from '../../model/world.js'
import { asText, readUserId, type Sent } from '../body.js'
import { memberOf, nextOrderIndex } from '../shared.js'

/**
 * ClickUp's words for the colours of Lists. Recorded are red, green and yellow, that purple is one, and that hex values are
 * none. The other words are assumed, and which of the recorded colours of statuses each has.
 */
export const listColors: ReadonlyMap<string, string> = new Map([
  ['red', '#d33d44'],
  ['orange', '#e16b16'],
  ['yellow', '#f8ae00'],
  ['green', '#008844'],
  ['teal', '#0f9d9f'],
  ['blue', '#1090e0'],
  ['indigo', '#4466ff'],
  ['purple', '#b660e0'],
  ['pink', '#ee5e99'],
  ['brown', '#aa8d80'],
  ['gray', '#87909e'],
  ['black', '#656f7d'],
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
export function listsOf(world: World, caller: Viewer, { space, folder }: ListHome, archived = false): ListRow[] {
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
    ...listColumns(world, home.space.team_id, fields, 'listColorInvalid'),
    orderindex,
  })
}

/**
 * The order index of a new List of this name: in a Folder the one after all that were ever there, in a Space 0 (recorded).
 * @throws Refusal listNameTaken
 */
export function lastPosition(world: World, home: ListHome, name: string): number {
  if (siblings(world, home).some((list) => list.name === name)) refuse('listNameTaken')
  return home.folder ? nextOrderIndex(world.lists.group('ever', home.folder.id)) : 0
}

/** All Lists of a Space, those in Folders too. */
export function listsInSpace(world: World, spaceId: string): ListRow[] {
  const folders = world.folders.group('space', spaceId)
  return [...world.lists.group('space', spaceId), ...folders.flatMap(({ id }) => world.lists.group('folder', id))]
}

/** The columns that a call sets. @throws Refusal `noColor` for a word that is no colour */
export function listColumns(world: World, teamId: string, fields: SentList, noColor: RefusalName): Partial<ListRow> {
  const { due_date, due_date_time, start_date, priority, assignee, status, unset_status } = fields
  const { markdown_content, markdown_description } = fields // the older name in tasks; that Lists take it too is assumed
  const content = [markdown_content, markdown_description, fields.content]
    .map(asText)
    .find((text) => text !== undefined)
  if (status !== undefined && !listColors.has(String(status))) refuse(noColor)
  return {
    ...(content !== undefined && { content }),
    ...(due_date !== undefined && { due_date: timeOrNone(due_date) }),
    ...(due_date_time !== undefined && { due_date_time: due_date_time === true }),
    ...(start_date !== undefined && { start_date: timeOrNone(start_date) }),
    ...(priority !== undefined && { priority: isPriority(priority) ? priority : null }),
    ...(assignee !== undefined && {
      assignee: memberOf(world, teamId, readUserId(assignee) ?? Number.NaN)?.id ?? null,
    }),
    ...(status !== undefined && { status: String(status) }),
    ...(unset_status === true && { status: null }),
  }
}

/** The specs let in what is a time, or null. */
function timeOrNone(sent: unknown): number | null {
  return sent === null ? null : Number(sent)
}

function siblings(world: World, { space, folder }: ListHome): ListRow[] {
  return folder ? world.lists.group('folder', folder.id) : world.lists.group('space', space.id)
}

function isPriority(value: unknown): value is number {
  return [1, 2, 3, 4].some((number) => number === value)
}
