// What the outcome of a try means for its delivery and for the health of its webhook.
// https://developer.clickup.com/docs/webhookhealth
import type { WebhookRow } from '../model/webhook-rows.js'
import type { Settings } from '../settings/settings.js'
import { MOST_TRIES } from '../settings/webhook-options.js'
import type { DeliveryState } from './delivery.js'
import type { Posted } from './post.js'

/** When this many events in a row were dropped, the webhook is suspended (documented). */
export const SUSPENDED_AT = 100

/** What follows from a try. */
export interface Consequence {
  /** Columns of the webhook that change. */
  readonly health?: Partial<Pick<WebhookRow, 'status' | 'fail_count'>>
  /** The delivery is done. */
  readonly end?: { readonly state: Exclude<DeliveryState, 'waiting'>; readonly reason?: string }
  /** If it is not done: ms until the next try. */
  readonly wait?: number
}

/** What follows from the last try. @param tries - how many there were, this one included */
export function consequenceOf(
  { status, fail_count }: Pick<WebhookRow, 'status' | 'fail_count'>,
  tries: number,
  posted: Posted,
  { webhookSuspendOn, webhookRetries }: Pick<Settings, 'webhookSuspendOn' | 'webhookRetries'>,
): Consequence {
  if ('error' in posted && posted.isForeign) return { end: { state: 'dropped', reason: posted.error } }
  const answered = 'status' in posted ? posted.status : 0
  if (answered >= 200 && answered < 300) {
    const isHealed = status === 'active' && fail_count === 0
    return { end: { state: 'delivered' }, ...(!isHealed && { health: { status: 'active', fail_count: 0 } }) }
  }
  if (webhookSuspendOn.includes(answered)) {
    const reason = `the receiver answered ${answered}, which suspends a webhook`
    return { end: { state: 'dropped', reason }, health: { status: 'suspended' } }
  }
  if (tries >= MOST_TRIES) {
    const count = fail_count + 1
    return {
      end: { state: 'dropped', reason: `${MOST_TRIES} tries failed` },
      health: { status: count >= SUSPENDED_AT ? 'suspended' : 'failing', fail_count: count },
    }
  }
  return { wait: Number(webhookRetries[tries - 1]), ...(status !== 'failing' && { health: { status: 'failing' } }) }
}
