// What is kept only to be faster, and is given up first when memory is needed.

/** Something that can be forgotten at any time. */
export interface Cache {
  /** How many bytes it keeps. */
  readonly bytes: number
  clear(): void
}

/** The caches of one world. */
export class Caches {
  readonly #all = new Set<Cache>()
  #listener: ((bytes: number) => void) | undefined

  /** How many bytes they keep together. */
  get bytes(): number {
    let bytes = 0
    for (const cache of this.#all) bytes += cache.bytes
    return bytes
  }

  add(cache: Cache): void {
    this.#all.add(cache)
  }

  /** Calls `listener` with how many bytes more, or less, are kept. */
  onGrowth(listener: (bytes: number) => void): void {
    this.#listener = listener
  }

  /** One of them keeps so many bytes more, or less. */
  grew(bytes: number): void {
    this.#listener?.(bytes)
  }

  /** Empties one of them, or all. */
  clear(cache?: Cache): void {
    for (const one of cache ? [cache] : this.#all) {
      const { bytes } = one
      one.clear()
      this.grew(-bytes)
    }
  }
}
