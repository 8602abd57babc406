// History items: how an event shows one changed field. Keys in wire order, as in the samples of
// https://developer.clickup.com/docs/webhooktaskpayloads
import { roleNumbers } from '../features/workspaces/present.js'
import { ownerOf } from '../model/access.js'
import type { UserRow } from '../model/people-rows.js'
import type { World } from '../model/world.js'

/** One entry of `history_items`. */
export interface HistoryItem {
  readonly id: string
  /** 1 on a task, 6 on a List. */
  readonly type: 1 | 6
  /** ms, as text. */
  readonly date: string
  readonly field: string
  /** The List's id. */
  readonly parent_id: string
  readonly data: object
  readonly source: string | null
  readonly user: object
  readonly before?: unknown
  readonly after?: unknown
  readonly custom_field?: object
  readonly comment?: object
}

/** What differs from field to field; the rest of an item is the same for all fields of one change. */
export interface FieldChange {
  readonly field: string
  readonly data?: object
  /** Left out, not undefined, where the item has no such key. */
  readonly before?: unknown
  readonly after?: unknown
  readonly custom_field?: object
  readonly comment?: object
  /** Of a comment, whose item got its id when it was posted; otherwise the item gets a new one. */
  readonly id?: string
  /** ms; now when left out. */
  readonly date?: number
}

/** What a change is about, and who made it. */
export interface ChangeContext {
  readonly type: HistoryItem['type']
  readonly teamId: string
  readonly listId: string
  readonly userId: number | undefined
}

/** A person in an event. */
type Actor = Pick<UserRow, 'id' | 'email' | 'color' | 'initials' | 'profilePicture'> & {
  readonly username: string | null
}

/** The item of a field. */
export function historyItem(
  world: World,
  { type, teamId, listId, userId }: ChangeContext,
  change: FieldChange,
): HistoryItem {
  const { field, data = {}, id, date, ...values } = change
  return {
    id: id ?? (type === 1 ? world.ids.history() : world.ids.uuid()),
    type,
    date: String(date ?? world.clock.now()),
    field,
    parent_id: listId,
    data,
    source: null,
    user: type === 1 ? presentTaskActor(world, teamId, userId) : presentActor(world, teamId, userId),
    ...values,
  }
}

/** Who changed a task, with their role (seen once, in deliveries of 2026). */
function presentTaskActor(world: World, teamId: string, userId: number | undefined): object {
  const actor = presentActor(world, teamId, userId)
  const member = world.membership(teamId, actor.id)
  return member ? { ...actor, role: roleNumbers[member.role], role_subtype: 0 } : actor
}

/** A person as events show them. A change by the tester is shown as one by the Workspace's owner (assumed). */
export function presentActor(world: World, teamId: string, userId: number | undefined): Actor {
  const actor = userId ?? ownerOf(world, world.teams.get(teamId))?.user_id
  const user = actor === undefined ? undefined : world.users.find(actor)
  if (!user) return { id: 0, username: null, email: '', color: null, initials: '', profilePicture: null }
  const { id, username, email, color, initials, profilePicture } = user
  return { id, username, email, color, initials, profilePicture }
}
