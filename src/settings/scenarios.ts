// Scenarios as they are written: named bundles of faults, a limit, latency, a consent, and changes of state that come after
// so many calls.
import { readMsRange } from '../input/durations.js'
import { suggestion } from '../input/nearest.js'
import { InputError, type Problem, problemsIn, reject } from '../input/problems.js'
import { type Consent, parseConsent } from './consent.js'
import { type Fault, LONGEST_DELAY, type OperationNames, readFault } from './fault-rule.js'
import { type LimitSetting, parseLimit } from './limits.js'

/** A scenario as written; the schema Scenario in specs/mock/scenarios.yaml says what each field means. */
export interface ScenarioText {
  readonly what: string
  readonly client: string
  readonly faults?: readonly (string | object)[]
  readonly limit?: string | number
  readonly latency?: string
  readonly consent?: string
  readonly steps?: readonly ScenarioStep[]
}

/** What can happen to the token of the call that reaches a step. */
export const stepWords = ['revoke_token', 'withdraw_workspaces', 'exhaust_token'] as const

/** A change of state: done by the first call after `after_calls` others whose token it can be done to. */
export interface ScenarioStep {
  readonly after_calls?: number
  readonly do: (typeof stepWords)[number]
}

/** A scenario that was understood. */
export interface Scenario {
  readonly name: string
  readonly what: string
  readonly client: string
  readonly faults: readonly Fault[]
  readonly limit: LimitSetting | undefined
  readonly latency: readonly [number, number] | undefined
  readonly consent: Consent | undefined
  readonly steps: readonly ScenarioStep[]
}

/** Gives every scenario there is, by name: ours are understood when the first is asked for. */
export type KnownScenarios = () => ReadonlyMap<string, Scenario>

/** Understands a scenario whose shape was checked. @throws InputError with every problem */
export function compileScenario(name: string, text: ScenarioText, where: string, operations: OperationNames): Scenario {
  const problems: Problem[] = []
  const read = <Value>(reader: () => Value): Value | undefined => {
    try {
      return reader()
    } catch (error) {
      problems.push(...problemsIn(error))
      return undefined
    }
  }
  const faults = (text.faults ?? []).flatMap(
    (rule, index) => read(() => readFault(rule, `${where}/faults/${index}`, operations)) ?? [],
  )
  const { limit, latency, consent, steps = [] } = text
  const scenario = {
    name,
    what: text.what,
    client: text.client,
    faults,
    limit: limit === undefined ? undefined : read(() => parseLimit(String(limit), `${where}/limit`)),
    latency: latency === undefined ? undefined : read(() => readMsRange(latency, `${where}/latency`, LONGEST_DELAY)),
    consent: consent === undefined ? undefined : read(() => parseConsent(consent, `${where}/consent`)),
    steps,
  }
  if (problems.length) throw new InputError(problems)
  return scenario
}

/** The scenario of this name. @throws InputError naming the nearest ones */
export function scenarioNamed(scenarios: KnownScenarios, name: string, where: string): Scenario {
  const found = scenarios().get(name)
  if (found) return found
  reject(where, `there is no scenario "${name}"`, suggestion(name, [...scenarios().keys()]))
}
