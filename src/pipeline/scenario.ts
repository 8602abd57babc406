// Step: scenarios. What runs in the sandbox, and what the call asks for by header; their changes of state come here.

import { revokeToken } from '../features/authorization/token-exchange.js'
import { type ScenarioStep, scenarioNamed } from '../settings/scenarios.js'
import { findCaller } from './authenticate.js'
import type { Call } from './call.js'

/** Finds the scenarios at work and does what is due. @throws InputError when the header names none there is */
export function runScenarios(call: Call): void {
  const asked = call.headers['x-mock-scenario']
  const { scenarios } = call.settings.known
  const wanted = asked === undefined ? undefined : scenarioNamed(scenarios, String(asked), 'header X-Mock-Scenario')
  call.scenarios = call.sandbox.scenarios.active(wanted)
  for (const running of call.scenarios) running.tick((step) => takeStep(call, step))
}

/** A change of state with the token of this call; false where it has none that can be changed so. */
function takeStep(call: Call, step: ScenarioStep): boolean {
  const { world, token, sandbox, scenarios } = call
  const row = token === undefined ? undefined : world.tokens.find(token)
  if (!row) return false
  if (step.do === 'revoke_token') revokeToken(world, row)
  else if (step.do === 'withdraw_workspaces') {
    const granted = row.app_id === null ? undefined : world.grant(row.app_id, row.user_id)
    if (!granted) return false
    world.grants.update(granted, { team_ids: [] })
  } else {
    const caller = findCaller(call)
    const limit = caller ? sandbox.limitOf(caller, scenarios) : 'off'
    if (limit === 'off') return false
    sandbox.limiter.exhaust(row.id, limit, world.clock.now())
  }
  return true
}
