// `fetch` without a socket: a web-standard request through the same app, the same hooks, the same answer.
import type { FastifyInstance } from 'fastify'

/** Answers that have no body, in the eyes of `Response`. */
const bodiless: ReadonlySet<number> = new Set([204, 205, 304])

/**
 * A `fetch` that answers from `app`, in the sandbox of this name. It takes a path, or any URL: only its path and query
 * count. If the mock's own URL has a path, that is taken off, as the proxy in front would do. Redirects are not followed.
 */
export function inProcessFetch(app: FastifyInstance, url: string, sandbox?: string): typeof globalThis.fetch {
  const { host, origin, pathname: prefix } = new URL(url)
  return async (input, init) => {
    const asked = typeof input === 'string' ? new URL(input, url) : input
    const request = new Request(asked, init)
    const { pathname: path, search, origin: wanted } = new URL(request.url)
    const pathname = wanted === origin && path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : path
    const payload = request.body === null ? undefined : Buffer.from(await request.arrayBuffer())
    request.signal.throwIfAborted()
    const injected = app.inject({
      method: request.method as 'GET',
      url: pathname + search,
      headers: { host, ...(sandbox && { 'x-mock-sandbox': sandbox }), ...Object.fromEntries(request.headers) },
      signal: request.signal,
      ...(payload && { payload }),
    })
    const { statusCode, rawPayload, headers } = await orAborted(injected, request.signal)
    const pairs = Object.entries(headers).flatMap(([name, value]) =>
      [value].flat().map((one): [string, string] => [name, String(one)]),
    )
    return new Response(bodiless.has(statusCode) ? null : new Uint8Array(rawPayload), {
      status: statusCode,
      headers: pairs,
    })
  }
}

/** Fails as a real fetch does: TypeError when the connection breaks, the signal's reason when it is aborted. */
async function orAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
  const failed = work.catch((cause: unknown) => {
    throw new TypeError('fetch failed', { cause })
  })
  return Promise.race([failed, aborted])
}
