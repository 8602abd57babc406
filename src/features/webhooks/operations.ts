// Webhooks: https://developer.clickup.com/docs/webhooks. What is delivered, and when, is no call of a client's.
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
