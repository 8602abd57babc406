// Calls that wait: for a delay to pass, or for ever. Whoever waits is let go when the server closes, so that it can.
import type { ServerResponse } from 'node:http'

/** The waiting calls of one server. */
export class Waiting {
  readonly #hung = new Set<ServerResponse>()
  readonly #delayed = new Map<NodeJS.Timeout, () => void>()
  #ended = false

  /** Withholds an answer for ever. */
  hang(response: ServerResponse): void {
    this.#hung.add(response)
    response.once('close', () => this.#hung.delete(response))
  }

  /** Goes on with `work` after so many ms. */
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

  /** Answers what is delayed at once, drops what hangs, and delays nothing any more. */
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
