// The pipeline: the steps in ClickUp's order. The first that refuses answers, and the call remembers which it was.
import { Answer, noAnswer } from '../contract/answer.js'
import { catalogue, refuse } from '../contract/catalogue.js'
import type { Contract, Operation } from '../contract/contract.js'
import type { Log } from '../server/log.js'
import { admit, refuseGone } from './admit.js'
import { authenticate } from './authenticate.js'
import type { Call } from './call.js'
import { check } from './check.js'
import { fault, lateFault, type Outcome } from './fault.js'
import { limit } from './limit.js'
import { answerTo, refusalAnswer } from './refusals.js'
import { runScenarios } from './scenario.js'

/** A handler as the pipeline sees it: the types that tell handlers apart end at the dispatch. */
export type AnyHandler = (call: object) => unknown

/** What runs before the body is read, in this order (observed, but for the place of `route`: an unknown path was seen with rate headers). */
const beforeBody = [authenticate, admit, limit, route] as const

/** Takes a call as far as it comes without its body. */
export function enter(call: Call, log: Log): Outcome {
  return orAnswer(call, log, () => {
    runScenarios(call)
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
    refuseGone(call)
    const answer = run(call, operation, handler)
    return answer === noAnswer ? { delay: 0, answer, network: 'hang' } : lateFault(call, answer)
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
  const result = call.world.transact(() => handler(call), call)
  if (result instanceof Answer) return result
  return new Answer(operation.success, result)
}

/** Step: is there such a route. It comes after the limiter: the answer was recorded with its headers. */
function route(call: Call): void {
  if (!call.operation) refuse('routeNotFound')
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
    log.error(
      call.redactor.text(
        `${call.incoming.method} ${call.incoming.path}: ${error instanceof Error ? error.stack : error}`,
      ),
    )
    return { delay: 0, answer: refusalAnswer(call, catalogue.internalError) }
  }
}
