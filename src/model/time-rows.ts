// The rows of time tracking. Columns carry ClickUp's own names; times are numbers of ms, people are user ids.

/** A stretch of time that somebody spent; while it has no end, it is their running timer. */
export interface TimeEntryRow {
  /** Nineteen digits. */
  readonly id: string
  readonly team_id: string
  readonly task_id: string | null
  readonly user_id: number
  readonly start: number
  readonly end: number | null
  /** It was entered as a bare sum: the older routes show neither start nor end. */
  readonly is_sum: boolean
  readonly description: string
  readonly billable: boolean
  /** Names of tags of the Workspace, in the order in which it got them. */
  readonly tags: readonly string[]
  /** What made it: `clickup`, `api`, or `api_automatic` for a timer that the API started. */
  readonly source: string
  /** When it was changed last. */
  readonly at: number
  readonly date_added: number
  /** What was changed of it, newest first. */
  readonly history: readonly TimeEntryChange[]
}

/** One field of an entry that was changed; null where there was, or is, nothing. */
export interface TimeEntryChange {
  readonly id: string
  readonly date: number
  readonly user_id: number
  readonly field: 'start' | 'end' | 'duration' | 'description' | 'billable' | 'task' | 'tag'
  readonly before: string | null
  readonly after: string | null
}

/** A tag of time entries, which its Workspace has. */
export interface TimeTagRow {
  readonly team_id: string
  readonly name: string
  readonly tag_fg: string
  readonly tag_bg: string
  readonly creator: number
}
