// Step: the operation takes effect, whole or not at all.
import { validateHeaderName, validateHeaderValue } from 'node:http'
import { Answer, Existing, noAnswer } from '../contract/answer.js'
import type { Operation } from '../contract/operation.js'
import type { AnyHandler, Call } from './call.js'

/** Methods of operations after which there is more to keep. */
const keepsMore: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH'])

/** Runs the handler and keeps its answer for the next step. A handler that never answers ends the call here. */
export function operate(call: Call): Answer | undefined {
  const operation = call.operation as Operation // `route` has refused a call without one
  call.answer = answerOf(call, operation)
  if (call.answer !== noAnswer) return undefined
  call.network = 'hang'
  return call.answer
}

function answerOf(call: Call, operation: Operation): Answer {
  const handler = call.parts.handlers[operation.operationId] as AnyHandler // `unbuilt` has answered a call without one
  if (keepsMore.has(operation.method)) call.parts.sandboxes.makeRoom(call.sandbox)
  return call.world.transact(() => {
    const result = handler(call)
    return checkSendable(result instanceof Answer ? result : madeAnswer(operation, result))
  }, call)
}

function madeAnswer({ success }: Operation, result: unknown): Answer {
  return result instanceof Existing ? new Answer(200, result.body) : new Answer(success, result)
}

/** Makes what will be sent while the operation can still be undone. @throws Error for an answer that cannot be sent */
function checkSendable(answer: Answer): Answer {
  void answer.sent
  for (const name in answer.headers) {
    validateHeaderName(name)
    validateHeaderValue(name, answer.headers[name] as string) // it is one of its own names
  }
  return answer
}
