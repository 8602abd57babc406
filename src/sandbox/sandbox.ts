// One sandbox: a world, and what the tester turned on. Nothing else in the mock remembers anything.
import type { World, WorldState } from '../model/world.js'
import type { Fault } from './fault-rule.js'
import { Faults } from './faults.js'
import { Journal } from './journal.js'
import { randomFrom } from './random.js'
import { RateLimiter } from './rate-limiter.js'

/** World, journal, faults, rate limits and random numbers that belong together. */
export class Sandbox {
  readonly world: World
  readonly journal = new Journal()
  readonly limiter = new RateLimiter()
  readonly faults: Faults
  readonly #seed: WorldState
  #random = randomFrom(1)

  /** @param world - already planted; a reset comes back to how it is now */
  constructor(world: World, faults: readonly Fault[]) {
    this.world = world
    this.#seed = world.snapshot()
    this.faults = new Faults(faults)
  }

  /** A whole number from `from` to `to`, the same sequence on every run. */
  between([from, to]: readonly [number, number]): number {
    return from + Math.floor(this.#random() * (to - from + 1))
  }

  /** Everything as it was when the sandbox was made. */
  reset(): void {
    this.world.restore(this.#seed)
    this.journal.clear()
    this.limiter.clear()
    this.faults.reset()
    this.#random = randomFrom(1)
  }
}
