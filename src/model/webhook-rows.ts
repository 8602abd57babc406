// The rows of webhooks. Deliveries are not rows: they belong to the sandbox.

/** A subscription to events. If it names several places, the narrowest counts. */
export interface WebhookRow {
  /** A uuid. */
  readonly id: string
  readonly team_id: string
  readonly user_id: number
  /** The token that registered it, which alone lists it. */
  readonly token: string
  readonly client_id: string
  readonly endpoint: string
  /** Names of events, or `*` alone. */
  readonly events: readonly string[]
  readonly space_id: string | null
  readonly folder_id: string | null
  readonly list_id: string | null
  readonly task_id: string | null
  readonly status: 'active' | 'failing' | 'suspended'
  /** Events in a row that were dropped after their last try. */
  readonly fail_count: number
  /** Signs every delivery: 64 of A-Z0-9. */
  readonly secret: string
}
