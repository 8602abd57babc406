// The rate limit: read, set, use up, refill.

import { SCHEMA_VERSION as schema_version } from '../../contract/answer.js'
import { noToken } from '../../fixtures/named.js'
import { reject } from '../../input/problems.js'
import { type Caller, callerOf } from '../../model/access.js'
import type { Plan } from '../../model/people-rows.js'
import { findCaller } from '../../pipeline/authenticate.js'
import type { Sandbox } from '../../sandbox/sandbox.js'
import { Redactor } from '../../sandbox/secrets.js'
import { limitText, parseLimit, planLimits } from '../../settings/limits.js'
import type { Settings } from '../../settings/settings.js'
import { type ControlHandlers, done } from '../context.js'

export const limits = {
  getLimits: ({ sandbox, settings }) => {
    const { limits: own, limiter } = sandbox
    const plans = Object.keys(planLimits) as Plan[] // the keys of a record of plans
    return {
      schema_version,
      everyone: own.everyone ? limitText(own.everyone) : null,
      plans: Object.fromEntries(plans.map((plan) => [plan, limitText(own.ofPlan(plan))])),
      tokens: limiter.tokens().map((token) => windowOf(sandbox, settings, token)),
    }
  },

  setLimit: ({ sandbox, body: { plan, token, limit } }) => {
    if (plan && token) reject('body', 'it names a plan and a token', 'name one of them, or neither')
    const read = limit === undefined ? undefined : parseLimit(String(limit), '/limit')
    sandbox.limits.set(read, { ...(plan && { plan }), ...(token && { token }) })
    return done
  },

  exhaustToken: ({ sandbox, settings, body: { token = '' } }) => {
    const { world, limiter } = sandbox
    const limit = sandbox.limitOf(callerFor(sandbox, settings, token) ?? noToken(token, '/token'))
    if (limit === 'off') reject('/token', 'its limit is off', 'set one first (PUT /__mock/limits)')
    limiter.exhaust(token, limit, world.clock.now())
    return { schema_version, window: windowOf(sandbox, settings, token) }
  },

  refillToken: ({ sandbox, body: { token = '' } }) => {
    sandbox.limiter.refill(token)
    return done
  },
} satisfies ControlHandlers

function windowOf(sandbox: Sandbox, settings: Settings, token: string) {
  const { world, limiter } = sandbox
  const caller = callerFor(sandbox, settings, token)
  const limit = sandbox.limitOf(caller ?? { token, teamIds: [] })
  const window = limit === 'off' ? undefined : limiter.look(token, limit, world.clock.now())
  return {
    token: new Redactor(world).secret(token),
    user: caller?.user.handle ?? null,
    limit: limitText(limit),
    remaining: limit === 'off' ? null : (window?.remaining ?? limit.requests),
    reset: window?.reset ?? null,
  }
}

/** Who is counted by a token: the user who calls with it, or who did before it was revoked. */
function callerFor({ world }: Sandbox, settings: Settings, token: string): Caller | undefined {
  const row = world.tokens.find(token)
  // A test token is counted only in calls that got its fault.
  return findCaller({ world, settings, token, bearer: false, faulted: token }) ?? (row && callerOf(world, row))
}
