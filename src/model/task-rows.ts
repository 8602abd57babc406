// The rows of tasks and of what belongs to a task.
// Columns carry ClickUp's own names; times are numbers of ms, people are user ids; null where ClickUp has null.
import type { FileContent } from '../store/files.js'

export interface TaskRow {
  readonly id: string
  readonly team_id: string
  /** Its home List. */
  readonly list_id: string
  readonly custom_id: string | null
  /** 0 is a plain task, 1 a milestone; others are rows of task_types. */
  readonly custom_item_id: number
  readonly name: string
  /** As it was written, in Markdown; the plain text is made from it. */
  readonly markdown: string
  /** The name of one of the List's statuses. */
  readonly status: string
  /** All statuses that it had, the current one last. */
  readonly status_history: readonly StatusStay[]
  /** Decimal digits: ClickUp's order indexes of tasks are longer than numbers. */
  readonly orderindex: string
  readonly date_created: number
  readonly date_updated: number
  readonly date_closed: number | null
  readonly date_done: number | null
  readonly archived: boolean
  readonly creator: number
  readonly assignees: readonly number[]
  readonly group_assignees: readonly string[]
  readonly watchers: readonly number[]
  /** Names of tags of the Space. */
  readonly tags: readonly string[]
  /** The task it is a subtask of. */
  readonly parent: string | null
  readonly priority: number | null
  readonly due_date: number | null
  readonly due_date_time: boolean
  readonly start_date: number | null
  readonly start_date_time: boolean
  readonly points: number | null
  /** ms. */
  readonly time_estimate: number | null
  /**
   * Values of Custom Fields by the id of the field, in the shape in which they are read; of people, tasks and files their
   * ids, since names change.
   */
  readonly fields: Readonly<Record<string, unknown>>
  readonly deleted: boolean
}

/** One status a task had, from a time on. */
export interface StatusStay {
  readonly status: string
  readonly since: number
}

/** A further List of a task, besides its home List. */
export interface FurtherListRow {
  readonly team_id: string
  readonly task_id: string
  readonly list_id: string
}

/** What somebody is to need for a task, or what is planned for nobody yet. */
export interface TimeEstimateRow {
  readonly team_id: string
  readonly task_id: string
  readonly assignee: number | 'unassigned'
  /** ms. */
  readonly time: number
}

/** `task_id` waits on `depends_on`. */
export interface DependencyRow {
  readonly team_id: string
  readonly task_id: string
  readonly depends_on: string
  readonly date_created: number
  readonly userid: number
}

/** Two tasks that know of each other; `task_id` was named first. */
export interface TaskLinkRow {
  readonly team_id: string
  readonly task_id: string
  readonly link_id: string
  readonly date_created: number
  readonly userid: number
}

export interface ChecklistRow {
  readonly id: string
  readonly team_id: string
  readonly task_id: string
  readonly name: string
  readonly orderindex: number
  readonly creator: number
  readonly date_created: number
}

export interface ChecklistItemRow {
  readonly id: string
  readonly team_id: string
  readonly checklist_id: string
  /** The item it is nested under. */
  readonly parent: string | null
  readonly name: string
  /** null if it was made over the API. Items stand in the order in which they were made. */
  readonly orderindex: number | null
  readonly assignee: number | null
  readonly resolved: boolean
  readonly date_created: number
}

/** What a comment was written on. */
export interface CommentParent {
  readonly kind: 'task' | 'list' | 'view' | 'comment'
  readonly id: string
}

export interface CommentRow {
  /** Digits. */
  readonly id: string
  readonly team_id: string
  readonly on: CommentParent
  /** Rich blocks, as ClickUp keeps them; the plain text is made from them. */
  readonly blocks: readonly CommentBlock[]
  readonly user_id: number
  readonly assignee: number | null
  readonly assigned_by: number | null
  readonly group_assignee: string | null
  readonly resolved: boolean
  readonly date: number
}

/** A piece of a comment: `{ text, attributes }`, a mention, an emoji …; all have a text. */
export interface CommentBlock {
  readonly text: string
  readonly type?: string
  readonly attributes?: object
  readonly [more: string]: unknown
}

export interface AttachmentRow {
  readonly id: string
  readonly team_id: string
  /** The task it is on; null: it is on a Custom Field. */
  readonly task_id: string | null
  readonly field_id: string | null
  readonly title: string
  readonly extension: string
  readonly mimetype: string
  readonly date: number
  readonly user_id: number
  /** Where it is fetched, if a fixture says so; null: on this mock, at the address that the caller uses. */
  readonly url: string | null
  readonly content: FileContent
}
