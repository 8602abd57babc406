// The rows of docs. Columns carry ClickUp's own names; times are numbers of ms, people are user ids.
import type { Parent } from './parents.js'

/** In ClickUp's order, which is that of its numbers, from 1. */
export const visibilities = ['PUBLIC', 'PRIVATE', 'PERSONAL', 'HIDDEN'] as const

export interface DocRow {
  readonly id: string
  readonly team_id: string
  readonly name: string
  readonly parent: Parent
  /** A public one is seen by whoever sees its place, any other by its creator (assumed). */
  readonly visibility: (typeof visibilities)[number]
  readonly creator: number
  readonly date_created: number
  readonly date_updated: number
  readonly archived: boolean
  readonly deleted: boolean
}

export interface PageRow {
  readonly id: string
  readonly team_id: string
  readonly doc_id: string
  readonly parent_page_id: string | null
  /** null: it came with its doc (seen once). */
  readonly name: string | null
  readonly sub_title: string | null
  /** Markdown, as it was sent. */
  readonly content: string
  readonly date_created: number
  readonly date_updated: number
  readonly creator_id: number
  /** Who changed it last, and when; null: nobody. */
  readonly edited_by: number | null
  readonly date_edited: number | null
}
