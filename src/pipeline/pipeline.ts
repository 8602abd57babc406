// The pipeline: the steps in ClickUp's order. The first that refuses answers, and the call remembers which it was.
import { Answer } from '../contract/answer.js'
import type { Contract, Operation } from '../contract/contract.js'
import { catalogue, type RefusalName, refuse } from '../errors.js'
import type { Log } from '../log.js'
import { admit } from './admit.js'
import { authenticate } from './authenticate.js'
import type { Call } from './call.js'
import { fault, lateFault, type Outcome } from './fault.js'
import { limit } from './limit.js'
import { answerTo, refusalAnswer } from './refusals.js'

/** A handler as the pipeline sees it: the types that tell handlers apart end at the dispatch. */
export type AnyHandler = (call: object) => unknown

/** What runs before the body is read, in this order (observed, but for the place of `route`: an unknown path was seen with rate headers). */
const beforeBody = [authenticate, admit, limit, route] as const

/** Takes a call as far as it comes without its body. */
export function enter(call: Call, log: Log): Outcome {
  return orAnswer(call, log, () => {
    const outcome = fault(call)
    if (outcome.answer) return outcome
    const refused = refusedBefore(call)
    return refused ? { delay: outcome.delay, answer: refused } : outcome
  })
}

/** The answer of the first step that refuses. */
function refusedBefore(call: Call): Answer | undefined {
  try {
    for (const step of beforeBody) {
      call.step = step.name
      step(call)
    }
    return undefined
  } catch (error) {
    const answer = answerTo(call, error)
    if (answer) return answer
    throw error
  }
}

/** Checks the body, lets the operation take effect whole or not at all, and answers. */
export function operate(
  call: Call,
  operation: Operation,
  contract: Contract,
  handler: AnyHandler | undefined,
  log: Log,
): Outcome {
  return orAnswer(call, log, () => {
    call.step = 'check'
    check(call, operation, contract)
    call.step = 'operate'
    return lateFault(call, run(call, operation, handler))
  })
}

/** The answer when there is no such route outside ClickUp's, or when the body could not be read. */
export function refuseAt(step: 'route' | 'check', call: Call, error: unknown, log: Log): Outcome {
  return orAnswer(call, log, () => {
    call.step = step
    throw error
  })
}

function run(call: Call, operation: Operation, handler: AnyHandler | undefined): Answer {
  if (!handler) return notBuilt(operation)
  const result = call.world.transact(() => handler(call))
  if (result instanceof Answer) return result
  return new Answer(operation.success, result)
}

/** Step: is there such a route. It comes after the limiter: the answer was recorded with its headers. */
function route(call: Call): void {
  if (!call.operation) refuse('routeNotFound')
}

/** Step: the body. What ClickUp refuses is declared beside the field (`x-refusal`); it ignores everything else. */
function check(call: Call, { operationId }: Operation, contract: Contract): void {
  const { params: path, query } = call.incoming
  const violations = contract.check(operationId, { path, query, requestBody: call.body })
  for (const { schema, data } of violations) {
    const refusal = schema['x-refusal']
    if (typeof refusal === 'string' && refusal in catalogue) refuse(refusal as RefusalName, String(data))
  }
}

/** In the specs, but without a handler: a state that is listed (GET /__mock/operations), not an accident. */
function notBuilt({ operationId }: Operation): Answer {
  const err = `clickup-mock does not emulate ${operationId} yet; GET /__mock/operations lists what it does`
  return new Answer(501, { err, ECODE: 'MOCK_501' })
}

/** Refusals become answers; anything else is a fault of ours, logged with its stack and answered in ClickUp's shape. */
function orAnswer(call: Call, log: Log, work: () => Outcome): Outcome {
  try {
    return work()
  } catch (error) {
    const answer = answerTo(call, error)
    if (answer) return { delay: 0, answer }
    log.error(`${call.incoming.method} ${call.incoming.path}: ${error instanceof Error ? error.stack : error}`)
    return { delay: 0, answer: refusalAnswer(call, catalogue.internalError) }
  }
}
