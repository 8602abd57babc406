// Step: the ids in the path. The specs declare each of them (x-row), so no handler looks anything up. First the shape of an
// id is checked, then whether the caller may see the row. Unknown and foreign ids get the same answer (observed).

import { refuse } from '../contract/catalogue.js'
import type { PathId } from '../contract/contract.js'
import { isGone, isVisible, type TableRow } from '../model/hierarchy.js'
import { customKey } from '../model/keys.js'
import type { Tables } from '../model/schema.js'
import type { Call } from './call.js'

/** Puts the rows the path names into the call. @throws Refusal, as the specs name them for each parameter */
export function admit(call: Call): void {
  call.gone = undefined
  call.admittedAt = call.world.version
  for (const id of call.operation?.ids ?? []) {
    const { as, table, shape, malformed, foreign, deleted, servesDeleted } = id
    const value = String(call.incoming.params[id.parameter])
    if (!shape.test(value)) refuse(malformed, value)
    const row = findRow(call, id, value) ?? refuse(foreign, value)
    const place = { table, row } as TableRow
    if (!isVisible(call.world, call.caller, place)) refuse(foreign, value)
    if (isGone(call.world, place) && !servesDeleted) call.gone ??= deleted ?? refuse(foreign, value)
    call.rows[as] = row
  }
}

/**
 * Step: a deleted row is refused after the body was checked (observed). Others may have changed the rows since, while the
 * body came or the call was delayed: then they are looked up again. @throws Refusal
 */
export function refuseDeleted(call: Call): void {
  if (call.admittedAt !== call.world.version) admit(call)
  if (call.gone) refuse(call.gone)
}

/** Finds a row by its id; a task by its custom id if the query says so, which needs the Workspace too (observed). */
function findRow(call: Call, { table, foreign }: PathId, value: string): Tables[keyof Tables] | undefined {
  const { custom_task_ids, team_id } = call.query
  if (table !== 'tasks' || custom_task_ids !== 'true') return call.world.named(table as keyof Tables).find(value)
  if (team_id === undefined) refuse(foreign, value)
  return call.world.tasks.group('custom', customKey(String(team_id), value))[0]
}
