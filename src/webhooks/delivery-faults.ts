// What a tester does to deliveries on purpose, so that a receiver meets what happens in real networks.
import type { EventName } from '../features/webhooks/event-names.js'
import { reject } from '../input/problems.js'

/** The next deliveries are sent twice, never, with a wrong signature, `ms` late while others overtake them, or in reverse order. */
export const deliveryFaultNames = ['duplicate', 'drop', 'corrupt', 'late', 'reorder'] as const
export type DeliveryFaultName = (typeof deliveryFaultNames)[number]

/** What a tester asks for. */
export interface DeliveryFault {
  readonly fault: DeliveryFaultName
  /** How many deliveries it takes; for `reorder`, how many are sent together in reverse order. */
  readonly times: number
  /** For `late`: ms on the mock's clock. */
  readonly ms?: number
  /** Only deliveries to this webhook. */
  readonly webhook?: string
  /** Only deliveries of this event. */
  readonly event?: EventName
}

/** A fault and how often it was used. */
export interface StandingDeliveryFault extends DeliveryFault {
  readonly id: string
  readonly hits: number
}

const MOST_FAULTS = 100

/** The delivery faults of one sandbox, oldest first. One that is used up is removed. */
export class DeliveryFaults {
  #standing: readonly StandingDeliveryFault[] = []
  #count = 0

  list(): readonly StandingDeliveryFault[] {
    return this.#standing
  }

  /** @throws InputError when there are too many */
  add(fault: DeliveryFault): StandingDeliveryFault {
    if (this.#standing.length >= MOST_FAULTS) {
      reject('delivery faults', `there are ${MOST_FAULTS} already`, 'clear them first (DELETE /__mock/delivery-faults)')
    }
    this.#count += 1
    const standing = { ...fault, id: `delivery-fault-${this.#count}`, hits: 0 }
    this.#standing = [...this.#standing, standing]
    return standing
  }

  /** @throws InputError when there is no such fault */
  remove(id: string): void {
    if (!this.#standing.some((fault) => fault.id === id)) reject('id', `there is no delivery fault "${id}"`)
    this.#standing = this.#standing.filter((fault) => fault.id !== id)
  }

  clear(): void {
    this.#standing = []
  }

  reset(): void {
    this.clear()
    this.#count = 0
  }

  /** Finds the first fault for this delivery and counts the hit. The last hit removes it. */
  hit(webhookId: string, event: EventName): StandingDeliveryFault | undefined {
    const found = this.#standing.find(
      (fault) => (fault.webhook ?? webhookId) === webhookId && (fault.event ?? event) === event,
    )
    if (!found) return undefined
    const hit = { ...found, hits: found.hits + 1 }
    this.#standing = this.#standing.flatMap((fault) => (fault !== found ? fault : hit.hits < hit.times ? hit : []))
    return hit
  }
}
