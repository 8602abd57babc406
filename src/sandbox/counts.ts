// What happened since the start, counted over all sandboxes, also those that are no more.
import type { CallRecord } from './call-record.js'

/** Upper bounds (ms) by which durations are told apart. */
export const DURATIONS = [0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 1_000, 5_000] as const

/** The calls of one operation. */
export interface OperationCounts {
  /** By `status step`. */
  readonly answers: Map<string, number>
  /** How many took no longer than each of DURATIONS, and longer than the one before it. */
  readonly durations: number[]
  /** ms, of all calls together. */
  time: number
}

/** Counts that only grow. */
export class Counts {
  /** By operationId; `none` for calls of no operation. */
  readonly operations = new Map<string, OperationCounts>()
  readonly deliveries = { delivered: 0, dropped: 0 }

  addCall({ operation = 'none', status, step, duration }: CallRecord): void {
    const counts = this.operations.get(operation) ?? this.#begin(operation)
    const answer = `${status} ${step}`
    counts.answers.set(answer, (counts.answers.get(answer) ?? 0) + 1)
    counts.time += duration
    const slot = DURATIONS.findIndex((most) => duration <= most)
    if (slot !== -1) counts.durations[slot] = Number(counts.durations[slot]) + 1
  }

  addDelivery(state: 'delivered' | 'dropped'): void {
    this.deliveries[state] += 1
  }

  #begin(operation: string): OperationCounts {
    const counts = { answers: new Map<string, number>(), durations: DURATIONS.map(() => 0), time: 0 }
    this.operations.set(operation, counts)
    return counts
  }
}
