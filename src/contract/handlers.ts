// Types only: what a handler is, derived from the generated operations. A handler with a wrong name, parameter or
// answer does not compile (test/types/handlers.ts proves it).
import type { Answer, Existing, JsonText } from './answer.js'

type Parameters<Operation, Location extends string> = Operation extends { parameters: infer All }
  ? Location extends keyof All
    ? NonNullable<All[Location]>
    : Empty
  : Empty
type Empty = Record<never, never>

type Json<Part> = Part extends { content: { 'application/json': infer Body } } ? Body : undefined
type Text<Part> = Part extends { content: { 'text/plain': infer Body } } ? Body : never
type RequestBody<Operation> = Operation extends { requestBody?: infer Body }
  ? NonNullable<Body> extends { content: infer Content }
    ? Content[keyof Content]
    : undefined
  : undefined
/** Version 3 checks the bodies that it requires; version 2 checks nothing, and a body may lack anything. */
type GivenBody<Operation> = Operation extends {
  parameters: { path: { workspace_id: string } }
  requestBody: { content: unknown }
}
  ? NonNullable<RequestBody<Operation>>
  : Partial<NonNullable<RequestBody<Operation>>>

/** A body, or the text of one. */
type OrText<Body> = Body | JsonText<Body>

/**
 * What the operation answers when it succeeds: its JSON, its text, nothing (204, or a 200 without content), or an Answer where
 * it is a page or a redirect. Where it makes something unless it is there (200 and 201), its JSON or what exists.
 */
type Success<Operation> = Operation extends { responses: infer Responses }
  ? Responses extends { 302: unknown }
    ? Answer
    : Responses extends { 204: unknown }
      ? undefined
      : Responses extends { 200: infer Found; 201: infer Made }
        ? Json<Made> | Existing<Json<Found>>
        : OrText<Json<Responses[keyof Responses & (200 | 201)]>> | Text<Responses[keyof Responses & 200]>
  : never

/** What one operation is given: the context, and its own parameters, body and admitted rows. */
export type CallOf<Operation, Context, Rows> = Context & {
  /** The rows that its path names, admitted: they are there, and the caller may see them. */
  readonly rows: Rows
  readonly params: Parameters<Operation, 'path'>
  readonly query: Partial<Parameters<Operation, 'query'>>
  readonly body: GivenBody<Operation>
}

/**
 * Handlers by operationId: pure functions from a call to an answer. `Rows` maps each operationId to the rows its path
 * parameters name.
 */
export type HandlersFor<Operations, Context, Rows> = {
  readonly [Id in keyof Operations]?: (
    call: CallOf<Operations[Id], Context, Id extends keyof Rows ? Rows[Id] : Empty>,
  ) => Success<Operations[Id]>
}
