// The running scenarios of one sandbox, each with its own counts.
import { reject } from '../input/problems.js'
import type { Scenario, ScenarioStep } from '../settings/scenarios.js'
import { Faults } from './faults.js'

/** A running scenario, with its own counts. */
export class RunningScenario {
  readonly scenario: Scenario
  readonly faults: Faults
  #calls = 0
  #waiting: readonly ScenarioStep[]

  constructor(scenario: Scenario) {
    this.scenario = scenario
    this.#waiting = scenario.steps
    this.faults = new Faults(scenario.faults, `${scenario.name}:fault-`)
  }

  /** Counts a call and makes the changes that are due; one that this call does not allow waits for the next. */
  tick(take: (step: ScenarioStep) => boolean): void {
    const before = this.#calls
    this.#calls += 1
    this.#waiting = this.#waiting.filter((step) => (step.after_calls ?? 0) > before || !take(step))
  }
}

/** Every call has to pass through all of them. */
const MOST_RUNNING = 100

/** The scenarios of one sandbox: those that run for every call, and those that calls ask for by header. */
export class Scenarios {
  #running: readonly RunningScenario[]
  readonly #asked = new Map<string, RunningScenario>()

  /** @param configured - what runs from the start */
  constructor(configured: readonly Scenario[]) {
    this.#running = [...new Set(configured)].map((scenario) => new RunningScenario(scenario))
  }

  /** Those that run for every call. */
  get running(): readonly Scenario[] {
    return this.#running.map(({ scenario }) => scenario)
  }

  /** Runs a scenario for every call from now on; a running one starts over. @throws InputError if there are too many */
  run(scenario: Scenario): void {
    const others = this.#running.filter((running) => running.scenario !== scenario)
    if (others.length >= MOST_RUNNING) {
      reject('scenarios', `${MOST_RUNNING} scenarios run already`, 'end them first (POST /__mock/scenarios/stop)')
    }
    this.#running = [...others, new RunningScenario(scenario)]
  }

  stop(): void {
    this.#running = []
    this.#asked.clear()
  }

  /** The scenarios for a call: those that run, and the one that it asks for, which keeps its counts from call to call. */
  active(asked: Scenario | undefined): readonly RunningScenario[] {
    if (!asked || this.#running.some(({ scenario }) => scenario === asked)) return this.#running
    const known = this.#asked.get(asked.name) ?? new RunningScenario(asked)
    this.#asked.set(asked.name, known)
    return [...this.#running, known]
  }
}
