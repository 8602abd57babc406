// A delivery: one event on its way to one webhook.
import { createHmac } from 'node:crypto'
import type { EventName } from '../features/webhooks/event-names.js'
import type { Event } from './events.js'

/** How far a delivery has come. */
export const deliveryStates = ['waiting', 'delivered', 'dropped'] as const
export type DeliveryState = (typeof deliveryStates)[number]

/** The text of an event: one for all its webhooks. */
export interface EventText {
  readonly name: EventName
  /** The body without its last key, `webhook_id`, which each webhook has for itself. */
  readonly head: string
  /** When it happened, in ms. */
  readonly at: number
}

/** One POST and its outcome. `at` in ms on the mock's clock, `duration` in ms of the machine's. */
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

/** Where a try was posted, and with which headers: its webhook may have changed since. */
export interface RequestHead {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
}

/** Only `Deliveries` changes one. */
export interface Delivery {
  readonly id: string
  readonly webhookId: string
  readonly event: EventText
  /** When it is to be tried next, in ms. */
  due: number
  state: DeliveryState
  /** Why it was dropped. */
  reason: string | undefined
  tries: readonly Try[]
  /** Of the last try; undefined before the first. */
  request: RequestHead | undefined
  /** The delivery it repeats. */
  readonly repeats: string | undefined
  /** The fault that the tester added. */
  readonly fault: string | undefined
}

/** A delivery that nothing has happened to yet. It is this small because a million of them may wait. */
export interface QueuedEvent {
  readonly event: EventText
  /** The last part of its id. */
  readonly number: number
}

/** Makes the text of an event. @param at - ms */
export function eventText({ name, body }: Pick<Event, 'name' | 'body'>, at: number): EventText {
  return { name, head: JSON.stringify(body).slice(0, -1), at }
}

/** A delivery before its first try. What is not given is as it is for every new one. */
export function newDelivery(given: Pick<Delivery, 'id' | 'webhookId' | 'event'> & Partial<Delivery>): Delivery {
  return {
    due: given.event.at,
    state: 'waiting',
    reason: undefined,
    tries: none,
    request: undefined,
    repeats: undefined,
    fault: undefined,
    ...given,
  }
}

const none: readonly never[] = []

/** The body as it is posted: compact JSON, the webhook's own id last (samples). */
export function bodyFor({ head }: EventText, webhookId: string): string {
  return `${head},"webhook_id":${JSON.stringify(webhookId)}}`
}

/** `X-Signature`: HMAC-SHA256 of the raw body, in lower-case hex. https://developer.clickup.com/docs/webhooksignature */
export function signatureOf(secret: string, body: string): string {
  return createHmac('sha256', secret).update(body).digest('hex')
}
