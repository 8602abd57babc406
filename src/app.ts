// The plan of the house: what is served, in which scope, and how a request gets from Fastify into the pipeline.
import formbody from '@fastify/formbody'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { Contract, Operation } from './contract/contract.js'
import { foreignCaller } from './control/guard.js'
import { type ControlContext, control } from './control/operations.js'
import { problemsOf } from './control/problems.js'
import { InputError, Refusal, refusalBody } from './errors.js'
import { canonicalUrl } from './http.js'
import type { Log } from './log.js'
import { Call } from './pipeline/call.js'
import type { Outcome } from './pipeline/fault.js'
import { type AnyHandler, enter, operate, refuseAt } from './pipeline/pipeline.js'
import { clientErrorEntry, problemsAnswer } from './pipeline/refusals.js'
import { respond } from './pipeline/respond.js'
import { Waiting } from './pipeline/waiting.js'
import type { Sandbox } from './sandbox/sandbox.js'
import type { Settings } from './settings.js'
import { keepTickShape } from './tick-shape.js'

/** Everything a server is made of. */
export interface Parts {
  readonly clickup: Contract
  readonly control: Contract
  /** By operationId; an operation without one answers 501. */
  readonly handlers: Readonly<Record<string, AnyHandler | undefined>>
  readonly sandbox: Sandbox
  readonly settings: Settings
  readonly baseUrl: string | undefined
  readonly version: string
  readonly log: Log
  /** ms until a client that sends nothing more is answered 408. */
  readonly requestTimeout: number
}

declare module 'fastify' {
  interface FastifyRequest {
    call: Call | null
  }
  interface FastifyInstance {
    waiting: Waiting
  }
  interface FastifyContextConfig {
    operation?: Operation
  }
}

/** ClickUp's nginx refused several megabytes (observed once); where exactly it draws the line is assumed. */
const BODY_LIMIT = 1_048_576

/** ms that a client has to take its last answer, or to finish its request, before its connection is cut. */
const LAST_WAIT = 500

/** A server that is not listening yet. */
export function buildApp(parts: Parts): FastifyInstance {
  const app = Fastify({
    rewriteUrl: (request) => canonicalUrl(request.url),
    bodyLimit: BODY_LIMIT,
    requestTimeout: parts.requestTimeout,
    http: {
      headersTimeout: parts.requestTimeout,
      connectionsCheckingInterval: Math.min(1_000, parts.requestTimeout),
      requireHostHeader: false, // Node would answer by itself, without a body
    },
    routerOptions: { maxParamLength: Number.MAX_SAFE_INTEGER }, // a long id is an unknown id
    clientErrorHandler: (error, socket) => {
      if (!socket.writable) return socket.destroy()
      setTimeout(() => socket.destroy(), LAST_WAIT).unref()
      const entry = clientErrorEntry(error)
      const body = JSON.stringify(refusalBody(entry))
      const head = ['content-type: application/json; charset=utf-8', `content-length: ${Buffer.byteLength(body)}`]
      socket.end(`HTTP/1.1 ${entry.status} ${entry.err}\r\n${head.join('\r\n')}\r\nconnection: close\r\n\r\n${body}`)
    },
  })
  keepTickShape()
  app.decorateRequest('call', null)
  app.decorate('waiting', new Waiting())
  app.addHook('preClose', (done) => {
    app.waiting.end()
    // Node gives up its timeouts when a server closes: a client in the middle of a request would keep it open for ever.
    setTimeout(() => app.server.closeAllConnections(), LAST_WAIT).unref()
    done()
  })
  app.server.on('checkExpectation', app.routing) // of any Expect header; Node would answer 417 by itself, without a body
  app.register(formbody, { bodyLimit: BODY_LIMIT })
  readBodies(app)
  app.register(async (scope) => serveClickUp(scope, parts), { prefix: '/api' })
  app.register(async (scope) => serveControl(scope, parts), { prefix: '/__mock' })
  serveDocument(app, parts)
  app.setErrorHandler((error, request, reply) => {
    const call = callOf(parts, request)
    // The route is looked at before the body, which may be what failed.
    const outcome = request.is404
      ? refuseAt('route', call, new Refusal('routeNotFound'), parts.log)
      : refuseAt('check', call, error, parts.log)
    settle(reply, call, outcome, parts.log)
  })
  app.setNotFoundHandler(notFound)
  return app
}

function notFound(): never {
  throw new Refusal('routeNotFound')
}

/** ClickUp's operations. What happens before the body stands in pipeline/pipeline.ts. */
function serveClickUp(scope: FastifyInstance, parts: Parts): void {
  const { log } = parts
  scope.addHook('onRequest', (request, reply, next) => {
    const call = openCall(parts, request)
    request.call = call
    settle(reply, call, enter(call, log), log, next)
  })
  scope.setNotFoundHandler(notFound) // never reached, since the pipeline refuses the route; without it no hook would run
  for (const operation of parts.clickup.operations) {
    const handler = parts.handlers[operation.operationId]
    scope.route({
      method: operation.method,
      url: routePath(operation.path.slice('/api'.length)),
      config: { operation },
      handler: (request, reply) => {
        const call = callOf(parts, request)
        if (request.body && typeof request.body === 'object') call.body = request.body
        settle(reply, call, operate(call, operation, parts.clickup, handler, log), log)
      },
    })
  }
}

/** The control API: never faulted, delayed, limited or journalled, and only for callers from here. */
function serveControl(scope: FastifyInstance, parts: Parts): void {
  const built = new Set(Object.keys(parts.handlers))
  const context: ControlContext = { sandbox: parts.sandbox, clickup: parts.clickup, built, version: parts.version }
  scope.addHook('onRequest', (request, reply, next) => {
    const problem = foreignCaller(request.headers, parts.baseUrl)
    if (problem) sendControl(reply, 403, problemsAnswer([problem]).body)
    else next()
  })
  scope.setErrorHandler((error, _request, reply) => {
    if (error instanceof InputError) return sendControl(reply, 400, problemsAnswer(error.problems).body)
    const what =
      error instanceof Refusal ? `it is no JSON: ${error.value}` : String(error).replace(/^.*?Error.*?: /, '')
    return sendControl(reply, statusOf(error), problemsAnswer([{ where: 'body', what }]).body)
  })
  scope.setNotFoundHandler((request, reply) => {
    const right = parts.control.operations.map(({ method, path }) => `${method} ${path}`).join(', ')
    const problem = { where: `${request.method} ${request.url}`, what: 'the control API has no such route', right }
    return sendControl(reply, 404, problemsAnswer([problem]).body)
  })
  const handlers: Readonly<Record<string, AnyHandler>> = control as object as Record<string, AnyHandler> // types end here
  for (const operation of parts.control.operations) {
    const handler = handlers[operation.operationId]
    if (!handler) throw new Error(`specs/mock.yaml: ${operation.operationId} has no handler`)
    scope.route({
      method: operation.method,
      url: operation.path.slice('/__mock'.length),
      handler: ({ params, query, body }, reply) => {
        const request = { path: params as object, query: query as object, requestBody: body }
        const problems = problemsOf(parts.control.check(operation.operationId, request))
        if (problems.length) throw new InputError(problems)
        sendControl(reply, operation.success, handler({ ...context, params, query, body }))
      },
    })
  }
}

/** The document, for importers: where this mock is, not where the specs say. */
function serveDocument(app: FastifyInstance, { clickup, baseUrl }: Parts): void {
  const located = (request: FastifyRequest) => ({
    ...clickup.source(),
    servers: [{ url: baseUrl ?? `${request.protocol}://${request.host}` }],
  })
  app.get('/openapi.json', (request, reply) => reply.send(located(request)))
  app.get('/openapi.yaml', async (request, reply) => {
    const { stringify } = await import('yaml')
    return reply.type('application/yaml; charset=utf-8').send(stringify(located(request)))
  })
}

/**
 * Bodies as ClickUp's parser takes them (Express; assumed from its errors): an empty one is none, only objects and
 * arrays are JSON, and a content type it does not know leaves the body unread.
 */
function readBodies(app: FastifyInstance): void {
  app.removeContentTypeParser(['application/json', 'text/plain'])
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, text, done) => {
    try {
      done(null, parseJson(String(text)))
    } catch (error) {
      done(error as Error)
    }
  })
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (request, _bytes, done) => {
    request.call?.note(
      `a body of type ${request.headers['content-type']} is not read by ClickUp: send application/json`,
    )
    done(null, undefined)
  })
}

/** @throws Refusal JSON_001 with the parser's own words */
function parseJson(text: string): unknown {
  if (text.trim() === '') return undefined
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null) return value
  } catch (error) {
    throw new Refusal('jsonMalformed', String(error).replace(/^SyntaxError: /, ''))
  }
  throw new Refusal('jsonMalformed', `Unexpected token ${text.trim()[0]} in JSON at position 0`)
}

/** The call of a request; one that never entered the pipeline gets its own here. */
function callOf(parts: Parts, request: FastifyRequest): Call {
  return request.call ?? openCall(parts, request)
}

function openCall({ sandbox, settings }: Parts, request: FastifyRequest): Call {
  const { method, url, headers } = request
  const end = url.indexOf('?')
  const path = end === -1 ? url : url.slice(0, end)
  const query = request.query as Record<string, unknown>
  const params = request.params as Record<string, string>
  const incoming = { method, path, query, params, headers }
  return new Call(sandbox.journal.nextId(), incoming, request.routeOptions.config.operation, sandbox, settings)
}

/** Sends what there is to send, or goes on with `next`; either after the delay. */
function settle(reply: FastifyReply, call: Call, outcome: Outcome, log: Log, next?: () => void): void {
  const { answer, network } = outcome
  const proceed = () => (answer ? respond(reply, call, answer, network, log) : next?.())
  reply.server.waiting.delay(outcome.delay, proceed)
}

function sendControl(reply: FastifyReply, status: number, body: unknown): void {
  reply.code(status).header('cache-control', 'no-store').send(body)
}

function statusOf(error: unknown): number {
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 400
  return status >= 400 && status < 500 ? status : 400
}

/** `/v2/team/{team_id}` → `/v2/team/:team_id`. */
function routePath(path: string): string {
  return path.replace(/\{([^}]+)\}/g, ':$1')
}
