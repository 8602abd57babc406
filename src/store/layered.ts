// A map that shares its entries with copies of it: a copy of a million entries costs what is changed in it.

/** The part of the shared entries that may be changed; beyond it they are replaced by new ones. */
const MOST_CHANGED = 1 / 8

/** Values by key, in the order in which the keys came. */
export class Layered<Value> implements Iterable<readonly [key: string, value: Value]> {
  /** Shared with copies, and never changed. */
  #base: ReadonlyMap<string, Value>
  /** What differs from the base; null: it was deleted. */
  #own: Map<string, Value | null>
  #size: number

  constructor(base: ReadonlyMap<string, Value> = new Map(), own = new Map<string, Value | null>(), size = base.size) {
    this.#base = base
    this.#own = own
    this.#size = size
  }

  get size(): number {
    return this.#size
  }

  /** The entries that copies have too, some of which may be replaced here. */
  get shared(): ReadonlyMap<string, Value> {
    return this.#base
  }

  /** The values that are not among the shared entries. */
  *own(): Generator<Value> {
    for (const value of this.#own.values()) if (value !== null) yield value
  }

  get(key: string): Value | undefined {
    const own = this.#own.get(key)
    return own === undefined ? this.#base.get(key) : (own ?? undefined)
  }

  /** A key that is there keeps its place, a new one goes to the end. */
  set(key: string, value: Value): void {
    if (this.#own.get(key) === null) this.#merge() // the base has it in its old place
    if (this.get(key) === undefined) this.#size += 1
    this.#own.set(key, value)
  }

  /** @param key - one that is there */
  delete(key: string): void {
    this.#size -= 1
    if (this.#base.has(key)) this.#own.set(key, null)
    else this.#own.delete(key)
  }

  /** Undoes a delete, which happens so rarely that it may take long. @param position - where a value stands among the others */
  putBack(key: string, value: Value, position: (value: Value) => number): void {
    this.set(key, value)
    this.#merge([...this].sort(([, one], [, other]) => position(one) - position(other)))
  }

  keys(): string[] {
    return Array.from(this, ([key]) => key)
  }

  values(): Value[] {
    return this.#own.size === 0 ? [...this.#base.values()] : Array.from(this, ([, value]) => value)
  }

  *[Symbol.iterator](): Generator<readonly [key: string, value: Value]> {
    for (const [key, value] of this.#base) {
      const own = this.#own.get(key)
      if (own !== null) yield [key, own ?? value]
    }
    for (const [key, value] of this.#own) if (value !== null && !this.#base.has(key)) yield [key, value]
  }

  /** Shares what it has with the copies that are made from now on. It is not to be changed any more. */
  share(): void {
    if (this.#own.size > this.#base.size * MOST_CHANGED) this.#merge()
  }

  /** The same, to be changed. Both have to be what they are when it was shared. */
  copy(): Layered<Value> {
    return new Layered(this.#base, new Map(this.#own), this.#size)
  }

  #merge(entries: Iterable<readonly [key: string, value: Value]> = this): void {
    const isAlone = entries === this && this.#base.size === 0
    this.#base = isAlone ? (this.#own as Map<string, Value>) : new Map(entries) // only what the base has is marked as deleted
    this.#own = new Map()
  }
}
