// Step: the rate limit. Counted per token by the plan of its Workspace; its headers are on every answer from here on.
import { refuse } from '../errors.js'
import type { Caller } from '../model/access.js'
import { type Limit, parseLimit, planLimits } from '../sandbox/rate-limiter.js'
import { findCaller } from './authenticate.js'
import type { Call } from './call.js'

/** Counts the call. @throws Refusal APP_002 when the window is used up */
export function limit(call: Call): void {
  if (call.operation?.open) return
  const allowed = limitOf(call, call.caller)
  if (allowed === 'off') return
  call.window = call.sandbox.limiter.take(call.caller.token, allowed, call.world.clock.now())
  if (!call.window.allowed) refuse('rateLimited')
}

/**
 * The headers for a fault that answers in place of ClickUp. What ClickUp refuses at the limiter or later counts as a
 * request; what it refuses earlier has no headers. A 429 says that nothing is left, but the window stays as it is: the
 * fault is over when its rule is.
 */
export function limitForFault(call: Call, status: number, counted: boolean): void {
  const { token, operation, sandbox, world } = call
  if (!operation || operation.open || token === undefined || !(counted || status === 429)) return
  const caller = findCaller(call)
  const allowed = caller ? limitOf(call, caller) : planLimits.free_forever
  if (allowed === 'off') return
  const window = call.window ?? sandbox.limiter.take(token, allowed, world.clock.now())
  call.window = status === 429 ? { ...window, remaining: 0 } : window
}

/** The token's own limit, the mock's, or that of the plan of its first Workspace (assumed where it has several). */
function limitOf({ settings, world }: Call, { token, teamIds }: Caller): Limit | 'off' {
  const own = settings.tokenRateLimits.get(token)
  if (own) return own
  const planted = world.tokens.find(token)?.rate_limit
  if (planted) return parseLimit(planted, 'rate_limit')
  if (settings.rateLimit) return settings.rateLimit
  const [first] = teamIds
  return planLimits[first === undefined ? 'free_forever' : world.teams.get(first).plan]
}

/**
 * `X-RateLimit-…`, names and values in turn, as recorded: whole seconds, the present request already counted.
 * `toFixed`, since `String` keeps thousands of numbers' texts alive in V8's cache: here each is used once.
 */
export function limitHeaders({ window }: Call): readonly string[] {
  if (!window) return []
  const { limit, remaining, reset } = window
  return [
    'x-ratelimit-limit',
    limit.toFixed(),
    'x-ratelimit-remaining',
    remaining.toFixed(),
    'x-ratelimit-reset',
    reset.toFixed(),
  ]
}
