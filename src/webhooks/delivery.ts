// A delivery: one event on its way to one webhook.
import { createHmac } from 'node:crypto'
import type { EventName } from '../features/webhooks/event-names.js'
import type { Event } from './events.js'

/** How far a delivery has come. */
export const deliveryStates = ['waiting', 'delivered', 'dropped'] as const
export type DeliveryState = (typeof deliveryStates)[number]

/** An event as it is told: one text for all its webhooks. */
export interface Told {
  readonly name: EventName
  /** The body up to its last key, `webhook_id`, which every webhook has for itself. */
  readonly head: string
  /** When it happened, in ms. */
  readonly at: number
}

/** One POST, and what came of it. `at` in ms on the mock's clock, `duration` in ms of the machine's. */
export interface Try {
  readonly at: number
  /** undefined when there was no answer. */
  readonly status: number | undefined
  /** The beginning of the answer's body. */
  readonly answer: string | undefined
  /** Why there was no answer. */
  readonly error: string | undefined
  readonly duration: number
}

/** Where a try was posted, and under which headers: its webhook may have changed since. */
export interface Sent {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
}

/** Changed by its queue alone. */
export interface Delivery {
  readonly id: string
  readonly webhookId: string
  readonly told: Told
  /** When it is to be tried next, in ms. */
  due: number
  state: DeliveryState
  /** Why it was dropped. */
  reason: string | undefined
  tries: readonly Try[]
  /** The last try's; undefined before the first. */
  sent: Sent | undefined
  /** The delivery it repeats. */
  readonly repeats: string | undefined
  /** What the tester does to it. */
  readonly fault: string | undefined
}

/** A delivery that nothing has happened to yet. There may be a million of them, so there is no more of it than this. */
export interface Waiting {
  readonly told: Told
  /** The last part of its id. */
  readonly number: number
}

/** The text of an event, made once. @param at - ms */
export function tellable({ name, body }: Pick<Event, 'name' | 'body'>, at: number): Told {
  return { name, head: JSON.stringify(body).slice(0, -1), at }
}

/** What is particular to a delivery; the others are as every one is at first. */
export type Particular = Pick<Delivery, 'id' | 'webhookId' | 'told'> & Partial<Delivery>

/** A delivery before its first try. */
export function newDelivery(particular: Particular): Delivery {
  return {
    due: particular.told.at,
    state: 'waiting',
    reason: undefined,
    tries: none,
    sent: undefined,
    repeats: undefined,
    fault: undefined,
    ...particular,
  }
}

const none: readonly never[] = []

/** The body as it is posted: compact JSON, the webhook's own id last (samples). */
export function bodyFor({ head }: Told, webhookId: string): string {
  return `${head},"webhook_id":${JSON.stringify(webhookId)}}`
}

/** `X-Signature`: HMAC-SHA256 of the raw body, in lower-case hex. https://developer.clickup.com/docs/webhooksignature */
export function signatureOf(secret: string, body: string): string {
  return createHmac('sha256', secret).update(body).digest('hex')
}
