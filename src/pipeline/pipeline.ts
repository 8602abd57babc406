// The pipeline: the steps of a call in ClickUp's order (observed; that `route` comes so late is concluded from rate headers
// on an unknown path). A step answers, which ends the call's way, or lets the call pass. A step refuses by throwing.
import type { Answer } from '../contract/answer.js'
import { catalogue } from '../contract/catalogue.js'
import { guarded } from '../settings/guarded.js'
import { admit, refuseDeleted } from './admit.js'
import { authenticate } from './authenticate.js'
import type { Call } from './call.js'
import { check } from './check.js'
import { fault, lateFault } from './fault.js'
import { checkIds } from './ids.js'
import { limit } from './limit.js'
import { operate } from './operate.js'
import { preflight } from './preflight.js'
import { answerTo, refusalAnswer } from './refusals.js'
import { route } from './route.js'
import { runScenarios } from './scenario.js'
import { unbuilt } from './unbuilt.js'

type Step = ((call: Call) => Answer | undefined) | ((call: Call) => void)

/** Steps in running order, each with its name in the journal. */
type Steps = readonly (readonly [name: string, step: Step])[]

/** The steps before the body is read. */
export const beforeBody: Steps = [
  ['fault', runScenarios],
  ['fault', fault],
  ['route', preflight],
  ['authenticate', authenticate],
  ['unbuilt', unbuilt],
  ['ids', checkIds],
  ['limit', limit],
  ['route', route],
  ['admit', admit],
]

/** The steps after the body was read; the last one gives the operation's answer. */
export const afterBody: Steps = [
  ['check', check],
  ['operate', refuseDeleted],
  ['operate', operate],
  ['operate', lateFault],
]

/** Takes a call through these steps. @returns the answer of the first step that has one */
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

/** The answer where no step failed, but Fastify: there is no such route, or the body could not be read. */
export function fail(call: Call, step: 'route' | 'check', error: unknown): Answer {
  call.step = step
  return answerError(call, error)
}

/** Refusals become answers. Anything else is a bug of the mock. */
function answerError(call: Call, error: unknown): Answer {
  return answerTo(call, error) ?? failed(call, error)
}

/** The answer of a call that a bug of the mock has stopped; the log has its stack. */
export function failed(call: Call, error: unknown): Answer {
  const { method, path } = call.incoming
  const what = error instanceof Error ? error.stack : error
  const { log } = call.parts
  guarded(log, call.id, () => log.error(call.redactor.text(`${method} ${path}: ${what}`)))
  return refusalAnswer(call, catalogue.internalError)
}
