// Replies that are held back: for a delay, or for ever. All are let go when the server closes, or it could not close.
import type { ServerResponse } from 'node:http'

/** The held replies of one server. */
export class HeldReplies {
  readonly #hung = new Set<ServerResponse>()
  readonly #delayed = new Map<NodeJS.Timeout, () => void>()
  #ended = false

  /** Holds a reply back for ever. */
  hang(response: ServerResponse): void {
    this.#hung.add(response)
    response.once('close', () => this.#hung.delete(response))
  }

  /** Does `work` after so many ms. */
  delay(ms: number, work: () => void): void {
    if (ms === 0 || this.#ended) {
      work()
      return
    }
    const timer = setTimeout(() => {
      this.#delayed.delete(timer)
      work()
    }, ms)
    this.#delayed.set(timer, work)
  }

  /** Does all delayed work now, drops what hangs, and delays nothing from now on. */
  end(): void {
    this.#ended = true
    for (const [timer, work] of this.#delayed) {
      clearTimeout(timer)
      work()
    }
    this.#delayed.clear()
    for (const response of this.#hung) response.destroy()
  }
}
