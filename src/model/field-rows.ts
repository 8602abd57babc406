// The rows of what a Workspace defines for its tasks: Custom Fields and task types.
// Columns carry ClickUp's own names; times are numbers of ms, people are user ids; null where ClickUp has null.
import type { Place } from './hierarchy-rows.js'

export interface CustomFieldRow {
  readonly id: string
  readonly team_id: string
  readonly place: Place
  readonly name: string
  readonly type: string
  readonly type_config: object
  readonly date_created: number
  readonly hide_from_guests: boolean
  readonly required: boolean
  /** The task types it is for; left out where it is for all. */
  readonly applied_objects?: readonly number[]
}

/** A custom task type. */
export interface TaskTypeRow {
  readonly id: number
  readonly team_id: string
  readonly name: string
  readonly name_plural: string | null
  readonly description: string | null
  readonly avatar: object | null
}
