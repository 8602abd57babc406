// Audit logs: https://developer.clickup.com/reference/queryauditlog
import { refuse } from '../../contract/catalogue.js'
import { may } from '../../model/permissions.js'
import type { Handlers } from '../handlers.js'
import { presentEvent } from './present.js'
import { type AuditEvent, auditEvents } from './rules.js'

export const auditLogs = {
  queryAuditLog: ({ world, caller, pastCalls, rows: { workspace }, body }) => {
    const isAllowed = may(world, caller, workspace.id, 'readAuditLog')
    if (workspace.plan !== 'enterprise' || !isAllowed) refuse('auditLogNotInPlan')
    const { applicability, filter = {}, pagination = {} } = body
    const { pageRows = 50, pageTimestamp = Number.POSITIVE_INFINITY, pageDirection = 'before' } = pagination
    const { userId, userEmail, eventType, eventStatus, startTime = 0, endTime = Number.POSITIVE_INFINITY } = filter
    const isWanted = ({ at, user, type, status, ...event }: AuditEvent) =>
      event.applicability === applicability &&
      (userId?.includes(String(user.id)) ?? true) &&
      (userEmail?.includes(user.email) ?? true) &&
      (eventType === undefined || [eventType].flat().includes(type)) &&
      (eventStatus === undefined || status === eventStatus) &&
      at >= startTime &&
      at <= endTime &&
      (pagination.pageTimestamp === undefined || (pageDirection === 'after' ? at > pageTimestamp : at < pageTimestamp))
    const found = auditEvents(world, workspace.id, pastCalls).filter(isWanted)
    return {
      data: found
        .reverse()
        .slice(0, pageRows)
        .map((event) => presentEvent(world, workspace.id, event)),
    }
  },
} satisfies Handlers
