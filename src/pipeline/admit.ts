// Step: the ids in the path. Each is declared in the specs (x-row), so no handler looks anything up: first the shape,
// then whether the token's Workspaces hold it. Unknown and foreign ids cannot be told apart (observed).
import { refuse } from '../errors.js'
import type { Call } from './call.js'

/** Puts the rows the path names into the call. @throws Refusal, as the specs name them for each parameter */
export function admit(call: Call): void {
  for (const { parameter, as, table, shape, malformed, foreign } of call.operation?.ids ?? []) {
    const value = String(call.incoming.params[parameter])
    if (!shape.test(value)) refuse(malformed, value)
    const row = call.world.findRow(table, value)
    if (!row || !isVisible(call, row)) refuse(foreign, value)
    call.hand(as, row)
  }
}

/** A row belongs to the Workspace it is or names. */
function isVisible({ caller }: Call, row: { readonly id?: unknown; readonly team_id?: unknown }): boolean {
  const { id, team_id = id } = row
  return caller.teamIds.some((visible) => visible === team_id)
}
