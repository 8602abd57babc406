// The journal: find, verify, export, empty.

import { SCHEMA_VERSION as schema_version } from '../../contract/answer.js'
import { lateList } from '../../contract/late.js'
import { type ControlHandlers, done } from '../context.js'
import { checkOperation, findCalls, keptCalls } from '../find-calls.js'
import { harOf } from '../har.js'
import { verifyCalls } from '../verify.js'

export const journal = {
  listCalls: ({ sandbox, settings, query }) => {
    const { limit, ...wanted } = query
    checkOperation(wanted.operation, settings.known.operationNames)
    const places = findCalls(sandbox, wanted).map(({ place }) => place)
    const shown = limit === undefined ? places : places.slice(-Number(limit))
    const { dropped } = sandbox.journal
    return { schema_version, count: places.length, dropped, calls: lateList(keptCalls(sandbox, shown)) }
  },

  clearCalls: ({ sandbox }) => {
    sandbox.journal.clear()
    return done
  },

  verify: ({ sandbox, settings, body }) => {
    checkOperation(body.operation, settings.known.operationNames)
    return verifyCalls(sandbox, body, settings.strict)
  },

  exportHar: ({ sandbox, version, url }) => harOf(sandbox, url, version),
} satisfies ControlHandlers
