// Audit logs: https://developer.clickup.com/reference/queryauditlog
import { refuse } from '../../contract/catalogue.js'
import { may } from '../../model/permissions.js'
import type { Handlers } from '../handlers.js'
import { presentEvent } from './present.js'
import { eventsFound } from './rules.js'

export const auditLogs = {
  queryAuditLog: (call) => {
    const { world, caller, rows, body } = call
    const isAllowed = may(world, caller, rows.workspace.id, 'readAuditLog')
    if (rows.workspace.plan !== 'enterprise' || !isAllowed) refuse('auditLogNotInPlan')
    const page = eventsFound(call)
      .reverse()
      .slice(0, body.pagination?.pageRows ?? 50)
    return { data: page.map((event) => presentEvent(world, rows.workspace.id, event)) }
  },
} satisfies Handlers
