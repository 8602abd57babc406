// The control API over HTTP: without faults, delays, limits or journal. Web pages from elsewhere are refused.
import { createHash, timingSafeEqual } from 'node:crypto'
import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { SCHEMA_VERSION } from '../contract/answer.js'
import { Refusal } from '../contract/catalogue.js'
import type { Operation } from '../contract/contract.js'
import { nearest } from '../input/nearest.js'
import { InputError, type Problem, reject } from '../input/problems.js'
import { DEFAULT_SANDBOX } from '../sandbox/sandboxes.js'
import { foreignCaller } from '../server/guard.js'
import type { Log } from '../server/log.js'
import { sandboxName } from '../server/urls.js'
import { type ControlContext, isLater, isStream } from './context.js'
import { Listing } from './listing.js'
import { type ControlInput, checkControl, controlHandler, runControl } from './run.js'
import { Streams } from './streams.js'

/** What the control API is made of. */
export interface ControlParts extends Omit<ControlContext, 'sandbox' | 'url'> {
  readonly baseUrl: string | undefined
  /** When set, every call has to bring it in `X-Mock-Control-Token`, except health and the page's own files. */
  readonly controlToken: string | undefined
  readonly log: Log
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Answered without the control token: the answer holds nothing that the token guards. */
    open?: boolean
  }
}

/** Serves every operation under /__mock. */
export function serveControl(scope: FastifyInstance, parts: ControlParts): void {
  scope.addHook('onRequest', (request, reply, next) => {
    const problem = foreignCaller(request.headers, parts.baseUrl) ?? lockedOut(request, parts.controlToken)
    if (problem) sendProblems(reply, 403, [problem])
    else next()
  })
  scope.setErrorHandler<Error & { statusCode?: number }>((error, { method, url }, reply) => {
    if (error instanceof InputError) return sendProblems(reply, error.status, error.problems)
    const what = error instanceof Refusal ? `it is not valid JSON: ${error.value}` : error.message
    // Fastify's own errors carry a status, a refusal is about the body; anything else is a bug of the mock.
    const status = error instanceof Refusal ? 400 : (error.statusCode ?? 500)
    if (status < 500) return sendProblems(reply, status, [{ where: 'body', what }])
    parts.log.error(`${method} ${url}: ${error.stack}`)
    return sendProblems(reply, 500, [{ where: 'clickup-mock', what, right: 'a bug of the mock: report it' }])
  })
  const routes = parts.control.operations.map(({ method, path }) => `${method} ${path}`)
  scope.setNotFoundHandler((request, reply) => {
    const asked = `${request.method} ${request.url}`
    const near = nearest(asked, routes).map((route) => `did you mean ${route}? `)
    const right = `${near[0] ?? ''}docs/CONTROL-API.md lists them all`
    sendProblems(reply, 404, [{ where: asked, what: 'there is no such route', right }])
  })
  const streams = new Streams()
  for (const operation of parts.control.operations) serveOperation(scope, parts, operation, streams)
}

function serveOperation(scope: FastifyInstance, parts: ControlParts, operation: Operation, streams: Streams): void {
  const { operationId, method, path, success } = operation
  if (!isStream(operationId)) controlHandler(operationId) // throws at the start when it is missing
  scope.route({
    method,
    config: { open: operationId === 'health' },
    url: path.slice('/__mock'.length).replace(/\{([^}]+)\}/g, ':$1'),
    handler: (request, reply) => {
      const context = contextOf(parts, request)
      const { params, query, body } = request
      checkType(request)
      const input = { params: Object(params), query: Object(query), body }
      if (isLater(operationId)) return sendLater(reply, success, operationId, context, input)
      if (!isStream(operationId)) return sendJson(reply, success, runControl(operationId, context, input))
      checkControl(operationId, context, input)
      return streams.open(operationId, reply, context.sandbox, input.query)
    },
  })
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

/** Answers later. The wait ends when the client leaves or the server closes. */
async function sendLater(
  reply: FastifyReply,
  status: number,
  operationId: string,
  context: ControlContext,
  input: ControlInput,
): Promise<FastifyReply> {
  const leaving = new AbortController()
  reply.raw.once('close', () => leaving.abort())
  reply.server.held.hang(reply.raw)
  const answer = await runControl(operationId, { ...context, signal: leaving.signal }, input)
  return reply.code(status).header('cache-control', 'no-store').send(answer)
}

function contextOf({ baseUrl, controlToken: _, ...parts }: ControlParts, request: FastifyRequest): ControlContext {
  const sandbox = parts.sandboxes.open(sandboxName(request.headers) ?? DEFAULT_SANDBOX)
  return { ...parts, sandbox, url: baseUrl ?? `${request.protocol}://${request.host}` }
}

function lockedOut({ headers, routeOptions }: FastifyRequest, token: string | undefined): Problem | undefined {
  if (token === undefined || routeOptions.config.open) return undefined
  const given = String(headers['x-mock-control-token'] ?? '')
  if (timingSafeEqual(digest(given), digest(token))) return undefined
  const right = 'send what the mock was started with as --control-token'
  return { where: 'header X-Mock-Control-Token', what: given ? 'it is not right' : 'it is missing', right }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

function sendProblems(reply: FastifyReply, status: number, problems: readonly Problem[]): void {
  sendJson(reply, status, { schema_version: SCHEMA_VERSION, problems })
}

function sendJson(reply: FastifyReply, status: number, body: unknown): void {
  reply.code(status).header('cache-control', 'no-store')
  if (body instanceof Listing) reply.type('application/json; charset=utf-8').send(Readable.from(body.text()))
  else reply.send(body)
}
