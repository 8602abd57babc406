// Sandboxes that nobody uses for too long, by the machine's clock: whoever uses them is not in the world.
import { guarded } from '../settings/guarded.js'
import type { Log } from '../settings/log.js'
import type { Sandbox } from './sandbox.js'

/** When each sandbox was used last. The one that was is the last in its order. */
export class IdleTime {
  readonly #most: number
  readonly #log: Log
  readonly #giveUp: (sandbox: Sandbox) => void
  readonly #usedAt = new Map<Sandbox, number>()
  #timer: NodeJS.Timeout | undefined

  /**
   * @param most - ms without a use after which a sandbox is given up
   * @param giveUp - gives one up
   */
  constructor(most: number, log: Log, giveUp: (sandbox: Sandbox) => void) {
    this.#most = most
    this.#log = log
    this.#giveUp = giveUp
  }

  used(sandbox: Sandbox): void {
    this.#usedAt.delete(sandbox) // so that it goes to the end
    this.#usedAt.set(sandbox, performance.now())
    this.#timer ??= this.#lookIn(this.#most)
  }

  forget(sandbox: Sandbox): void {
    this.#usedAt.delete(sandbox)
  }

  stop(): void {
    clearTimeout(this.#timer)
  }

  #lookIn(ms: number): NodeJS.Timeout {
    return setTimeout(() => guarded(this.#log, 'idle sandboxes', () => this.#look()), ms).unref()
  }

  /** One that somebody listens to counts as used. */
  #look(): void {
    const now = performance.now()
    this.#timer = undefined
    for (const [sandbox, usedAt] of this.#usedAt) {
      if (usedAt + this.#most > now) {
        this.#timer = this.#lookIn(Math.ceil(usedAt + this.#most - now))
        return
      }
      if (sandbox.isWatched) this.used(sandbox)
      else this.#giveUp(sandbox)
    }
  }
}
