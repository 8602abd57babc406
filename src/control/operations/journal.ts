// The journal: find, verify, export, empty.

import { SCHEMA_VERSION as schema_version } from '../../contract/answer.js'
import type { ShownCall } from '../calls.js'
import { type ControlHandlers, done } from '../context.js'
import { checkOperation, findCalls, keptCalls } from '../find-calls.js'
import { harOf } from '../har.js'
import { Listing } from '../listing.js'
import { verifyCalls } from '../verify.js'

export const journal = {
  listCalls: ({ sandbox, settings, query }) => {
    const { limit, ...wanted } = query
    checkOperation(wanted.operation, settings.known.operationNames)
    const places = findCalls(sandbox, wanted).map(({ place }) => place)
    const shown = limit === undefined ? places : places.slice(-Number(limit))
    const { dropped } = sandbox.journal
    return new Listing(
      (calls) => ({ schema_version, count: places.length, dropped, calls: calls as ShownCall[] }),
      keptCalls(sandbox, shown),
    )
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
