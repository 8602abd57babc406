// What holds what (schema.ts says it of each table): from any row of the hierarchy upwards. Deleting a Space touches one row; all that is in it is gone
// because what holds it is, and ids in there answer as ClickUp answers for deleted ones.
import { type Caller, isGuest } from './access.js'
import { shareKey } from './keys.js'
import { declarationOf, type RowName, type TableName, type Tables } from './schema.js'
import type { ShareRow } from './work-rows.js'
import type { World } from './world.js'

/** A row and the table it is in. */
export type Place = { [Name in TableName]: { readonly table: Name; readonly row: Tables[Name] } }[TableName]

/** The row with its table. @throws Error when it is not there: a fault of ours, since what is deleted stays */
export function place<Name extends TableName>(world: World, table: Name, id: string): Place {
  return { table, row: world.named(table).get(id) } as Place
}

/** The row itself and all that holds it, up to the Space. */
export function* upwards(world: World, from: Place): Generator<Place> {
  let at: Place | undefined = from
  while (at) {
    yield at
    const holder: RowName | undefined = declarationOf(at.table).heldBy?.(at.row)
    at = holder && place(world, holder.table as TableName, holder.id)
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
  if (from.table === 'teams' || !(declarationOf(from.table).heldBy || from.table === 'spaces')) return true
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

/** The Workspace that a row names, or is. */
function teamOf(row: Place['row']): string {
  return String('team_id' in row ? row.team_id : Reflect.get(row, 'id'))
}
