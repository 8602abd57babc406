// The journal: find, verify, export, empty.

import { SCHEMA_VERSION as schema_version } from '../../contract/answer.js'
import { presentCall } from '../calls.js'
import { type ControlHandlers, done } from '../context.js'
import { checkOperation, findCalls } from '../find-calls.js'
import { harOf } from '../har.js'
import { verifyCalls } from '../verify.js'

export const journal = {
  listCalls: ({ sandbox, settings, query }) => {
    const { limit, ...wanted } = query
    checkOperation(wanted.operation, settings.known.operationNames)
    const found = findCalls(sandbox, wanted)
    const shown = limit === undefined ? found : found.slice(-Number(limit))
    return {
      schema_version,
      count: found.length,
      dropped: sandbox.journal.dropped,
      calls: shown.map((record) => presentCall(sandbox, record)),
    }
  },

  clearCalls: ({ sandbox }) => {
    sandbox.journal.clear()
    return done
  },

  verify: ({ sandbox, settings, body }) => {
    checkOperation(body.operation, settings.known.operationNames)
    return { schema_version, ...verifyCalls(sandbox, body, settings.strict) }
  },

  exportHar: ({ sandbox, version, url }) => harOf(sandbox, url, version),
} satisfies ControlHandlers
