// The control API as methods, one for each operation: it takes path, query and body in one object.
import { made } from '../contract/late.js'
import type { operations } from '../contract/mock.gen.js'
import { readJson } from '../input/json.js'
import { reject } from '../input/problems.js'
import { type ControlContext, isLater, isStream, type LaterOperation, type StreamOperation } from './context.js'
import { runControl } from './run.js'

type ParametersIn<Operation, Location extends string> = Operation extends { parameters: infer Parameters }
  ? Location extends keyof Parameters
    ? Exclude<Parameters[Location], undefined> extends never
      ? object
      : Exclude<Parameters[Location], undefined>
    : object
  : object
type Body<Operation> = Operation extends { requestBody?: infer Request }
  ? NonNullable<Request> extends { content: { 'application/json': infer Content } }
    ? Content
    : object
  : object
type Input<Operation> = ParametersIn<Operation, 'path'> & ParametersIn<Operation, 'query'> & Body<Operation>
type Result<Operation> = Operation extends {
  responses: { 200: { content: { 'application/json': infer Content } | { 'text/plain': infer Content } } }
}
  ? Content
  : never
type Method<Operation, Returned> = (
  ...input: object extends Input<Operation> ? [input?: Input<Operation>] : [input: Input<Operation>]
) => Returned

/**
 * Every operation of specs/mock.yaml and specs/mock/*.yaml except the streams. Each throws InputError for bad input; one
 * that answers later rejects with it.
 */
export type ControlMethods = {
  readonly [Id in Exclude<keyof operations, StreamOperation>]: Method<
    operations[Id],
    Id extends LaterOperation ? Promise<Result<operations[Id]>> : Result<operations[Id]>
  >
}

/** A copy, as it would arrive over HTTP: nobody can change it later, and both doors read it alike. */
function copied(given: object): object {
  try {
    return Object(readJson(JSON.stringify(given)))
  } catch (error) {
    return reject('input', `it cannot be sent as JSON (${error})`)
  }
}

/** The methods for the sandbox that `context` gives at each call. */
export function controlMethods(context: () => ControlContext): ControlMethods {
  const { control } = context()
  const methods = control.operations
    .filter(({ operationId }) => !isStream(operationId))
    .map(({ operationId, path }) => {
      const call = (given: object = {}) => {
        const { query } = control.declared(operationId)
        const input = copied(given)
        const pick = (belongs: (name: string) => boolean) =>
          Object.fromEntries(Object.entries(input).filter(([name]) => belongs(name)))
        const inPath = (name: string) => path.includes(`{${name}}`)
        const answer = runControl(operationId, context(), {
          params: pick(inPath),
          query: pick((name) => query.has(name)),
          body: pick((name) => !inPath(name) && !query.has(name)),
        })
        return made(answer)
      }
      return [operationId, isLater(operationId) ? async (given?: object) => call(given) : call] as const
    })
  return Object.fromEntries(methods) as object as ControlMethods // the specs say what each takes and gives
}
