// Step: the ids in the path as such. The specs declare each of them (x-row). ClickUp looks at their shape, and for the
// Workspace, before it counts the call: the answers were recorded without the headers of the rate limit (2024 and 2026).
import { refuse } from '../contract/catalogue.js'
import type { PathId } from '../contract/operation.js'
import { channelOf } from '../model/channels.js'
import { customKey } from '../model/keys.js'
import type { Tables } from '../model/schema.js'
import { viewOf } from '../model/views.js'
import type { Call } from './call.js'

/** Refuses ids of the wrong shape, and those that nobody has where ClickUp notices it so early. @throws Refusal */
export function checkIds(call: Call): void {
  for (const id of call.operation?.ids ?? []) {
    const value = idIn(call, id)
    if (!id.shape.test(value)) refuse(id.malformed, value)
    if (id.unknown && !findRow(call, id)) refuse(id.unknown, value)
  }
}

/** The id as the path has it. */
export function idIn({ incoming }: Call, { parameter }: PathId): string {
  return String(incoming.params[parameter])
}

/**
 * The row of an id; undefined for an id that no row has. A built-in view and the channel of a place need no row. A task is found
 * by its custom id if the query says so, which needs the Workspace too (observed); in version 3 it is not (assumed).
 */
export function findRow(call: Call, id: PathId): Tables[keyof Tables] | undefined {
  const { world, query } = call
  const { custom_task_ids, team_id } = query
  const value = idIn(call, id)
  if (id.table === 'views') return viewOf(world, value)
  if (id.table === 'channels') return channelOf(world, value)
  if (id.table !== 'tasks' || custom_task_ids !== 'true' || call.rows.workspace)
    return world.named(id.table as keyof Tables).find(value)
  return team_id === undefined ? undefined : world.tasks.group('custom', customKey(String(team_id), value))[0]
}
