// The address that is printed, opened as it stands: a browser is led to the dashboard, a client is told what is where.
import type { FastifyInstance } from 'fastify'
import { SCHEMA_VERSION } from '../contract/answer.js'
import { DEFAULT_SANDBOX, sandboxUrl } from '../sandbox/names.js'
import { sandboxName } from './urls.js'

/** What is told at the door. */
export interface DoorParts {
  readonly version: string
  readonly baseUrl: string | undefined
}

/** Serves `/`, which ClickUp has not: nothing that a token guards is told there. */
export function serveFrontDoor(app: FastifyInstance, { version, baseUrl }: DoorParts): void {
  app.get('/', (request, reply) => {
    reply.headers({ vary: 'accept', 'cache-control': 'no-store' })
    const [path = ''] = request.originalUrl.split('?')
    // Relative, so that it leads there behind `/s/<name>` and behind a proxy; the dot, since a name may look like a scheme.
    if (/\btext\/html\b/.test(request.headers.accept ?? '')) {
      return reply.redirect(path.endsWith('/') ? '__mock/' : `./${path.split('/').at(-1)}/__mock/`)
    }
    const server = baseUrl ?? `${request.protocol}://${request.host}`
    const url = sandboxUrl(server, sandboxName(request.headers) ?? DEFAULT_SANDBOX)
    return reply.send({
      schema_version: SCHEMA_VERSION,
      name: 'clickup-mock',
      version,
      api: `${url}/api/v2`,
      authorize: `${url}/api`,
      token: `${url}/api/v2/oauth/token`,
      dashboard: `${url}/__mock/`,
      control: `${url}/__mock`,
      health: `${url}/__mock/health`,
      openapi: `${server}/openapi.json`,
    })
  })
}
