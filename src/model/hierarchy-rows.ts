// The rows of the hierarchy: Spaces, Folders and Lists, and what stands in them besides tasks. Columns carry ClickUp's own
// names; times are numbers of ms, people are user ids; null where ClickUp has null. Rows with `deleted` stay: ClickUp answers
// for them (hierarchy.ts).
import type { components } from '../contract/clickup.gen.js'
import type { ViewParts } from './view-parts.js'

/** A status that the tasks of a place can have. */
export interface Status {
  readonly id: string
  /** Its name, which is what calls use. */
  readonly status: string
  readonly type: 'open' | 'custom' | 'done' | 'closed'
  readonly orderindex: number
  readonly color: string
}

export interface SpaceRow {
  readonly id: string
  readonly team_id: string
  readonly name: string
  /** In the app, as the first Space of a Workspace, or over the API: what it has at first depends on it. */
  readonly made_by: 'app' | 'api'
  readonly color: string | null
  readonly private: boolean
  /** Who sees a private Space. */
  readonly member_ids: readonly number[]
  readonly avatar: string | null
  readonly admin_can_manage: boolean | null
  readonly multiple_assignees: boolean
  readonly statuses: readonly Status[]
  readonly features: components['schemas']['SpaceFeatures']
  readonly archived: boolean
  readonly deleted: boolean
}

export interface FolderRow {
  readonly id: string
  readonly team_id: string
  readonly space_id: string
  /** The Folder that holds it, in the same Space. */
  readonly parent_folder_id: string | null
  readonly name: string
  readonly orderindex: number
  /** Its own statuses; null: it has those of what holds it. */
  readonly statuses: readonly Status[] | null
  readonly archived: boolean
  readonly deleted: boolean
}

export interface ListRow {
  readonly id: string
  readonly team_id: string
  readonly space_id: string
  /** null for a List that stands in its Space itself. */
  readonly folder_id: string | null
  readonly name: string
  /** null for a List that was made in the app and not described yet; the API makes an empty text. */
  readonly content: string | null
  /** Its colour, by the word ClickUp has for it. */
  readonly status: string | null
  /** 1 urgent to 4 low. */
  readonly priority: number | null
  readonly assignee: number | null
  readonly due_date: number | null
  readonly due_date_time: boolean
  readonly start_date: number | null
  readonly start_date_time: boolean
  /** 0 for one that stands in its Space itself: it is alone in a hidden Folder. */
  readonly orderindex: number
  readonly statuses: readonly Status[] | null
  readonly archived: boolean
  readonly deleted: boolean
}

/** A tag of a Space; tasks name it. */
export interface TagRow {
  readonly team_id: string
  readonly space_id: string
  /** In lower case, as ClickUp makes it. */
  readonly name: string
  readonly tag_fg: string
  readonly tag_bg: string
  readonly creator: number
}

/** What the files of a Workspace take up. */
export interface StorageRow {
  readonly team_id: string
  readonly bytes: number
}

/** A view of the tasks of a place, a chat or a form. Built-in ones are rows only once they were changed (views.ts). */
export interface ViewRow extends ViewParts {
  readonly id: string
  readonly team_id: string
  readonly name: string
  readonly type: string
  readonly parent: Place
  /** null for a built-in one. */
  readonly date_created: number | null
  readonly creator: number
  /** A private one is seen as permissions.ts says. */
  readonly visibility: 'public' | 'private'
  readonly protected: boolean
  readonly protected_note: string | null
  readonly protected_by: number | null
  readonly date_protected: number | null
  readonly orderindex: number
}

/** A place in the hierarchy, such as the one where a Custom Field was created: it applies to everything inside. */
export interface Place {
  readonly kind: 'teams' | 'spaces' | 'folders' | 'lists'
  readonly id: string
}

/** A template: what is made from it, as a fixture writes it. */
export interface TemplateRow {
  readonly id: string
  readonly team_id: string
  readonly kind: 'task' | 'list' | 'folder'
  readonly name: string
  readonly content: object
}

/** A Folder, List or task that was made private: its keeper sees it, and who was let in. */
export interface PrivacyRow {
  readonly team_id: string
  readonly kind: 'folders' | 'lists' | 'tasks'
  readonly id: string
  readonly user_id: number
}

/** Something that a person was let into. */
export interface ShareRow {
  readonly team_id: string
  readonly user_id: number
  readonly kind: 'folders' | 'lists' | 'tasks' | 'views' | 'docs'
  readonly id: string
  /** What they may do there; `create`, which is everything, when left out. */
  readonly permission_level?: components['schemas']['PermissionLevel']
}

/** Something that a user group was let into: everybody who is in it. */
export interface GroupShareRow extends Pick<ShareRow, 'team_id' | 'id' | 'permission_level'> {
  readonly group_id: string
  readonly kind: ShareRow['kind'] | 'spaces'
}
