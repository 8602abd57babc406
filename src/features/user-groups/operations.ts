// User Groups: https://developer.clickup.com/reference/createusergroup and the pages beside it.
import { refuse } from '../../contract/catalogue.js'
import type { Handlers } from '../handlers.js'
import { presentGroup, presentOneGroup } from './present.js'
import { addGroup, changeGroup, groupsOf } from './rules.js'

export const userGroups = {
  CreateUserGroup: ({ world, caller, rows: { team }, body }) =>
    presentOneGroup(world, addGroup(world, caller, team, body)),

  UpdateTeam: ({ world, rows: { group }, body }) => presentOneGroup(world, changeGroup(world, group, body)),

  DeleteTeam: ({ world, rows: { group } }) => {
    world.delete('user_groups', group)
    return {}
  },

  GetTeams1: ({ world, caller, query: { team_id = refuse('groupsUnsupported'), group_ids } }) => ({
    groups: groupsOf(world, caller, team_id, group_ids).map((group) => presentGroup(world, group)),
  }),
} satisfies Handlers
