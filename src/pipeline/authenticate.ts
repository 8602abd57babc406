// Step: who calls. https://developer.clickup.com/docs/authentication; codes as observed (specs/errors/authentication.yaml).
import { refuse } from '../contract/catalogue.js'
import { type Caller, callerOf, firstUser, joinedTeams } from '../model/access.js'
import type { World } from '../model/world.js'
import { testTokenPrefix } from '../settings/fault-rule.js'
import type { Call } from './call.js'

/** Finds the caller. @throws Refusal OAUTH_017, OAUTH_019, OAUTH_025 */
export function authenticate(call: Call): void {
  if (call.operation?.open) return
  call.caller = findCaller(call) ?? refuseToken(call)
}

/** The parts of a call that say who makes it. */
type TokenHolder = Pick<Call, 'world' | 'settings' | 'token' | 'bearer'> & Partial<Pick<Call, 'faulted' | 'lateFault'>>

/** The caller behind the token, if the token opens anything. It never refuses, for steps that must not. */
export function findCaller(call: TokenHolder): Caller | undefined {
  const { world, settings, token, bearer } = call
  if (token === undefined) return undefined
  const row = world.tokens.find(token)
  // A personal token behind Bearer is reported to fail like a bad one (observed once).
  if (row && !row.revoked && !(bearer && row.app_id === null && settings.auth === 'strict')) return callerOf(world, row)
  if (settings.auth === 'any' || isTestToken(call, token)) return anybody(world, token)
  return undefined
}

/** A token that was revoked is refused as an unknown one is (of ClickUp's four documented codes the two that were observed). */
function refuseToken({ token }: Call): never {
  if (token === undefined) return refuse('tokenMissing')
  if (token.startsWith('pk_')) return refuse('personalTokenInvalid')
  return refuse('oauthTokenNotFound')
}

/** A token that provoked the fault it names. If the fault lets the call go on, the call still needs a caller. */
function isTestToken({ faulted, lateFault }: TokenHolder, token: string): boolean {
  return token.startsWith(testTokenPrefix) && (faulted !== undefined || lateFault !== undefined)
}

/** The fixture's first user, for tokens that belong to nobody. */
function anybody(world: World, token: string): Caller | undefined {
  const user = firstUser(world)
  return user && { token, user, teamIds: joinedTeams(world, user.id) }
}
