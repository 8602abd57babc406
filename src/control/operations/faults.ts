// Faults: add, list, remove, clear.

import { SCHEMA_VERSION as schema_version } from '../../contract/answer.js'
import type { components } from '../../contract/mock.gen.js'
import type { FaultReport } from '../../sandbox/faults.js'
import { compileFault, type FaultRule, parseFault } from '../../settings/fault-rule.js'
import { type ControlHandlers, done } from '../context.js'

type StandingFault = components['schemas']['StandingFault']

export const faults = {
  listFaults: ({ sandbox }) => ({
    schema_version,
    faults: [
      ...sandbox.faults.list().map((report) => show(report)),
      ...sandbox.scenarios
        .active(undefined)
        .flatMap(({ scenario, faults: own }) => own.list().map((report) => show(report, scenario.name))),
    ],
  }),

  addFault: ({ sandbox, settings, body }) => {
    const { operationNames } = settings.known
    const fault =
      'rule' in body && body.rule !== undefined
        ? parseFault(body.rule, '/rule', operationNames)
        : compileFault({ ...body }, '/', operationNames)
    return { schema_version, fault: show(sandbox.faults.add(fault)) }
  },

  clearFaults: ({ sandbox }) => {
    sandbox.faults.clear()
    return done
  },

  removeFault: ({ sandbox, params }) => {
    sandbox.faults.remove(params.id)
    return done
  },
} satisfies ControlHandlers

function show({ rule, ...report }: FaultReport, scenario?: string): StandingFault {
  const { headers, ...others }: FaultRule = rule
  const shown = { ...others, ...(headers && { headers: { ...headers } }) }
  return { ...report, rule: shown as StandingFault['rule'], ...(scenario && { scenario }) } // a rule was checked when it was added
}
