// A mock with a webhook and a receiver for it.
import type { Test } from 'tap'
import type { OptionName } from '../../src/settings/options.js'
import type { GivenOptions } from '../../src/settings/settings.js'
import { type Receiver, startReceiver } from './receiver.js'
import { NORTHWIND, startWork, type Work } from './work.js'

/** Where Anna's Workspace has its webhooks. */
export const IN_TEAM = `/api/v2/team/${NORTHWIND}/webhook`

/** The mock, and what uses it. */
export interface Hooked extends Work {
  readonly receiver: Receiver
  readonly webhook: { readonly id: string; readonly secret: string }
  /** Renames the task, as the tester: one event for a webhook for taskUpdated. Waits until no delivery is under way. */
  rename(name?: string): Promise<void>
  settled(): Promise<void>
  /** Moves the clock, and waits as well. */
  advance(ms: number): Promise<void>
  health(id?: string): Promise<object>
}

/** A mock with one webhook, for taskUpdated, unless something else is asked for. */
export async function hooked(t: Test, { body = {}, reply, options = {} }: Wanted = {}): Promise<Hooked> {
  const receiver = await startReceiver(t, reply)
  const given = Object.entries(options).map(([name, value]) => [name, { value, where: 'here' }])
  const work = await startWork(t, undefined, Object.fromEntries(given) as GivenOptions)
  const { as, app, world, task } = work
  const registered = await as.anna.post(IN_TEAM, { endpoint: receiver.url, events: ['taskUpdated'], ...body })
  const { webhook } = registered.body
  const settled = () => app.sandbox.deliveries.settled()
  let count = 0
  return {
    ...work,
    receiver,
    webhook,
    settled,
    rename: async (name = `Row ${++count}`) => {
      world.tasks.update(world.tasks.get(task.id), { name })
      await settled()
    },
    advance: async (ms) => {
      world.clock.advance(ms)
      await settled()
    },
    health: async (id = webhook.id) => {
      const { webhooks } = (await as.anna.get(IN_TEAM)).body
      return webhooks.find((one: { id: string }) => one.id === id).health
    },
  }
}

interface Wanted {
  readonly body?: object
  readonly reply?: Receiver['reply']
  readonly options?: Partial<Record<OptionName, unknown>>
}
