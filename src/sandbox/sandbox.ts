// One sandbox: a world, and what the tester turned on. Nothing else in the mock has state.

import { suggestion } from '../input/nearest.js'
import { reject } from '../input/problems.js'
import type { Caller } from '../model/access.js'
import { World, type WorldState } from '../model/world.js'
import type { LimitSetting } from '../settings/limits.js'
import { Log } from '../settings/log.js'
import type { Settings } from '../settings/settings.js'
import { Deliveries } from '../webhooks/deliveries.js'
import { ConsentScript } from './consent-script.js'
import { Faults } from './faults.js'
import { Journal, type JournalState } from './journal.js'
import { Limits } from './limits.js'
import { randomFrom } from './random.js'
import { RateLimiter } from './rate-limiter.js'
import { type RunningScenario, Scenarios } from './scenarios.js'

/** Enough for the stages of a test. A further one is refused: dropping the oldest in silence would surprise. */
const MOST_SNAPSHOTS = 100

/** What a tester turned on. A reset replaces it, and undoing the reset brings it back. */
interface TurnedOn {
  readonly limiter: RateLimiter
  readonly limits: Limits
  readonly consent: ConsentScript
  readonly faults: Faults
  readonly scenarios: Scenarios
  readonly snapshots: Map<string, WorldState>
  readonly random: () => number
}

interface Before {
  readonly world: WorldState
  readonly journal: JournalState
  readonly turnedOn: TurnedOn
}

/** A world with its journal, faults, limits, consent, scenarios, deliveries, snapshots and random numbers. */
export class Sandbox {
  readonly name: string
  readonly world: World
  readonly journal: Journal
  readonly deliveries: Deliveries
  readonly #seed: WorldState
  readonly #settings: Settings
  #turnedOn: TurnedOn
  /** Everything that the last reset took away. */
  #before: Before | undefined

  /** @param world - already planted; a reset returns to its present state */
  constructor(name: string, world: World, settings: Settings) {
    this.name = name
    this.world = world
    this.#seed = world.snapshot()
    const log = Log.of(settings)
    this.journal = new Journal(name, (error) => log.failure('a listener to calls', error))
    this.#settings = settings
    this.#turnedOn = turnedOn(settings)
    this.deliveries = new Deliveries(name, world, settings)
  }

  get limiter(): RateLimiter {
    return this.#turnedOn.limiter
  }

  get limits(): Limits {
    return this.#turnedOn.limits
  }

  get consent(): ConsentScript {
    return this.#turnedOn.consent
  }

  get faults(): Faults {
    return this.#turnedOn.faults
  }

  get scenarios(): Scenarios {
    return this.#turnedOn.scenarios
  }

  /** A whole number from `from` to `to`, the same sequence on every run. */
  between([from, to]: readonly [number, number]): number {
    return from + Math.floor(this.#turnedOn.random() * (to - from + 1))
  }

  /** The limit of a caller; that of a scenario wins over all others. */
  limitOf(
    caller: Pick<Caller, 'token' | 'teamIds'>,
    scenarios: readonly RunningScenario[] = this.scenarios.active(undefined),
  ): LimitSetting {
    return scenarios.find(({ scenario }) => scenario.limit)?.scenario.limit ?? this.limits.of(this.world, caller)
  }

  /** Makes everything as it was when the sandbox was created; `hard`: with an empty world. */
  reset({ hard = false } = {}): void {
    this.#before = { world: this.world.snapshot(), journal: this.journal.take(), turnedOn: this.#turnedOn }
    this.world.restore(hard ? new World().snapshot() : this.#seed)
    this.#turnedOn = turnedOn(this.#settings)
    this.deliveries.reset()
  }

  /** Undoes the last reset, except for deliveries; what happened since is lost. @throws InputError if there was no reset */
  undoReset(): void {
    if (!this.#before) reject('reset', 'there is none to undo', 'a reset can be undone once, until the next one')
    const { world, journal, turnedOn: before } = this.#before
    this.#before = undefined
    this.world.restore(world)
    this.journal.put(journal)
    this.#turnedOn = before
    this.deliveries.reset() // they belong to webhooks of a world that is gone
  }

  /** Names, oldest first. */
  snapshots(): string[] {
    return [...this.#turnedOn.snapshots.keys()]
  }

  /** Saves world and clock. @throws InputError if there are too many snapshots */
  snapshot(name: string): void {
    if (!this.#turnedOn.snapshots.has(name) && this.#turnedOn.snapshots.size >= MOST_SNAPSHOTS) {
      reject(
        'name',
        `there are ${MOST_SNAPSHOTS} snapshots already`,
        'take one of a name that is there, which replaces it',
      )
    }
    this.#turnedOn.snapshots.set(name, this.world.snapshot())
  }

  /** Restores world and clock. @throws InputError if there is no such snapshot */
  restore(name: string): void {
    const state = this.#turnedOn.snapshots.get(name)
    if (!state) reject('name', `there is no snapshot "${name}"`, suggestion(name, this.snapshots()))
    this.world.restore(state)
  }
}

/** What is turned on at the start. */
function turnedOn(settings: Settings): TurnedOn {
  return {
    limiter: new RateLimiter(),
    limits: new Limits(settings),
    consent: new ConsentScript(settings.consent),
    faults: new Faults(settings.faults),
    scenarios: new Scenarios(settings.scenario),
    snapshots: new Map(),
    random: randomFrom(1),
  }
}
