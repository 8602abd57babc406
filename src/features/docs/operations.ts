// Docs: https://developer.clickup.com/reference/searchdocspublic and the pages beside it.
import { refuse } from '../../contract/catalogue.js'
import { pageAfter } from '../cursors.js'
import type { Handlers } from '../handlers.js'
import { presentDoc, presentPage, presentPages, presentReference, presentWholeDoc } from './present.js'
import { addDoc, addPage, docsFound, editPage, pageIn } from './rules.js'

export const docs = {
  searchDocsPublic: (call) => {
    const { limit, next_cursor, cursor = next_cursor } = call.query
    const { rows, next } = pageAfter(docsFound(call), ({ date_created: at, id }) => ({ at, id }), { cursor, limit })
    return { docs: rows.map(presentDoc), ...(next !== undefined && { next_cursor: next }) }
  },

  createDocPublic: (call) => presentWholeDoc(addDoc(call)),

  getDocPublic: ({ rows: { doc } }) => presentWholeDoc(doc),

  getDocPageListingPublic: ({ world, rows: { doc }, query }) =>
    presentPages(world, doc.id, presentReference, query.max_page_depth),

  getDocPagesPublic: ({ world, rows: { doc }, query: { content_format, max_page_depth } }) =>
    presentPages(world, doc.id, (page, pages) => presentPage(page, content_format, pages), max_page_depth),

  createPagePublic: (call) => {
    const { world, rows, body } = call
    const { name = '', parent_page_id: under } = body
    if (under !== undefined && world.pages.find(under)?.doc_id !== rows.doc.id) refuse('resourceNotFound')
    return presentPage(addPage(call, rows.doc, { ...body, name }))
  },

  getPagePublic: ({ rows: { doc, page }, query }) => presentPage(pageIn(doc, page), query.content_format),

  editPagePublic: editPage,
} satisfies Handlers
