// The queue of one webhook: its deliveries in order, one at a time, up to a bound.
import { type Delivery, type EventText, newDelivery, type QueuedEvent } from './delivery.js'
import type { HeldTexts } from './held-texts.js'

/** The bound of a queue; what comes after is dropped (assumed: ClickUp's own bound is not known). */
export const MOST_WAITING = 10_000

/** The deliveries of one webhook that are not done. */
export class Queue {
  readonly webhookId: string
  readonly #idOf: (number: number) => string
  readonly #texts: HeldTexts
  /** From `#done` on: the one under way or next, then the others. */
  #line: (Delivery | QueuedEvent | undefined)[] = []
  /** How many of `#line` are done: removing the first of an array of thousands would move them all. */
  #done = 0
  /** Wait for their time, while others overtake them. */
  #late: Delivery[] = []
  /** Held until they are sent in reverse order. */
  #held: Delivery[] = []
  isSending = false
  isPaused = false

  /**
   * @param idOf - the id of a delivery, by its number
   * @param texts - those of all queues of the sandbox
   */
  constructor(webhookId: string, idOf: (number: number) => string, texts: HeldTexts) {
    this.webhookId = webhookId
    this.#idOf = idOf
    this.#texts = texts
  }

  get size(): number {
    return this.#line.length - this.#done + this.#late.length + this.#held.length
  }

  /** Why nothing more can be added; undefined if it can. */
  full(event: EventText): string | undefined {
    if (this.size >= MOST_WAITING) return 'too much waits for this webhook'
    return this.#texts.fits(event) ? undefined : 'the memory for what waits is used up (see --memory)'
  }

  /** All that waits, the next first. */
  all(): Delivery[] {
    const line = this.#line.slice(this.#done) as (Delivery | QueuedEvent)[] // only those before are undefined
    return [...line.map((one) => this.deliveryOf(one)), ...this.#late, ...this.#held]
  }

  /** The delivery of a queued event. */
  deliveryOf(one: Delivery | QueuedEvent): Delivery {
    if ('id' in one) return one
    return newDelivery({ id: this.#idOf(one.number), webhookId: this.webhookId, event: one.event })
  }

  add(one: Delivery | QueuedEvent): void {
    this.#texts.hold(one.event)
    this.#line.push(one)
  }

  /** Comes first once it is due. */
  addLate(delivery: Delivery): void {
    this.#texts.hold(delivery.event)
    this.#late.push(delivery)
  }

  /** Waits for `releaseHeld`. */
  hold(delivery: Delivery): void {
    this.#texts.hold(delivery.event)
    this.#held.push(delivery)
  }

  /** Lets held deliveries go, the last first. */
  releaseHeld(): void {
    this.#line.push(...this.#held.reverse())
    this.#held = []
  }

  /** The next delivery, due or not. @param now - ms, on the mock's clock */
  next(now: number): Delivery | undefined {
    if (!this.isSending && this.#late.some(({ due }) => due <= now)) {
      this.#line.splice(this.#done, 0, ...this.#late.filter(({ due }) => due <= now))
      this.#late = this.#late.filter(({ due }) => due > now)
    }
    const next = this.#line[this.#done]
    if (!next) return undefined
    const delivery = this.deliveryOf(next)
    this.#line[this.#done] = delivery
    return delivery
  }

  /** When to look again, in ms; undefined when nothing waits for a time. */
  nextDue(now: number): number | undefined {
    const due = [this.next(now), ...this.#late].flatMap((delivery) => (delivery ? [delivery.due] : []))
    return due.length ? Math.min(...due) : undefined
  }

  /** Removes the next. */
  shift(): void {
    const next = this.#line[this.#done] as Delivery // it was just tried
    this.#texts.release(next.event)
    this.#line[this.#done] = undefined // or it would stay in memory until the array is cut
    this.#done += 1
    if (this.#done < 1_024 && this.#done < this.#line.length) return
    this.#line = this.#line.slice(this.#done)
    this.#done = 0
  }

  /** Empties it. Returns what waited. */
  clear(): Delivery[] {
    const all = this.all()
    for (const { event } of all) this.#texts.release(event)
    this.#line = []
    this.#done = 0
    this.#late = []
    this.#held = []
    return all
  }
}
