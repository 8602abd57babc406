// How ClickUp shows docs and pages. Keys in the order of its document.
import type { components } from '../../contract/clickup.gen.js'
import type { DocRow } from '../../model/doc-rows.js'

type Schemas = components['schemas']

/** A doc in a list. */
export function presentDoc({ team_id, visibility: _, ...doc }: DocRow): Schemas['Doc'] {
  const { id, date_created, date_updated, name, parent, creator, deleted, archived } = doc
  const workspace_id = Number(team_id)
  const head = { id, date_created, date_updated, name, type: 1 as const, parent: { ...parent }, public: false }
  return { ...head, workspace_id, creator, deleted, archived }
}

/** A doc alone, with how its pages look at first. */
export function presentWholeDoc(doc: DocRow): Schemas['Doc'] {
  return { ...presentDoc(doc), page_defaults: looks }
}

/** All of it is assumed. */
const looks: Schemas['PageLooks'] = {
  font_size: 1,
  line_height: 1,
  page_width: 2,
  paragraph_spacing: 1,
  show_author_header: true,
  show_contributor_header: false,
  show_cover_header: true,
  show_date_header: true,
  show_page_outline: true,
  show_sub_pages: true,
  show_sub_title_header: false,
  show_title_icon_header: true,
  show_relationships: true,
}
