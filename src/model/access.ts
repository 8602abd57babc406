// Who may see what: from a token to the user behind it and the Workspaces it opens.
import type { MemberRow, TeamRow, TokenRow, UserRow } from './people-rows.js'
import type { World } from './world.js'

/** The caller. */
export interface Caller {
  readonly token: string
  readonly user: UserRow
  /** The Workspaces the token sees, in the order the user joined them. */
  readonly teamIds: readonly string[]
}

/** The caller behind a live token. */
export function callerOf(world: World, token: TokenRow): Caller {
  return world.remembered(token, () => ({
    token: token.id,
    user: world.users.get(token.user_id),
    teamIds: visibleTeams(world, token),
  }))
}

/** All Workspaces a user has joined; open invitations do not count. */
export function joinedTeams(world: World, userId: number): string[] {
  return world.members
    .group('user', userId)
    .filter(hasJoined)
    .map((member) => member.team_id)
}

/** The user behind an unknown token where every token is accepted: the fixture's first who has joined a Workspace. */
export function firstUser(world: World): UserRow | undefined {
  return world.users.all().find((user) => joinedTeams(world, user.id).length > 0)
}

/** The owner of a Workspace. */
export function ownerOf(world: World, team: TeamRow): MemberRow | undefined {
  return world.members.group('team', team.id).find((member) => member.role === 'owner')
}

/** A personal token sees all the user's Workspaces, an OAuth token those ticked on the consent page. */
function visibleTeams(world: World, token: TokenRow): string[] {
  const joined = joinedTeams(world, token.user_id)
  if (token.app_id === null) return joined
  const granted = world.grant(token.app_id, token.user_id)?.team_ids ?? []
  return joined.filter((id) => granted.includes(id))
}

function hasJoined(member: MemberRow): boolean {
  return !member.pending
}
