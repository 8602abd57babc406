// The one way to run a control operation, for all three doors: its input is checked against the spec.
import type { DeclaredFields } from '../contract/fields.js'
import { refuseDeep } from '../input/depth.js'
import { suggestion } from '../input/nearest.js'
import { InputError, type Problem } from '../input/problems.js'
import { problemsOf } from '../input/violations.js'
import type { AnyHandler } from '../pipeline/call.js'
import type { Sandboxes } from '../sandbox/sandboxes.js'
import { type ControlContext, isKeeping } from './context.js'

/** A control operation's input, by location. */
export interface ControlInput {
  readonly params: object
  readonly query: object
  readonly body: unknown
}

/** The handler of a control operation. @throws Error when there is none */
export function controlHandler(
  { controlHandlers }: Pick<ControlContext, 'controlHandlers'>,
  operationId: string,
): AnyHandler {
  const handler = Object.hasOwn(controlHandlers, operationId) ? controlHandlers[operationId] : undefined
  if (!handler) throw new Error(`specs/mock: ${operationId} has no handler`)
  return handler
}

/** @throws InputError when the input does not fit the spec, when there is no memory, or the operation finds something wrong */
export function runControl(operationId: string, context: ControlContext, input: ControlInput): unknown {
  checkControl(operationId, context, input)
  const { sandbox, sandboxes } = context
  const { params, query } = input
  const body = Object(input.body)
  if (isKeeping(operationId)) sandboxes.makeRoom(sandbox)
  const answer = controlHandler(context, operationId)({ ...context, params, query, body })
  if (isKeeping(operationId)) sandbox.memory.add(body)
  else if (context.control.find(operationId)?.method !== 'GET') sandbox.memory.mayHaveLess()
  return kept(answer, sandboxes)
}

/** An answer does not leave before what was done is kept, where that is wanted. @throws InputError (503) when it cannot be */
function kept(answer: unknown, sandboxes: Sandboxes): unknown {
  if (answer instanceof Promise) return answer.then((later) => kept(later, sandboxes))
  sandboxes.settle()
  return answer
}

/** @throws InputError when the input does not fit the spec */
export function checkControl(operationId: string, context: ControlContext, input: ControlInput): void {
  const { params: path, query, body } = input
  refuseDeep(body)
  const problems = [
    ...problemsOf(context.control.check(operationId, { path, query: coerced(query), requestBody: body })),
    ...strayFields(context.control.declared(operationId), body),
  ]
  if (problems.length) throw new InputError(problems)
}

/** Fields of a body for an operation that takes none, such as a misspelt parameter in code. */
function strayFields({ query, body: schemas }: DeclaredFields, body: unknown): Problem[] {
  if (schemas.length || typeof body !== 'object' || body === null) return []
  return Object.keys(body).map((key) => {
    const right = query.size ? suggestion(key, [...query]) : 'it takes none'
    return { where: `/${key}`, what: `there is no key "${key}" here`, right }
  })
}

/** Query values are text: those that look like numbers or booleans become such. */
function coerced(query: object): object {
  return Object.fromEntries(Object.entries(query).map(([name, value]) => [name, readQueryValue(value)]))
}

function readQueryValue(value: unknown): unknown {
  if (value === 'true' || value === 'false') return value === 'true'
  return typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value
}
