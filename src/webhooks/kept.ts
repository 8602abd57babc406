// The deliveries that are done, kept to be looked at: the last thousand of a sandbox.
import { tell } from '../sandbox/journal.js'
import type { Delivery } from './delivery.js'

const MOST_KEPT = 1_000

type Listener = (delivery: Delivery) => void

export class Kept {
  readonly #prefix: string
  #done: Delivery[] = []
  #count = 0
  #added = 0
  readonly #listeners = new Map<Listener, (() => void) | undefined>()

  constructor(sandbox: string) {
    this.#prefix = sandbox === 'default' ? 'd' : `${sandbox}-d`
  }

  /** The id of the next delivery: `d-1`, `d-2` …; in other sandboxes with their name. */
  nextId(): string {
    this.#count += 1
    return `${this.#prefix}-${this.#count}`
  }

  /** Oldest first. */
  list(): readonly Delivery[] {
    return this.#done.slice(-MOST_KEPT)
  }

  /** Deliveries that are done since the start or the last reset, kept or not. */
  get added(): number {
    return this.#added
  }

  /** Deliveries that were forgotten for want of room. */
  get forgotten(): number {
    return this.#added - this.list().length
  }

  /** One that is done. */
  add(delivery: Delivery): void {
    this.#done.push(delivery)
    this.#added += 1
    if (this.#done.length >= 2 * MOST_KEPT) this.#done = this.#done.slice(-MOST_KEPT)
    this.changed(delivery)
  }

  /** Tells of a try. */
  changed(delivery: Delivery): void {
    for (const listener of this.#listeners.keys()) tell(listener, delivery)
  }

  /** Hears of every try, and of every end. @param over - called when there will be no more */
  subscribe(listener: Listener, over?: () => void): () => void {
    this.#listeners.set(listener, over)
    return () => this.#listeners.delete(listener)
  }

  clear(): void {
    this.#done = []
    this.#count = 0
    this.#added = 0
  }

  end(): void {
    for (const over of this.#listeners.values()) over?.()
    this.#listeners.clear()
  }
}
