// Who listens to something, and how they are notified.

/** The listeners to one thing, each with what to call when there will be no more of it. */
export class Listeners<Heard extends readonly unknown[]> {
  readonly #all = new Map<(...heard: Heard) => void, (() => void) | undefined>()

  /** Adds a listener. The function that is returned removes it. @param ended - called when there will be no more */
  add(listener: (...heard: Heard) => void, ended?: () => void): () => void {
    this.#all.set(listener, ended)
    return () => this.#all.delete(listener)
  }

  notify(...heard: Heard): void {
    for (const listener of this.#all.keys()) tell((all) => listener(...all), heard)
  }

  /** Says that there will be no more, and removes all listeners. */
  end(): void {
    for (const ended of this.#all.values()) ended?.()
    this.#all.clear()
  }
}

/** A listener that throws disturbs neither its caller nor the other listeners: the error is thrown afterwards. */
export function tell<Kept>(listener: (record: Kept) => void, record: Kept): void {
  try {
    listener(record)
  } catch (error) {
    queueMicrotask(() => {
      throw error
    })
  }
}
