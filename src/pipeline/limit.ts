// Step: the rate limit. Counted per token by the plan of its Workspace; its headers are on every answer from here on.
import { refuse } from '../contract/catalogue.js'
import type { RateWindow } from '../sandbox/rate-limiter.js'
import { planLimits } from '../settings/limits.js'
import { findCaller } from './authenticate.js'
import type { Call } from './call.js'

/** Counts the call. @throws Refusal APP_002 when the window is used up */
export function limit(call: Call): void {
  if (call.operation?.open) return
  const allowed = call.sandbox.limitOf(call.caller, call.scenarios)
  if (allowed === 'off') return
  const now = call.world.clock.now()
  call.window = call.sandbox.limiter.take(call.caller.token, allowed, now)
  if (call.window.early) call.note(earlyNote(call.window, now))
  if (!call.window.allowed) refuse('rateLimited')
}

/**
 * The headers for a fault that answers instead of ClickUp. A refusal at the limiter or later counts as a request; an
 * earlier one has no rate headers. A 429 says that nothing is left, but does not change the window: the fault ends with its
 * rule.
 */
export function limitForFault(call: Call, status: number, counted: boolean): void {
  const { token, operation, sandbox, scenarios, world } = call
  if (!operation || operation.open || token === undefined || !(counted || status === 429)) return
  const caller = findCaller(call)
  const allowed = caller ? sandbox.limitOf(caller, scenarios) : planLimits.free_forever
  if (allowed === 'off') return
  if (!call.window) {
    const now = world.clock.now()
    call.window = sandbox.limiter.take(token, allowed, now)
    if (call.window.early) call.note(earlyNote(call.window, now))
  }
  if (status !== 429) return
  sandbox.limiter.tell(token)
  call.window = { ...call.window, remaining: 0 }
}

function earlyNote({ reset }: RateWindow, now: number): string {
  return `retried too early by ${Math.ceil(reset - now / 1000)} s: wait until X-RateLimit-Reset after a 429`
}
