// Webhooks in code: the control methods around them, in the words a test uses.
import { presentDelivery, type ShownDelivery } from '../control/deliveries.js'
import type { ControlMethods } from '../control/methods.js'
import type { EventName } from '../features/webhooks/event-names.js'
import type { Sandbox } from '../sandbox/sandbox.js'
import type { DeliveryFault, DeliveryFaultName } from '../webhooks/delivery-faults.js'
import { hear } from './hear.js'

/** What a delivery has to match; fields that are left out do not count. */
export type DeliveryFilter = NonNullable<Parameters<ControlMethods['listDeliveries']>[0]>
/** A delivery fault and how often it was used. */
export type StandingDeliveryFault = ReturnType<ControlMethods['addDeliveryFault']>['fault']

/** How to wait: `timeout` in ms of the machine's time (default 5,000). */
export interface WaitOptions {
  readonly timeout?: number
  /** The id of the webhook it goes to. */
  readonly webhook?: string
  /** How it has to end (default `delivered`). */
  readonly state?: 'delivered' | 'dropped'
  /** How many to wait for (default 1). */
  readonly count?: number
}

/** `webhook`: the only one that gets the event. `id`: of the task, List, Folder … that the event is about. */
export interface SimulateOptions {
  readonly webhook?: string
  readonly id?: string
}

/** Webhooks and deliveries of one sandbox. Ids that are not there throw InputError, as in the control API. */
export interface WebhookMethods {
  /**
   * The delivery of an event whose body has these fields, once a receiver took it; earlier ones count. With `count`, the
   * last of them.
   * @throws InputError at the timeout, with what came instead; when the sandbox is reset or ends
   */
  waitFor(event: EventName, where?: Readonly<Record<string, unknown>>, options?: WaitOptions): Promise<ShownDelivery>
  /** First those that are done, in the order in which they ended, then those that wait. */
  deliveries(filter?: DeliveryFilter): readonly ShownDelivery[]
  /** Resolves when nothing is under way, and nothing is due by the mock's clock. */
  settled(): Promise<void>
  /** Sends the same body again. */
  redeliver(id: string): ShownDelivery
  /** Sends an event without a change that would cause it. `fields` replace fields of its body. */
  simulate(event: EventName, fields?: object, options?: SimulateOptions): readonly ShownDelivery[]
  /** The `X-Signature` of a body, with the secret of a webhook or any other. */
  sign(body: string, by: { readonly webhook: string } | { readonly secret: string }): string
  /** Pauses all deliveries, or those to one webhook. */
  pause(webhook?: string): void
  resume(webhook?: string): void
  /** Spoils the next deliveries on purpose: `fault('corrupt', { times: 2 })`. */
  fault(name: DeliveryFaultName, settings?: Partial<Omit<DeliveryFault, 'fault'>>): StandingDeliveryFault
  /** Calls `listener` at every try and every end, until the function that is returned is called. */
  onDelivery(listener: (delivery: ShownDelivery) => void): () => void
}

/** The webhooks of the sandbox these control methods belong to. */
export function webhookMethods(control: ControlMethods, find: () => Sandbox): WebhookMethods {
  return {
    waitFor: async (event, where = {}, options = {}) => {
      const { deliveries } = await control.waitForDelivery({ event, where: { ...where }, ...options })
      return deliveries.at(-1) as ShownDelivery // there is at least one
    },
    deliveries: (filter) => control.listDeliveries(filter).deliveries,
    settled: async () => void (await control.settleDeliveries()),
    redeliver: (id) => control.redeliver({ id }).delivery,
    simulate: (event, fields = {}, options = {}) =>
      control.simulateEvent({ event, fields: { ...fields }, ...options }).deliveries,
    sign: (body, by) => control.signBody({ body, ...by }).signature,
    pause: (webhook) => void control.pauseDeliveries({ ...(webhook !== undefined && { webhook }) }),
    resume: (webhook) => void control.resumeDeliveries({ ...(webhook !== undefined && { webhook }) }),
    fault: (name, settings = {}) => control.addDeliveryFault({ fault: name, ...settings }).fault,
    onDelivery: (listener) => find().deliveries.log.subscribe((delivery) => hear(listener, presentDelivery(delivery))),
  }
}
