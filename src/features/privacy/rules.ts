// Who sees an object: a private one, its keeper and those who were let in (src/model/hierarchy.ts asks).
import { refuse } from '../../contract/catalogue.js'
import type { Caller } from '../../model/access.js'
import { isReachable, type TableRow, teamOf } from '../../model/hierarchy.js'
import type { ShareRow, SpaceRow } from '../../model/hierarchy-rows.js'
import { onKey, shareKey } from '../../model/keys.js'
import type { World } from '../../model/world.js'

const tables = {
  space: 'spaces',
  folder: 'folders',
  list: 'lists',
  task: 'tasks',
  view: 'views',
  doc: 'docs',
  customField: 'custom_fields',
} as const

/** ClickUp's numbers for levels. */
const levels = new Map([
  [1, 'read'],
  [3, 'comment'],
  [4, 'edit'],
  [5, 'create'],
] as const)

/** The object that a path names. @throws Refusal resourceNotFound */
export function objectNamed(
  world: World,
  caller: Caller,
  teamId: string,
  { object_type, object_id }: { readonly object_type: string; readonly object_id: string },
): TableRow {
  const table = Object.hasOwn(tables, object_type) ? tables[object_type as keyof typeof tables] : undefined
  const row = table && world.named(table).find(object_id)
  if (!row || teamOf(row) !== teamId) refuse('resourceNotFound')
  const object = { table, row } as TableRow
  return isReachable(world, caller, object) ? object : refuse('resourceNotFound')
}

/** Makes an object private, which is then seen by the caller and nobody else, or public again. */
export function changeAccess(world: World, caller: Caller, object: TableRow, isPrivate: boolean): void {
  setPrivate(world, caller.user.id, object, isPrivate)
  if (!isPrivate || !('id' in object.row)) return
  const thing = onKey({ kind: object.table, id: String(object.row.id) })
  for (const share of world.shares.group('thing', thing)) world.shares.delete(share)
}

function setPrivate(world: World, user_id: number, { table, row }: TableRow, isPrivate: boolean): void {
  if (table === 'spaces') {
    world.spaces.update(row, { private: isPrivate, member_ids: isPrivate ? [user_id] : row.member_ids })
  } else if (table === 'views') {
    world.views.update(row, { visibility: isPrivate ? 'private' : 'public' })
  } else if (table === 'docs') {
    world.docs.update(row, { visibility: isPrivate ? 'PRIVATE' : 'PUBLIC' })
  } else if (table === 'folders' || table === 'lists' || table === 'tasks') {
    const thing = { kind: table, id: row.id }
    const before = world.privacy.find(onKey(thing))
    if (before) world.privacy.delete(before)
    if (isPrivate) world.privacy.add({ team_id: row.team_id, ...thing, user_id })
  }
}

/** Lets somebody in at a level, by ClickUp's number; with null, not any more. */
export function letIn(world: World, { table, row }: TableRow, user_id: number, number: number | null): void {
  const permission_level = levels.get(number as 1 | 3 | 4 | 5) // the check has taken no other
  if (table === 'spaces') keepMember(world, world.spaces.get(row.id), user_id, permission_level !== undefined)
  if (table !== 'folders' && table !== 'lists' && table !== 'tasks' && table !== 'views' && table !== 'docs') return
  const thing = { kind: table, id: row.id, user_id }
  const before: ShareRow | undefined = world.shares.find(shareKey(thing))
  if (before) world.shares.delete(before)
  if (permission_level) world.shares.add({ team_id: row.team_id, ...thing, permission_level })
}

function keepMember(world: World, space: SpaceRow, userId: number, isIn: boolean): void {
  const others = space.member_ids.filter((id) => id !== userId)
  world.spaces.update(space, { member_ids: isIn ? [...others, userId] : others })
}
