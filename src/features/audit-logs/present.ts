// How the app's log shows an event (https://help.clickup.com, audit logs); the keys are those of its help page.
import { isoTime } from '../../model/clock.js'
import type { World } from '../../model/world.js'
import { roleNumbers } from '../workspaces/present.js'
import type { AuditEvent } from './rules.js'

/** A call takes no time by the mock's clock, and comes from this machine. Who has left is shown as a guest (assumed). */
export function presentEvent(world: World, teamId: string, { at, user, title, type, status }: AuditEvent) {
  const time = isoTime(at)
  return {
    startTime: time,
    endTime: time,
    userId: String(user.id),
    clientIp: '127.0.0.1',
    userName: user.username,
    userEmail: user.email,
    userRole: roleNumbers[world.membership(teamId, user.id)?.role ?? 'guest'],
    title,
    eventType: type,
    eventStatus: status,
  }
}
