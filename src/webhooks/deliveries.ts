// The deliveries of one sandbox: from what was committed to the answers of receivers, in order for each webhook and side
// by side for all. Nothing that calls the API waits for it.
import { reject } from '../input/problems.js'
import type { WebhookRow } from '../model/webhook-rows.js'
import type { Author, World } from '../model/world.js'
import type { Settings } from '../settings/settings.js'
import type { Change } from '../store/table.js'
import { bodyFor, type Delivery, newDelivery, signatureOf, type Told, tellable, type Waiting } from './delivery.js'
import { DeliveryFaults, type StandingDeliveryFault } from './delivery-faults.js'
import { DeliveryLog } from './delivery-log.js'
import { type Event, eventsOf } from './events.js'
import { judge } from './health.js'
import { type Posted, Poster } from './post.js'
import { Queue } from './queue.js'
import { subscribersOf } from './subscribers.js'

/** The longest wait that a timer of Node's takes, in ms. */
const LONGEST_WAIT = 2_147_483_647

/** Events on their way to the webhooks of one sandbox: no part of the world, so a restore leaves them, and a reset ends them. */
export class Deliveries {
  readonly faults = new DeliveryFaults()
  readonly log: DeliveryLog
  readonly #world: World
  readonly #settings: Settings
  readonly #poster = new Poster()
  readonly #queues = new Map<string, Queue>()
  readonly #underWay = new Set<AbortController>()
  readonly #idle = new Set<() => void>()
  #isPaused = false
  #isDraining = false
  #isClosed = false
  #timer: NodeJS.Timeout | undefined
  #soon: NodeJS.Immediate | undefined

  /** @param name - the sandbox's, which the ids of deliveries carry */
  constructor(name: string, world: World, settings: Settings) {
    this.#world = world
    this.#settings = settings
    this.log = new DeliveryLog(name)
    world.subscribe((changes, author) => this.#hear(changes, author))
    world.clock.subscribe(() => this.#wakeSoon())
  }

  /** All that waits for one webhook, or for any, the next first. */
  waiting(webhookId?: string): Delivery[] {
    return [...this.#queues.values()]
      .filter((queue) => (webhookId ?? queue.webhookId) === queue.webhookId)
      .flatMap((queue) => queue.all())
  }

  /** How many deliveries wait for a webhook. */
  count(webhookId: string): number {
    return this.#queues.get(webhookId)?.size ?? 0
  }

  /** Whether deliveries are held up by the tester: of one webhook, or of all. */
  isPaused(webhookId?: string): boolean {
    return this.#isPaused || (webhookId !== undefined && (this.#queues.get(webhookId)?.isPaused ?? false))
  }

  /** Holds up, or lets go, what waits for one webhook or for all. */
  pause(isPaused: boolean, webhookId?: string): void {
    if (webhookId === undefined) {
      this.#isPaused = isPaused
      if (!isPaused) for (const queue of this.#queues.values()) queue.isPaused = false
    } else this.#queueOf(webhookId).isPaused = isPaused
    this.#wakeSoon()
  }

  /** Sends an event to all that it is for. */
  tell(event: Event): Delivery[] {
    const told = tellable(event, this.#world.clock.now())
    return subscribersOf(this.#world, event).flatMap(({ id }) => this.#deliver(id, told))
  }

  /** Sends something to one webhook, whatever it was registered for. @throws InputError when it is suspended */
  send(webhook: WebhookRow, told: Told, repeats?: string): Delivery {
    if (webhook.status === 'suspended') {
      reject(
        'webhook',
        `${webhook.id} is suspended`,
        'reactivate it first (PUT /api/v2/webhook/<id> with status active)',
      )
    }
    return this.#deliver(webhook.id, told, repeats)[0]
  }

  /** Ends what a reordering still holds back, with the faults. */
  clearFaults(): void {
    this.faults.clear()
    for (const queue of this.#queues.values()) queue.turn()
    this.#wakeSoon()
  }

  /** Resolves when nothing is under way, and nothing is due by the mock's clock. What is paused is not due. */
  settled(): Promise<void> {
    return new Promise((resolve) => {
      this.#idle.add(resolve)
      if (this.#isClosed) this.#release()
      else this.#wakeSoon()
    })
  }

  /** Forgets everything, and breaks off what is under way. */
  reset(): void {
    for (const controller of this.#underWay) controller.abort(new Error('the sandbox was reset'))
    this.#underWay.clear()
    this.#queues.clear()
    this.log.clear()
    this.faults.reset()
    this.#isPaused = false
    this.#wakeSoon()
  }

  /** Ends all deliveries: what waits is dropped, or tried without waiting until it is done; by the settings, if unsaid. */
  async close(end = this.#settings.webhookClose): Promise<void> {
    if (end === 'drain') {
      this.#isDraining = true
      this.#isPaused = false
      for (const queue of this.#queues.values()) {
        queue.isPaused = false
        queue.turn()
      }
      await this.settled()
    }
    this.#isClosed = true
    this.log.end()
    this.reset()
    clearTimeout(this.#timer)
    this.#release()
    this.#poster.close()
  }

  #hear(changes: readonly Change[], { userId }: Author): void {
    for (const { table, id, after } of changes) {
      if (table !== 'webhooks') continue
      if (!after) this.#dropAll(id, 'the webhook was deleted')
      else if (Reflect.get(after, 'status') === 'suspended') this.#dropAll(id, 'the webhook is suspended')
    }
    if (this.#isClosed || this.#world.webhooks.size === 0) return
    for (const event of eventsOf(this.#world, changes, userId)) this.tell(event)
  }

  #deliver(webhookId: string, told: Told, repeats?: string): [Delivery, ...Delivery[]] {
    const queue = this.#queueOf(webhookId)
    const fault = this.faults.hit(webhookId, told.name)
    const number = this.log.nextNumber()
    if (!fault && !repeats) return [this.#place(queue, { told, number })]
    const make = (id: string, particular: Partial<Delivery>) =>
      newDelivery({
        id,
        webhookId,
        told,
        due: this.#world.clock.now() + (fault?.ms ?? 0),
        fault: fault?.fault,
        ...particular,
      })
    const delivery = this.#place(queue, make(this.log.idOf(number), { repeats }), fault)
    if (fault?.fault !== 'duplicate') return [delivery]
    return [delivery, this.#place(queue, make(this.log.idOf(this.log.nextNumber()), { repeats: delivery.id }))]
  }

  /** Puts a delivery where it belongs: into its queue, or out of the way. */
  #place(queue: Queue, one: Delivery | Waiting, fault?: StandingDeliveryFault): Delivery {
    const delivery = queue.whole(one)
    if (queue.isFull) this.#finish(delivery, 'dropped', 'too much waits for this webhook')
    else if (fault?.fault === 'drop') this.#finish(delivery, 'dropped', `by ${fault.id}`)
    else if (fault?.fault === 'late') queue.addLate(delivery)
    else if (fault?.fault === 'reorder') queue.hold(delivery)
    else queue.add(one)
    if (fault?.fault === 'reorder' && fault.hits >= fault.times) queue.turn()
    this.#wakeSoon()
    return delivery
  }

  #queueOf(webhookId: string): Queue {
    const queue = this.#queues.get(webhookId) ?? new Queue(webhookId, (number) => this.log.idOf(number))
    this.#queues.set(webhookId, queue)
    return queue
  }

  /** Looks for work once what runs now is over: an answer never waits for it. */
  #wakeSoon(): void {
    this.#soon ??= setImmediate(() => {
      this.#soon = undefined
      this.#wake()
    })
  }

  #wake(): void {
    clearTimeout(this.#timer)
    if (this.#isClosed) return
    const { clock } = this.#world
    const now = clock.now()
    const due = [...this.#queues.values()].map((queue) => this.#begin(queue, now))
    const earliest = Math.min(...due)
    if (earliest < Number.POSITIVE_INFINITY && !clock.frozen) {
      this.#timer = setTimeout(() => this.#wake(), Math.min(earliest - now, LONGEST_WAIT)).unref()
    }
    if (this.#underWay.size === 0) this.#release()
  }

  /** Starts the next delivery of a queue if it is due; when to look again, in ms, if time alone will make it so. */
  #begin(queue: Queue, now: number): number {
    if (queue.isSending || this.#isPaused || queue.isPaused) return Number.POSITIVE_INFINITY
    const next = queue.next(this.#isDraining ? Number.POSITIVE_INFINITY : now)
    if (!next || !(next.due <= now || this.#isDraining)) return queue.nextDue(now) ?? Number.POSITIVE_INFINITY
    void this.#attempt(queue, next)
    return Number.POSITIVE_INFINITY
  }

  #release(): void {
    for (const resolve of this.#idle) resolve()
    this.#idle.clear()
  }

  async #attempt(queue: Queue, delivery: Delivery): Promise<void> {
    const webhook = this.#world.webhooks.find(queue.webhookId)
    if (!webhook || webhook.status === 'suspended') {
      this.#dropAll(queue.webhookId, 'after a restore: it is gone or suspended')
      return
    }
    const controller = new AbortController()
    this.#underWay.add(controller)
    queue.isSending = true
    const started = performance.now()
    const body = bodyFor(delivery.told, webhook.id)
    delivery.sent = { url: webhook.endpoint, headers: headersFor(webhook, delivery, body) }
    const posted = await this.#poster.post({
      ...delivery.sent,
      body,
      timeout: this.#settings.webhookTimeout,
      hosts: this.#settings.webhookHosts,
      controller,
    })
    if (!this.#underWay.delete(controller)) return // the sandbox was reset in the meantime
    queue.isSending = false
    const { status, answer, error } = { status: undefined, answer: undefined, error: undefined, ...posted }
    const duration = Math.round((performance.now() - started) * 1_000) / 1_000
    delivery.tries = [...delivery.tries, { at: this.#world.clock.now(), status, answer, error, duration }]
    if (delivery.state === 'waiting') this.#settle(queue, delivery, posted) // or its webhook was deleted in the meantime
    this.#wakeSoon()
  }

  #settle(queue: Queue, delivery: Delivery, posted: Posted): void {
    const webhook = this.#world.webhooks.find(queue.webhookId)
    if (!webhook) {
      this.#dropAll(queue.webhookId, 'after a restore: the webhook is gone')
      return
    }
    const { health, end, wait = 0 } = judge(webhook, delivery.tries.length, posted, this.#settings)
    if (end) {
      queue.shift()
      this.#finish(delivery, end.state, end.reason)
    } else {
      delivery.due = this.#world.clock.now() + wait
      this.log.changed(delivery)
    }
    if (health) this.#world.webhooks.update(webhook, health) // last: one that is suspended drops what waits
  }

  #finish(delivery: Delivery, state: 'delivered' | 'dropped', reason?: string): void {
    delivery.state = state
    delivery.reason = reason
    this.log.add(delivery)
  }

  #dropAll(webhookId: string, reason: string): void {
    const queue = this.#queues.get(webhookId)
    this.#queues.delete(webhookId)
    for (const delivery of queue?.clear() ?? []) this.#finish(delivery, 'dropped', reason)
  }
}

/** In the letters of ClickUp's own pages: HTTP takes any, a hand-written receiver may not. */
function headersFor({ secret }: WebhookRow, { fault }: Delivery, body: string): Record<string, string> {
  const signature = signatureOf(secret, body)
  const last = signature.endsWith('0') ? '1' : '0'
  return {
    'Content-Type': 'application/json',
    'X-Signature': fault === 'corrupt' ? `${signature.slice(0, -1)}${last}` : signature,
  }
}
