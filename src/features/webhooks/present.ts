// How ClickUp shows webhooks: https://developer.clickup.com/reference/createwebhook
import type { components } from '../../contract/clickup.gen.js'
import type { WebhookRow } from '../../model/webhook-rows.js'
import { eventsOf } from './event-names.js'

type Shown = components['schemas']['Webhook']

/** The answer to a registration and to a change. */
export function presentOne(webhook: WebhookRow): { id: string; webhook: Shown } {
  return { id: webhook.id, webhook: presentWebhook(webhook) }
}

/** A webhook with its secret, as in a list of them. `*` is shown as the names of all events (documented sample). */
export function presentWebhook(webhook: WebhookRow): Shown {
  return {
    id: webhook.id,
    userid: webhook.user_id,
    team_id: Number(webhook.team_id),
    endpoint: webhook.endpoint,
    client_id: webhook.client_id,
    events: [...eventsOf(webhook.events)],
    task_id: webhook.task_id,
    list_id: webhook.list_id,
    folder_id: webhook.folder_id,
    space_id: webhook.space_id,
    health: { status: webhook.status, fail_count: webhook.fail_count },
    secret: webhook.secret,
  }
}
