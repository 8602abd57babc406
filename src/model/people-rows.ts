// The rows ClickUp remembers. Columns carry ClickUp's own names; times are numbers of ms; null where ClickUp has null.

/** A person. Workspaces show no name of those who have not joined yet (features/shared.ts). */
export interface UserRow {
  readonly id: number
  /** The name that fixtures and flags use; answers never show it. */
  readonly handle: string
  readonly username: string
  readonly email: string
  readonly color: string | null
  readonly profilePicture: string | null
  readonly initials: string
  readonly week_start_day: number | null
  readonly global_font_support: boolean
  readonly timezone: string
}

export type Plan = 'free_forever' | 'unlimited' | 'business' | 'business_plus' | 'enterprise'
export type Role = 'owner' | 'admin' | 'member' | 'guest'

/** What a guest may be allowed one by one, in wire order (observed by many in GetAuthorizedTeams). */
export const guestFlags = [
  'can_see_time_spent',
  'can_see_time_estimated',
  'can_see_points_estimated',
  'can_edit_tags',
  'can_create_views',
] as const
export type GuestFlag = (typeof guestFlags)[number]

/** A Workspace, which v2 calls team. */
export interface TeamRow {
  readonly id: string
  readonly handle: string
  readonly name: string
  readonly color: string
  readonly avatar: string | null
  readonly plan: Plan
  /** Seats that were bought; null: as many as are taken. Guests may be unlimited. */
  readonly member_seats: number | null
  readonly guest_seats: number | 'Infinity' | null
}

/** One person in one Workspace. */
export interface MemberRow {
  readonly team_id: string
  readonly user_id: number
  /** Of a custom role the one that it inherits. */
  readonly role: Role
  readonly custom_role_id: string | null
  /** What a guest is allowed besides; nothing for others. */
  readonly can: readonly GuestFlag[]
  /** The invitation is open: the person is listed without a name and cannot sign in. */
  readonly pending: boolean
  readonly invited_by: number | null
  readonly date_invited: number
  readonly date_joined: number | null
  readonly last_active: number | null
}

/** A role that a Workspace made for itself: less than the one it inherits. */
export interface CustomRoleRow {
  /** Digits. */
  readonly id: string
  readonly team_id: string
  readonly name: string
  readonly inherited_role: Exclude<Role, 'owner'>
  /** What it may not do, by the names of permissions.ts. */
  readonly without: readonly string[]
  readonly date_created: number
}

/** A group of people, which the app calls team. */
export interface GroupRow {
  readonly id: string
  readonly team_id: string
  /** Who made it. */
  readonly userid: number
  readonly name: string
  /** By which it is mentioned. */
  readonly handle: string
  readonly member_ids: readonly number[]
  readonly date_created: number
}

/** An OAuth app; its id is the client_id. */
export interface AppRow {
  readonly id: string
  readonly handle: string
  readonly name: string
  readonly client_secret: string
  readonly redirect_uris: readonly string[]
  /** `exact`: the URI is a registered one. `host`: its host name is a registered one's. */
  readonly redirect_match: 'exact' | 'host'
}

/** The Workspaces one user lets one app see; shared by all tokens of the two. */
export interface GrantRow {
  readonly app_id: string
  readonly user_id: number
  readonly team_ids: readonly string[]
}

/** A token; its id is the token itself. `app_id` is null for a personal one. */
export interface TokenRow {
  readonly id: string
  readonly user_id: number
  readonly app_id: string | null
  readonly revoked: boolean
  /** Overrides the plan's rate limit, in the words of --rate-limit. */
  readonly rate_limit: string | null
}

/** An authorization code; its id is the code itself. `expires_at` in ms. */
export interface CodeRow {
  readonly id: string
  readonly app_id: string
  readonly user_id: number
  readonly expires_at: number
  readonly used: boolean
}
