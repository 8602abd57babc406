// Types only: what the page asks of the control API and what it answers, derived from the generated paths. A path, a
// parameter or a field that the specs do not have does not compile (test/types/ask.ts proves it).
import type { components as clickup } from '../contract/clickup.gen.js'
import type { components, operations, paths } from '../contract/mock.gen.js'

export type Schemas = components['schemas']

/** As GetTask shows it: the control API passes it on, and its spec does not repeat the fields. */
export type Task = clickup['schemas']['Task']

type Paths = { [Path in keyof paths as Path extends `/__mock/${infer Below}` ? Below : never]: paths[Path] }
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
interface Json<Body> {
  content: { 'application/json': Body }
}
interface Operation {
  parameters: { path?: Record<string, string>; query?: Record<string, unknown> }
  requestBody?: Json<unknown>
  responses: { 200: Json<unknown> }
}

/** Path, query and body, each optional where the spec has it so. */
type Sent<O> = O extends Operation
  ? Pick<O['parameters'], 'path' | 'query'> & {
      [Body in keyof Pick<O, 'requestBody'> as 'body']: NonNullable<O[Body]>['content']['application/json']
    }
  : never
type Answered<O> = O extends { responses: { 200: Json<infer Body> } } ? Body : never

/** `ask('GET', 'world/tasks/{task}', { path: { task } })`: paths as in the specs, below `/__mock/`. */
export type Ask = <
  M extends Method,
  Path extends { [P in keyof Paths]: Paths[P][Lowercase<M>] extends Operation ? P : never }[keyof Paths],
>(
  method: M,
  path: Path,
  ...sent: object extends Sent<Paths[Path][Lowercase<M>]>
    ? [sent?: Sent<Paths[Path][Lowercase<M>]>]
    : [sent: Sent<Paths[Path][Lowercase<M>]>]
) => Promise<Answered<Paths[Path][Lowercase<M>]>>

/** What an operation answers. */
export type Answer<OperationId extends keyof operations> = Answered<operations[OperationId]>
