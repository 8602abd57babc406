// Step: the ids in the path. Each is declared in the specs (x-row), so no handler looks anything up: first the shape,
// then whether the token's Workspaces hold it. Unknown and foreign ids cannot be told apart (observed).
import type { PathId } from '../contract/contract.js'
import { catalogue, type RefusalName, refuse } from '../errors.js'
import type { Call } from './call.js'

/** Puts the rows the path names into the call. @throws Refusal, as the specs name them for each parameter */
export function admit(call: Call): void {
  for (const id of call.operation?.ids ?? []) {
    const value = call.incoming.params[id.parameter] ?? ''
    if (id.shape && !id.shape.test(value)) refuse(refusalName(id, id.malformed), value)
    const row = call.world.findRow(id.table, value)
    if (!row || !isVisible(call, row)) refuse(refusalName(id, id.foreign), value)
    call.hand(id.as, row)
  }
}

/** A row belongs to the Workspace it is or names. */
function isVisible(call: Call, row: object): boolean {
  const teamId: unknown = 'team_id' in row ? row.team_id : 'id' in row ? row.id : undefined
  return typeof teamId === 'string' && call.caller.teamIds.includes(teamId)
}

function refusalName(id: PathId, name: string): RefusalName {
  if (name in catalogue) return name as RefusalName
  throw new Error(`specs: the path parameter ${id.parameter} names no refusal "${name}"`)
}
