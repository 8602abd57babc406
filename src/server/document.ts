// ClickUp's API as an OpenAPI document that names this mock as its server.
import { readFile } from 'node:fs/promises'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Document } from 'openapi-backend'
import type { Contract } from '../contract/contract.js'
import { onlyPaths } from '../contract/parts-of.js'
import { reject } from '../input/problems.js'

/** What is served, and where clients reach the mock when the Host header does not say it. */
export interface DocumentParts {
  readonly clickup: Contract
  readonly baseUrl: string | undefined
}

/** Which paths are those of a version; the pages of the login are version 2's. */
const versions: ReadonlyMap<unknown, (path: string) => boolean> = new Map([
  ['v2', (path: string) => !path.startsWith('/api/v3/')],
  ['v3', (path: string) => path.startsWith('/api/v3/')],
])

/**
 * The document, for importers: where this mock is, not where the specs say. As JSON, `?api=v2` and `?api=v3` are its parts
 * for one version of ClickUp's API.
 */
export function serveDocument(app: FastifyInstance, { clickup, baseUrl }: DocumentParts): void {
  const address = (request: FastifyRequest) => baseUrl ?? `${request.protocol}://${request.host}`
  app.get('/openapi.json', (request, reply) => {
    const document = partAskedFor(request, clickup.source())
    return reply.send({ ...document, servers: [{ url: address(request) }] })
  })
  app.get('/openapi.yaml', async (request, reply) => {
    if (versionAskedFor(request) !== undefined)
      reject('query api', 'YAML is the whole document', 'ask for /openapi.json')
    const servers = `servers:\n  - url: ${JSON.stringify(address(request))}\n`
    return reply.type('application/yaml; charset=utf-8').send(`${await readFile(withoutServers, 'utf8')}${servers}`)
  })
}

function versionAskedFor({ query }: FastifyRequest): unknown {
  return Reflect.get(Object(query), 'api')
}

/** @throws InputError for another version */
function partAskedFor(request: FastifyRequest, document: Document): Document {
  const version = versionAskedFor(request)
  if (version === undefined) return document
  return onlyPaths(
    document,
    versions.get(version) ?? reject('query api', `there is no "${version}"`, 'v2, v3, or nothing'),
  )
}

/** Made at build time: a parser of YAML that cannot be loaded once, for want of open files, can never be loaded again. */
const withoutServers = new URL('../../dist/specs/clickup.yaml', import.meta.url)
