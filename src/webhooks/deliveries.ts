// The deliveries of one sandbox: what becomes of each, from the change that caused its event to the receiver's answer.
import { reject } from '../input/problems.js'
import type { WebhookRow } from '../model/webhook-rows.js'
import type { Author, World } from '../model/world.js'
import { guarded } from '../settings/guarded.js'
import { Log } from '../settings/log.js'
import type { Settings } from '../settings/settings.js'
import type { MemoryBudget } from '../store/memory-budget.js'
import type { Change } from '../store/table.js'
import {
  bodyFor,
  type Delivery,
  type EventText,
  eventText,
  newDelivery,
  type QueuedEvent,
  signatureOf,
} from './delivery.js'
import { DeliveryFaults, type StandingDeliveryFault } from './delivery-faults.js'
import { DeliveryLog } from './delivery-log.js'
import { type Event, eventsOf } from './events.js'
import { consequenceOf } from './health.js'
import { HeldTexts } from './held-texts.js'
import { type Posted, Poster } from './post.js'
import type { Queue } from './queue.js'
import { Scheduler } from './scheduler.js'
import { subscribersOf } from './subscribers.js'

/** What a waiting delivery takes in memory besides the text of its event. Measured. */
const BYTES_WAITING = 128

/** Events on their way to webhooks. They are not part of the world: a restore leaves them, a reset ends them. */
export class Deliveries {
  readonly faults = new DeliveryFaults()
  readonly log: DeliveryLog
  readonly #world: World
  readonly #settings: Settings
  readonly #poster = new Poster()
  readonly #scheduler: Scheduler
  readonly #mockLog: Log
  readonly #done: (state: 'delivered' | 'dropped') => void

  /**
   * @param name - the sandbox's, which the ids of deliveries carry
   * @param done - called when a delivery is done
   */
  constructor(
    name: string,
    world: World,
    settings: Settings,
    memory: MemoryBudget,
    done: (state: 'delivered' | 'dropped') => void,
  ) {
    this.#done = done
    this.#world = world
    this.#settings = settings
    const log = Log.of(settings)
    this.#mockLog = log
    this.log = new DeliveryLog(name, memory.deliveryLogs, (error) => log.failure('a listener to deliveries', error))
    this.#scheduler = new Scheduler(
      world.clock,
      (number) => this.log.idOf(number),
      new HeldTexts(memory.queues, BYTES_WAITING),
      (queue, delivery) => guarded(log, delivery.id, () => this.#attemptOrDrop(queue, delivery)),
      log,
    )
    world.subscribe((changes, author) => guarded(log, 'the events of a change', () => this.#onCommit(changes, author)))
  }

  /** Whether something is being posted, or somebody listens. */
  get isBusy(): boolean {
    return this.#scheduler.isSending || this.log.listeners > 0
  }

  /** What waits for one webhook, or for all of them; the next of each webhook first. */
  waiting(webhookId?: string): Delivery[] {
    return this.#scheduler.waiting(webhookId)
  }

  /** How many deliveries wait for a webhook; without an id, for all of them. */
  count(webhookId?: string): number {
    return this.#scheduler.count(webhookId)
  }

  /** Whether the tester paused the deliveries of one webhook; without an id, those of all. */
  isPaused(webhookId?: string): boolean {
    return this.#scheduler.isPaused(webhookId)
  }

  /** Pauses or resumes the deliveries of one webhook, or of all. */
  pause(isPaused: boolean, webhookId?: string): void {
    this.#scheduler.pause(isPaused, webhookId)
  }

  /** Sends an event to all webhooks that it is for. */
  publish(event: Event): Delivery[] {
    const text = eventText(event, this.#world.clock.now())
    return subscribersOf(this.#world, event).flatMap(({ id }) => this.#deliver(id, text))
  }

  /**
   * Sends an event to one webhook, whatever it was registered for.
   * @param repeats - the id of the delivery that it sends again
   * @throws InputError when the webhook is suspended
   */
  send(webhook: WebhookRow, event: EventText, repeats?: string): Delivery {
    if (webhook.status === 'suspended') {
      reject(
        'webhook',
        `${webhook.id} is suspended`,
        'reactivate it first (PUT /api/v2/webhook/<id> with status active)',
      )
    }
    return this.#deliver(webhook.id, event, repeats)[0]
  }

  /** Removes the faults, and lets go what a reordering still holds. */
  clearFaults(): void {
    this.faults.clear()
    this.#scheduler.releaseHeld()
  }

  /** Resolves when nothing is under way, and nothing is due by the mock's clock. What is paused is not due. */
  settled(): Promise<void> {
    return this.#scheduler.settled()
  }

  /** Forgets everything, and aborts what is under way. */
  reset(): void {
    this.#scheduler.reset()
    this.log.clear()
    this.faults.reset()
  }

  /**
   * Ends all deliveries.
   * @param end - whether what waits is dropped, or tried without waiting for the clock
   * @param deadline - when what is still being tried is dropped too
   */
  async close(
    end = this.#settings.webhookClose,
    deadline = AbortSignal.timeout(this.#settings.closeTimeout),
  ): Promise<void> {
    if (end === 'drain') await this.#drain(deadline)
    this.#scheduler.stop()
    this.log.end()
    this.reset()
    this.#poster.close()
  }

  async #drain(deadline: AbortSignal): Promise<void> {
    await this.#scheduler.drain(deadline)
    const left = this.waiting().length
    if (left)
      this.#mockLog.warn(`deliveries that were dropped when the time to end was over: ${left} (--close-timeout)`)
  }

  /** A bug of the mock drops the delivery, or it would hold up those behind it. */
  async #attemptOrDrop(queue: Queue, delivery: Delivery): Promise<void> {
    try {
      await this.#attempt(queue, delivery)
    } catch (error) {
      if (delivery.state === 'waiting') {
        queue.shift()
        this.#finish(delivery, 'dropped', 'by a bug of the mock: see its log')
      }
      this.#scheduler.wakeSoon()
      throw error
    }
  }

  #onCommit(changes: readonly Change[], { userId }: Author): void {
    for (const { table, id, after } of changes) {
      if (table !== 'webhooks') continue
      if (!after) this.#dropAll(id, 'the webhook was deleted')
      else if (Reflect.get(after, 'status') === 'suspended') this.#dropAll(id, 'the webhook is suspended')
    }
    if (this.#scheduler.isStopped || this.#world.webhooks.size === 0) return
    for (const event of eventsOf(this.#world, changes, userId)) this.publish(event)
  }

  #deliver(webhookId: string, event: EventText, repeats?: string): [Delivery, ...Delivery[]] {
    const queue = this.#scheduler.queueOf(webhookId)
    const fault = this.faults.hit(webhookId, event.name)
    const number = this.log.nextNumber()
    if (!fault && !repeats) return [this.#enqueue(queue, { event, number })]
    const make = (id: string, repeated: string | undefined) =>
      newDelivery({
        id,
        webhookId,
        event,
        due: this.#world.clock.now() + (fault?.ms ?? 0),
        fault: fault?.fault,
        repeats: repeated,
      })
    const delivery = this.#enqueue(queue, make(this.log.idOf(number), repeats), fault)
    if (fault?.fault !== 'duplicate') return [delivery]
    return [delivery, this.#enqueue(queue, make(this.log.idOf(this.log.nextNumber()), delivery.id))]
  }

  /** Puts a delivery into its queue, as its fault says; or drops it. */
  #enqueue(queue: Queue, one: Delivery | QueuedEvent, fault?: StandingDeliveryFault): Delivery {
    const delivery = queue.deliveryOf(one)
    const full = queue.full(delivery.event)
    if (full) this.#finish(delivery, 'dropped', full)
    else if (fault?.fault === 'drop') this.#finish(delivery, 'dropped', `by ${fault.id}`)
    else if (fault?.fault === 'late') queue.addLate(delivery)
    else if (fault?.fault === 'reorder') queue.hold(delivery)
    else queue.add(one)
    if (fault?.fault === 'reorder' && fault.hits >= fault.times) queue.releaseHeld()
    this.#scheduler.wakeSoon()
    return delivery
  }

  async #attempt(queue: Queue, delivery: Delivery): Promise<void> {
    const webhook = this.#world.webhooks.find(queue.webhookId)
    if (!webhook || webhook.status === 'suspended') {
      this.#dropAll(queue.webhookId, 'after a restore: it is gone or suspended')
      return
    }
    const body = bodyFor(delivery.event, webhook.id)
    delivery.request = { url: webhook.endpoint, headers: headersFor(webhook, delivery, body) }
    const controller = this.#scheduler.begin(queue)
    const started = performance.now()
    const sending = this.#poster.post({
      ...delivery.request,
      body,
      timeout: this.#settings.webhookTimeout,
      hosts: this.#settings.webhookHosts,
      controller,
    })
    let isOurs = false
    const posted = await sending.finally(() => {
      isOurs = this.#scheduler.end(queue, controller)
    })
    if (!isOurs) return
    const { status, answer, error } = { status: undefined, answer: undefined, error: undefined, ...posted }
    const duration = Math.round((performance.now() - started) * 1_000) / 1_000
    delivery.tries = [...delivery.tries, { at: this.#world.clock.now(), status, answer, error, duration }]
    if (delivery.state === 'waiting') this.#conclude(queue, delivery, posted) // else its webhook was deleted meanwhile
    this.#scheduler.wakeSoon()
  }

  /** Applies the consequences of a try. */
  #conclude(queue: Queue, delivery: Delivery, posted: Posted): void {
    const webhook = this.#world.webhooks.find(queue.webhookId)
    if (!webhook) {
      this.#dropAll(queue.webhookId, 'after a restore: the webhook is gone')
      return
    }
    const { health, end, wait = 0 } = consequenceOf(webhook, delivery.tries.length, posted, this.#settings)
    if (end) {
      queue.shift()
      this.#finish(delivery, end.state, end.reason)
    } else {
      delivery.due = this.#world.clock.now() + wait
      this.log.notify(delivery)
    }
    if (health) this.#world.webhooks.update(webhook, health) // last, since suspending a webhook drops what waits
  }

  #finish(delivery: Delivery, state: 'delivered' | 'dropped', reason?: string): void {
    delivery.state = state
    delivery.reason = reason
    this.log.add(delivery)
    this.#done(state)
  }

  #dropAll(webhookId: string, reason: string): void {
    for (const delivery of this.#scheduler.removeQueue(webhookId)) this.#finish(delivery, 'dropped', reason)
  }
}

/** Header names as ClickUp's pages write them: HTTP ignores case, but a hand-written receiver may not. */
function headersFor({ secret }: WebhookRow, { fault }: Delivery, body: string): Record<string, string> {
  const signature = signatureOf(secret, body)
  const last = signature.endsWith('0') ? '1' : '0'
  return {
    'Content-Type': 'application/json',
    'X-Signature': fault === 'corrupt' ? `${signature.slice(0, -1)}${last}` : signature,
  }
}
