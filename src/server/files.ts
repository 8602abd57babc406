// Serves the files that clients have put on tasks: their URLs lie outside ClickUp's paths and the control API.
import type { FastifyInstance } from 'fastify'
import { SCHEMA_VERSION } from '../contract/answer.js'
import { uriText } from '../input/uri-text.js'
import type { Sandboxes } from '../sandbox/sandboxes.js'
import type { Settings } from '../settings/settings.js'
import { reboundHost, sandboxFor } from './guard.js'

/** The sandboxes whose files are served, and the name of the server. */
export interface FileParts {
  readonly sandboxes: Sandboxes
  readonly settings: Settings
}

/**
 * Serves each file under the id in its URL, to be saved and never to be shown as a page of the mock's own; without a
 * token, as ClickUp does. Names that were rebound to the mock are refused, as by the control API.
 */
export function serveFiles(app: FastifyInstance, { sandboxes, settings }: FileParts): void {
  app.get<{ Params: { id: string } }>('/attachments/:id/:name', (request, reply) => {
    const problem = reboundHost(request.headers, settings)
    if (problem) return reply.code(403).send({ schema_version: SCHEMA_VERSION, problems: [problem] })
    const { world } = sandboxFor(request.headers, sandboxes)
    const file = world.attachments.find(request.params.id)
    if (!file) return reply.callNotFound()
    return reply
      .headers({
        'content-type': isPrintable(file.mimetype) ? file.mimetype : 'application/octet-stream',
        'content-disposition': disposition(file.title),
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; sandbox",
        'cache-control': 'no-store', // after a reset the same id is another file's
      })
      .send(file.content.read())
  })
}

/** What a header can carry; a fixture may say anything. */
function isPrintable(text: string): boolean {
  return /^[ -~]+$/.test(text)
}

/** By RFC 6266: the name in plain characters for old clients, and in full. */
function disposition(name: string): string {
  const plain = name.replace(/[^ !#-[\]-~]/g, '_')
  const full = uriText(name).replace(/['()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`)
  return `attachment; filename="${plain}"; filename*=UTF-8''${full}`
}
