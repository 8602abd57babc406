// The forms of a URL that real clients send and ClickUp accepts (observed in the clients' code), made one.
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'

/** A URL in its one form, and the sandbox its path named. */
export interface CanonicalUrl {
  readonly url: string
  readonly sandbox: string | undefined
}

/**
 * `/s/<name>` before a path names a sandbox, `/v2/…` stands for `/api/v2/…`, doubled slashes are one, a trailing slash is
 * none, a whole address (sent through a proxy) is its path. A path that cannot be decoded names no route: it becomes one
 * that nobody has, so that it passes the same checks as any unknown path.
 */
export function canonicalUrl(asked = '/'): CanonicalUrl {
  const url = asked.startsWith('/') ? asked : asked.replace(/^https?:\/\/[^/?#]*\/?/i, '/')
  const end = url.indexOf('?')
  const given = end === -1 ? url : url.slice(0, end)
  const { rest, sandbox } = splitSandbox(given.includes('//') ? given.replace(/\/{2,}/g, '/') : given)
  let path = rest
  if (path.length > 1 && path.endsWith('/')) path = path.slice(0, -1)
  if (path.startsWith('/v2/') || path.startsWith('/v3/')) path = `/api${path}`
  if (path.includes('%') && !isDecodable(path)) path = `${/^\/(?:api|__mock)(?=\/)/.exec(path)?.[0] ?? ''}/undecodable`
  return { url: end === -1 ? path : path + url.slice(end), sandbox }
}

/** The forms of a URL that clients send, made one; a sandbox named in the path becomes the header that names one. */
export function rewriteUrl(request: IncomingMessage): string {
  const { url, sandbox } = canonicalUrl(request.url)
  if (sandbox !== undefined) request.headers['x-mock-sandbox'] = sandbox
  return url
}

/** The path of a URL, without its query. */
export function pathIn(url: string): string {
  const end = url.indexOf('?')
  return end === -1 ? url : url.slice(0, end)
}

/** `X-Mock-Sandbox`; a path prefix was made this header on the way in (`canonicalUrl`). */
export function sandboxName(headers: IncomingHttpHeaders): string | undefined {
  const name = headers['x-mock-sandbox']
  return name === undefined ? undefined : String(name)
}

/** `/s/<name>/…` → the name and the rest. */
function splitSandbox(path: string): { rest: string; sandbox: string | undefined } {
  if (!path.startsWith('/s/')) return { rest: path, sandbox: undefined }
  const after = path.indexOf('/', 3)
  return after === -1
    ? { rest: '/', sandbox: path.slice(3) }
    : { rest: path.slice(after), sandbox: path.slice(3, after) }
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false // the question of this function
  }
}
