// What several chapters show in the same way.
import { markdownToText } from '../model/markdown.js'
import type { UserRow } from '../model/people-rows.js'
import type { World } from '../model/world.js'

/** A time as answers have it: ms as text, or null. */
export function milliseconds(time: number | null): string | null {
  return time === null ? null : String(time)
}

const priorities = [
  { color: '#f50000', id: '1', orderindex: '1', priority: 'urgent' },
  { color: '#f8ae00', id: '2', orderindex: '2', priority: 'high' },
  { color: '#6fddff', id: '3', orderindex: '3', priority: 'normal' },
  { color: '#d8d8d8', id: '4', orderindex: '4', priority: 'low' },
] as const

/** All priorities, as a Space lists them. */
export const allPriorities = [...priorities]

/** A priority from 1, urgent, to 4, low, as tasks and Spaces show it (recorded); null for none. */
export function presentPriority(number: number | null) {
  return priorities.find(({ id }) => id === String(number)) ?? null
}

/** The name and the colour of a priority, as Lists show it; null for none. */
export function priorityOf(number: number | null) {
  const found = presentPriority(number)
  return found && { priority: found.priority, color: found.color }
}

/** The order index after the last of these rows; without any, `first`. */
export function nextOrderIndex(rows: readonly { readonly orderindex: number }[], first = 0): number {
  return rows.reduce((last, { orderindex }) => Math.max(last, orderindex), first - 1) + 1
}

/** A person as a Workspace shows them: without a name until they have accepted the invitation (observed). */
export function personIn(world: World, teamId: string, userId: number) {
  const { username, ...user } = world.users.get(userId)
  return { ...user, username: world.membership(teamId, userId)?.pending ? null : username }
}

/** A member of the Workspace by id; undefined if nobody there has it. */
export function memberOf(world: World, teamId: string, userId: number): UserRow | undefined {
  return world.membership(teamId, userId) && world.users.find(userId)
}

/** How version 3 writes texts: as they are kept, or without their marks. */
export type Format = 'text/md' | 'text/plain'

/** Markdown in this format; without one as it is. */
export function worded(markdown: string, format: Format = 'text/md'): string {
  return format === 'text/plain' ? markdownToText(markdown) : markdown
}

/** Those of these that are there: in version 3, keys of what is not are left out (assumed). */
export function given<Columns extends object>(
  columns: Columns,
): { [Key in keyof Columns]?: NonNullable<Columns[Key]> } {
  const there = Object.entries(columns).filter(([, value]) => value !== null)
  return Object.fromEntries(there) as { [Key in keyof Columns]?: NonNullable<Columns[Key]> } // null was taken out
}
