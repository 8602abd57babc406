// The exchange of a code for a token; how tokens are made and revoked.
import { refuse } from '../../contract/catalogue.js'
import { joinedTeams } from '../../model/access.js'
import type { TokenRow } from '../../model/people-rows.js'
import type { World } from '../../model/world.js'
import type { Context } from '../handlers.js'
import { firstText } from './consent.js'

interface Credentials {
  readonly client_id: string | undefined
  readonly client_secret: string | undefined
}

/**
 * Checks client, secret and code, in this order, and makes a new token. Handlers run one at a time, so a code is never
 * exchanged twice.
 * @throws Refusal clientNotFound, clientSecretMismatch, codeNotFound if unknown or expired, codeUsed
 */
export function exchangeCode(call: Context & { query: object; body: object }): TokenRow {
  const { world } = call
  const given: Record<string, unknown> = { ...call.query, ...call.body }
  const { client_id, client_secret } = withBasic(call, {
    client_id: firstText(given.client_id),
    client_secret: firstText(given.client_secret),
  })
  const app = world.apps.find(client_id ?? '') ?? refuse('clientNotFound')
  if (app.client_secret !== client_secret) refuse('clientSecretMismatch')
  const code = world.codes.find(firstText(given.code) ?? '')
  if (!code || code.app_id !== app.id || code.expires_at <= world.clock.now()) refuse('codeNotFound')
  if (code.used) refuse('codeUsed')
  world.codes.update(code, { used: true })
  return mintOauthToken(world, app.id, code.user_id)
}

/** A new token of an app for a user. @param team_ids - what it sees; by default what was granted before, or all */
export function mintOauthToken(world: World, app_id: string, user_id: number, team_ids?: readonly string[]): TokenRow {
  if (team_ids) world.setGrant(app_id, user_id, team_ids)
  else if (!world.grant(app_id, user_id)) world.setGrant(app_id, user_id, joinedTeams(world, user_id))
  const id = world.tokens.unused(() => world.ids.oauthToken(user_id))
  return world.tokens.add({ id, user_id, app_id, revoked: false, rate_limit: null })
}

/** A new personal token. */
export function mintPersonalToken(world: World, user_id: number, rate_limit: string | null = null): TokenRow {
  const id = world.tokens.unused(() => world.ids.personalToken(user_id))
  return world.tokens.add({ id, user_id, app_id: null, revoked: false, rate_limit })
}

/** Revokes a token. It is kept, since ClickUp does not answer it like an unknown one. */
export function revokeToken(world: World, token: TokenRow): TokenRow {
  return world.tokens.update(token, { revoked: true })
}

/** Revokes a personal token and gives its user a new one. */
export function regenerateToken(world: World, token: TokenRow): TokenRow {
  revokeToken(world, token)
  return mintPersonalToken(world, token.user_id, token.rate_limit)
}

/**
 * ClickUp does not read HTTP Basic (observed once), which generic OAuth clients try first: a note says so, or --basic-auth
 * accepts it.
 */
function withBasic({ headers, settings, note }: Context, given: Credentials): Credentials {
  const [, encoded] = /^basic\s+(\S+)$/i.exec(headers.authorization?.toString() ?? '') ?? []
  if (encoded === undefined) return given
  if (!settings.basicAuth) {
    note(
      'client credentials in an HTTP Basic header are not read by ClickUp: send client_id and client_secret in the body ' +
        '(client_secret_post), or start the mock with --basic-auth to accept them here',
    )
    // The id alone is enough to answer "Client secret does not match", as was observed.
    return { client_id: given.client_id ?? basicParts(encoded).client_id, client_secret: given.client_secret }
  }
  const basic = basicParts(encoded)
  return {
    client_id: given.client_id ?? basic.client_id,
    client_secret: given.client_secret ?? basic.client_secret,
  }
}

/** RFC 6749 2.3.1: both parts are form-encoded. */
function basicParts(encoded: string): Credentials {
  const text = Buffer.from(encoded, 'base64').toString('utf8')
  const colon = `${text}:`.indexOf(':')
  return { client_id: formDecoded(text.slice(0, colon)), client_secret: formDecoded(text.slice(colon + 1)) }
}

function formDecoded(text: string): string {
  return String(new URLSearchParams(`value=${text.replaceAll('&', '%26')}`).get('value'))
}
