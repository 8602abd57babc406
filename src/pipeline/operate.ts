// Step: the operation takes effect, whole or not at all.
import { Answer, noAnswer } from '../contract/answer.js'
import type { Operation } from '../contract/contract.js'
import type { Call } from './call.js'

/** Lets the handler take effect and keeps its answer for the step behind; one that is to answer nothing ends the way here. */
export function operate(call: Call): Answer | undefined {
  const operation = call.operation as Operation // `route` has refused a call without one
  const handler = call.parts.handlers[operation.operationId]
  if (!handler) return notBuilt(operation)
  const result = call.world.transact(() => handler(call), call)
  call.answer = result instanceof Answer ? result : new Answer(operation.success, result)
  if (call.answer !== noAnswer) return undefined
  call.network = 'hang'
  return call.answer
}

/** In the specs, but without a handler: a state that is listed (GET /__mock/operations), not an accident. */
function notBuilt({ operationId }: Operation): Answer {
  const err = `clickup-mock does not emulate ${operationId} yet; GET /__mock/operations lists what it does`
  return new Answer(501, { err, ECODE: 'MOCK_501' })
}
