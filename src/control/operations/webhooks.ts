// Webhooks from the tester's side: health, deliveries, waiting for them, and delivery faults.
import { SCHEMA_VERSION as schema_version } from '../../contract/answer.js'
import { lateList } from '../../contract/late.js'
import { reject } from '../../input/problems.js'
import { signatureOf } from '../../webhooks/delivery.js'
import type { DeliveryFault, DeliveryFaultName } from '../../webhooks/delivery-faults.js'
import { SUSPENDED_AT } from '../../webhooks/health.js'
import { simulate, webhookNamed } from '../../webhooks/simulate.js'
import { type ControlHandlers, done } from '../context.js'
import { deliveryNamed, findDeliveries, presentDelivery, presentWebhook, shownDeliveries } from '../deliveries.js'
import { settle, waitForDelivery } from '../wait-for-delivery.js'

/** How long (ms) `settleDeliveries` waits: longer than a receiver may take to answer. */
const PATIENCE = 10_000
/** How many deliveries are shown, if unsaid: all that are kept, and as many that wait. There may be a million. */
const USUALLY_SHOWN = 2_000
/** How late (ms) a late delivery is, if unsaid. */
const USUALLY_LATE = 60_000

type Health = { status?: 'active' | 'failing' | 'suspended'; fail_count?: number }

export const webhooks = {
  listWebhooks: ({ sandbox: { world, deliveries } }) => ({
    schema_version,
    paused: deliveries.isPaused(),
    webhooks: world.webhooks.all().map((webhook) => presentWebhook(world, deliveries, webhook)),
  }),

  setWebhookHealth: ({ sandbox, params, body }) => {
    const { world, deliveries } = sandbox
    const webhook = world.webhooks.update(webhookNamed(sandbox.world, params.id, 'id'), wholeHealth(body))
    return { schema_version, webhook: presentWebhook(world, deliveries, webhook) }
  },

  simulateEvent: ({ sandbox: { world, deliveries }, body }) => {
    const { event = '', webhook, id, fields } = body
    return {
      schema_version,
      deliveries: simulate(world, deliveries, { event, webhook, id, fields }).map(presentDelivery),
    }
  },

  signBody: ({ sandbox, body: { webhook, secret, body = '' } }) => {
    if ((webhook === undefined) === (secret === undefined)) {
      reject('body', 'it has to name a webhook or a secret', 'give webhook or secret')
    }
    const key = secret ?? webhookNamed(sandbox.world, String(webhook)).secret
    return { schema_version, signature: signatureOf(key, body) }
  },

  listDeliveries: ({ sandbox, query: { limit, ...filter } }) => {
    const found = findDeliveries(sandbox, filter)
    const shown = found.slice(-Number(limit ?? USUALLY_SHOWN))
    const { forgotten } = sandbox.deliveries.log
    return { schema_version, count: found.length, forgotten, deliveries: lateList(shownDeliveries(shown)) }
  },

  clearDeliveries: ({ sandbox }) => {
    sandbox.deliveries.log.forget()
    return done
  },

  waitForDelivery: async ({ sandbox, signal, body }) => ({
    schema_version,
    deliveries: (await waitForDelivery(sandbox, body, signal)).map(presentDelivery),
  }),

  settleDeliveries: async ({ sandbox, signal, body: { timeout = PATIENCE } }) => {
    await settle(sandbox, timeout, signal)
    const { world, deliveries } = sandbox
    return { schema_version, waiting: world.webhooks.all().reduce((sum, { id }) => sum + deliveries.count(id), 0) }
  },

  pauseDeliveries: ({ sandbox, body: { webhook } }) => {
    if (webhook !== undefined) webhookNamed(sandbox.world, webhook)
    sandbox.deliveries.pause(true, webhook)
    return done
  },

  resumeDeliveries: ({ sandbox, body: { webhook } }) => {
    if (webhook !== undefined) webhookNamed(sandbox.world, webhook)
    if (webhook !== undefined && sandbox.deliveries.isPaused()) {
      reject(
        '/webhook',
        'the deliveries of all webhooks are paused',
        'resume all (without webhook), then pause the others',
      )
    }
    sandbox.deliveries.pause(false, webhook)
    return done
  },

  redeliver: ({ sandbox, params: { id } }) => {
    const { event, webhookId } = deliveryNamed(sandbox, id, 'id')
    const webhook = webhookNamed(sandbox.world, webhookId, 'id')
    return { schema_version, delivery: presentDelivery(sandbox.deliveries.send(webhook, event, id)) }
  },

  listDeliveryFaults: ({ sandbox }) => ({ schema_version, faults: [...sandbox.deliveries.faults.list()] }),

  addDeliveryFault: ({ sandbox, body }) => {
    if (body.webhook !== undefined) webhookNamed(sandbox.world, body.webhook)
    return { schema_version, fault: sandbox.deliveries.faults.add(wholeFault(body)) }
  },

  clearDeliveryFaults: ({ sandbox }) => {
    sandbox.deliveries.clearFaults()
    return done
  },

  removeDeliveryFault: ({ sandbox, params: { id } }) => {
    sandbox.deliveries.faults.remove(id)
    return done
  },
} satisfies ControlHandlers

/** Status and count; the one that was left out follows from the other. */
function wholeHealth({ status, fail_count: count }: Health): Required<Health> {
  if (status === undefined && count === undefined) {
    reject('body', 'it says nothing of health', 'give status or fail_count')
  }
  const usual = { active: 0, failing: 1, suspended: SUSPENDED_AT }
  if (status !== undefined) return { status, fail_count: count ?? usual[status] }
  const fail_count = Number(count)
  return { status: fail_count >= SUSPENDED_AT ? 'suspended' : fail_count > 0 ? 'failing' : 'active', fail_count }
}

/** A fault with its defaults filled in. @throws InputError for fields that do not go together */
function wholeFault(given: Partial<DeliveryFault>): DeliveryFault {
  const { fault = 'drop', times = leastOf(fault), ms, webhook, event } = given // the spec asks for `fault`
  if (ms !== undefined && fault !== 'late') reject('/ms', `it does not go with ${fault}`, 'it is how late `late` is')
  if (times < leastOf(fault)) reject('/times', `${times} cannot be reordered`, 'give 2 or more')
  return {
    fault,
    times,
    ...(fault === 'late' && { ms: ms ?? USUALLY_LATE }),
    ...(webhook !== undefined && { webhook }),
    ...(event !== undefined && { event }),
  }
}

function leastOf(fault: DeliveryFaultName): number {
  return fault === 'reorder' ? 2 : 1
}
