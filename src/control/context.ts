// What a control operation is given.
import type { Contract } from '../contract/contract.js'
import type { HandlersFor } from '../contract/handlers.js'
import type { operations } from '../contract/mock.gen.js'
import type { Sandbox } from '../sandbox/sandbox.js'
import type { Sandboxes } from '../sandbox/sandboxes.js'
import type { Settings } from '../settings.js'

/** The sandbox the call chose, and what the server holds. */
export interface ControlContext {
  readonly sandbox: Sandbox
  readonly sandboxes: Sandboxes
  readonly settings: Settings
  /** ClickUp's contract, and which of its operations are built. */
  readonly clickup: Contract
  readonly built: ReadonlySet<string>
  /** The contract of the control API, for fixtures and scenarios that come in a body. */
  readonly control: Contract
  readonly version: string
  /** Where the server is. */
  readonly url: string
}

/** Handlers of the control API by operationId. */
export type ControlHandlers = HandlersFor<operations, ControlContext, object>

/** The version of the shapes of our own answers. */
export const SCHEMA_VERSION = 1 as const

/** The answer when there is nothing else to say. */
export const done = { schema_version: SCHEMA_VERSION, done: true } as const
