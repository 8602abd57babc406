// Who may do what with a thing: one table for all chapters. A permission names roles, and `own` for those whose thing it is.
// A handler asks `may` and refuses in its own words; it never looks at a role itself.
import { type Caller, roleOf } from './access.js'
import type { Role } from './people-rows.js'
import type { World } from './world.js'

const permissions = {
  /** Assumed: not even the owner of the Workspace sees the private views of others. */
  seePrivateView: ['own'],
  /** Assumed: of protected views ClickUp shows only that they are. */
  changeProtectedView: ['own', 'owner', 'admin'],
} as const satisfies Readonly<Record<string, readonly (Role | 'own')[]>>

/** What a permission is asked for. */
interface Thing {
  readonly team_id: string
  /** The users whose own it is. */
  readonly own: readonly number[]
}

/** Whether somebody may do it with this thing. */
export function may(
  world: World,
  who: Pick<Caller, 'user'>,
  what: keyof typeof permissions,
  { team_id, own }: Thing,
): boolean {
  const allowed: readonly string[] = permissions[what]
  return (allowed.includes('own') && own.includes(who.user.id)) || allowed.includes(String(roleOf(world, who, team_id)))
}
