// Who listens to something, and how they are notified.

/** The listeners to one thing, each with what to call when there will be no more of it. */
export class Listeners<Heard extends readonly unknown[]> {
  readonly #all = new Map<(...heard: Heard) => void, (() => void) | undefined>()

  get size(): number {
    return this.#all.size
  }

  /** Adds a listener. The function that is returned removes it. @param ended - called when there will be no more */
  add(listener: (...heard: Heard) => void, ended?: () => void): () => void {
    this.#all.set(listener, ended)
    return () => this.#all.delete(listener)
  }

  notify(...heard: Heard): void {
    for (const listener of this.#all.keys()) notifyOne(listener, heard)
  }

  /** Says that there will be no more, and removes all listeners. */
  end(): void {
    for (const ended of this.#all.values()) ended?.()
    this.#all.clear()
  }
}

/** A listener that throws disturbs neither its caller nor the other listeners: the error is thrown afterwards. */
function notifyOne<Heard extends readonly unknown[]>(listener: (...heard: Heard) => void, heard: Heard): void {
  try {
    listener(...heard)
  } catch (error) {
    queueMicrotask(() => {
      throw error
    })
  }
}
