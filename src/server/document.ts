// ClickUp's API as an OpenAPI document that names this mock as its server.
import { readFile } from 'node:fs/promises'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Contract } from '../contract/contract.js'
import { reject } from '../input/problems.js'

/** What is served, and where clients reach the mock when the Host header does not say it. */
export interface DocumentParts {
  readonly clickup: Contract
  readonly baseUrl: string | undefined
}

/**
 * The document, for importers: where this mock is, not where the specs say. `?api=v2` and `?api=v3` are its parts for one
 * version of ClickUp's API.
 */
export function serveDocument(app: FastifyInstance, { clickup, baseUrl }: DocumentParts): void {
  const address = (request: FastifyRequest) => baseUrl ?? `${request.protocol}://${request.host}`
  app.get('/openapi.json', async (request, reply) => {
    const part = partAskedFor(request)
    const document = part === '' ? clickup.source() : JSON.parse(await readFile(withoutServers(part, 'json'), 'utf8'))
    return reply.send({ ...document, servers: [{ url: address(request) }] })
  })
  app.get('/openapi.yaml', async (request, reply) => {
    const servers = `servers:\n  - url: ${JSON.stringify(address(request))}\n`
    const text = await readFile(withoutServers(partAskedFor(request), 'yaml'), 'utf8')
    return reply.type('application/yaml; charset=utf-8').send(`${text}${servers}`)
  })
}

/** `-v2` or `-v3`; empty for the whole. @throws InputError for another version */
function partAskedFor({ query }: FastifyRequest): string {
  const api: unknown = Reflect.get(Object(query), 'api')
  if (api === undefined) return ''
  return api === 'v2' || api === 'v3' ? `-${api}` : reject('query api', `there is no "${api}"`, 'v2, v3, or nothing')
}

/** Made at build time: a parser of YAML that cannot be loaded once, for want of open files, can never be loaded again. */
function withoutServers(part: string, format: 'json' | 'yaml'): URL {
  return new URL(`../../dist/specs/clickup${part}.${format}`, import.meta.url)
}
