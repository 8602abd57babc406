// The mock's clock: the machine's time, shifted or stopped. Nothing else in src/ reads the machine's time.

/** What a clock remembers, for snapshots. `frozenAt` is null while it runs. */
export interface ClockState {
  readonly offset: number
  readonly frozenAt: number | null
}

/** Time in ms since 1970, as everything in the mock sees it. */
export class Clock {
  #offset = 0
  #frozenAt: number | null = null

  /** Now, in ms. */
  now(): number {
    return this.#frozenAt ?? Date.now() + this.#offset
  }

  /** Moves the clock forward (or back) by `ms`; a frozen clock stays frozen at the new time. */
  advance(ms: number): void {
    if (this.#frozenAt === null) this.#offset += ms
    else this.#frozenAt += ms
  }

  /** Stops the clock at `at` (ms), or where it is. */
  freeze(at = this.now()): void {
    this.#frozenAt = at
  }

  /** Lets the clock run on from `at` (ms), or from where it stands. */
  run(at = this.now()): void {
    this.#frozenAt = null
    this.#offset = at - Date.now()
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
  }
}
