// How webhooks and deliveries are shown to a tester, and which of them are meant.
import type { components } from '../contract/mock.gen.js'
import { reject } from '../input/problems.js'
import type { WebhookRow } from '../model/webhook-rows.js'
import type { World } from '../model/world.js'
import type { Sandbox } from '../sandbox/sandbox.js'
import type { Deliveries } from '../webhooks/deliveries.js'
import { bodyFor, type Delivery, type DeliveryState, type Try } from '../webhooks/delivery.js'

/** A delivery as the control API and the library show it. */
export type ShownDelivery = components['schemas']['Delivery']
/** A webhook of any owner, as the control API shows it. */
export type ShownWebhook = components['schemas']['ShownWebhook']

/** What a delivery has to be; what is left out does not count. */
export interface DeliveryFilter {
  /** The id of the webhook it goes to. */
  readonly webhook?: string
  readonly event?: string
  readonly state?: DeliveryState
  /** The task that its body names. */
  readonly task_id?: string
  /** The id of a delivery, or a time in ms. */
  readonly since?: string
}

/** A delivery as it is at the moment. */
export function presentDelivery(delivery: Delivery): ShownDelivery {
  const { id, webhookId, told, due, state, reason, fault, repeats, tries, sent } = delivery
  const text = textOf(delivery)
  return {
    id,
    webhook: webhookId,
    event: told.name,
    at: told.at,
    state,
    ...(reason !== undefined && { reason }),
    ...(fault !== undefined && { fault }),
    ...(repeats !== undefined && { repeats }),
    ...(state === 'waiting' && { due }),
    request: { url: sent?.url ?? null, headers: { ...sent?.headers }, body: JSON.parse(text), text },
    tries: tries.map(presentTry),
  }
}

/** A webhook with what waits for it. */
export function presentOwned(world: World, deliveries: Deliveries, webhook: WebhookRow): ShownWebhook {
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

/** Those that are done and fit, in the order in which they ended, then those that wait. @throws InputError for a bad `since` */
export function findDeliveries({ deliveries }: Sandbox, { since, ...filter }: DeliveryFilter): Delivery[] {
  const all = [...deliveries.log.list(), ...deliveries.waiting()]
  return behind(all, since).filter((delivery) => isMeant(delivery, filter))
}

/** Whether a delivery is one that was asked for. */
export function isMeant(
  delivery: Delivery,
  { webhook, event, state, task_id }: Omit<DeliveryFilter, 'since'>,
): boolean {
  return (
    (webhook ?? delivery.webhookId) === delivery.webhookId &&
    (event ?? delivery.told.name) === delivery.told.name &&
    (state ?? delivery.state) === delivery.state &&
    (task_id === undefined || Reflect.get(bodyOf(delivery), 'task_id') === task_id)
  )
}

/** The body of a delivery, read. */
export function bodyOf(delivery: Delivery): object {
  return JSON.parse(textOf(delivery))
}

/** The delivery of this id, done or not. @throws InputError when there is none */
export function deliveryNamed({ deliveries }: Sandbox, id: string, where: string): Delivery {
  return deliveries.log.find(id) ?? deliveries.waiting().find((delivery) => delivery.id === id) ?? noDelivery(id, where)
}

function behind(all: readonly Delivery[], since: string | undefined): readonly Delivery[] {
  if (since === undefined) return all
  if (/^\d+$/.test(since)) return all.filter(({ told }) => told.at > Number(since))
  const index = all.findIndex(({ id }) => id === since)
  return index === -1 ? noDelivery(since, 'since') : all.slice(index + 1)
}

function noDelivery(id: string, where: string): never {
  reject(where, `there is no delivery "${id}"`, 'give the id of a delivery that is kept (GET /__mock/deliveries)')
}

function textOf({ told, webhookId }: Delivery): string {
  return bodyFor(told, webhookId)
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
