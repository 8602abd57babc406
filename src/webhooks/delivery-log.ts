// The delivery log: the last thousand deliveries of a sandbox that are done, and who listens to deliveries.
import { type ListenerFailed, Listeners } from '../store/listeners.js'
import type { MemoryShare } from '../store/memory-budget.js'
import type { Delivery } from './delivery.js'
import { HeldTexts } from './held-texts.js'

const MOST_KEPT = 1_000
/** What a delivery takes in memory besides the text of its event: a few tries, each with the beginning of an answer. */
const BYTES_KEPT = 4_096

/** The deliveries that are done, oldest first; it forgets the oldest. It also gives deliveries their numbers and ids. */
export class DeliveryLog {
  readonly #prefix: string
  readonly #texts: HeldTexts
  /** From `#first` on; those before are forgotten: removing the first of an array of a thousand would move them all. */
  #done: (Delivery | undefined)[] = []
  #first = 0
  #count = 0
  #added = 0
  readonly #listeners: Listeners<[Delivery]>
  readonly #clearListeners: Listeners<[]>

  /**
   * @param memory - for the logs of all sandboxes
   * @param failed - is told when a listener throws
   */
  constructor(sandbox: string, memory: MemoryShare, failed: ListenerFailed) {
    this.#listeners = new Listeners(failed)
    this.#clearListeners = new Listeners(failed)
    this.#prefix = sandbox === 'default' ? 'd' : `${sandbox}-d`
    this.#texts = new HeldTexts(memory, BYTES_KEPT)
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
    return this.#done.slice(this.#first) as Delivery[] // only those before are undefined
  }

  /** How many deliveries are done since the start or the last reset, kept or not. */
  get added(): number {
    return this.#added
  }

  /** How many of them are no longer kept, since there is no room. */
  get forgotten(): number {
    return this.#added - (this.#done.length - this.#first)
  }

  /** How many listeners there are. */
  get listeners(): number {
    return this.#listeners.size
  }

  /** Adds a delivery that is done. */
  add(delivery: Delivery): void {
    this.#texts.hold(delivery.event) // first: what is given up for it are others
    this.#done.push(delivery)
    this.#added += 1
    if (this.#done.length - this.#first > MOST_KEPT) this.#forgetOldest()
    this.notify(delivery)
  }

  /** Gives up the oldest deliveries until it is enough, or none is left. */
  giveUp(enough: () => boolean): void {
    while (this.#first < this.#done.length && !enough()) this.#forgetOldest()
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
    this.giveUp(() => false)
    this.#added = 0
  }

  /** Forgets everything; numbers begin again. */
  clear(): void {
    this.forget()
    this.#count = 0
    this.#clearListeners.notify()
  }

  #forgetOldest(): void {
    const oldest = this.#done[this.#first] as Delivery // it is kept
    this.#texts.release(oldest.event)
    this.#done[this.#first] = undefined // or it would stay in memory until the array is cut
    this.#first += 1
    if (this.#first < MOST_KEPT && this.#first < this.#done.length) return
    this.#done = this.#done.slice(this.#first)
    this.#first = 0
  }

  /** Says that there will be no more deliveries. */
  end(): void {
    this.#listeners.end()
    this.#clearListeners.end()
  }
}
