// The deliveries that are done, kept to be looked at: the last thousand of a sandbox.
import { tell } from '../store/listeners.js'
import type { Delivery } from './delivery.js'

const MOST_KEPT = 1_000

type Listener = (delivery: Delivery) => void

/** Who hears of deliveries, and of their end. */
interface Subscriber {
  readonly over: (() => void) | undefined
  readonly begun: (() => void) | undefined
}

/** A list that forgets its oldest, and tells whoever listens. */
export class DeliveryLog {
  readonly #prefix: string
  #done: Delivery[] = []
  #count = 0
  #added = 0
  readonly #listeners = new Map<Listener, Subscriber>()

  constructor(sandbox: string) {
    this.#prefix = sandbox === 'default' ? 'd' : `${sandbox}-d`
  }

  /** 1, 2, 3 … */
  nextNumber(): number {
    this.#count += 1
    return this.#count
  }

  /** The id of a delivery: `d-1`, `d-2` …; in other sandboxes with their name. */
  idOf(number: number): string {
    return `${this.#prefix}-${number}`
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

  /**
   * Hears of every try, and of every end.
   * @param over - called when there will be no more
   * @param begun - called when everything begins anew, with the first id
   */
  subscribe(listener: Listener, over?: () => void, begun?: () => void): () => void {
    this.#listeners.set(listener, { over, begun })
    return () => this.#listeners.delete(listener)
  }

  /** The one of this id, if it is done and kept. */
  find(id: string): Delivery | undefined {
    return this.list().find((delivery) => delivery.id === id)
  }

  /** Forgets those that are done; ids go on, since others may wait. */
  forget(): void {
    this.#done = []
    this.#added = 0
  }

  clear(): void {
    this.forget()
    this.#count = 0
    for (const { begun } of this.#listeners.values()) begun?.()
  }

  end(): void {
    for (const { over } of this.#listeners.values()) over?.()
    this.#listeners.clear()
  }
}
