// The pipeline: the steps in ClickUp's order (observed, but for the place of `route`: an unknown path was seen with rate
// headers). A step answers, which ends the call's way, or lets it pass; one that refuses throws.
import type { Answer } from '../contract/answer.js'
import { catalogue } from '../contract/catalogue.js'
import { admit, refuseDeleted } from './admit.js'
import { authenticate } from './authenticate.js'
import type { Call } from './call.js'
import { check } from './check.js'
import { fault, lateFault } from './fault.js'
import { limit } from './limit.js'
import { operate } from './operate.js'
import { answerTo, refusalAnswer } from './refusals.js'
import { route } from './route.js'
import { runScenarios } from './scenario.js'

type Step = ((call: Call) => Answer | undefined) | ((call: Call) => void)

/** Steps in running order, each with the name under which the journal tells of it. */
type Steps = readonly (readonly [name: string, step: Step])[]

/** What a call passes without its body. */
export const beforeBody: Steps = [
  ['fault', runScenarios],
  ['fault', fault],
  ['authenticate', authenticate],
  ['admit', admit],
  ['limit', limit],
  ['route', route],
]

/** What it passes once its body was read; the last step has the operation's answer. */
export const afterBody: Steps = [
  ['check', check],
  ['operate', refuseDeleted],
  ['operate', operate],
  ['operate', lateFault],
]

/** Takes a call through these steps; the answer of the first that has one. */
export function pass(call: Call, steps: Steps): Answer | undefined {
  try {
    for (const [name, step] of steps) {
      call.step = name
      const answer = step(call)
      if (answer) return answer
    }
    return undefined
  } catch (error) {
    return answerError(call, error)
  }
}

/** The answer where something else failed than a step: there is no such route, or the body could not be read. */
export function fail(call: Call, step: 'route' | 'check', error: unknown): Answer {
  call.step = step
  return answerError(call, error)
}

/** Refusals become answers; anything else is a fault of ours, logged with its stack and answered in ClickUp's shape. */
function answerError(call: Call, error: unknown): Answer {
  const answer = answerTo(call, error)
  if (answer) return answer
  const { method, path } = call.incoming
  const what = error instanceof Error ? error.stack : error
  call.parts.log.error(call.redactor.text(`${method} ${path}: ${what}`))
  return refusalAnswer(call, catalogue.internalError)
}
