// What people there are: users, Workspaces and grants, read only.

import { SCHEMA_VERSION as schema_version } from '../../contract/answer.js'
import type { ControlHandlers } from '../context.js'

export const people = {
  listUsers: ({ sandbox: { world } }) => ({
    schema_version,
    users: world.users.all().map(({ id, handle, username, email, initials, color }) => ({
      ...{ id, handle, username, email, initials, color },
      workspaces: world.members
        .group('user', id)
        .map(({ team_id, role, pending }) => ({ workspace: world.teams.get(team_id).handle, role, pending })),
    })),
  }),

  listWorkspaces: ({ sandbox: { world } }) => ({
    schema_version,
    workspaces: world.teams.all().map(({ id, handle, name, color, plan }) => ({
      ...{ id, handle, name, color, plan },
      members: world.members.count('team', id),
    })),
  }),

  listGrants: ({ sandbox: { world } }) => ({
    schema_version,
    grants: world.grants.all().map(({ app_id, user_id, team_ids }) => ({
      app: world.apps.get(app_id).handle,
      user: world.users.get(user_id).handle,
      workspaces: team_ids.map((id) => world.teams.get(id).handle),
    })),
  }),
} satisfies ControlHandlers
