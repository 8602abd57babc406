// User groups: what they may be called, and who is in them.
import { refuse } from '../../contract/catalogue.js'
import type { Caller } from '../../model/access.js'
import type { GroupRow, TeamRow } from '../../model/people-rows.js'
import type { World } from '../../model/world.js'
import { asText, readFields, readText, readUserId, type Sent } from '../body.js'

/** How many groups the free plan allows (recorded 2025-06; that others have no limit is assumed). */
const FREE_GROUPS = 2

/** The groups of a Workspace that the caller may see, of these ids if any are named. @throws Refusal groupsNotAuthorized */
export function groupsOf(world: World, caller: Caller, teamId: string, ids: string | string[] | undefined): GroupRow[] {
  if (!caller.teamIds.includes(teamId)) refuse('groupsNotAuthorized')
  const wanted = ids === undefined ? undefined : [ids].flat().flatMap((text) => text.split(','))
  return world.user_groups.group('team', teamId).filter(({ id }) => !wanted || wanted.includes(id))
}

/** Adds a group. @throws Refusal groupLimitReached, groupHandleTaken */
export function addGroup(world: World, caller: Caller, team: TeamRow, sent: Sent<'CreateUserGroup'>): GroupRow {
  const count = world.user_groups.count('team', team.id)
  if (team.plan === 'free_forever' && count >= FREE_GROUPS) refuse('groupLimitReached', String(count))
  const name = String(sent.name)
  const group = world.user_groups.add({
    id: world.newId('user_groups'),
    team_id: team.id,
    userid: caller.user.id,
    name,
    handle: asText(sent.handle) || groupHandle(name),
    member_ids: membersIn(world, team.id, sent.members),
    date_created: world.clock.now(),
  })
  needFreeHandle(world, group)
  return group
}

/** Changes what was sent. The handle stays when the name changes (recorded 2025-06). @throws Refusal groupHandleTaken */
export function changeGroup(world: World, group: GroupRow, sent: Sent<'UpdateTeam'>): GroupRow {
  const { add, rem } = readFields<'add' | 'rem'>(sent.members)
  const removed = membersIn(world, group.team_id, rem)
  const all = [...group.member_ids, ...membersIn(world, group.team_id, add)]
  const changed = world.user_groups.update(group, {
    name: asText(sent.name) || group.name,
    handle: asText(sent.handle) || group.handle,
    member_ids: [...new Set(all)].filter((id) => !removed.includes(id)),
  })
  needFreeHandle(world, changed)
  return changed
}

/** The handle of a group that gives none: its name in lower case without blanks (recorded 2025-06). */
export function groupHandle(name: string): string {
  return name.toLowerCase().replaceAll(/\s/g, '')
}

/** The groups of a Workspace among these ids; what is no group of it is left out (assumed). */
export function groupsIn(world: World, teamId: string, sent: unknown): GroupRow[] {
  const ids = new Set([sent].flat().map((id) => readText(id) ?? ''))
  return [...ids].flatMap((id) => world.user_groups.find(id) ?? []).filter(({ team_id }) => team_id === teamId)
}

function membersIn(world: World, teamId: string, sent: unknown): number[] {
  const ids = [sent].flat().map((id) => Number(readUserId(id)))
  return [...new Set(ids)].filter((id) => world.membership(teamId, id))
}

function needFreeHandle(world: World, { id, team_id, handle }: GroupRow): void {
  const others = world.user_groups.group('team', team_id).filter((group) => group.id !== id)
  if (others.some((group) => group.handle === handle)) refuse('groupHandleTaken')
}
