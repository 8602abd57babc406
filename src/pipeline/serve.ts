// ClickUp's side of the server: a request goes into the pipeline and out again.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Answer } from '../contract/answer.js'
import { Refusal } from '../contract/catalogue.js'
import { sandboxFor } from '../server/guard.js'
import { Closing } from '../server/held-replies.js'
import { hasBody } from '../server/unread-body.js'
import { pathIn } from '../server/urls.js'
import { Call, type ClickUpParts, tokenIn } from './call.js'
import { UPLOAD_LIMIT } from './form.js'
import { inflated } from './inflate.js'
import { afterBody, beforeBody, fail, pass } from './pipeline.js'
import { respond } from './respond.js'

declare module 'fastify' {
  interface FastifyRequest {
    call: Call | null
  }
}

/** All methods that Fastify knows: those whose body it does not read, and the others. */
const withoutBody = ['GET', 'HEAD', 'TRACE']
const withBody = ['DELETE', 'OPTIONS', 'PATCH', 'POST', 'PUT']

/** Everything under /api. */
export function serveClickUp(scope: FastifyInstance, parts: ClickUpParts): void {
  scope.addHook('onRequest', (request, reply, next) => {
    const { call, refused } = openCall(parts, request)
    request.call = call
    const answer = refused === undefined ? pass(call, beforeBody) : fail(call, 'route', refused)
    settle(reply, call, answer, hasBody(request.headers) ? () => awaitBody(reply, call, next) : next)
  })
  const handler = (request: FastifyRequest, reply: FastifyReply) => {
    const { call } = callOf(parts, request)
    call.take(request.body)
    settle(reply, call, pass(call, afterBody))
  }
  // The service knows its operations by their paths. A route of Fastify's for each would be most of what a mock costs to make.
  for (const url of ['', '/*']) {
    scope.route({ method: withoutBody, url, handler })
    scope.route({ method: withBody, url, handler, preParsing: inflated })
  }
  for (const { files, path } of parts.clickup.operations) {
    const options = { bodyLimit: UPLOAD_LIMIT, preParsing: inflated }
    if (files) scope.post(routePath(path.slice('/api'.length)), options, handler)
  }
}

/** Answers what Fastify could not route or could not read: an unknown path, a broken body. */
export function refuseError(parts: ClickUpParts, error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const { call, refused } = callOf(parts, request)
  settle(reply, call, request.is404 ? unrouted(call, refused) : fail(call, 'check', error))
}

/** The answer to an unknown path; also where the body is broken too, since the route is checked before it. */
function unrouted(call: Call, refused: unknown): Answer | undefined {
  // Under /api it is a method that Fastify does not route: such a call takes the way of all others.
  const isClickUp = call.incoming.path.startsWith('/api/')
  return refused === undefined && isClickUp
    ? pass(call, beforeBody)
    : fail(call, 'route', refused ?? new Refusal('routeNotFound'))
}

/** The handler of unknown paths; `refuseError` answers them. */
export function notFound(): never {
  throw new Refusal('routeNotFound')
}

/** The call of a request; made here if the request never entered the pipeline. */
function callOf(parts: ClickUpParts, request: FastifyRequest): OpenedCall {
  return request.call ? { call: request.call } : openCall(parts, request)
}

interface OpenedCall {
  readonly call: Call
  /** Why the sandbox that it names cannot be opened. */
  readonly refused?: unknown
}

/** A call in the sandbox that it names. If that cannot be opened: in the default one, to be refused. */
function openCall(parts: ClickUpParts, request: FastifyRequest): OpenedCall {
  const { sandboxes, baseUrl } = parts
  const { method, url, headers } = request
  const path = pathIn(url)
  const query = orNoFields(request.query as Record<string, unknown>)
  const found = parts.service.find(method, path)
  const incoming = {
    method,
    path,
    query,
    params: found?.params ?? noFields,
    headers,
    rawHeaders: request.raw.rawHeaders,
    baseUrl,
    protocol: request.protocol,
  }
  const operationId = found?.operation.operationId
  const token = tokenIn(headers.authorization ?? '')
  try {
    const sandbox = sandboxFor(headers, sandboxes, token)
    return { call: new Call(incoming, operationId, sandbox, parts, token) }
  } catch (error) {
    return { call: new Call(incoming, operationId, sandboxes.default, parts, token), refused: error }
  }
}

/** The shared empty object: nearly all calls need it, and the journal keeps it alive. */
const noFields: Readonly<Record<string, never>> = Object.freeze({})

function orNoFields<Fields extends object>(fields: Fields): Fields | typeof noFields {
  for (const _ in fields) return fields
  return noFields
}

/** Sends the answer if there is one, or goes on with `next`; either after the delay. */
function settle(reply: FastifyReply, call: Call, answer: Answer | undefined, next?: () => void): void {
  const { delay } = call
  if (delay === 0) goOn(reply, call, answer, next)
  else {
    call.delay = 0
    reply.server.held.delay(reply.raw, delay, () => goOn(reply, call, answer, next))
  }
}

function goOn(reply: FastifyReply, call: Call, answer: Answer | undefined, next: (() => void) | undefined): void {
  if (answer) respond(reply, call, answer)
  else next?.()
}

/** Goes on to read the body. If the server closes before it is whole, the call is told so. */
function awaitBody(reply: FastifyReply, call: Call, next: () => void): void {
  reply.server.held.awaitBody(reply.raw, () => {
    if (reply.sent) return
    reply.header('connection', 'close')
    respond(reply, call, fail(call, 'check', new Closing()))
  })
  next()
}

/** `/v2/team/{team_id}` → `/v2/team/:team_id`. */
function routePath(path: string): string {
  return path.replace(/\{([^}]+)\}/g, ':$1')
}
