// Redirect URIs: which ones an app may be sent back to, and how the answer is put on them.
import type { AppRow } from '../../model/rows.js'

/**
 * The URI to go back to, or undefined when the app has not registered it. The protocol defaults to https when left
 * out (https://developer.clickup.com/docs/authentication); http is allowed (observed).
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

/** Adds parameters to a URI that may already have a query or a fragment; what is there stays to the letter. */
export function withParameters(uri: string, parameters: Readonly<Record<string, string | undefined>>): string {
  const [address = '', fragment] = uri.split(/#(.*)/s)
  const added = Object.entries(parameters)
    .flatMap(([name, value]) => (value === undefined ? [] : `${name}=${encodeURIComponent(wellFormed(value))}`))
    .join('&')
  const joint = !address.includes('?') ? '?' : /[?&]$/.test(address) ? '' : '&'
  return `${address}${joint}${added}${fragment === undefined ? '' : `#${fragment}`}`
}

/** Half a character, which JSON can carry, becomes the replacement character: no URI can hold it. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd')
}

function readUri(text: string): URL | undefined {
  const uri = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`
  return URL.canParse(uri) ? new URL(uri) : undefined
}

function isWeb(uri: URL): boolean {
  return uri.protocol === 'https:' || uri.protocol === 'http:'
}
