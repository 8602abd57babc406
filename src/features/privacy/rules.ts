// Who sees an object: a private one, its keeper and those who were let in (src/model/hierarchy.ts asks).
import { refuse } from '../../contract/catalogue.js'
import { reached, type TableRow } from '../../model/hierarchy.js'
import type { SpaceRow } from '../../model/hierarchy-rows.js'
import { onKey } from '../../model/keys.js'
import { deleteShares, setGroupShare, setShare } from '../../model/shares.js'
import type { World } from '../../model/world.js'
import type { CallTo } from '../handlers.js'

/** The tables of objects. A path names one in the singular, in one word: `list`, `customField`. */
const tables = ['spaces', 'folders', 'lists', 'tasks', 'views', 'docs', 'custom_fields'] as const

type AccessObject = Extract<TableRow, { readonly table: (typeof tables)[number] }>

/** By ClickUp's numbers. */
const levels = { 1: 'read', 3: 'comment', 4: 'edit', 5: 'create' } as const

type Entry = NonNullable<CallTo<'publicPatchAcl'>['body']['entries']>[number]

/** The object that a path names. @throws Refusal resourceNotFound */
export function objectNamed({ world, caller, rows: { workspace }, params }: CallTo<'publicPatchAcl'>): AccessObject {
  const name = params.object_type.replace('customField', 'custom_field')
  const table = tables.find((one) => one === `${name}s`) ?? refuse('resourceNotFound')
  const object = reached(world, caller, workspace.id, { table, id: params.object_id })
  return (object as AccessObject | undefined) ?? refuse('resourceNotFound') // a row of that table
}

/** Makes an object private, which is then seen by the caller and nobody else, or public again. */
export function changeAccess(world: World, user_id: number, { table, row }: AccessObject, isPrivate: boolean): void {
  if (table === 'spaces') {
    world.spaces.update(row, { private: isPrivate, member_ids: isPrivate ? [user_id] : row.member_ids })
  } else if (table === 'views') {
    world.views.update(row, { visibility: isPrivate ? 'private' : 'public' })
  } else if (table === 'docs') {
    world.docs.update(row, { visibility: isPrivate ? 'PRIVATE' : 'PUBLIC' })
  } else if (table !== 'custom_fields') {
    const thing = { kind: table, id: row.id }
    const before = world.privacy.find(onKey(thing))
    if (before) world.privacy.delete(before)
    if (isPrivate) world.privacy.add({ team_id: row.team_id, ...thing, user_id })
  }
  if (isPrivate) deleteShares(world, table, row.id)
}

/** Lets a person or a group in at a level; with null, not any more. */
export function letIn(world: World, { table, row }: AccessObject, { kind, id, permission_level }: Entry): void {
  if (table === 'custom_fields') return
  const level = permission_level ? levels[permission_level] : null
  const thing = { team_id: row.team_id, id: row.id }
  if (kind === 'group') setGroupShare(world, { ...thing, kind: table, group_id: id }, level)
  else if (table === 'spaces') keepMember(world, world.spaces.get(row.id), Number(id), level !== null)
  else setShare(world, { ...thing, kind: table, user_id: Number(id) }, level)
}

/** Whether the person or the group of an entry is one of the Workspace. */
export function isThere(world: World, teamId: string, { kind, id }: Entry): boolean {
  if (kind === 'user') return world.membership(teamId, Number(id)) !== undefined
  return world.user_groups.find(id)?.team_id === teamId
}

function keepMember(world: World, space: SpaceRow, userId: number, isIn: boolean): void {
  const others = space.member_ids.filter((id) => id !== userId)
  world.spaces.update(space, { member_ids: isIn ? [...others, userId] : others })
}
