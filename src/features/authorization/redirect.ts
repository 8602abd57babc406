// Redirect URIs: which ones an app may use, and how the answer is added to them.
import { uriText } from '../../input/uri-text.js'
import type { AppRow } from '../../model/people-rows.js'

/**
 * The URI to go back to; undefined if the app has not registered it. Without a protocol it is https
 * (https://developer.clickup.com/docs/authentication); http is allowed (observed).
 */
export function matchRedirect(app: AppRow, given: string): string | undefined {
  const target = readUri(given)
  if (!target) return undefined
  const registered = app.redirect_uris.flatMap((uri) => readUri(uri) ?? [])
  const match = registered.some((uri) =>
    app.redirect_match === 'host' ? isWeb(target) && uri.hostname === target.hostname : uri.href === target.href,
  )
  return match ? target.href : undefined
}

/** Whether a URI can be registered at all. */
export function isRedirectUri(text: string): boolean {
  return readUri(text) !== undefined
}

/** Adds parameters to a URI that may have a query or a fragment already; these stay unchanged. */
export function withParameters(uri: string, parameters: Readonly<Record<string, string | undefined>>): string {
  const [address = '', fragment] = uri.split(/#(.*)/s)
  const added = Object.entries(parameters)
    .flatMap(([name, value]) => (value === undefined ? [] : `${name}=${uriText(value)}`))
    .join('&')
  const joint = !address.includes('?') ? '?' : /[?&]$/.test(address) ? '' : '&'
  return `${address}${joint}${added}${fragment === undefined ? '' : `#${fragment}`}`
}

function readUri(text: string): URL | undefined {
  const uri = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`
  return URL.canParse(uri) ? new URL(uri) : undefined
}

function isWeb(uri: URL): boolean {
  return uri.protocol === 'https:' || uri.protocol === 'http:'
}
