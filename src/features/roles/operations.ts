// Roles: https://developer.clickup.com/reference/getcustomroles
import type { Handlers } from '../handlers.js'
import { presentCustomRole } from './present.js'

export const roles = {
  GetCustomRoles: ({ world, rows: { team }, query }) => ({
    custom_roles: world.custom_roles
      .group('team', team.id)
      .map((role) => presentCustomRole(world, role, query.include_members === true)),
  }),
} satisfies Handlers
