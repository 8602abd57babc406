// What several chapters show in the same way.
import type { UserRow } from '../model/people-rows.js'
import type { World } from '../model/world.js'

/** A time as answers have it: ms as text, or null. */
export function milliseconds(time: number | null): string | null {
  return time === null ? null : String(time)
}

const priorities = [
  { priority: 'urgent', color: '#f50000' },
  { priority: 'high', color: '#f8ae00' },
  { priority: 'normal', color: '#6fddff' },
  { priority: 'low', color: '#d8d8d8' },
] as const

/** The name and the colour of a priority from 1, urgent, to 4, low; null for none. */
export function priorityOf(number: number | null) {
  return priorities.find((_, index) => index + 1 === number) ?? null
}

/** The order index after the last of these rows; without any, `first`. */
export function nextOrderIndex(rows: readonly { readonly orderindex: number }[], first = 0): number {
  return rows.reduce((last, { orderindex }) => Math.max(last, orderindex), first - 1) + 1
}

/** All priorities, as a Space lists them. */
export const allPriorities = priorities.map(({ priority, color }, index) => ({
  id: String(index + 1),
  priority,
  color,
  orderindex: String(index + 1),
}))

/** A person as a Workspace shows them: without a name until they have accepted the invitation (observed). */
export function personIn(world: World, teamId: string, userId: number) {
  const { username, ...user } = world.users.get(userId)
  return { ...user, username: world.membership(teamId, userId)?.pending ? null : username }
}

/** A member of the Workspace by id; undefined if nobody there has it. */
export function memberOf(world: World, teamId: string, userId: number): UserRow | undefined {
  return world.membership(teamId, userId) && world.users.find(userId)
}
