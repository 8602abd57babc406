// The server itself: is it up, what does it emulate, which refusals does it know.

import { SCHEMA_VERSION as schema_version } from '../../contract/answer.js'
import { catalogue, refusalNames } from '../../contract/catalogue.js'
import { type Evidence, evidenceFor } from '../../contract/evidence.js'
import type { Service } from '../../contract/service.js'
import { sandboxUrl } from '../../sandbox/names.js'
import { testTokenPrefix } from '../../settings/fault-rule.js'
import { clientEnvironment } from '../client-environment.js'
import type { ControlHandlers } from '../context.js'
import { metricsText } from '../metrics.js'

export const server = {
  health: ({ sandbox, sandboxes, service, built, version }) => ({
    schema_version,
    status: 'ok' as const,
    version,
    pid: process.pid,
    now: sandbox.world.clock.now(),
    operations: { built: built.size, planned: service.names.length - built.size },
    sandboxes: sandboxes.size,
  }),

  metrics: ({ sandboxes }) => metricsText(sandboxes),

  environment: ({ sandbox: { name, world }, url }) => ({
    schema_version,
    env: { ...clientEnvironment(sandboxUrl(url, name), world) },
  }),

  operations: ({ service, built }) => ({ schema_version, operations: listOperations(service, built) }),

  errors: () => ({ schema_version, errors: listErrors() }),
} satisfies ControlHandlers

/** Every operation of ClickUp, whether the mock emulates it, and what its answers rest on. */
export function listOperations(service: Service, built: ReadonlySet<string>) {
  return service.operations.map(({ operationId, method, path, chapter }) => ({
    operationId,
    method,
    path,
    chapter,
    built: built.has(operationId),
    evidence: countEvidence(evidenceFor(operationId)),
  }))
}

function countEvidence({ exchanges, refusals: { observed, documented, assumed } }: Evidence) {
  const latest = exchanges
    .map(({ date }) => date)
    .sort()
    .at(-1)
  return {
    recorded: exchanges.length,
    ...(latest !== undefined && { latest }),
    observed: observed.length,
    documented: documented.length,
    assumed: assumed.length,
  }
}

/** The catalogue as a list, with the test token that provokes each entry. */
export function listErrors() {
  return refusalNames.map((name) => {
    const { assumed, sources, more: _more, ...entry } = catalogue[name]
    const first = refusalNames.find((other) => catalogue[other].ECODE === entry.ECODE && entry.ECODE !== null)
    return {
      name,
      ...entry,
      ...(assumed && { assumed: [...assumed] }),
      ...(sources && { sources: [...sources] }),
      token: `${testTokenPrefix}${first === name ? entry.ECODE : name}`,
    }
  })
}
