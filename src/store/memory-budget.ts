// How much memory one mock may use for what it is sent, in shares by use. It counts what its holders say, and has no memory itself.

import { totalmem } from 'node:os'
import { constrainedMemory } from 'node:process'
import { getHeapStatistics } from 'node:v8'

/** The part of the memory that each use may take. */
const parts = { journals: 1 / 4, queues: 1 / 8, deliveryLogs: 1 / 8, worlds: 1 / 2 } as const

/** What the memory is used for. */
export type MemoryUse = keyof typeof parts

/** The part of its share that a use gives up at once when it is full, so that it does not do so at every call. */
const GIVEN_UP = 1 / 16

/** The memory of one mock. */
export type MemoryBudget = Readonly<Record<MemoryUse, MemoryShare>>

/** The shares of so many bytes. */
export function memoryBudget(bytes: number): MemoryBudget {
  const share = (use: MemoryUse) => new MemoryShare(Math.floor(bytes * parts[use]))
  return {
    journals: share('journals'),
    queues: share('queues'),
    deliveryLogs: share('deliveryLogs'),
    worlds: share('worlds'),
  }
}

/** The bytes that a mock may use when nobody says so: a quarter of the machine's or the container's, and half of V8's heap at most. */
export function usualMemory(limit = constrainedMemory()): number {
  const machine = Math.min(totalmem(), limit || Number.POSITIVE_INFINITY) // 0: there is none
  return Math.floor(Math.min(machine / 4, getHeapStatistics().heap_size_limit / 2))
}

/** The bytes of one use, and how many of them are held. */
export class MemoryShare {
  readonly most: number
  #held = 0
  #giveUp: ((enough: () => boolean) => void) | undefined

  constructor(most: number) {
    this.most = most
  }

  get held(): number {
    return this.#held
  }

  get isFull(): boolean {
    return this.#held > this.most
  }

  /** How many bytes are not held. */
  get left(): number {
    return this.most - this.#held
  }

  /** Says what is done when the share is full: something is given up until `enough` is true, or nothing is left. */
  whenFull(giveUp: (enough: () => boolean) => void): void {
    this.#giveUp = giveUp
  }

  /** Whether so many more bytes fit. */
  fits(bytes: number): boolean {
    return this.#held + bytes <= this.most
  }

  /** Counts bytes that are kept from now on; or with a negative number, are kept no more. */
  count(bytes: number): void {
    this.#held += bytes
    if (bytes > 0 && this.isFull) this.#giveUp?.(() => this.#held <= this.most * (1 - GIVEN_UP))
  }
}
