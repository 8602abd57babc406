// Which docs a caller finds, and how they are made.
import { refuse } from '../../contract/catalogue.js'
import type { Caller } from '../../model/access.js'
import { type DocRow, type PageRow, visibilities } from '../../model/doc-rows.js'
import { isReachable, isVisible, type TableRow, teamOf } from '../../model/hierarchy.js'
import { type Parent, parentTypes, rowOfParent } from '../../model/parents.js'
import type { World } from '../../model/world.js'

/** What a search asks for, as the query has it. */
interface Wanted {
  readonly id?: string
  readonly creator?: number
  readonly deleted?: boolean
  readonly archived?: boolean
  readonly parent_id?: string
  readonly parent_type?: string
}

/** The docs of a Workspace that the caller sees and that are as wanted. @throws Refusal requestUnfit */
export function docsFound(world: World, caller: Caller, teamId: string, wanted: Wanted): DocRow[] {
  const { id, creator, deleted = false, archived = false, parent_id, parent_type } = wanted
  if (parent_type !== undefined && parent_id === undefined) refuse('requestUnfit') // seen once
  const type = Number(Reflect.get(parentTypes, parent_type ?? '') ?? parent_type)
  return world.docs
    .group('team', teamId)
    .filter((doc) => doc.deleted === deleted && doc.archived === archived)
    .filter((doc) => id === undefined || doc.id === id)
    .filter((doc) => creator === undefined || doc.creator === creator)
    .filter(({ parent }) => parent_id === undefined || parent.id === parent_id)
    .filter(({ parent }) => parent_type === undefined || parent.type === type)
    .filter((row) => isVisible(world, caller, { table: 'docs', row }))
}

/** What a new doc is made of. */
interface NewDoc {
  readonly name?: string
  readonly parent?: Parent | null
  readonly visibility?: DocRow['visibility'] | number
  readonly create_page?: boolean
}

/** Makes a doc, and an empty page in it unless none is wanted. @throws Refusal docNotFound for a place that is not there */
export function addDoc(world: World, caller: Caller, team_id: string, sent: NewDoc): DocRow {
  const { name = '', visibility, create_page = true } = sent
  const parent = sent.parent ?? { id: team_id, type: parentTypes.WORKSPACE }
  if (!isPlaceIn(world, caller, team_id, parent)) refuse('docNotFound')
  const now = world.clock.now()
  const doc = world.docs.add({
    id: world.newId('docs', team_id),
    team_id,
    name,
    parent,
    visibility: visibilities.find((one, index) => one === visibility || index + 1 === visibility) ?? 'PUBLIC',
    creator: caller.user.id,
    date_created: now,
    date_updated: now,
    archived: false,
    deleted: false,
  })
  if (create_page) addPage(world, caller, doc, {})
  return doc
}

/** Adds a page to a doc. */
export function addPage(
  world: World,
  caller: Caller,
  { id: doc_id, team_id }: DocRow,
  { name = null, sub_title = null, content = '', parent_page_id = null }: Partial<PageRow>,
): PageRow {
  const now = world.clock.now()
  const id = world.newId('pages', team_id)
  const made = { date_created: now, date_updated: now, creator_id: caller.user.id, edited_by: null, date_edited: null }
  return world.pages.add({ id, team_id, doc_id, parent_page_id, name, sub_title, content, ...made })
}

/** The page, if it is one of this doc. @throws Refusal docNotFound */
export function pageIn(doc: DocRow, page: PageRow): PageRow {
  return page.doc_id === doc.id ? page : refuse('docNotFound')
}

/** What an edit of a page may say. */
interface PageEdit {
  readonly name?: string
  readonly sub_title?: string
  readonly content?: string
  readonly content_edit_mode?: 'replace' | 'append' | 'prepend'
}

/** Changes a page, and with it the date of its doc (assumed). */
export function editPage(world: World, caller: Caller, page: PageRow, sent: PageEdit): undefined {
  const now = world.clock.now()
  const { name = page.name, sub_title = page.sub_title, content, content_edit_mode } = sent
  world.pages.update(page, {
    name,
    sub_title,
    content: content === undefined ? page.content : joined(page.content, content, content_edit_mode),
    date_updated: now,
    date_edited: now,
    edited_by: caller.user.id,
  })
  world.docs.update(world.docs.get(page.doc_id), { date_updated: now })
}

/** What is appended or prepended is a block of its own (seen once). */
function joined(before: string, sent: string, mode: PageEdit['content_edit_mode'] = 'replace'): string {
  if (mode === 'replace' || before === '') return sent
  return (mode === 'append' ? [before, sent] : [sent, before]).join('\n\n')
}

/** Whether a place is one of this Workspace that the caller sees. */
export function isPlaceIn(world: World, caller: Caller, teamId: string, parent: Parent): boolean {
  const { table, id } = rowOfParent(parent)
  const row = world.named(table).find(id)
  if (!row) return false
  const place = { table, row } as TableRow
  return teamOf(row) === teamId && isReachable(world, caller, place)
}
