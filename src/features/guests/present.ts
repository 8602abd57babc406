// How ClickUp shows guests. Keys in the order of its documentation.
import type { MemberRow } from '../../model/people-rows.js'
import type { World } from '../../model/world.js'
import { presentPerson } from '../users/present.js'
import { flagsOf } from '../workspaces/present.js'
import { presentShared } from './shared.js'

type Query = { readonly include_shared?: boolean }

/** A guest, and what they were let into unless the query says no. */
export function presentGuest(world: World, guest: MemberRow, { include_shared }: Query = {}) {
  const shared = include_shared === false ? {} : { shared: presentShared(world, guest) }
  return { guest: { ...presentPerson(world, guest), ...flagsOf(guest), ...shared } }
}

/** The same where something is shared with them: no custom role, and three of the flags (documented). */
export function presentSharing(world: World, member: MemberRow, query: Query) {
  const { user, can_see_points_estimated, can_create_views, ...guest } = presentGuest(world, member, query).guest
  const { custom_role, ...shown } = user
  return { guest: { user: shown, ...guest } }
}
