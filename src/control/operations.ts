// The tester's side: the operations of specs/mock.yaml.
import type { Contract } from '../contract/contract.js'
import type { HandlersFor } from '../contract/handlers.js'
import type { operations } from '../contract/mock.gen.js'
import { catalogue, refusalNames } from '../errors.js'
import { SCHEMA_VERSION } from '../pipeline/refusals.js'
import { testTokenPrefix } from '../sandbox/fault-rule.js'
import type { Sandbox } from '../sandbox/sandbox.js'
import { plant } from './plant.js'

/** What a control operation is given. */
export interface ControlContext {
  readonly sandbox: Sandbox
  /** ClickUp's contract, and which of its operations are built. */
  readonly clickup: Contract
  readonly built: ReadonlySet<string>
  readonly version: string
}

const schema_version = SCHEMA_VERSION

export const control = {
  health: ({ sandbox, clickup, built, version }) => ({
    schema_version,
    status: 'ok' as const,
    version,
    now: sandbox.world.clock.now(),
    operations: { built: built.size, planned: clickup.operations.length - built.size },
  }),

  operations: ({ clickup, built }) => ({
    schema_version,
    operations: clickup.operations.map(({ operationId, method, path }) => ({
      operationId,
      method,
      path,
      built: built.has(operationId),
    })),
  }),

  errors: () => ({ schema_version, errors: listErrors() }),

  reset: ({ sandbox }) => {
    sandbox.reset()
    return { schema_version, done: true as const }
  },

  seed: ({ sandbox: { world }, body }) => {
    world.transact(() => plant(world, body))
    return { schema_version, done: true as const }
  },
} satisfies HandlersFor<operations, ControlContext, object>

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
