// Step: operations of ClickUp that the mock does not emulate yet. They come before the ids of the path, which it cannot know.
import { Answer } from '../contract/answer.js'
import type { Call } from './call.js'
import { lateFault } from './fault.js'

/** Answers 501, so that nobody takes what is missing here for a mistake of their own. */
export function unbuilt(call: Call): Answer | undefined {
  const { operationId, parts } = call
  if (operationId === undefined || parts.handlers[operationId]) return undefined
  call.note(
    `ClickUp has ${operationId}, but clickup-mock does not emulate it yet: a fault rule can answer in its place`,
  )
  const err = `clickup-mock does not emulate ${operationId} yet; GET /__mock/operations lists what it does`
  call.answer = new Answer(501, { err, ECODE: 'MOCK_501' }, { 'x-mock-unbuilt': operationId })
  return lateFault(call)
}
