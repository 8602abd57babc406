// ClickUp's API as an OpenAPI document that names this mock as its server.
import { readFile } from 'node:fs/promises'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Contract } from '../contract/contract.js'

/** What is served, and where clients reach the mock when the Host header does not say it. */
export interface DocumentParts {
  readonly clickup: Contract
  readonly baseUrl: string | undefined
}

/** The document, for importers: where this mock is, not where the specs say. */
export function serveDocument(app: FastifyInstance, { clickup, baseUrl }: DocumentParts): void {
  const address = (request: FastifyRequest) => baseUrl ?? `${request.protocol}://${request.host}`
  app.get('/openapi.json', (request, reply) =>
    reply.send({ ...clickup.source(), servers: [{ url: address(request) }] }),
  )
  app.get('/openapi.yaml', async (request, reply) => {
    const servers = `servers:\n  - url: ${JSON.stringify(address(request))}\n`
    return reply.type('application/yaml; charset=utf-8').send(`${await readFile(withoutServers, 'utf8')}${servers}`)
  })
}

/** Made at build time: a parser of YAML that cannot be loaded once, for want of open files, can never be loaded again. */
const withoutServers = new URL('../../dist/specs/clickup.yaml', import.meta.url)
