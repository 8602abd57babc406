// Who was let into what: by name, or with a user group that they are in.

import type { Table } from '../store/table.js'
import type { GroupShareRow, ShareRow } from './hierarchy-rows.js'
import { groupShareKey, onKey, pairKey, shareKey } from './keys.js'
import { type Level, levels } from './permissions.js'
import type { World } from './world.js'

/** A thing, and what somebody may do there; everything when no level is named. */
export type LetIn = Pick<GroupShareRow, 'kind' | 'id' | 'permission_level'>

/**
 * How a person was let into a thing: by name, or else with the group of theirs that may do most; undefined if not at all. That
 * ACLs take groups is documented; that a name goes before groups, and the highest of several counts, is assumed.
 */
export function shareOf(world: World, userId: number, kind: string, id: string): LetIn | undefined {
  const named = world.shares.find(shareKey({ kind: kind as ShareRow['kind'], id, user_id: userId }))
  if (named || world.group_shares.size === 0) return named
  const shares = world.group_shares.group('thing', onKey({ kind, id })).filter((share) => isIn(world, userId, share))
  const most = levels.findLast((level) => shares.some(({ permission_level = 'create' }) => permission_level === level))
  return shares.find(({ permission_level = 'create' }) => permission_level === most)
}

/** Lets a person into a thing at a level; with null, not any more. */
export function setShare(world: World, thing: Omit<ShareRow, 'permission_level'>, level: Level | null): void {
  set(world.shares, world.shares.find(shareKey(thing)), level && { ...thing, permission_level: level })
}

/** Lets a user group into a thing at a level; with null, not any more. */
export function setGroupShare(world: World, thing: Omit<GroupShareRow, 'permission_level'>, level: Level | null): void {
  set(world.group_shares, world.group_shares.find(groupShareKey(thing)), level && { ...thing, permission_level: level })
}

function set<Row extends object>(table: Table<Row>, before: Row | undefined, after: Row | null): void {
  if (!after) {
    if (before) table.delete(before)
  } else if (before) table.update(before, after)
  else table.add(after)
}

/** Lets nobody into a thing any more. */
export function deleteShares(world: World, kind: string, id: string): void {
  const thing = onKey({ kind, id })
  for (const share of world.shares.group('thing', thing)) world.shares.delete(share)
  for (const share of world.group_shares.group('thing', thing)) world.group_shares.delete(share)
}

/** Everything in a Workspace that a person was let into. */
export function sharesOfPerson(world: World, teamId: string, userId: number): LetIn[] {
  const named = world.shares.group('member', pairKey(teamId, userId))
  if (world.group_shares.size === 0) return named
  const groups = world.user_groups.group('team', teamId).filter(({ member_ids }) => member_ids.includes(userId))
  return [...named, ...groups.flatMap(({ id }) => world.group_shares.group('group', id))]
}

/** The people of the groups that were let into a thing. */
export function peopleOfGroups(world: World, kind: string, id: string): number[] {
  const shares = world.group_shares.group('thing', onKey({ kind, id }))
  return shares.flatMap(({ group_id }) => world.user_groups.get(group_id).member_ids)
}

function isIn(world: World, userId: number, { group_id }: GroupShareRow): boolean {
  return world.user_groups.get(group_id).member_ids.includes(userId)
}
