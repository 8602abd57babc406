// The rows of chat. Columns carry ClickUp's own names; times are numbers of ms, people are user ids.
import type { Parent } from './parents.js'

export interface ChannelRow {
  readonly id: string
  readonly team_id: string
  readonly type: 'CHANNEL' | 'DM' | 'GROUP_DM'
  /** null for direct messages, and for the channel of a place that has the name of this. */
  readonly name: string | null
  readonly description: string
  readonly topic: string
  /** A private one is seen by its members only; direct messages are. */
  readonly visibility: 'PUBLIC' | 'PRIVATE'
  readonly parent: Parent
  /** Whether it is the channel of its place, which has one. */
  readonly canonical: boolean
  readonly creator: number
  readonly created_at: number
  readonly updated_at: number
  /** Of a private one; a public one is open to whoever sees its place. */
  readonly member_ids: readonly number[]
  readonly follower_ids: readonly number[]
  /** Who has closed these direct messages; the API cannot. */
  readonly closed_by: readonly number[]
  readonly archived: boolean
  readonly deleted: boolean
}

export interface ReactionPart {
  /** The name of an emoji. */
  readonly reaction: string
  readonly user_id: number
  readonly date: number
}

export interface MessageRow {
  /** Digits. */
  readonly id: string
  readonly team_id: string
  readonly channel_id: string
  /** The message that it replies to. */
  readonly parent_message: string | null
  readonly type: 'message' | 'post'
  /** Markdown, as it was sent. */
  readonly content: string
  /** Of a post; the subtype by its id. */
  readonly title: string | null
  readonly subtype: string | null
  readonly user_id: number
  readonly date: number
  readonly date_updated: number | null
  readonly assignee: number | null
  readonly assigned_by: number | null
  readonly date_assigned: number | null
  readonly group_assignee: string | null
  readonly resolved: boolean
  readonly resolved_by: number | null
  readonly date_resolved: number | null
  readonly triaged_action: 1 | 2 | null
  readonly triaged_object_id: string | null
  readonly triaged_object_type: number | null
  readonly reactions: readonly ReactionPart[]
}
