// The plan of the house: which scopes there are, and what holds for all of them.
import formbody from '@fastify/formbody'
import Fastify, { type FastifyInstance } from 'fastify'
import { refusalBody } from './contract/catalogue.js'
import { type ControlParts, serveControl } from './control/serve.js'
import { serveDashboard } from './dashboard/serve.js'
import { readBodies } from './pipeline/bodies.js'
import type { ClickUpParts } from './pipeline/call.js'
import { clientErrorEntry } from './pipeline/refusals.js'
import { notFound, refuseError, serveClickUp } from './pipeline/serve.js'
import { serveDocument } from './server/document.js'
import { serveFiles } from './server/files.js'
import { serveFrontDoor } from './server/front-door.js'
import { HeldReplies } from './server/held-replies.js'
import { keepTickShape } from './server/tick-shape.js'
import { rewriteUrl } from './server/urls.js'

/** Everything a server is made of. */
export interface Parts extends ClickUpParts, ControlParts {
  /** ms until a client that sends nothing more is answered 408. */
  readonly requestTimeout: number
}

declare module 'fastify' {
  interface FastifyInstance {
    held: HeldReplies
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
    http: {
      headersTimeout: parts.requestTimeout,
      connectionsCheckingInterval: Math.min(1_000, parts.requestTimeout),
      requireHostHeader: false, // Node would answer by itself, without a body
    },
    schemaController: { compilersFactory: { buildValidator: noSchemas, buildSerializer: noSchemas } },
    routerOptions: { maxParamLength: Number.MAX_SAFE_INTEGER }, // a long id is an unknown id
    clientErrorHandler: (error, socket) => {
      if (socket.writableEnded) return // it was answered: what still comes is an error again, and no reason to cut it
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
  app.decorate('held', new HeldReplies(parts.log))
  closeInTime(app, parts)
  // Node hands over at once all requests that came in one piece. In turn, their answers do not pile up in memory.
  app.addHook('onRequest', (_, { raw }, next) => void (raw.socket ? next() : raw.once('socket', () => next())))
  app.server.on('checkExpectation', app.routing) // of any Expect header; Node would answer 417 by itself, without a body
  app.register(formbody, { bodyLimit: BODY_LIMIT })
  readBodies(app)
  app.register(async (scope) => serveClickUp(scope, parts), { prefix: '/api' })
  const tester = async (scope: FastifyInstance) => {
    serveControl(scope, parts)
    serveDashboard(scope)
  }
  app.register(tester, { prefix: '/__mock' })
  serveFrontDoor(app, parts)
  serveFiles(app, parts)
  serveDocument(app, parts)
  app.setErrorHandler((error, request, reply) => refuseError(parts, error, request, reply))
  app.setNotFoundHandler(notFound)
  return app
}

/** Calls under way are answered and clients let go at once; what is still on its way to webhooks has until the deadline. */
function closeInTime(app: FastifyInstance, { sandboxes, settings: { closeTimeout } }: Parts): void {
  let deadline: AbortSignal | undefined
  let lastWait: NodeJS.Timeout | undefined
  app.addHook('preClose', (done) => {
    deadline = AbortSignal.timeout(closeTimeout)
    app.held.end()
    // Node gives up its timeouts when a server closes: a client in the middle of a request would keep it open for ever.
    const cut = () => {
      app.held.giveUp()
      setImmediate(() => app.server.closeAllConnections())
    }
    lastWait = setTimeout(cut, Math.min(LAST_WAIT, closeTimeout)).unref()
    done()
  })
  app.addHook('onClose', () => {
    clearTimeout(lastWait)
    return sandboxes.close(deadline)
  })
}
