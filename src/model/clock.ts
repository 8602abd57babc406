// The mock's clock: the machine's time, shifted or stopped. Nothing else in src/ reads the machine's time.
import { reject } from '../input/problems.js'

/** What a clock remembers, for snapshots. `frozenAt` is null while it runs. */
export interface ClockState {
  readonly offset: number
  readonly frozenAt: number | null
}

/** The end of the year 9999: a later time has no ISO 8601 form that clients read. */
const LAST_TIME = 253_402_300_799_999

/** Time in ms since 1970, as everything in the mock sees it. Moving it to an impossible time throws InputError. */
export class Clock {
  #offset = 0
  #frozenAt: number | null = null
  readonly #listeners = new Set<() => void>()

  /** Calls `listener` whenever the clock is moved (not while time passes). @returns a function that ends it */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Now, in ms. */
  now(): number {
    return this.#frozenAt ?? Date.now() + this.#offset
  }

  get frozen(): boolean {
    return this.#frozenAt !== null
  }

  /** Moves the clock forward (or back) by `ms`; a frozen clock stays frozen at the new time. */
  advance(ms: number): void {
    checked(this.now() + ms)
    if (this.#frozenAt === null) this.#offset += ms
    else this.#frozenAt += ms
    this.#moved()
  }

  /** Stops the clock at `at` (ms), or where it is. */
  freeze(at = this.now()): void {
    this.#frozenAt = checked(at)
    this.#moved()
  }

  /** Lets the clock run on from `at` (ms), or from where it stands. */
  run(at = this.now()): void {
    this.#offset = checked(at) - Date.now()
    this.#frozenAt = null
    this.#moved()
  }

  /** Back to the machine's time. */
  reset(): void {
    this.restore({ offset: 0, frozenAt: null })
  }

  snapshot(): ClockState {
    return { offset: this.#offset, frozenAt: this.#frozenAt }
  }

  restore({ offset, frozenAt }: ClockState): void {
    this.#offset = offset
    this.#frozenAt = frozenAt
    this.#moved()
  }

  #moved(): void {
    for (const listener of this.#listeners) listener()
  }
}

function checked(ms: number): number {
  if (ms >= 0 && ms <= LAST_TIME) return ms
  reject('clock', `it cannot be set to ${ms} ms`, 'the clock goes from 1970 to the end of 9999')
}

/** A time in ms as ISO 8601 in UTC. */
export function isoTime(ms: number): string {
  return new Date(ms).toISOString()
}
