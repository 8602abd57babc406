// Work in a Workspace on the Enterprise plan, where people can be managed over the API.
import type { Test } from 'tap'
import type { ShareRow } from '../../src/model/hierarchy-rows.js'
import type { Level } from '../../src/model/permissions.js'
import type { World } from '../../src/model/world.js'
import { GINA, NORTHWIND, startWork, type Work } from './work.js'

/** Starts it. */
export async function startEnterprise(t: Test): Promise<Work> {
  const work = await startWork(t)
  work.world.teams.update(work.world.teams.get(NORTHWIND), { plan: 'enterprise' })
  return work
}

/** Lets Gina, or somebody else, into something. */
export function letIn(
  world: World,
  kind: ShareRow['kind'],
  { id }: { readonly id: string },
  permission_level: Level,
  user_id = GINA,
): void {
  world.shares.add({ team_id: NORTHWIND, user_id, kind, id, permission_level })
}
