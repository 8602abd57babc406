// The control API over HTTP: without faults, delays, limits or journal. Web pages from elsewhere are refused.
import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { SCHEMA_VERSION } from '../contract/answer.js'
import { Refusal } from '../contract/catalogue.js'
import { isLate, jsonPieces } from '../contract/late.js'
import type { Operation } from '../contract/operation.js'
import type { FoundRoute } from '../contract/routes.js'
import { nearest } from '../input/nearest.js'
import { InputError, type Problem, reject } from '../input/problems.js'
import { refusedCaller, sandboxFor } from '../server/guard.js'
import { Closing } from '../server/held-replies.js'
import { endWhenSent, hasBody } from '../server/unread-body.js'
import { pathIn } from '../server/urls.js'
import type { Log } from '../settings/log.js'
import { type ControlContext, isLater, isStream } from './context.js'
import { inTurns } from './in-turns.js'
import { type ControlInput, checkControl, controlHandler, runControl } from './run.js'
import { Streams } from './streams.js'

/** What the control API is made of. */
export interface ControlParts extends Omit<ControlContext, 'sandbox' | 'url'> {
  readonly baseUrl: string | undefined
  readonly log: Log
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Answered without the control token: the answer holds nothing that the token guards. */
    open?: boolean
  }
  interface FastifyRequest {
    /** What it asks the control API for. */
    asked: FoundRoute<Operation> | null
  }
}

/** Operations that are answered without the control token. */
const openOperations: ReadonlySet<string> = new Set(['health', 'metrics'])

/** Serves every operation under /__mock. */
export function serveControl(scope: FastifyInstance, parts: ControlParts): void {
  scope.decorateRequest('asked', null)
  scope.addHook('onRequest', (request, reply, next) => {
    const { headers, protocol, method, url } = request
    request.asked = parts.control.route(method, pathIn(url)) ?? null
    const open = request.routeOptions.config.open ?? openOperations.has(request.asked?.operation.operationId ?? '')
    const problem = refusedCaller(headers, parts.settings, open, protocol)
    if (problem) return sendProblems(reply, 403, [problem])
    if (hasBody(request.headers)) reply.server.held.awaitBody(reply.raw, () => giveUp(reply))
    next()
  })
  // GET and HEAD are one route. Node drops the body of HEAD, but not where there is no socket.
  scope.addHook('onSend', async ({ method }, _reply, payload) => (method === 'HEAD' ? '' : payload))
  scope.setErrorHandler<Error & { statusCode?: number }>((error, { method, url, raw }, reply) => {
    if (error instanceof InputError) return sendProblems(reply, error.status, error.problems)
    if (error instanceof Closing) {
      return sendProblems(reply, 503, [{ where: 'clickup-mock', what: 'it is closing', right: 'start it again' }])
    }
    const what = error instanceof Refusal ? `it is not valid JSON: ${error.value}` : error.message
    // Fastify's own errors carry a status, a refusal is about the body; anything else is a bug of the mock.
    const status = error instanceof Refusal ? 400 : (error.statusCode ?? 500)
    if (status === 413) return refuseLarge(raw, reply, { where: 'body', what })
    if (status < 500) return sendProblems(reply, status, [{ where: 'body', what }])
    parts.log.error(`${method} ${url}: ${error.stack}`)
    return sendProblems(reply, 500, [{ where: 'clickup-mock', what, right: 'a bug of the mock: report it' }])
  })
  for (const { operationId } of parts.control.operations) {
    if (!isStream(operationId)) controlHandler(parts, operationId) // throws at the start when it is missing
  }
  const streams = new Streams(parts.log)
  scope.all('/*', (request, reply) => {
    const { asked, query, body } = request
    if (!asked) return refuseUnknown(parts, request, reply)
    const { operationId, success } = asked.operation
    const context = contextOf(parts, request)
    checkType(request)
    const input = { params: asked.params, query: Object(query), body }
    if (isLater(operationId)) return sendLater(reply, success, operationId, context, input)
    if (!isStream(operationId)) return sendJson(reply, success, runControl(operationId, context, input))
    checkControl(operationId, context, input)
    return streams.open(operationId, reply, context.sandbox, input.query)
  })
}

/** Whether a path is the control API's. */
export function isOfControl(path: string): boolean {
  return path === '/__mock' || path.startsWith('/__mock/')
}

/**
 * Answers a method that Fastify routes nowhere. A handler of unknown paths for this scope alone would be routed for each of
 * Node's 34 methods, which is a seventh of what a mock costs to make.
 */
export function refuseUnrouted(parts: ControlParts, request: FastifyRequest, reply: FastifyReply): void {
  const problem = refusedCaller(request.headers, parts.settings, false, request.protocol)
  if (problem) sendProblems(reply, 403, [problem])
  else refuseUnknown(parts, request, reply)
}

/** Answers a path that is none of the control API's. */
export function refuseUnknown({ control }: ControlParts, { method, url }: FastifyRequest, reply: FastifyReply): void {
  const asked = `${method} ${url}`
  const routes = control.operations.map((operation) => `${operation.method} ${operation.path}`)
  const near = nearest(asked, routes).map((route) => `did you mean ${route}? `)
  const right = `${near[0] ?? ''}docs/CONTROL-API.md lists them all`
  sendProblems(reply, 404, [{ where: asked, what: 'there is no such route', right }])
}

/** @throws InputError for a body of another type than JSON: curl calls a body a form by default */
function checkType({ headers }: FastifyRequest): void {
  const { 'content-type': type = 'none', 'content-length': length = '0', 'transfer-encoding': chunked } = headers
  if ((length === '0' && !chunked) || /^application\/json\b/i.test(type)) return
  reject(
    'header Content-Type',
    `a body of type ${type} is not read here`,
    'send application/json (the header Content-Type)',
  )
}

/** The body is not whole, and the server closes. */
function giveUp(reply: FastifyReply): void {
  if (!reply.sent) reply.send(new Closing())
}

/** A client that is still sending its body reads the answer first. */
function refuseLarge(request: IncomingMessage, reply: FastifyReply, problem: Problem): void {
  const body = JSON.stringify({ schema_version: SCHEMA_VERSION, problems: [problem] })
  const headers = {
    'cache-control': 'no-store',
    'content-type': 'application/json; charset=utf-8',
    connection: 'close',
  }
  const { raw } = reply.hijack()
  raw.writeHead(413, { ...headers, 'content-length': Buffer.byteLength(body) })
  endWhenSent(request, raw, body)
}

/** Answers later. The wait ends when the client leaves or the server closes. */
async function sendLater(
  reply: FastifyReply,
  status: number,
  operationId: string,
  context: ControlContext,
  input: ControlInput,
): Promise<FastifyReply> {
  const leaving = new AbortController()
  reply.raw.once('close', () =>
    leaving.abort(new InputError([{ where: 'call', what: 'the client that waited has left' }])),
  )
  reply.server.held.hold(reply.raw, () => leaving.abort(new Closing()))
  const answer = await runControl(operationId, { ...context, signal: leaving.signal }, input)
  return reply.code(status).header('cache-control', 'no-store').send(answer)
}

/** @throws InputError for a sandbox that cannot be opened */
function contextOf({ baseUrl, ...parts }: ControlParts, request: FastifyRequest): ControlContext {
  const sandbox = sandboxFor(request.headers, parts.sandboxes)
  return { ...parts, sandbox, url: baseUrl ?? `${request.protocol}://${request.host}` }
}

function sendProblems(reply: FastifyReply, status: number, problems: readonly Problem[]): void {
  sendJson(reply, status, { schema_version: SCHEMA_VERSION, problems })
}

function sendJson(reply: FastifyReply, status: number, body: unknown): void {
  reply.code(status).header('cache-control', 'no-store')
  if (isLate(body)) reply.type('application/json; charset=utf-8').send(Readable.from(inTurns(jsonPieces(body))))
  else if (typeof body === 'string') reply.type('text/plain; version=0.0.4; charset=utf-8').send(body)
  else reply.send(body)
}
