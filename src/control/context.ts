// What a control operation is given.
import { SCHEMA_VERSION } from '../contract/answer.js'
import type { Contract } from '../contract/contract.js'
import type { HandlersFor } from '../contract/handlers.js'
import type { operations } from '../contract/mock.gen.js'
import type { Service } from '../contract/service.js'
import type { AnyHandler } from '../pipeline/call.js'
import type { Sandbox } from '../sandbox/sandbox.js'
import type { Sandboxes } from '../sandbox/sandboxes.js'
import type { Settings } from '../settings/settings.js'

/** The sandbox the call chose, and what the server holds. */
export interface ControlContext {
  readonly sandbox: Sandbox
  readonly sandboxes: Sandboxes
  readonly settings: Settings
  /** ClickUp's contract; every operation that ClickUp has; and which of them are built. */
  readonly clickup: Contract
  readonly service: Service
  readonly built: ReadonlySet<string>
  /** What the control API does, by operationId. */
  readonly controlHandlers: Readonly<Record<string, AnyHandler | undefined>>
  /** The contract of the control API, which also checks fixtures and scenarios in a body. */
  readonly control: Contract
  readonly version: string
  /** Where the server is. */
  readonly url: string
  /** Aborted when the client has left; in code there is none. */
  readonly signal?: AbortSignal
}

/** Operations that answer for as long as the client listens; in code, `onCall` and `onDelivery` do the same. */
export const streams = ['streamCalls', 'streamDeliveries'] as const
export type StreamOperation = (typeof streams)[number]

/** Operations that answer later: in code they return a Promise. */
export const laterOperations = ['waitForDelivery', 'settleDeliveries', 'createSandbox'] as const
export type LaterOperation = (typeof laterOperations)[number]

/** Operations whose body is kept until somebody takes it back or resets the sandbox. */
const keepingOperations: readonly string[] = ['addFault', 'runScenario', 'setLimit', 'addDeliveryFault']

type Now = HandlersFor<operations, ControlContext, object>

/** Handlers of the control API by operationId. */
export type ControlHandlers = {
  readonly [Id in keyof Now]: Id extends LaterOperation
    ? (...call: Parameters<NonNullable<Now[Id]>>) => Promise<ReturnType<NonNullable<Now[Id]>>>
    : Now[Id]
}

/** Whether this operation is a stream. */
export function isStream(operationId: string): operationId is StreamOperation {
  return streams.some((name) => name === operationId)
}

/** Whether what is sent to this operation is kept. */
export function isKeeping(operationId: string): boolean {
  return keepingOperations.includes(operationId)
}

/** Whether this operation answers later. */
export function isLater(operationId: string): operationId is LaterOperation {
  return laterOperations.some((name) => name === operationId)
}

/** The answer of operations that have nothing else to say. */
export const done = { schema_version: SCHEMA_VERSION, done: true } as const
