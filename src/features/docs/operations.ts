// Docs: https://developer.clickup.com/reference/searchdocspublic and the pages beside it.
import { pageAfter } from '../cursors.js'
import type { Handlers } from '../handlers.js'
import { presentDoc, presentWholeDoc } from './present.js'
import { addDoc, docsFound } from './rules.js'

export const docs = {
  searchDocsPublic: ({ world, caller, rows: { workspace }, query }) => {
    const { limit, next_cursor, cursor = next_cursor } = query
    const found = docsFound(world, caller, workspace.id, query)
    const { rows, next } = pageAfter(found, ({ date_created: at, id }) => ({ at, id }), { cursor, limit })
    return { docs: rows.map(presentDoc), ...(next !== undefined && { next_cursor: next }) }
  },

  createDocPublic: ({ world, caller, rows: { workspace }, body }) =>
    presentWholeDoc(addDoc(world, caller, workspace.id, body)),

  getDocPublic: ({ rows: { doc } }) => presentWholeDoc(doc),
} satisfies Handlers
