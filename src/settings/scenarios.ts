// Scenarios as they are written: named bundles of faults, a limit, latency, a consent, and changes of state that come after
// so many calls.
import { suggestion } from '../input/nearest.js'
import { InputError, type Problem, problemsIn, reject } from '../input/problems.js'
import { type Consent, parseConsent } from './consent.js'
import { compileFault, type Fault, LONGEST_DELAY, type OperationNames, parseFault, readDelay } from './fault-rule.js'
import { type LimitSetting, parseLimit } from './limits.js'

/** A scenario as written; the schema Scenario in specs/mock/scenarios.yaml says what each field means. */
export interface ScenarioText {
  readonly what: string
  readonly client: string
  readonly faults?: readonly unknown[]
  readonly limit?: string | number
  readonly latency?: string
  readonly consent?: string
  readonly steps?: readonly ScenarioStep[]
}

/** What can happen to the token of the call that comes so far. */
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
  const faults = (text.faults ?? []).flatMap((rule, index) => {
    const at = `${where}/faults/${index}`
    return (
      read(() =>
        typeof rule === 'string' ? parseFault(rule, at, operations) : compileFault(Object(rule), at, operations),
      ) ?? []
    )
  })
  const { limit, latency, consent, steps = [] } = text
  const scenario = {
    name,
    what: text.what,
    client: text.client,
    faults,
    limit: limit === undefined ? undefined : read(() => parseLimit(String(limit), `${where}/limit`)),
    latency: latency === undefined ? undefined : read(() => readLatency(latency, `${where}/latency`)),
    consent: consent === undefined ? undefined : read(() => parseConsent(consent, `${where}/consent`)),
    steps,
  }
  if (problems.length) throw new InputError(problems)
  return scenario
}

function readLatency(text: string, where: string): readonly [number, number] {
  const range = readDelay(text)
  if (range) return range
  reject(
    where,
    `"${text}" is not a valid time`,
    `write ms such as 50, or a range such as 50-200, up to ${LONGEST_DELAY}`,
  )
}

/** The scenario of this name. @throws InputError naming the nearest ones */
export function scenarioNamed(scenarios: ReadonlyMap<string, Scenario>, name: string, where: string): Scenario {
  const found = scenarios.get(name)
  if (found) return found
  reject(where, `there is no scenario "${name}"`, suggestion(name, [...scenarios.keys()]))
}
