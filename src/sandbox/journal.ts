// The journal: the last calls, what answered them and why. Bounded in number and in bytes, so that it can stay on.
import type { SentBody } from '../contract/answer.js'
import { type ListenerFailed, Listeners } from '../store/listeners.js'
import type { MemoryShare } from '../store/memory-budget.js'
import type { CallRecord } from './call-record.js'
import { CallRing, type JournalBounds } from './call-ring.js'

/** Enough for a test, and for the tests before it. */
const usualBounds: JournalBounds = { calls: 1_000, bytes: 16 * 1_048_576 }

/** Everything that a journal holds. */
export interface JournalState {
  readonly ring: CallRing
  readonly count: number
  readonly added: number
  readonly violations: number
}

/** The last calls, oldest first, and who listens to those to come. */
export class Journal {
  readonly #prefix: string
  readonly #bounds: JournalBounds
  readonly #memory: MemoryShare
  #ring: CallRing
  #count = 0
  #added = 0
  #violations = 0
  /** The place of the next call: it never goes back, so that a place is that of one call for ever. */
  #place = 0
  readonly #listeners: Listeners<[Readonly<CallRecord>]>

  /**
   * @param memory - for the journals of all sandboxes
   * @param failed - is told when a listener throws
   */
  constructor(sandbox: string, memory: MemoryShare, failed: ListenerFailed, { calls, bytes } = usualBounds) {
    this.#prefix = sandbox === 'default' ? 'm' : sandbox
    this.#bounds = { calls, bytes: Math.min(bytes, memory.most) }
    this.#memory = memory
    this.#ring = this.#newRing()
    this.#listeners = new Listeners(failed)
  }

  /** The id of the next call: `m-1`, `m-2` …; in other sandboxes their name stands in place of `m`. */
  nextId(): string {
    this.#count += 1
    return `${this.#prefix}-${this.#count.toFixed()}` // not through V8's cache of numbers' texts: see addLimitHeaders
  }

  /** The texts of head and answer: those of the last call where they are the same. @param head - names and values in turn */
  shared(head: readonly string[], responseBody: SentBody): Pick<CallRecord, 'requestHead' | 'responseBody'> {
    return this.#ring.shared(head, responseBody)
  }

  /** Calls since the start, the last reset or the last `clear`, kept or not. */
  get added(): number {
    return this.#added
  }

  /** How many of them had violations. */
  get violations(): number {
    return this.#violations
  }

  /** Calls that were forgotten because there was no room. */
  get dropped(): number {
    return this.#added - this.#ring.kept
  }

  /** How many listeners there are. */
  get listeners(): number {
    return this.#listeners.size
  }

  /** The slot for the next call. Write every field, then `add` it: an older call may have been in it. */
  open(): CallRecord {
    return this.#ring.open()
  }

  /** Keeps the record that was written into the slot from `open`, and notifies the listeners. What is too large is cut. */
  add(record: CallRecord): void {
    record.place = this.#place
    this.#place += 1
    this.#added += 1
    if (record.violations.length) this.#violations += 1
    this.#ring.add(record)
    this.#listeners.notify(record)
  }

  /** Copies, oldest first; later calls do not change them. */
  list(): CallRecord[] {
    return Array.from({ length: this.#ring.kept }, (_, index) => ({ ...(this.#ring.at(index) as CallRecord) }))
  }

  /** A copy of the call at a place; undefined once it is forgotten. */
  at(place: number): CallRecord | undefined {
    const record = this.#ring.at(place - this.#place + this.#ring.kept)
    return record && { ...record }
  }

  /**
   * Calls `listener` for every call from now on, with the slot itself: copy what is to be kept.
   * @param over - called when the sandbox was deleted and there will be no more calls
   * @returns a function that ends it
   */
  subscribe(listener: (record: Readonly<CallRecord>) => void, over?: () => void): () => void {
    return this.#listeners.add(listener, over)
  }

  /** Tells all listeners that there will be no more calls, and forgets the calls. */
  end(): void {
    this.#listeners.end()
    this.clear()
  }

  /** Forgets the calls. Ids go on: a call that is still under way has one. */
  clear(): void {
    this.#ring.empty()
    this.#put({ ring: this.#ring, count: this.#count, added: 0, violations: 0 })
  }

  /** Takes everything out; the journal is empty afterwards. What was taken still counts as memory. */
  take(): JournalState {
    const taken = { ring: this.#ring, count: this.#count, added: this.#added, violations: this.#violations }
    this.#put({ ring: this.#newRing(), count: 0, added: 0, violations: 0 })
    return taken
  }

  /** Replaces everything that the journal holds. */
  put(state: JournalState): void {
    this.#ring.empty()
    this.#place = state.ring.placeFrom(this.#place) // so that no place from before is that of one of these
    this.#put(state)
  }

  /** Gives up the oldest calls until it is enough, or none is left. */
  giveUp(enough: () => boolean): void {
    giveUpCalls(this.#ring, enough)
  }

  #newRing(): CallRing {
    return new CallRing(this.#bounds, this.#memory)
  }

  #put({ ring, count, added, violations }: JournalState): void {
    this.#ring = ring
    this.#count = count
    this.#added = added
    this.#violations = violations
  }
}

/** Gives up the oldest calls of a ring until it is enough, or none is left. */
export function giveUpCalls(ring: CallRing, enough: () => boolean): void {
  while (ring.kept > 0 && !enough()) ring.drop()
}
