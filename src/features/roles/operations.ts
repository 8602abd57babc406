// Roles: https://developer.clickup.com/reference/getcustomroles
import type { Handlers } from '../handlers.js'
import { presentCustomRole } from './present.js'

export const roles = {
  GetCustomRoles: (call) => ({
    custom_roles: call.world.custom_roles.group('team', call.rows.team.id).map((role) => presentCustomRole(call, role)),
  }),
} satisfies Handlers
