// Webhooks: https://developer.clickup.com/docs/webhooks. Deliveries are made in src/webhooks.
import type { Handlers } from '../handlers.js'
import { presentOne, presentWebhook } from './present.js'
import { addWebhook, updateWebhook, webhooksOf } from './rules.js'

export const webhooks = {
  GetWebhooks: ({ world, rows: { team }, caller }) => ({
    webhooks: webhooksOf(world, team, caller).map(presentWebhook),
  }),

  CreateWebhook: ({ world, rows: { team }, caller, body }) => presentOne(addWebhook(world, team, caller, body)),

  UpdateWebhook: ({ world, rows: { webhook }, body }) => presentOne(updateWebhook(world, webhook, body)),

  DeleteWebhook: ({ world, rows: { webhook } }) => {
    world.webhooks.delete(webhook)
    return {}
  },
} satisfies Handlers
