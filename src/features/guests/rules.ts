// Who is a guest, what they are allowed, and what they are let into.
import { refuse } from '../../contract/catalogue.js'
import type { ShareRow } from '../../model/hierarchy-rows.js'
import { type GuestFlag, guestFlags, type MemberRow } from '../../model/people-rows.js'
import type { Level } from '../../model/permissions.js'
import { setShare } from '../../model/shares.js'
import type { World } from '../../model/world.js'

/** @throws Refusal guestNotFound for everybody who is no guest of the Workspace (assumed) */
export function guestNamed(world: World, teamId: string, guestId: string): MemberRow {
  const member = world.membership(teamId, Number(guestId))
  return member?.role === 'guest' ? member : refuse('guestNotFound')
}

/** What a guest is allowed after a body that names some flags; the others stay. */
export function flagsAfter(
  before: readonly GuestFlag[],
  sent: { readonly [Flag in GuestFlag]?: boolean },
): GuestFlag[] {
  return guestFlags.filter((flag) => sent[flag] ?? before.includes(flag))
}

/**
 * Lets a guest into something, changes their level there, or takes it away again; what was never shared cannot be taken away,
 * which is not refused (assumed).
 * @param level - null takes it away
 * @throws Refusal guestNotFound
 */
export function changeShare(
  world: World,
  kind: ShareRow['kind'],
  { id, team_id }: { readonly id: string; readonly team_id: string },
  guestId: string,
  level: Level | null | undefined,
): MemberRow {
  const guest = guestNamed(world, team_id, guestId)
  setShare(world, { team_id, user_id: guest.user_id, kind, id }, level ?? null)
  return guest
}
