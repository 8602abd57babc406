// Who may use the control API: no web page from elsewhere (cross-site posts), and no host name that was rebound to us.
import type { IncomingHttpHeaders } from 'node:http'
import { isIP } from 'node:net'
import type { Problem } from '../input/problems.js'

/**
 * What is wrong with where a control call comes from; undefined when nothing is. Safe hosts are addresses, localhost,
 * names without a dot (container names, which nobody outside can own) and the mock's own base URL.
 */
export function foreignCaller(headers: IncomingHttpHeaders, baseUrl: string | undefined): Problem | undefined {
  const own = baseUrl === undefined ? undefined : new URL(baseUrl).hostname
  const { host = '', origin } = headers
  if (!isSafe(hostName(`http://${host}`), own)) {
    const right = 'use an address, localhost, or start the mock with --base-url for this name'
    return { where: 'header Host', what: `the control API does not answer the host "${host}"`, right }
  }
  if (origin === undefined || hostName(origin) === hostName(`http://${host}`)) return undefined
  const right = 'call it from a page of the mock itself, or from outside a browser'
  return { where: 'header Origin', what: `the control API does not answer pages of "${origin}"`, right }
}

function isSafe(name: string | undefined, own: string | undefined): boolean {
  if (name === undefined) return false
  return name === own || !name.includes('.') || name.endsWith('.localhost') || isIP(name.replace(/^\[|\]$/g, '')) !== 0
}

function hostName(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).hostname : undefined
}
