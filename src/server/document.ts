// ClickUp's API as an OpenAPI document that names this mock as its server.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Contract } from '../contract/contract.js'

/** What is served, and where clients reach the mock when the Host header does not say it. */
export interface DocumentParts {
  readonly clickup: Contract
  readonly baseUrl: string | undefined
}

/** The document, for importers: where this mock is, not where the specs say. */
export function serveDocument(app: FastifyInstance, { clickup, baseUrl }: DocumentParts): void {
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
