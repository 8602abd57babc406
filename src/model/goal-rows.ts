// The rows of goals. Columns carry ClickUp's own names; times are numbers of ms, people are user ids.
import type { components } from '../contract/clickup.gen.js'

/** Somebody whom a goal or a folder of goals is shared with. */
export interface GoalMember {
  readonly user_id: number
  readonly permission_level: components['schemas']['PermissionLevel']
  readonly date_added: number
  readonly added_by: number
}

/** A folder of goals. The API cannot make one (documented). */
export interface GoalFolderRow {
  readonly id: string
  readonly team_id: string
  readonly name: string
  readonly private: boolean
  readonly creator: number
  readonly date_created: number
  readonly members: readonly GoalMember[]
}

export interface GoalRow {
  readonly id: string
  readonly team_id: string
  readonly folder_id: string | null
  /** 1, 2, 3 … in its Workspace; never given again. */
  readonly pretty_id: number
  readonly name: string
  readonly description: string
  readonly color: string | null
  readonly creator: number
  readonly date_created: number
  readonly date_updated: number
  readonly start_date: number | null
  readonly due_date: number | null
  readonly private: boolean
  readonly archived: boolean
  /** Null until somebody says it (observed). */
  readonly multiple_owners: boolean | null
  readonly owners: readonly number[]
  readonly members: readonly GoalMember[]
  readonly deleted: boolean
}

/** What a goal is measured by; in the app it is called a target. */
export interface KeyResultRow {
  readonly id: string
  readonly team_id: string
  readonly goal_id: string
  readonly name: string
  readonly type: 'number' | 'currency' | 'boolean' | 'percentage' | 'automatic'
  readonly unit: string | null
  /** Of an automatic one they do not count: its steps are the tasks that it watches. */
  readonly steps_start: number
  readonly steps_end: number
  readonly steps_current: number
  readonly task_ids: readonly string[]
  readonly list_ids: readonly string[]
  readonly owners: readonly number[]
  readonly creator: number
  readonly date_created: number
  readonly last_action: KeyResultAction
}

/** What was done last to a key result. */
export interface KeyResultAction {
  readonly id: string
  readonly user_id: number
  readonly date: number
  readonly note: string
  /** Null where no step was taken. */
  readonly before: number | null
  readonly taken: number | null
}
