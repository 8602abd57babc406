// Who may use the control API: no web page from elsewhere (cross-site posts), no host name that was rebound to us, and,
// where others reach the port, only who names a host of the tester's or knows the control token.
import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { isIP } from 'node:net'
import { type Problem, reject } from '../input/problems.js'
import type { Sandbox } from '../sandbox/sandbox.js'
import type { Sandboxes } from '../sandbox/sandboxes.js'
import { sandboxName } from './urls.js'

/** What the tester said about who may come in. */
export interface Doors {
  /** The address it listens on. */
  readonly host: string
  readonly baseUrl: string | undefined
  /** Further names that the control API answers to, in lower case. */
  readonly controlHosts: readonly string[]
  /** When set, every control call has to bring it in `X-Mock-Control-Token`, except health and the page's own files. */
  readonly controlToken: string | undefined
}

/**
 * What keeps a control call out; undefined when nothing does.
 * @param open - the answer holds nothing that the token guards
 */
export function refusedCaller(
  headers: IncomingHttpHeaders,
  doors: Doors,
  open: boolean,
  scheme = 'http',
): Problem | undefined {
  const { controlToken } = doors
  const locked = controlToken === undefined ? strangeHost(headers, doors, open) : lockedOut(headers, controlToken, open)
  return locked ?? foreignPage(headers, doors.baseUrl, scheme)
}

/** Whether others than this machine reach the port, and no token keeps them from the control API. */
export function isOpenToOthers({ host, controlToken }: Doors): boolean {
  return controlToken === undefined && !isLoopback(host)
}

/**
 * What is wrong with a Host that a rebound name would send. Safe ones are addresses, names without a dot (container
 * names, which nobody outside can own), and the names that the tester gave.
 */
export function reboundHost({ host = '' }: IncomingHttpHeaders, doors: Doors): Problem | undefined {
  const name = hostName(host)
  if (name !== undefined && (isNamed(name, doors) || isLoopback(name) || isAddress(name) || !name.includes('.')))
    return undefined
  return strange(host, 'use an address, localhost, or start the mock with --base-url for this name')
}

/**
 * The sandbox of a request: the one that it names, the one that made its token, or the default one. A page of another
 * origin makes none: an image would be enough to fill the mock with them.
 * @throws InputError as `Sandboxes.choose` does, and when such a page names one that is not there
 */
export function sandboxFor(headers: IncomingHttpHeaders, sandboxes: Sandboxes, token?: string): Sandbox {
  const name = sandboxName(headers)
  const { 'sec-fetch-site': from } = headers
  if (name !== undefined && isOtherOrigin(from) && !sandboxes.has(name)) {
    const what = `there is no sandbox "${name}", and a page of another origin (Sec-Fetch-Site: ${from}) makes none`
    reject('sandbox', what, `make it before: POST /s/${encodeURIComponent(name)}/__mock/reset`)
  }
  return sandboxes.choose(name, token)
}

/** Beyond loopback, without a token, only hosts of this machine and those that the tester named. */
function strangeHost(headers: IncomingHttpHeaders, doors: Doors, open: boolean): Problem | undefined {
  if (open && headers.host === undefined) return undefined // a probe: browsers name the host
  if (!isOpenToOthers(doors)) return reboundHost(headers, doors)
  const { host = '' } = headers
  const name = hostName(host)
  if (name !== undefined && (isNamed(name, doors) || isLoopback(name))) return undefined
  const right = `start the mock with --control-hosts ${name ?? '<name>'}, or with --control-token`
  return strange(host, right)
}

function strange(host: string, right: string): Problem {
  return { where: 'header Host', what: `the control API does not answer the host "${host}"`, right }
}

function lockedOut(headers: IncomingHttpHeaders, token: string, open: boolean): Problem | undefined {
  if (open) return undefined
  const given = String(headers['x-mock-control-token'] ?? '')
  if (timingSafeEqual(digest(given), digest(token))) return undefined
  const right = 'send what the mock was started with as --control-token'
  return { where: 'header X-Mock-Control-Token', what: given ? 'it is not right' : 'it is missing', right }
}

/** A page is the mock's own when scheme, host and port are. Browsers name the origin of a page, or how far off it is. */
function foreignPage(headers: IncomingHttpHeaders, baseUrl: string | undefined, scheme: string): Problem | undefined {
  const { host = '', origin } = headers
  const own = [`${scheme}://${host}`, ...(baseUrl === undefined ? [] : [baseUrl])].map(originOf)
  const right = 'call it from a page of the mock itself (--base-url says where that is), or from outside a browser'
  if (origin !== undefined && !own.includes(originOf(origin) ?? 'of no page'))
    return { where: 'header Origin', what: `the control API does not answer pages of "${origin}"`, right }
  const { 'sec-fetch-site': from, 'sec-fetch-mode': mode } = headers
  if (!isOtherOrigin(from) || mode === 'navigate') return undefined // a link may lead here
  return {
    where: 'header Sec-Fetch-Site',
    what: `the control API does not answer pages of another origin (${from})`,
    right,
  }
}

/** As browsers say it. */
function isOtherOrigin(site: unknown): boolean {
  return site === 'cross-site' || site === 'same-site'
}

function isNamed(name: string, { host, baseUrl, controlHosts }: Doors): boolean {
  const address = withoutBrackets(name)
  if (controlHosts.includes(name) || (address === host && !everywhere.includes(host))) return true
  return baseUrl !== undefined && name === new URL(baseUrl).hostname
}

/** Addresses to listen on that are no addresses to call. */
const everywhere: readonly string[] = ['0.0.0.0', '::']

/** Of addresses and of names. */
function isLoopback(name: string): boolean {
  if (name === 'localhost' || name.endsWith('.localhost')) return true
  const address = withoutBrackets(name)
  return address === '::1' || (isIP(address) === 4 && address.startsWith('127.'))
}

function isAddress(name: string): boolean {
  return isIP(withoutBrackets(name)) !== 0
}

/** `[::1]` → `::1`. */
function withoutBrackets(name: string): string {
  return name.startsWith('[') ? name.slice(1, -1) : name
}

/** Without the port, in lower case; undefined where it is not a valid host. */
function hostName(host: string): string | undefined {
  return URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : undefined
}

function originOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).origin : undefined
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
