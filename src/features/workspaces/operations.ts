// Workspaces: https://developer.clickup.com/reference/getauthorizedteams and the pages beside it.
import type { Handlers } from '../handlers.js'
import { planNames, presentTeam } from './present.js'
import { seatsOf } from './rules.js'

export const workspaces = {
  GetAuthorizedTeams: ({ world, caller }) => ({
    teams: caller.teamIds.map((id) => presentTeam(world, world.teams.get(id))),
  }),

  GetWorkspaceseats: ({ world, rows: { team } }) => seatsOf(world, team),

  GetWorkspaceplan: ({ rows: { team } }) => planNames[team.plan],
} satisfies Handlers
