// A mock with a receiver and a webhook for everything in Northwind, for tests of deliveries.
import type { Test } from 'tap'
import type { MockOptions } from '../../src/index.js'
import { type Receiver, startReceiver } from './receiver.js'
import { type Started, start } from './start.js'
import { BATTERY, NORTHWIND } from './tour.js'

export interface HookedMock extends Started {
  readonly receiver: Receiver
  /** The webhook's. */
  readonly id: string
  readonly secret: string
  /** Registers one more of Anna's. */
  register(
    endpoint: string,
    events?: string | readonly string[],
  ): Promise<{ readonly id: string; readonly secret: string }>
  /** Changes the battery task, which is one `taskUpdated` and nothing else. */
  rename(name: string): Promise<void>
}

/** @param events - what the webhook is for */
export async function hookedMock(
  t: Test,
  options: MockOptions = {},
  events: string | readonly string[] = ['taskUpdated'],
): Promise<HookedMock> {
  const started = await start(t, options)
  const receiver = await startReceiver(t)
  const register: HookedMock['register'] = async (endpoint, wanted = events) => {
    const { body } = await started.as.anna.post(`/api/v2/team/${NORTHWIND}/webhook`, { endpoint, events: wanted })
    return body.webhook
  }
  const { id, secret } = await register(receiver.url)
  const rename: HookedMock['rename'] = async (name) => {
    await started.as.anna.send('PUT', `/api/v2/task/${BATTERY}`, { body: { name } })
  }
  return { ...started, receiver, id, secret, register, rename }
}
