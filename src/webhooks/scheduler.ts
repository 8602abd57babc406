// When the deliveries of one sandbox are tried: in order for each webhook, one at a time, and all webhooks side by side.
import type { Clock } from '../model/clock.js'
import { guarded } from '../settings/guarded.js'
import type { Log } from '../settings/log.js'
import type { Delivery } from './delivery.js'
import type { HeldTexts } from './held-texts.js'
import { Queue } from './queue.js'

/** The longest wait that a timer of Node's takes, in ms. */
const LONGEST_WAIT = 2_147_483_647

/** The queues of all webhooks, and what starts the next try of each. */
export class Scheduler {
  readonly #clock: Clock
  readonly #idOf: (number: number) => string
  readonly #texts: HeldTexts
  readonly #attempt: (queue: Queue, delivery: Delivery) => void
  readonly #log: Log
  readonly #queues = new Map<string, Queue>()
  readonly #underWay = new Set<AbortController>()
  readonly #settled = new Set<() => void>()
  #isPaused = false
  #isDraining = false
  #isStopped = false
  #timer: NodeJS.Timeout | undefined
  #soon: NodeJS.Immediate | undefined

  /**
   * @param idOf - the id of a delivery, by its number
   * @param texts - counts the memory of what waits
   * @param attempt - tries a delivery whose turn has come; it calls `begin` and `end` around the post
   */
  constructor(
    clock: Clock,
    idOf: (number: number) => string,
    texts: HeldTexts,
    attempt: (queue: Queue, delivery: Delivery) => void,
    log: Log,
  ) {
    this.#clock = clock
    this.#log = log
    this.#idOf = idOf
    this.#texts = texts
    this.#attempt = attempt
    clock.subscribe(() => this.wakeSoon())
  }

  get isStopped(): boolean {
    return this.#isStopped
  }

  /** Whether something is being posted. */
  get isSending(): boolean {
    return this.#underWay.size > 0
  }

  /** What waits for one webhook, or for all of them; the next of each webhook first. */
  waiting(webhookId?: string): Delivery[] {
    return [...this.#queues.values()]
      .filter((queue) => (webhookId ?? queue.webhookId) === queue.webhookId)
      .flatMap((queue) => queue.all())
  }

  /** How many deliveries wait for a webhook; without an id, for all of them. */
  count(webhookId?: string): number {
    if (webhookId !== undefined) return this.#queues.get(webhookId)?.size ?? 0
    return [...this.#queues.values()].reduce((sum, { size }) => sum + size, 0)
  }

  /** Whether the tester paused the deliveries of one webhook; without an id, those of all. */
  isPaused(webhookId?: string): boolean {
    return this.#isPaused || (webhookId !== undefined && (this.#queues.get(webhookId)?.isPaused ?? false))
  }

  /** Pauses or resumes the deliveries of one webhook, or of all. */
  pause(isPaused: boolean, webhookId?: string): void {
    if (webhookId === undefined) {
      this.#isPaused = isPaused
      if (!isPaused) for (const queue of this.#queues.values()) queue.isPaused = false
    } else this.queueOf(webhookId).isPaused = isPaused
    this.wakeSoon()
  }

  /** The queue of a webhook, made when it is not there. */
  queueOf(webhookId: string): Queue {
    const queue = this.#queues.get(webhookId) ?? new Queue(webhookId, this.#idOf, this.#texts)
    this.#queues.set(webhookId, queue)
    return queue
  }

  /** Removes the queue of a webhook. Returns what waited in it. */
  removeQueue(webhookId: string): Delivery[] {
    const queue = this.#queues.get(webhookId)
    this.#queues.delete(webhookId)
    return queue?.clear() ?? []
  }

  /** Lets go what a reordering holds. */
  releaseHeld(): void {
    for (const queue of this.#queues.values()) queue.releaseHeld()
    this.wakeSoon()
  }

  /** Resolves when nothing is under way, and nothing is due by the mock's clock. What is paused is not due. */
  settled(): Promise<void> {
    return new Promise((resolve) => {
      this.#settled.add(resolve)
      if (this.#isStopped) this.#resolveSettled()
      else this.wakeSoon()
    })
  }

  /** Tries everything that waits, paused or not, without waiting for the clock. Resolves when it is done, or at the deadline. */
  drain(deadline: AbortSignal): Promise<void> {
    if (deadline.aborted) this.stop()
    deadline.addEventListener('abort', () => this.stop(), { once: true })
    this.#isDraining = true
    this.pause(false)
    this.releaseHeld()
    return this.settled()
  }

  /** Empties all queues, and aborts what is under way. */
  reset(): void {
    for (const controller of this.#underWay) controller.abort(new Error('the sandbox was reset'))
    this.#underWay.clear()
    for (const queue of this.#queues.values()) queue.clear()
    this.#queues.clear()
    this.#isPaused = false
    this.wakeSoon()
  }

  /** Starts nothing more. */
  stop(): void {
    this.#isStopped = true
    clearTimeout(this.#timer)
    this.#resolveSettled()
  }

  /** Marks a try of a queue as under way. Returns what aborts it. */
  begin(queue: Queue): AbortController {
    const controller = new AbortController()
    this.#underWay.add(controller)
    queue.isSending = true
    return controller
  }

  /** Marks a try as over. Returns false when the sandbox was reset in the meantime. */
  end(queue: Queue, controller: AbortController): boolean {
    if (!this.#underWay.delete(controller)) return false
    queue.isSending = false
    return true
  }

  /** Looks for due deliveries once the running code is done, so that no answer of the API waits for them. */
  wakeSoon(): void {
    this.#soon ??= setImmediate(() => {
      this.#soon = undefined
      guarded(this.#log, 'the next deliveries', () => this.#wake())
    })
  }

  #wake(): void {
    clearTimeout(this.#timer)
    if (this.#isStopped) return
    const now = this.#clock.now()
    const due = [...this.#queues.values()].map((queue) => this.#startNext(queue, now))
    const earliest = Math.min(...due)
    if (earliest < Number.POSITIVE_INFINITY && !this.#clock.frozen) {
      const wake = () => guarded(this.#log, 'the next deliveries', () => this.#wake())
      this.#timer = setTimeout(wake, Math.min(earliest - now, LONGEST_WAIT)).unref()
    }
    if (this.#underWay.size === 0) this.#resolveSettled()
  }

  /** Starts the next delivery of a queue if it is due. Returns when to look again (ms); Infinity: not because of the time. */
  #startNext(queue: Queue, now: number): number {
    if (queue.isSending || this.#isPaused || queue.isPaused) return Number.POSITIVE_INFINITY
    const next = queue.next(this.#isDraining ? Number.POSITIVE_INFINITY : now)
    if (!next || !(next.due <= now || this.#isDraining)) return queue.nextDue(now) ?? Number.POSITIVE_INFINITY
    this.#attempt(queue, next)
    return Number.POSITIVE_INFINITY
  }

  #resolveSettled(): void {
    for (const resolve of this.#settled) resolve()
    this.#settled.clear()
  }
}
