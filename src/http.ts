// The forms of a URL that real clients send and ClickUp accepts (observed in their own code), made one.

/**
 * `/v2/…` stands for `/api/v2/…`, doubled slashes are one, a trailing slash is none, a whole address (sent through a
 * proxy) is its path. A path that cannot be decoded names no route: it becomes one that nobody has, so that it passes the
 * same checks as any unknown path.
 */
export function canonicalUrl(given = '/'): string {
  const url = given.startsWith('/') ? given : given.replace(/^https?:\/\/[^/?#]*\/?/i, '/')
  const end = url.indexOf('?')
  let path = end === -1 ? url : url.slice(0, end)
  if (path.includes('//')) path = path.replace(/\/{2,}/g, '/')
  if (path.length > 1 && path.endsWith('/')) path = path.slice(0, -1)
  if (path.startsWith('/v2/') || path.startsWith('/v3/')) path = `/api${path}`
  if (path.includes('%') && !isDecodable(path)) path = `${path.startsWith('/api/') ? '/api' : ''}/undecodable`
  return end === -1 ? path : path + url.slice(end)
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false // what is asked here
  }
}
