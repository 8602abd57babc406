// ClickUp's side of the server: one route per operation, and the way of a request into the pipeline and out again.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../contract/catalogue.js'
import type { Contract, Operation } from '../contract/contract.js'
import type { Sandboxes } from '../sandbox/sandboxes.js'
import type { Log } from '../server/log.js'
import { sandboxName } from '../server/urls.js'
import type { Settings } from '../settings/settings.js'
import { Call, tokenIn } from './call.js'
import type { Outcome } from './fault.js'
import { UPLOAD_LIMIT } from './form.js'
import { type AnyHandler, enter, operate, refuseAt } from './pipeline.js'
import { respond } from './respond.js'

/** What ClickUp's side is made of. */
export interface ClickUpParts {
  readonly clickup: Contract
  /** By operationId; an operation without one answers 501. */
  readonly handlers: Readonly<Record<string, AnyHandler | undefined>>
  readonly sandboxes: Sandboxes
  readonly settings: Settings
  readonly baseUrl: string | undefined
  readonly log: Log
}

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
  const { log } = parts
  scope.addHook('onRequest', (request, reply, next) => {
    const { call, refused } = openCall(parts, request)
    request.call = call
    settle(reply, call, refused !== undefined ? refuseAt('route', call, refused, log) : enter(call, log), log, next)
  })
  scope.setNotFoundHandler(notFound) // never reached, since the pipeline refuses the route; without it no hook would run
  for (const operation of parts.clickup.operations) {
    const handler = parts.handlers[operation.operationId]
    scope.route({
      method: operation.method,
      url: routePath(operation.path.slice('/api'.length)),
      config: { operation },
      ...(operation.files && { bodyLimit: UPLOAD_LIMIT }),
      handler: (request, reply) => {
        const { call } = callOf(parts, request)
        call.take(request.body)
        settle(reply, call, operate(call, operation, parts.clickup, handler, log), log)
      },
    })
  }
}

/** What Fastify could not route, or could not read: a path that is neither ClickUp's nor ours, a body that is broken. */
export function refuseError(parts: ClickUpParts, error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const { log } = parts
  const { call, refused } = callOf(parts, request)
  // The route is looked at before the body, which may be what failed.
  const outcome = request.is404
    ? refuseAt('route', call, refused ?? new Refusal('routeNotFound'), log)
    : refuseAt('check', call, error, log)
  settle(reply, call, outcome, log)
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
function openCall({ sandboxes, settings, baseUrl }: ClickUpParts, request: FastifyRequest): OpenedCall {
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
    return { call: new Call(incoming, operation, sandbox, settings, token) }
  } catch (error) {
    return { call: new Call(incoming, operation, sandboxes.default, settings, token), refused: error }
  }
}

const none: Readonly<Record<string, never>> = Object.freeze({})

/** One object for all calls that have no fields: the journal keeps it. */
function orNone<Fields extends object>(fields: Fields): Fields | typeof none {
  for (const _ in fields) return fields
  return none
}

/** Sends what there is to send, or goes on with `next`; either after the delay. */
function settle(reply: FastifyReply, call: Call, outcome: Outcome, log: Log, next?: () => void): void {
  const { answer, network } = outcome
  const proceed = () => (answer ? respond(reply, call, answer, network, log) : next?.())
  reply.server.waiting.delay(outcome.delay, proceed)
}

/** `/v2/team/{team_id}` → `/v2/team/:team_id`. */
function routePath(path: string): string {
  return path.replace(/\{([^}]+)\}/g, ':$1')
}
