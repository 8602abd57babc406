// The token that binds a consent form to the page that showed it: a page elsewhere that posts a form of its own, in the
// browser of a tester, does not know it. A test that posts the fields itself needs none.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { plainText } from '../../input/plain-text.js'
import type { World } from '../../model/world.js'

/** What a form is bound to. */
interface Bound {
  readonly app: { readonly id: string }
  readonly redirect_uri: string
  readonly state: string | undefined
}

/** Of this process. It has to be hard to guess, so it cannot come from the world, where the same run gives the same. */
const key = randomBytes(32)

/** 64 hex digits, the same for the same request to the same sandbox as long as the process lives. */
export function csrfToken(world: World, { app, redirect_uri, state }: Bound): string {
  const bound = JSON.stringify([world.ids.mark, app.id, redirect_uri, state ?? null])
  return createHmac('sha256', key).update(bound).digest('hex')
}

/**
 * Whether a form comes from the page of this request, or from no browser. A browser says with every form where it comes
 * from (`Origin`), so a page elsewhere cannot leave that out.
 */
export function isOfPage(world: World, request: Bound, given: unknown, headers: IncomingHttpHeaders): boolean {
  if (headers.origin === undefined && headers['sec-fetch-site'] === undefined) return true
  const expected = Buffer.from(csrfToken(world, request))
  const sent = Buffer.from(plainText(given))
  return sent.length === expected.length && timingSafeEqual(sent, expected)
}
