// What holds what, from any row of the hierarchy upwards; schema.ts says it of each table. Deleting a Space changes one row:
// all that is in it is gone because what holds it is gone, and its ids answer as ClickUp answers for deleted ones.
import type { Caller } from './access.js'
import { peopleOfGoal } from './goals.js'
import { onKey } from './keys.js'
import { type Level, may } from './permissions.js'
import { declarationOf, type RowName, type TableName, type Tables } from './schema.js'
import { type LetIn, shareOf } from './shares.js'
import type { World } from './world.js'

/** A row and the table it is in. */
export type TableRow = { [Name in TableName]: { readonly table: Name; readonly row: Tables[Name] } }[TableName]

/** A row with its table. @throws Error if it is not there: a bug of the mock, since deleted rows stay */
export function rowIn<Name extends TableName>(world: World, table: Name, id: string): TableRow {
  return { table, row: world.named(table).get(id) } as TableRow
}

/** The row itself and everything that holds it, up to the Space. */
export function* upwards(world: World, from: TableRow): Generator<TableRow> {
  let at: TableRow | undefined = from
  while (at) {
    yield at
    const holder: RowName | undefined = declarationOf(at.table).heldBy?.(at.row)
    at = holder && rowIn(world, holder.table as TableName, holder.id)
  }
}

/** Whether the row was deleted, or something that holds it. */
export function isGone(world: World, from: TableRow): boolean {
  for (const { row } of upwards(world, from)) if ('deleted' in row && row.deleted) return true
  return false
}

/** Somebody who looks at a row; without a token if they are not calling. */
export type Viewer = Pick<Caller, 'user' | 'teamIds'> & Partial<Pick<Caller, 'token'>>

/**
 * Whether the caller may see a row. It must be in a Workspace of the token. Who was let into the row, or into what holds it,
 * sees it; a guest sees nothing else of what stands in a Space, and nobody else a private Space whose member they are not
 * (assumed, from https://help.clickup.com on guests). A webhook is seen with its own token only (documented).
 */
export function isVisible(world: World, caller: Viewer, from: TableRow): boolean {
  const teamId = teamOf(from.row)
  if (!caller.teamIds.includes(teamId)) return false
  if (from.table === 'webhooks') return from.row.token === caller.token
  if (from.table === 'teams' || !(declarationOf(from.table).heldBy || from.table === 'spaces')) return true
  for (const at of upwards(world, from)) {
    if (isHidden(world, caller, at)) return false
    if (isLetIn(world, caller, at)) return true
    if (at.table === 'spaces' && at.row.private && !at.row.member_ids.includes(caller.user.id)) return false
  }
  return may(world, caller, teamId, 'seeWithoutShare')
}

/** Whether a row is private, and neither the viewer's own nor one that they were let into. */
export function isHidden(world: World, viewer: Viewer, at: TableRow): boolean {
  const keepers = keepersOf(world, at)
  if (keepers === undefined || may(world, viewer, teamOf(at.row), 'seePrivate', keepers)) return false
  return !isLetIn(world, viewer, at)
}

/** Whose own a private row is; undefined for one that is not, and for Spaces, which have members. */
function keepersOf(world: World, { table, row }: TableRow): readonly number[] | undefined {
  if (table === 'views' || table === 'docs' || table === 'channels') {
    return row.visibility.toLowerCase() === 'public' ? undefined : [row.creator]
  }
  if (table === 'goals' || table === 'goal_folders') return row.private ? peopleOfGoal(row) : undefined
  if (table !== 'folders' && table !== 'lists' && table !== 'tasks') return undefined
  const privacy = world.privacy.find(onKey({ kind: table, id: row.id }))
  return privacy && [privacy.user_id]
}

/** Whether the caller may see a row, and nothing that holds it was deleted. */
export function isReachable(world: World, caller: Viewer, from: TableRow): boolean {
  return isVisible(world, caller, from) && !isGone(world, from)
}

/** The row of this table and id, if it is in the Workspace and the caller reaches it. */
export function reached(
  world: World,
  caller: Viewer,
  teamId: string,
  { table, id }: { readonly table: TableName; readonly id: string },
): TableRow | undefined {
  const row = world.named(table).find(id)
  const found = row && ({ table, row } as TableRow)
  return found && teamOf(found.row) === teamId && isReachable(world, caller, found) ? found : undefined
}

/** Whether a person could see a row if they called; an open invitation is enough (assumed). */
export function isVisibleTo(world: World, userId: number, from: TableRow): boolean {
  const teamId = teamOf(from.row)
  if (teamId === undefined || !world.membership(teamId, userId)) return false
  return isVisible(world, viewerIn(world, teamId, userId), from)
}

/** Whether a row was shared with somebody, or is a goal that names them. */
function isLetIn(world: World, { user }: Viewer, at: TableRow): boolean {
  const { table, row } = at
  if (table === 'goals' || table === 'goal_folders') return peopleOfGoal(row).includes(user.id)
  if (table === 'channels') return row.member_ids.includes(user.id)
  return shareIn(world, { user }, at) !== undefined
}

/** A person of a Workspace as somebody who looks. */
export function viewerIn(world: World, teamId: string, userId: number): Viewer {
  return { user: world.users.get(userId), teamIds: [teamId] }
}

/**
 * What somebody may do with a row that they see: the level at which they were let into it, or into the nearest thing that
 * holds it; everything where nobody let them in.
 */
export function levelOf(world: World, caller: Pick<Caller, 'user'>, from: TableRow): Level {
  for (const at of upwards(world, from)) {
    const share = shareIn(world, caller, at)
    if (share) return share.permission_level ?? 'create'
  }
  return 'create'
}

function shareIn(world: World, { user }: Pick<Caller, 'user'>, { table, row }: TableRow): LetIn | undefined {
  return shareOf(world, user.id, table, String(Reflect.get(row, 'id'))) // a row without an id was never shared
}

/** The Workspace that a row names, or is. */
export function teamOf(row: TableRow['row']): string {
  return String('team_id' in row ? row.team_id : Reflect.get(row, 'id'))
}
