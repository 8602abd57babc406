// The dashboard for people: serves the files of its page, and nothing else. The page asks the control API for all data.
import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { look } from '../pages/look.js'

const folder = fileURLToPath(new URL('../../dist/dashboard/page', import.meta.url))

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
}

/** Nothing from elsewhere, nothing inline, no frame: what a client sent can only be text. */
const headers = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
} as const

/**
 * Serves the page at `/__mock/` and its files at `/__mock/dashboard/<file>`, in the scope of the control API, whose guard
 * against foreign callers holds here too. They hold no secrets: with `--control-token` the page asks for it itself.
 * @param unknown - answers for a file that is not there
 */
export function serveDashboard(
  scope: FastifyInstance,
  unknown: (request: FastifyRequest, reply: FastifyReply) => void,
): void {
  let files: ReadonlyMap<string, string> | undefined
  const send = (request: FastifyRequest, reply: FastifyReply, name: string) => {
    files ??= readPage() // at the first request: most mocks are never looked at
    const text = files.get(name)
    if (text === undefined) return unknown(request, reply)
    return reply.headers({ ...headers, 'content-type': types[extname(name)] }).send(text)
  }
  // Without the slash: `canonicalUrl` takes it away, and Fastify would route both.
  scope.get('/', { config: { open: true }, prefixTrailingSlash: 'no-slash' }, (request, reply) => {
    const [path = ''] = request.originalUrl.split('?')
    // Relative, so that it leads back here behind `/s/<name>` and behind a proxy.
    return path.endsWith('/') ? send(request, reply, 'index.html') : reply.redirect('__mock/')
  })
  scope.get<{ Params: { '*': string } }>('/dashboard/*', { config: { open: true } }, (request, reply) =>
    send(request, reply, request.params['*']),
  )
}

/** The files by their path in the folder; no other name can be asked for. */
function readPage(): ReadonlyMap<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => extname(name) in types)
  const texts = names.map((name) => [name.replaceAll('\\', '/'), readFileSync(join(folder, name), 'utf8')] as const)
  return new Map([...texts, ['look.css', look]])
}
