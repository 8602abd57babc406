// The plan of the house: which scopes there are, and what holds for all of them.
import { createServer, type Server } from 'node:https'
import type { Duplex } from 'node:stream'
import formbody from '@fastify/formbody'
import Fastify, { type FastifyInstance } from 'fastify'
import { refusalBody } from './contract/catalogue.js'
import { type ControlParts, isOfControl, refuseUnknown, refuseUnrouted, serveControl } from './control/serve.js'
import { serveDashboard } from './dashboard/serve.js'
import { readBodies } from './pipeline/bodies.js'
import type { ClickUpParts } from './pipeline/call.js'
import { clientErrorEntry } from './pipeline/refusals.js'
import { notFound, refuseError, serveClickUp } from './pipeline/serve.js'
import type { Certificate } from './server/certificate.js'
import { serveDocument } from './server/document.js'
import { serveFiles } from './server/files.js'
import { serveFrontDoor } from './server/front-door.js'
import { HeldReplies } from './server/held-replies.js'
import { keepTickShape } from './server/tick-shape.js'
import { pathIn, rewriteUrl } from './server/urls.js'

/** Everything a server is made of. */
export interface Parts extends ClickUpParts, ControlParts {
  /** ms until a client that sends nothing more is answered 408. */
  readonly requestTimeout: number
  /** For https, where that is wanted. */
  readonly certificate?: Certificate | undefined
}

declare module 'fastify' {
  interface FastifyInstance {
    held: HeldReplies
    /** Where there is a certificate. */
    tls: Server
  }
}

/** ClickUp's nginx refused several megabytes (observed once); where exactly it draws the line is assumed. */
const BODY_LIMIT = 1_048_576

/** ms that a client has to take its last answer, or to finish its request, before its connection is cut. */
const LAST_WAIT = 500

/** Fastify would load its own compilers at the start, an eighth of the time it takes; the contract checks, not Fastify. */
/* c8 ignore next 3 -- Fastify asks for them with the first route that has a schema, and none has */
function noSchemas(): never {
  throw new Error('no route has a schema of Fastify’s')
}

/** A server that is not listening yet. */
export function buildApp(parts: Parts): FastifyInstance {
  const app = Fastify({
    rewriteUrl,
    bodyLimit: BODY_LIMIT,
    pluginTimeout: 0, // no plugin waits for anything, and a timer for each route is a tenth of what building takes
    return503OnClosing: false, // a call that comes late is answered as any other, not in Fastify's shape
    requestTimeout: parts.requestTimeout,
    http: httpOptions(parts),
    schemaController: { compilersFactory: { buildValidator: noSchemas, buildSerializer: noSchemas } },
    routerOptions: { maxParamLength: Number.MAX_SAFE_INTEGER }, // a long id is an unknown id
    clientErrorHandler: answerClientError,
  })
  keepTickShape()
  sayReplica(app, parts)
  app.decorateRequest('call', null)
  app.decorate('held', new HeldReplies(parts.log))
  if (parts.certificate) app.decorate('tls', tlsServer(app, parts, parts.certificate))
  closeInTime(app, parts)
  // Node hands over at once all requests that came in one piece. In turn, their answers do not pile up in memory.
  app.addHook('onRequest', (_, { raw }, next) => void (raw.socket ? next() : raw.once('socket', () => next())))
  for (const server of serversOf(app)) server.on('checkExpectation', app.routing) // Node would answer 417 by itself, without a body
  app.register(formbody, { bodyLimit: BODY_LIMIT })
  readBodies(app)
  app.register(async (scope) => serveClickUp(scope, parts), { prefix: '/api' })
  const tester = async (scope: FastifyInstance) => {
    serveControl(scope, parts)
    serveDashboard(scope, (request, reply) => refuseUnknown(parts, request, reply))
  }
  app.register(tester, { prefix: '/__mock' })
  serveFrontDoor(app, parts)
  serveFiles(app, parts)
  serveDocument(app, parts)
  app.setErrorHandler((error, request, reply) => {
    if (request.is404 && isOfControl(pathIn(request.url))) refuseUnrouted(parts, request, reply)
    else refuseError(parts, error, request, reply)
  })
  app.setNotFoundHandler(notFound)
  return app
}

/** Says with every answer which of several mocks gives it, and since when (ms) it remembers: another number, another world. */
function sayReplica(app: FastifyInstance, { settings: { replica, mockHeaders } }: Parts): void {
  if (replica === undefined || !mockHeaders) return
  const epoch = Math.floor(performance.timeOrigin + performance.now())
  app.addHook('onRequest', (_, { raw }, next) => {
    raw.setHeader('x-mock-replica', replica).setHeader('x-mock-epoch', epoch)
    next()
  })
}

/** How both servers speak HTTP. */
function httpOptions({ requestTimeout }: Parts) {
  return {
    headersTimeout: requestTimeout,
    connectionsCheckingInterval: Math.min(1_000, requestTimeout),
    requireHostHeader: false, // Node would answer by itself, without a body
  }
}

/** The same app behind TLS, beside its own server. */
function tlsServer(app: FastifyInstance, parts: Parts, certificate: Certificate): Server {
  const { requestTimeout } = parts
  const options = { ...httpOptions(parts), ...certificate, requestTimeout, handshakeTimeout: requestTimeout }
  return createServer(options, app.routing).on('clientError', answerClientError)
}

function serversOf(app: FastifyInstance): (typeof app.server | Server)[] {
  return app.hasDecorator('tls') ? [app.server, app.tls] : [app.server]
}

/** Answers what is no HTTP, and what never came to its end. */
function answerClientError(error: Error & { code?: string }, socket: Duplex): void {
  if (socket.writableEnded) return // it was answered: what still comes is an error again, and no reason to cut it
  if (!socket.writable) return void socket.destroy()
  setTimeout(() => socket.destroy(), LAST_WAIT).unref()
  const entry = clientErrorEntry(error)
  const body = JSON.stringify(refusalBody(entry))
  const head = ['content-type: application/json; charset=utf-8', `content-length: ${Buffer.byteLength(body)}`]
  socket.end(`HTTP/1.1 ${entry.status} ${entry.err}\r\n${head.join('\r\n')}\r\nconnection: close\r\n\r\n${body}`)
}

/** Calls under way are answered and clients let go at once; what is still on its way to webhooks has until the deadline. */
function closeInTime(app: FastifyInstance, { sandboxes, settings: { closeTimeout } }: Parts): void {
  let deadline: AbortSignal | undefined
  let lastWait: NodeJS.Timeout | undefined
  app.addHook('preClose', (done) => {
    deadline = AbortSignal.timeout(closeTimeout)
    app.held.end()
    if (app.hasDecorator('tls')) app.tls.close()
    // Node gives up its timeouts when a server closes: a client in the middle of a request would keep it open for ever.
    const cut = () => {
      app.held.giveUp()
      setImmediate(() => {
        for (const server of serversOf(app)) server.closeAllConnections()
      })
    }
    lastWait = setTimeout(cut, Math.min(LAST_WAIT, closeTimeout)).unref()
    done()
  })
  app.addHook('onClose', () => {
    clearTimeout(lastWait)
    return sandboxes.close(deadline)
  })
}
