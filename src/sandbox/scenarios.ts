// The scenarios of one sandbox, at work: each with its own counts.
import { reject } from '../input/problems.js'
import type { Scenario, ScenarioStep } from '../settings/scenarios.js'
import { Faults } from './faults.js'

/** A scenario at work, with its own counts. */
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

  /** Counts a call and takes the changes that are due; one that cannot be taken with this call waits for the next. */
  tick(take: (step: ScenarioStep) => boolean): void {
    const before = this.#calls
    this.#calls += 1
    this.#waiting = this.#waiting.filter((step) => (step.after_calls ?? 0) > before || !take(step))
  }
}

/** Every call passes through them all. */
const MOST_RUNNING = 100

/** The scenarios of one sandbox: those that run for every call, and those that calls ask for by header. */
export class Scenarios {
  #running: readonly RunningScenario[]
  readonly #asked = new Map<string, RunningScenario>()

  /** @param configured - what runs from the start */
  constructor(configured: readonly Scenario[]) {
    this.#running = [...new Set(configured)].map((scenario) => new RunningScenario(scenario))
  }

  get names(): string[] {
    return this.#running.map(({ scenario }) => scenario.name)
  }

  /** Runs for every call from now on; one that runs already begins anew. @throws InputError when there are too many */
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

  /** What is at work for a call: what runs, and what the call asks for; the same one each time it is asked for. */
  active(asked: Scenario | undefined): readonly RunningScenario[] {
    if (!asked || this.#running.some(({ scenario }) => scenario === asked)) return this.#running
    const known = this.#asked.get(asked.name) ?? new RunningScenario(asked)
    this.#asked.set(asked.name, known)
    return [...this.#running, known]
  }
}
