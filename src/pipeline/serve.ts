// ClickUp's side of the server: one route per operation, and the way of a request into the pipeline and out again.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Answer } from '../contract/answer.js'
import { Refusal } from '../contract/catalogue.js'
import type { Operation } from '../contract/contract.js'
import { sandboxName } from '../server/urls.js'
import { Call, type ClickUpParts, tokenIn } from './call.js'
import { UPLOAD_LIMIT } from './form.js'
import { afterBody, beforeBody, fail, pass } from './pipeline.js'
import { respond } from './respond.js'

declare module 'fastify' {
  interface FastifyRequest {
    call: Call | null
  }
  interface FastifyContextConfig {
    operation?: Operation
  }
}

/** Everything under /api. */
export function serveClickUp(scope: FastifyInstance, parts: ClickUpParts): void {
  scope.addHook('onRequest', (request, reply, next) => {
    const { call, refused } = openCall(parts, request)
    request.call = call
    settle(reply, call, refused === undefined ? pass(call, beforeBody) : fail(call, 'route', refused), next)
  })
  scope.setNotFoundHandler(notFound) // never reached, since the pipeline refuses the route; without it no hook would run
  for (const operation of parts.clickup.operations) {
    scope.route({
      method: operation.method,
      url: routePath(operation.path.slice('/api'.length)),
      config: { operation },
      ...(operation.files && { bodyLimit: UPLOAD_LIMIT }),
      handler: (request, reply) => {
        const { call } = callOf(parts, request)
        call.take(request.body)
        settle(reply, call, pass(call, afterBody))
      },
    })
  }
}

/** What Fastify could not route, or could not read: a path that is neither ClickUp's nor ours, a body that is broken. */
export function refuseError(parts: ClickUpParts, error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const { call, refused } = callOf(parts, request)
  // The route is looked at before the body, which may be what failed.
  const answer = request.is404
    ? fail(call, 'route', refused ?? new Refusal('routeNotFound'))
    : fail(call, 'check', error)
  settle(reply, call, answer)
}

/** The handler of paths without a route; `refuseError` answers. */
export function notFound(): never {
  throw new Refusal('routeNotFound')
}

/** The call of a request; one that never entered the pipeline gets its own here. */
function callOf(parts: ClickUpParts, request: FastifyRequest): OpenedCall {
  return request.call ? { call: request.call } : openCall(parts, request)
}

interface OpenedCall {
  readonly call: Call
  /** Why the sandbox it chose cannot be. */
  readonly refused?: unknown
}

/** A call in the sandbox it chose; in the default one, and refused, when it chose none that can be. */
function openCall(parts: ClickUpParts, request: FastifyRequest): OpenedCall {
  const { sandboxes, baseUrl } = parts
  const { method, url, headers } = request
  const end = url.indexOf('?')
  const path = end === -1 ? url : url.slice(0, end)
  const query = orNone(request.query as Record<string, unknown>)
  const params = orNone(request.params as Record<string, string>)
  const incoming = { method, path, query, params, headers, rawHeaders: request.raw.rawHeaders, baseUrl }
  const { operation } = request.routeOptions.config
  const token = tokenIn(headers.authorization ?? '')
  try {
    const sandbox = sandboxes.choose(sandboxName(headers), token)
    return { call: new Call(incoming, operation, sandbox, parts, token) }
  } catch (error) {
    return { call: new Call(incoming, operation, sandboxes.default, parts, token), refused: error }
  }
}

const none: Readonly<Record<string, never>> = Object.freeze({})

/** One object for all calls that have no fields: the journal keeps it. */
function orNone<Fields extends object>(fields: Fields): Fields | typeof none {
  for (const _ in fields) return fields
  return none
}

/** Sends the answer if there is one, or goes on with `next`; either after the delay. */
function settle(reply: FastifyReply, call: Call, answer: Answer | undefined, next?: () => void): void {
  const { delay } = call
  call.delay = 0
  reply.server.held.delay(delay, () => (answer ? respond(reply, call, answer) : next?.()))
}

/** `/v2/team/{team_id}` → `/v2/team/:team_id`. */
function routePath(path: string): string {
  return path.replace(/\{([^}]+)\}/g, ':$1')
}
