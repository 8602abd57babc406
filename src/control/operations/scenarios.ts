// Scenarios: list, run, end.

import { SCHEMA_VERSION as schema_version } from '../../contract/answer.js'
import { reject } from '../../input/problems.js'
import { compileScenario, scenarioNamed } from '../../settings/scenarios.js'
import { type ControlHandlers, done } from '../context.js'

export const scenarios = {
  listScenarios: ({ sandbox, settings }) => ({
    schema_version,
    running: sandbox.scenarios.running.map(({ name }) => name),
    scenarios: [...settings.known.scenarios().values()].map(({ name, what, client }) => ({ name, what, client })),
  }),

  runScenario: ({ sandbox, settings, body: { name, scenario } }) => {
    if ((name === undefined) === (scenario === undefined)) {
      reject('body', 'it has to name a scenario or hold one', 'give name or scenario')
    }
    const found = scenario
      ? compileScenario('of this call', scenario, '/scenario', settings.known.operationNames)
      : scenarioNamed(settings.known.scenarios, String(name), '/name')
    sandbox.scenarios.run(found)
    return done
  },

  stopScenarios: ({ sandbox }) => {
    sandbox.scenarios.stop()
    return done
  },
} satisfies ControlHandlers
