// How ClickUp shows docs and pages. Keys in the order of its document.
import type { components } from '../../contract/clickup.gen.js'
import type { DocRow, PageRow } from '../../model/doc-rows.js'
import type { World } from '../../model/world.js'
import { type Format, given, worded } from '../shared.js'

type Schemas = components['schemas']

/** A doc in a list. */
export function presentDoc({ team_id, ...doc }: DocRow): Schemas['Doc'] {
  const { id, date_created, date_updated, name, parent, creator, deleted, archived } = doc
  const head = { id, date_created, date_updated, name, type: 1 as const, parent: { ...parent }, public: false }
  return { ...head, workspace_id: Number(team_id), creator, deleted, archived }
}

/** A doc alone, with how its pages look at first. */
export function presentWholeDoc(doc: DocRow): Schemas['Doc'] {
  return { ...presentDoc(doc), page_defaults: looks }
}

/** A page as the listing has it. Without a parent or pages in it, the keys of those are left out. */
export function presentReference<Shown = Schemas['PageReference']>(page: PageRow, pages: Shown[] = []) {
  const { id, doc_id, parent_page_id, team_id, name } = page
  const inside = pages.length === 0 ? {} : { pages }
  return { id, doc_id, ...given({ parent_page_id }), workspace_id: Number(team_id), name, ...inside }
}

/** A page. @param format - text/plain for its words without their marks */
export function presentPage(page: PageRow, format?: Format, pages?: Schemas['Page'][]): Schemas['Page'] {
  const { sub_title, date_created, date_updated, content, creator_id, edited_by, date_edited } = page
  return {
    ...presentReference(page, pages),
    ...given({ sub_title }),
    date_created,
    date_updated,
    content: worded(content, format),
    creator_id,
    deleted: false,
    ...given({ date_edited, edited_by }),
    archived: false,
    authors: [creator_id],
    contributors: [...new Set([creator_id, edited_by ?? creator_id])],
    protected: false,
    presentation_details: looks,
  }
}

type Present<Shown> = (page: PageRow, pages: Shown[]) => Shown

/** The pages under a doc or a page, and in each those that stand in it. @param depth - how many more levels; below 0, all */
export function presentPages<Shown>(world: World, id: string, present: Present<Shown>, depth = -1): Shown[] {
  const inside = (page: PageRow) => (depth === 0 ? [] : presentPages(world, page.id, present, depth - 1))
  return world.pages.group('under', id).map((page) => present(page, inside(page)))
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
