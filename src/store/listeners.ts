// Who listens to something, and how they are notified.

/** Is told of the error of a listener. */
export type ListenerFailed = (error: unknown) => void

/** The listeners to one thing, each with what to call when there will be no more of it. */
export class Listeners<Heard extends readonly unknown[]> {
  readonly #all = new Map<(...heard: Heard) => void, (() => void) | undefined>()
  readonly #failed: ListenerFailed

  /** @param failed - is told when a listener throws, which disturbs neither its caller nor the other listeners */
  constructor(failed: ListenerFailed) {
    this.#failed = failed
  }

  get size(): number {
    return this.#all.size
  }

  /** Adds a listener. The function that is returned removes it. @param ended - called when there will be no more */
  add(listener: (...heard: Heard) => void, ended?: () => void): () => void {
    this.#all.set(listener, ended)
    return () => this.#all.delete(listener)
  }

  notify(...heard: Heard): void {
    for (const listener of this.#all.keys()) {
      try {
        listener(...heard)
      } catch (error) {
        this.#failed(error)
      }
    }
  }

  /** Says that there will be no more, and removes all listeners. */
  end(): void {
    for (const ended of this.#all.values()) {
      try {
        ended?.()
      } catch (error) {
        this.#failed(error)
      }
    }
    this.#all.clear()
  }
}
