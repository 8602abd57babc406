// Which docs a caller finds, and how they are made.
import { refuse } from '../../contract/catalogue.js'
import { type DocRow, type PageRow, visibilities } from '../../model/doc-rows.js'
import { isVisible, reached } from '../../model/hierarchy.js'
import { parentTypes, rowOfParent } from '../../model/parents.js'
import type { Calling, CallTo } from '../handlers.js'

/** The docs of a Workspace that the caller sees and that are as wanted. @throws Refusal requestUnfit */
export function docsFound({ world, caller, rows: { workspace }, query }: CallTo<'searchDocsPublic'>): DocRow[] {
  const { id, creator, deleted = false, archived = false, parent_id, parent_type } = query
  if (parent_type !== undefined && parent_id === undefined) refuse('requestUnfit') // seen once
  const type = Number(Reflect.get(parentTypes, parent_type ?? '') ?? parent_type)
  return world.docs
    .group('team', workspace.id)
    .filter((doc) => doc.deleted === deleted && doc.archived === archived)
    .filter((doc) => id === undefined || doc.id === id)
    .filter((doc) => creator === undefined || doc.creator === creator)
    .filter(({ parent }) => parent_id === undefined || parent.id === parent_id)
    .filter(({ parent }) => parent_type === undefined || parent.type === type)
    .filter((row) => isVisible(world, caller, { table: 'docs', row }))
}

/** Makes a doc, and an empty page in it unless none is wanted. @throws Refusal docNotFound for a place that is not there */
export function addDoc({ world, caller, rows: { workspace }, body }: CallTo<'createDocPublic'>): DocRow {
  const { name = '', visibility, create_page = true } = body
  const team_id = workspace.id
  const parent = body.parent ?? { id: team_id, type: parentTypes.WORKSPACE }
  if (!reached(world, caller, team_id, rowOfParent(parent))) refuse('docNotFound')
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
  if (create_page) addPage({ world, caller }, doc, {})
  return doc
}

/** Adds a page to a doc. */
export function addPage({ world, caller }: Calling, doc: DocRow, sent: Partial<PageRow>): PageRow {
  const { name = null, sub_title = null, content = '', parent_page_id = null } = sent
  const { id: doc_id, team_id } = doc
  const now = world.clock.now()
  const id = world.newId('pages', team_id)
  const made = { date_created: now, date_updated: now, creator_id: caller.user.id, edited_by: null, date_edited: null }
  return world.pages.add({ id, team_id, doc_id, parent_page_id, name, sub_title, content, ...made })
}

/** The page, if it is one of this doc. @throws Refusal docNotFound */
export function pageIn(doc: DocRow, page: PageRow): PageRow {
  return page.doc_id === doc.id ? page : refuse('docNotFound')
}

/** Changes a page, and with it the date of its doc (assumed). */
export function editPage({ world, caller, rows, body }: CallTo<'editPagePublic'>): undefined {
  const page = pageIn(rows.doc, rows.page)
  const { name, sub_title, content_edit_mode } = { ...page, ...body }
  const now = world.clock.now()
  world.pages.update(page, {
    name,
    sub_title,
    content: body.content === undefined ? page.content : joined(page.content, body.content, content_edit_mode),
    date_updated: now,
    date_edited: now,
    edited_by: caller.user.id,
  })
  world.docs.update(rows.doc, { date_updated: now })
}

/** What is appended or prepended is a block of its own (seen once). */
function joined(before: string, sent: string, mode = 'replace'): string {
  if (mode === 'replace' || before === '') return sent
  return (mode === 'append' ? [before, sent] : [sent, before]).join('\n\n')
}
