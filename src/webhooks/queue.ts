// What waits for one webhook: in order, one at a time, and no more than so many.
import { type Delivery, newDelivery, type Waiting } from './delivery.js'

/** More than this a receiver that does not answer is not owed (assumed: ClickUp's own bound is not known). */
export const MOST_WAITING = 10_000

/** The deliveries of one webhook that are not done. */
export class Queue {
  readonly webhookId: string
  readonly #idOf: (number: number) => string
  /** The first is the next, or the one under way. */
  #line: (Delivery | Waiting)[] = []
  /** How many of `#line` are done: taking the first off an array of thousands would move them all. */
  #done = 0
  /** Held up until their time has come, while others go past. */
  #late: Delivery[] = []
  /** Held back until they can be turned round. */
  #held: Delivery[] = []
  isSending = false
  isPaused = false

  /** @param idOf - the id of a delivery, by its number */
  constructor(webhookId: string, idOf: (number: number) => string) {
    this.webhookId = webhookId
    this.#idOf = idOf
  }

  get size(): number {
    return this.#line.length - this.#done + this.#late.length + this.#held.length
  }

  get isFull(): boolean {
    return this.size >= MOST_WAITING
  }

  /** All that waits, the next first. */
  all(): Delivery[] {
    return [...this.#line.slice(this.#done).map((one) => this.whole(one)), ...this.#late, ...this.#held]
  }

  /** A delivery with all that belongs to it. */
  whole(one: Delivery | Waiting): Delivery {
    if ('id' in one) return one
    return newDelivery({ id: this.#idOf(one.number), webhookId: this.webhookId, told: one.told })
  }

  add(one: Delivery | Waiting): void {
    this.#line.push(one)
  }

  /** Comes when it is due, before what waits then. */
  addLate(delivery: Delivery): void {
    this.#late.push(delivery)
  }

  /** Waits for `turn`. */
  hold(delivery: Delivery): void {
    this.#held.push(delivery)
  }

  /** Lets what is held go, the last first. */
  turn(): void {
    this.#line.push(...this.#held.reverse())
    this.#held = []
  }

  /** The next one, due or not. @param now - ms, on the mock's clock */
  next(now: number): Delivery | undefined {
    if (!this.isSending && this.#late.some(({ due }) => due <= now)) {
      this.#line.splice(this.#done, 0, ...this.#late.filter(({ due }) => due <= now))
      this.#late = this.#late.filter(({ due }) => due > now)
    }
    const next = this.#line[this.#done]
    if (!next) return undefined
    const whole = this.whole(next)
    this.#line[this.#done] = whole
    return whole
  }

  /** When the next has to be looked at, in ms; undefined when nothing waits for a time. */
  nextDue(now: number): number | undefined {
    const due = [this.next(now), ...this.#late].flatMap((delivery) => (delivery ? [delivery.due] : []))
    return due.length ? Math.min(...due) : undefined
  }

  /** Takes the next off. */
  shift(): void {
    this.#done += 1
    if (this.#done < 1_024 && this.#done < this.#line.length) return
    this.#line = this.#line.slice(this.#done)
    this.#done = 0
  }

  /** Empties it. */
  clear(): Delivery[] {
    const all = this.all()
    this.#line = []
    this.#done = 0
    this.#late = []
    this.#held = []
    return all
  }
}
