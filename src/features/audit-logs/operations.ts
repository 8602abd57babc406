// Audit logs: https://developer.clickup.com/reference/queryauditlog
import { refuse } from '../../contract/catalogue.js'
import type { Handlers } from '../handlers.js'
import { presentEvent } from './present.js'
import { eventsFound } from './rules.js'

export const auditLogs = {
  queryAuditLog: (call) => {
    const { workspace } = call.rows
    if (workspace.plan !== 'enterprise') refuse('auditLogNotInPlan')
    const { pageRows = 50 } = call.body.pagination ?? {}
    const page = eventsFound(call).reverse().slice(0, pageRows)
    return { data: page.map((event) => presentEvent(call.world, workspace.id, event)) }
  },
} satisfies Handlers
