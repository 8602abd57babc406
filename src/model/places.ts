// What holds what: from any row of the hierarchy upwards. Deleting a Space touches one row; all that is in it is gone
// because what holds it is, and ids in there answer as ClickUp answers for deleted ones.
import { type Caller, isGuest } from './access.js'
import type { CommentPlace, ShareRow } from './work-rows.js'
import type { Tables, World } from './world.js'

/** A row and the table it is in. */
export type Place = { [Name in keyof Tables]: { readonly table: Name; readonly row: Tables[Name] } }[keyof Tables]

type Holder<Name extends keyof Tables> = (row: Tables[Name], world: World) => Place | undefined

const taskOf = ({ task_id }: { readonly task_id: string }, world: World) => place(world, 'tasks', task_id)
const spaceOf = ({ space_id }: { readonly space_id: string }, world: World) => place(world, 'spaces', space_id)

/**
 * What holds a row of each table; those without an entry stand in their Workspace itself. Custom Fields do, wherever they
 * apply: a guest who was let into a task may set those of its Space too.
 */
const holders: { readonly [Name in keyof Tables]?: Holder<Name> } = {
  folders: (folder, world) =>
    folder.parent_folder_id === null ? spaceOf(folder, world) : place(world, 'folders', folder.parent_folder_id),
  lists: (list, world) => (list.folder_id === null ? spaceOf(list, world) : place(world, 'folders', list.folder_id)),
  tasks: ({ parent, list_id }, world) =>
    parent === null ? place(world, 'lists', list_id) : place(world, 'tasks', parent),
  tags: spaceOf,
  checklists: taskOf,
  checklist_items: ({ checklist_id }, world) => place(world, 'checklists', checklist_id),
  attachments: taskOf,
  comments: ({ on }, world) => place(world, tablesOfComments[on.kind], on.id),
  views: ({ parent }, world) => place(world, parent.kind, parent.id),
}

const tablesOfComments = { task: 'tasks', list: 'lists', view: 'views', comment: 'comments' } as const satisfies Record<
  CommentPlace['kind'],
  keyof Tables
>

/** The row with its table. @throws Error when it is not there: a fault of ours, since what is deleted stays */
export function place<Name extends keyof Tables>(world: World, table: Name, id: string): Place {
  return { table, row: world.named(table).get(id) } as Place
}

/** The row itself and all that holds it, up to the Space. */
export function* upwards(world: World, from: Place): Generator<Place> {
  let at: Place | undefined = from
  while (at) {
    yield at
    const holder = holders[at.table] as Holder<keyof Tables> | undefined
    at = holder?.(at.row, world)
  }
}

/** Whether it was deleted, or something that holds it. */
export function isGone(world: World, from: Place): boolean {
  for (const { row } of upwards(world, from)) if ('deleted' in row && row.deleted) return true
  return false
}

/** Somebody who looks at a row; without a token one who is not calling. */
type Viewer = Pick<Caller, 'user' | 'teamIds'> & Partial<Pick<Caller, 'token'>>

/**
 * Whether the caller may see a row: it is in a Workspace of the token, in no private Space without the caller, and a guest
 * was let into it or into what holds it (assumed, from https://help.clickup.com on guests). A webhook is its token's own
 * (documented).
 */
export function isVisible(world: World, caller: Viewer, from: Place): boolean {
  const teamId = teamOf(from.row)
  if (!caller.teamIds.includes(teamId)) return false
  if (from.table === 'webhooks') return from.row.token === caller.token
  const guest = isGuest(world, caller, teamId)
  if (from.table === 'teams' || !(from.table in holders || from.table === 'spaces')) return true
  for (const at of upwards(world, from)) {
    if (guest && isShared(world, caller, at)) return true
    if (at.table === 'spaces') return !guest && (!at.row.private || at.row.member_ids.includes(caller.user.id))
  }
  return !guest
}

/** Whether a person who may not be calling could see a row, were they to; an open invitation is enough (assumed). */
export function isVisibleTo(world: World, userId: number, from: Place): boolean {
  const teamId = teamOf(from.row)
  if (teamId === undefined || !world.membership(teamId, userId)) return false
  return isVisible(world, { user: world.users.get(userId), teamIds: [teamId] }, from)
}

function isShared(world: World, { user }: Pick<Caller, 'user'>, { table, row }: Place): boolean {
  return (
    'id' in row &&
    world.shares.find(shareKey({ kind: table as ShareRow['kind'], id: String(row.id), user_id: user.id })) !== undefined
  )
}

/** The key of a share. */
export function shareKey({ kind, id, user_id }: Pick<ShareRow, 'kind' | 'id' | 'user_id'>): string {
  return `${kind}/${id}/${user_id}`
}

/** The Workspace that a row names, or is. */
function teamOf(row: Place['row']): string {
  return String('team_id' in row ? row.team_id : Reflect.get(row, 'id'))
}
