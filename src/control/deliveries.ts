// How webhooks and deliveries are shown to a tester, and finding deliveries.
import type { components } from '../contract/mock.gen.js'
import { reject } from '../input/problems.js'
import type { WebhookRow } from '../model/webhook-rows.js'
import type { World } from '../model/world.js'
import type { Sandbox } from '../sandbox/sandbox.js'
import type { Deliveries } from '../webhooks/deliveries.js'
import { bodyFor, type Delivery, type DeliveryState, type Try } from '../webhooks/delivery.js'
import { itemsSince } from './since.js'

/** A delivery as the control API and the library show it. */
export type ShownDelivery = components['schemas']['Delivery']
/** A webhook of any owner, as the control API shows it. */
export type ShownWebhook = components['schemas']['ShownWebhook']

/** What a delivery has to match; fields that are left out do not count. */
export interface DeliveryFilter {
  /** The id of the webhook it goes to. */
  readonly webhook?: string
  readonly event?: string
  readonly state?: DeliveryState
  /** The task that its event is about. */
  readonly task_id?: string
  /** The id of a delivery, or a time in ms. */
  readonly since?: string
}

/** A delivery as it is now. */
export function presentDelivery(delivery: Delivery): ShownDelivery {
  const { id, webhookId, event, due, state, reason, fault, repeats, tries, request } = delivery
  const text = textOf(delivery)
  return {
    id,
    webhook: webhookId,
    event: event.name,
    at: event.at,
    state,
    ...(reason !== undefined && { reason }),
    ...(fault !== undefined && { fault }),
    ...(repeats !== undefined && { repeats }),
    ...(state === 'waiting' && { due }),
    request: { url: request?.url ?? null, headers: { ...request?.headers }, body: JSON.parse(text), text },
    tries: tries.map(presentTry),
  }
}

/** Each as it is when its turn comes. */
export function* shownDeliveries(deliveries: Iterable<Delivery>): Generator<ShownDelivery> {
  for (const delivery of deliveries) yield presentDelivery(delivery)
}

/** A webhook, with how many deliveries wait for it. */
export function presentWebhook(world: World, deliveries: Deliveries, webhook: WebhookRow): ShownWebhook {
  const { id, team_id, user_id, endpoint, events, space_id, folder_id, list_id, task_id } = webhook
  return {
    id,
    workspace: team_id,
    user: world.users.get(user_id).handle,
    endpoint,
    events: [...events],
    space_id,
    folder_id,
    list_id,
    task_id,
    health: { status: webhook.status, fail_count: webhook.fail_count },
    secret: webhook.secret,
    waiting: deliveries.count(id),
    paused: deliveries.isPaused(id),
  }
}

/**
 * The deliveries that match: first those that are done, in the order in which they ended, then those that wait.
 * @throws InputError when there is no delivery of this `since`
 */
export function findDeliveries({ deliveries }: Sandbox, { since, ...filter }: DeliveryFilter): Delivery[] {
  const all = [...deliveries.log.list(), ...deliveries.waiting()]
  const found = itemsSince(
    all,
    since,
    ({ event }) => event.at,
    (id) => noDelivery(id, 'since'),
  )
  return found.filter((delivery) => matches(delivery, filter))
}

/** Whether a delivery matches a filter. */
export function matches(
  delivery: Delivery,
  { webhook, event, state, task_id }: Omit<DeliveryFilter, 'since'>,
): boolean {
  return (
    (webhook ?? delivery.webhookId) === delivery.webhookId &&
    (event ?? delivery.event.name) === delivery.event.name &&
    (state ?? delivery.state) === delivery.state &&
    (task_id === undefined || Reflect.get(bodyOf(delivery), 'task_id') === task_id)
  )
}

/** The body of a delivery. */
export function bodyOf(delivery: Delivery): object {
  return JSON.parse(textOf(delivery))
}

/** The delivery of this id, done or waiting. @throws InputError when there is none */
export function deliveryNamed({ deliveries }: Sandbox, id: string, where: string): Delivery {
  return deliveries.log.find(id) ?? deliveries.waiting().find((delivery) => delivery.id === id) ?? noDelivery(id, where)
}

function noDelivery(id: string, where: string): never {
  reject(where, `there is no delivery "${id}"`, 'give the id of a delivery that is kept (GET /__mock/deliveries)')
}

function textOf({ event, webhookId }: Delivery): string {
  return bodyFor(event, webhookId)
}

function presentTry({ at, status, answer, error, duration }: Try): components['schemas']['DeliveryTry'] {
  return {
    at,
    ...(status !== undefined && { status }),
    ...(answer !== undefined && { answer }),
    ...(error !== undefined && { error }),
    duration,
  }
}
