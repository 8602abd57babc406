// The delivery log: the last thousand deliveries of a sandbox that are done, and who listens to deliveries.
import { type ListenerFailed, Listeners } from '../store/listeners.js'
import type { Delivery } from './delivery.js'

const MOST_KEPT = 1_000

/** The deliveries that are done, oldest first; it forgets the oldest. It also gives deliveries their numbers and ids. */
export class DeliveryLog {
  readonly #prefix: string
  #done: Delivery[] = []
  #count = 0
  #added = 0
  readonly #listeners: Listeners<[Delivery]>
  readonly #clearListeners: Listeners<[]>

  /** @param failed - is told when a listener throws */
  constructor(sandbox: string, failed: ListenerFailed) {
    this.#listeners = new Listeners(failed)
    this.#clearListeners = new Listeners(failed)
    this.#prefix = sandbox === 'default' ? 'd' : `${sandbox}-d`
  }

  /** 1, 2, 3 … */
  nextNumber(): number {
    this.#count += 1
    return this.#count
  }

  /** The id of a delivery: `d-1`, `d-2` …; in other sandboxes it begins with their name. */
  idOf(number: number): string {
    return `${this.#prefix}-${number}`
  }

  /** Oldest first. */
  list(): readonly Delivery[] {
    return this.#done.slice(-MOST_KEPT)
  }

  /** How many deliveries are done since the start or the last reset, kept or not. */
  get added(): number {
    return this.#added
  }

  /** How many of them are no longer kept, since there is no room. */
  get forgotten(): number {
    return this.#added - this.list().length
  }

  /** Adds a delivery that is done. */
  add(delivery: Delivery): void {
    this.#done.push(delivery)
    this.#added += 1
    if (this.#done.length >= 2 * MOST_KEPT) this.#done = this.#done.slice(-MOST_KEPT)
    this.notify(delivery)
  }

  /** Notifies listeners of a try. */
  notify(delivery: Delivery): void {
    this.#listeners.notify(delivery)
  }

  /**
   * Calls `listener` at every try and every end, until the function that is returned is called.
   * @param ended - called when there will be no more
   */
  subscribe(listener: (delivery: Delivery) => void, ended?: () => void): () => void {
    return this.#listeners.add(listener, ended)
  }

  /** Calls `listener` when the log is cleared and ids begin again, until the function that is returned is called. */
  onClear(listener: () => void): () => void {
    return this.#clearListeners.add(listener)
  }

  /** The delivery of this id, if it is done and kept. */
  find(id: string): Delivery | undefined {
    return this.list().find((delivery) => delivery.id === id)
  }

  /** Forgets the deliveries that are done. Numbers go on, since others may wait. */
  forget(): void {
    this.#done = []
    this.#added = 0
  }

  /** Forgets everything; numbers begin again. */
  clear(): void {
    this.forget()
    this.#count = 0
    this.#clearListeners.notify()
  }

  /** Says that there will be no more deliveries. */
  end(): void {
    this.#listeners.end()
    this.#clearListeners.end()
  }
}
