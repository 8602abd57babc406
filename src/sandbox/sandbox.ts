// One sandbox: a world, and what the tester turned on. Nothing else in the mock remembers anything.
import { InputError } from '../errors.js'
import type { Caller } from '../model/access.js'
import { World, type WorldState } from '../model/world.js'
import { suggestion } from '../nearest.js'
import type { Settings } from '../settings.js'
import { Deliveries } from '../webhooks/deliveries.js'
import { ConsentScript } from './consent-script.js'
import { Faults } from './faults.js'
import { Journal } from './journal.js'
import { type LimitSetting, Limits } from './limits.js'
import { randomFrom } from './random.js'
import { RateLimiter } from './rate-limiter.js'
import { type RunningScenario, Scenarios } from './scenario.js'

/** Enough to name the stages of a test; the oldest is not dropped in silence, a further one is refused. */
const MOST_SNAPSHOTS = 100

/** World, journal, faults, limits, consent, scenarios, deliveries, snapshots and random numbers that belong together. */
export class Sandbox {
  readonly name: string
  readonly world: World
  readonly journal: Journal
  readonly limiter = new RateLimiter()
  readonly limits: Limits
  readonly consent: ConsentScript
  readonly faults: Faults
  readonly scenarios: Scenarios
  readonly deliveries: Deliveries
  readonly #seed: WorldState
  readonly #snapshots = new Map<string, WorldState>()
  #random = randomFrom(1)

  /** @param world - already planted; a reset comes back to how it is now */
  constructor(name: string, world: World, settings: Settings) {
    this.name = name
    this.world = world
    this.#seed = world.snapshot()
    this.journal = new Journal(name)
    this.limits = new Limits(settings)
    this.consent = new ConsentScript(settings.consent)
    this.faults = new Faults(settings.faults)
    this.scenarios = new Scenarios(settings.running)
    this.deliveries = new Deliveries(name, world, settings.webhooks)
  }

  /** A whole number from `from` to `to`, the same sequence on every run. */
  between([from, to]: readonly [number, number]): number {
    return from + Math.floor(this.#random() * (to - from + 1))
  }

  /** The limit of a caller: that of a scenario at work before all others. */
  limitOf(
    caller: Pick<Caller, 'token' | 'teamIds'>,
    scenarios: readonly RunningScenario[] = this.scenarios.active(undefined),
  ): LimitSetting {
    return scenarios.find(({ scenario }) => scenario.limit)?.scenario.limit ?? this.limits.of(this.world, caller)
  }

  /** Everything as it was when the sandbox was made; `hard`: with an empty world. */
  reset({ hard = false } = {}): void {
    this.world.restore(hard ? new World().snapshot() : this.#seed)
    this.journal.clear()
    this.limiter.clear()
    this.limits.reset()
    this.consent.reset()
    this.faults.reset()
    this.scenarios.reset()
    this.deliveries.reset()
    this.#snapshots.clear()
    this.#random = randomFrom(1)
  }

  /** Names, oldest first. */
  snapshots(): string[] {
    return [...this.#snapshots.keys()]
  }

  /** Remembers world and clock. @throws InputError when there are too many */
  snapshot(name: string): void {
    if (!this.#snapshots.has(name) && this.#snapshots.size >= MOST_SNAPSHOTS) {
      const right = 'take one of a name that is there, which replaces it'
      throw new InputError([{ where: 'name', what: `there are ${MOST_SNAPSHOTS} snapshots already`, right }])
    }
    this.#snapshots.set(name, this.world.snapshot())
  }

  /** World and clock as they were. @throws InputError when there is no such snapshot */
  restore(name: string): void {
    const state = this.#snapshots.get(name)
    if (!state) {
      const right = suggestion(name, this.snapshots())
      throw new InputError([{ where: 'name', what: `there is no snapshot "${name}"`, right }])
    }
    this.world.restore(state)
  }
}
