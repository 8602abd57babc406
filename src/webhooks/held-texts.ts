// The memory that deliveries take: the text of an event counts once, however many of its deliveries share it.
import type { MemoryShare } from '../store/memory-budget.js'
import { textBytes } from '../store/texts.js'
import type { EventText } from './delivery.js'

/** Counts the texts of what waits, or of what is kept. */
export class HeldTexts {
  readonly #share: MemoryShare
  readonly #perDelivery: number
  readonly #holders = new Map<EventText, number>()

  /** @param perDelivery - bytes that a delivery takes besides its text */
  constructor(share: MemoryShare, perDelivery: number) {
    this.#share = share
    this.#perDelivery = perDelivery
  }

  /** Whether there is memory for one more delivery of this event. */
  fits(event: EventText): boolean {
    return this.#share.fits(this.#perDelivery + (this.#holders.has(event) ? 0 : textBytes(event.head)))
  }

  /** Counts one more delivery. */
  hold(event: EventText): void {
    const holders = this.#holders.get(event) ?? 0
    this.#holders.set(event, holders + 1)
    this.#share.count(this.#perDelivery + (holders ? 0 : textBytes(event.head)))
  }

  /** Counts one delivery less. */
  release(event: EventText): void {
    const holders = Number(this.#holders.get(event)) - 1
    if (holders) this.#holders.set(event, holders)
    else this.#holders.delete(event)
    this.#share.count(-this.#perDelivery - (holders ? 0 : textBytes(event.head)))
  }
}
