// Step: access to what the ids in the path name. The specs declare each of them (x-row), so no handler looks anything up; and
// beside the operation what it needs of the Workspace and of the caller (x-plan, x-needs, x-level), so no handler asks.
// Unknown and foreign ids get the same answer, which is counted (observed).

import { type RefusalName, refuse } from '../contract/catalogue.js'
import type { Operation, PathId } from '../contract/operation.js'
import { editorsOfGoal } from '../model/goals.js'
import { isGone, isVisible, levelOf, type TableRow, teamOf, upwards } from '../model/hierarchy.js'
import { may, type Permission, reaches } from '../model/permissions.js'
import type { World } from '../model/world.js'
import type { Call } from './call.js'
import { findRow, idIn } from './ids.js'

/** Puts the rows the path names into the call. @throws Refusal, as the specs name them for each parameter */
export function admit(call: Call): void {
  call.gone = undefined
  call.admittedAt = call.world.version
  const operation = call.operation as Operation // `route` has refused a call without one
  const places: TableRow[] = []
  for (const id of operation.ids) {
    const { as, table, foreign, hidden = foreign, deleted, servesDeleted } = id
    const value = idIn(call, id)
    const row = findRow(call, id) ?? refuse(unknownFor(call, id), value)
    const place = { table, row } as TableRow
    if (isElsewhere(call, place)) refuse(foreign, value)
    if (!isVisible(call.world, call.caller, place)) refuse(hidden, value)
    if (isGone(call.world, place) && !servesDeleted) call.gone ??= deleted ?? refuse(foreign, value)
    call.rows[as] = row
    places.push(place)
  }
  for (const place of places) needRights(call, operation, place)
}

/** What the operation needs on one row that the path names; that this comes before the body is assumed. */
function needRights({ world, caller }: Call, { plan, needs, level, forbidden }: Operation, place: TableRow): void {
  const teamId = teamOf(place.row)
  if (plan !== null && world.teams.get(teamId).plan !== plan) refuse('enterprisePlanRequired')
  const isAllowed = needs === null || may(world, caller, teamId, needs as Permission, ownersOf(world, place)) // a test names them
  if (!isAllowed || !reaches(levelOf(world, caller, place), level)) refuse(forbidden)
}

/** Whose own a row is; a goal, and what measures it, is theirs who may edit it. */
function ownersOf(world: World, place: TableRow): number[] {
  for (const at of upwards(world, place)) if (at.table === 'goals') return editorsOfGoal(at.row)
  const { row } = place
  return ['creator', 'user_id'].flatMap((column) => Reflect.get(row, column) ?? [])
}

/**
 * Step: a deleted row is refused after the body was checked (observed). Others may have changed the rows since, while the
 * body came or the call was delayed: then they are looked up again. @throws Refusal
 */
export function refuseDeleted(call: Call): void {
  if (call.admittedAt !== call.world.version) admit(call)
  if (call.gone) refuse(call.gone)
}

/** Whether a row stands in another Workspace than the one that the path of version 3 begins with. */
function isElsewhere({ rows: { workspace } }: Call, { row }: TableRow): boolean {
  return workspace !== undefined && teamOf(row) !== Reflect.get(workspace, 'id')
}

/** The refusal of an id that no row has. */
function unknownFor({ settings }: Call, { foreign, unknown2026 = foreign }: PathId): RefusalName {
  return settings.unknownIds === '2026' ? unknown2026 : foreign
}
