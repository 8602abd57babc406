// Step: scenarios: those that run in the sandbox, and the one that the call asks for by header. Their changes of state are
// made here.
import { revokeToken } from '../features/authorization/token-exchange.js'
import { type ScenarioStep, scenarioNamed } from '../settings/scenarios.js'
import { findCaller } from './authenticate.js'
import type { Call } from './call.js'

/** Finds the scenarios that apply and makes the changes that are due. @throws InputError if the header names an unknown one */
export function runScenarios(call: Call): void {
  const asked = call.headers['x-mock-scenario']
  const { scenarios } = call.settings.known
  const wanted = asked === undefined ? undefined : scenarioNamed(scenarios, String(asked), 'header X-Mock-Scenario')
  call.scenarios = call.sandbox.scenarios.active(wanted)
  for (const running of call.scenarios) running.tick((step) => takeStep(call, step))
}

/** Makes a change of state with the token of this call. @returns false if its token cannot be changed this way */
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
