// Webhooks and deliveries as lines for people.
import type { ShownDelivery, ShownWebhook } from '../control/deliveries.js'
import type { ControlMethods } from '../control/methods.js'
import { isoTime } from '../model/clock.js'
import { MOST_TRIES } from '../settings/webhook-options.js'
import type { Paint } from './paint.js'
import { table } from './table.js'

/** Webhooks with their health. */
export function webhookTable(
  { webhooks, paused }: { webhooks: readonly ShownWebhook[]; paused: boolean },
  paint: Paint,
): string {
  if (webhooks.length === 0) return 'no webhooks\n'
  const rows = webhooks.map((webhook) => {
    const { id, user, workspace, endpoint, events, health, waiting } = webhook
    const held = webhook.paused ? `${waiting}, paused` : String(waiting)
    return [
      id,
      user,
      workspace,
      placeOf(webhook),
      events.join(','),
      endpoint,
      health.status,
      `${health.fail_count}`,
      held,
    ]
  })
  const head = ['id', 'user', 'workspace', 'place', 'events', 'endpoint', 'health', 'failed', 'waiting']
  return table(head, rows, paint) + (paused ? 'all deliveries are paused\n' : '')
}

/** Deliveries with what came of them. */
export function deliveryTable(deliveries: readonly ShownDelivery[], paint: Paint): string {
  if (deliveries.length === 0) return 'no such deliveries\n'
  const rows = deliveries.map((delivery) => {
    const { id, at, event, webhook, state, request, tries, fault = '' } = delivery
    return [
      id,
      isoTime(at),
      event,
      objectIn(request.body),
      webhook,
      state,
      String(tries.length),
      fault,
      outcomeOf(delivery),
    ]
  })
  return table(['id', 'time', 'event', 'object', 'webhook', 'state', 'tries', 'fault', 'outcome'], rows, paint)
}

/** Delivery faults with what they did. */
export function deliveryFaultTable({ faults }: ReturnType<ControlMethods['listDeliveryFaults']>, paint: Paint): string {
  if (faults.length === 0) return 'no delivery faults\n'
  const rows = faults.map(({ id, fault, hits, times, ms, event = '', webhook = '' }) => {
    return [id, ms === undefined ? fault : `${fault} ${ms} ms`, `${hits} of ${times}`, event, webhook]
  })
  return table(['id', 'fault', 'deliveries', 'event', 'webhook'], rows, paint)
}

/** One try, or the end of a delivery that had none. */
export function deliveryLine(delivery: ShownDelivery): string {
  const { at, event, webhook, request, tries, state, fault } = delivery
  const time = isoTime(tries.at(-1)?.at ?? at)
  const where = `→ ${request.url ?? `webhook ${webhook}`}`
  const next = state === 'waiting' ? `, next at ${isoTime(Number(delivery.due))}` : ''
  const tried = tries.length ? ` (try ${tries.length} of ${MOST_TRIES}${next})` : ''
  const spoilt = fault !== undefined && state === 'delivered' ? `, ${fault} on purpose` : ''
  return `${time}  ${event} ${objectIn(request.body)} ${where}  ${outcomeOf(delivery)}${tried}${spoilt}\n`
}

/** The id of what an event is about; for a key result, that of the key result itself. */
export function objectIn(body: object): string {
  const ids = Object.entries(body).filter(([key]) => /(?<!webhook|team)_id$/.test(key))
  return String(ids.at(-1)?.[1] ?? '')
}

/** What the last try was answered, and why it ended when it was not delivered. */
function outcomeOf({ state, reason, tries }: ShownDelivery): string {
  const last = tries.at(-1)
  const answer = last && String(last.status ?? last.error)
  const end = state === 'dropped' ? `dropped: ${reason}` : undefined
  return [answer, end].filter((one) => one !== undefined).join(', ')
}

/** What a webhook is registered on: the narrowest counts. */
function placeOf({ task_id, list_id, folder_id, space_id }: ShownWebhook): string {
  const places = Object.entries({ task: task_id, list: list_id, folder: folder_id, space: space_id })
  const [kind, id] = places.find(([, one]) => one !== null) ?? []
  return kind === undefined ? '' : `${kind} ${id}`
}
