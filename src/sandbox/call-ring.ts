// The last calls, oldest first. Each is written into a slot, over an older call if there was one (decision 11).
import type { SentBody } from '../contract/answer.js'
import type { MemoryShare } from '../store/memory-budget.js'
import { CallRecord, cutBodies, emptyRecord, ownBytes, sharedBytes } from './call-record.js'

/** How much one journal keeps. */
export interface JournalBounds {
  readonly calls: number
  readonly bytes: number
}

/** The largest part of a journal that one body may take. */
const LARGEST_PART = 1 / 8

/** So many records, and so many bytes, of one journal; and its part of the memory of all of them. */
export class CallRing {
  readonly #bounds: JournalBounds
  readonly #memory: MemoryShare
  /** The oldest kept call is in slot `#first`; `#kept` slots from there on are in use. */
  readonly #slots: CallRecord[] = []
  #first = 0
  #kept = 0
  #bytes = 0
  /** The head of the last call, and its text. */
  #head: readonly string[] = []
  #headText = ''

  constructor(bounds: JournalBounds, memory: MemoryShare) {
    this.#bounds = bounds
    this.#memory = memory
  }

  get kept(): number {
    return this.#kept
  }

  /** The texts of head and answer: those of the last call where they are the same, as clients repeat both often. */
  shared(head: readonly string[], responseBody: SentBody): Pick<CallRecord, 'requestHead' | 'responseBody'> {
    const last = this.#last
    if (!areSame(head, this.#head)) {
      this.#head = head
      this.#headText = head.join('\n')
    }
    return {
      requestHead: this.#headText,
      responseBody: last?.responseBody === responseBody ? last.responseBody : responseBody,
    }
  }

  /** The slot for the next call. Write every field, then `add` it: an older call may have been in it. */
  open(): CallRecord {
    const { calls } = this.#bounds
    if (this.#kept === calls) this.#release() // every field is written anew
    const index = (this.#first + this.#kept) % calls
    this.#slots[index] ??= new CallRecord()
    return this.#slots[index]
  }

  /** Keeps the record that was written into the slot from `open`. What is too large in it is cut. */
  add(record: CallRecord): void {
    const { bytes } = this.#bounds
    cutBodies(record, bytes * LARGEST_PART)
    record.bytes = ownBytes(record)
    const most = record.bytes + sharedBytes(record, this.#last)
    this.#memory.count(most) // first: what is given up for it are others
    const more = record.bytes + sharedBytes(record, this.#last) // the last may have been given up
    this.#memory.count(more - most)
    this.#kept += 1
    this.#bytes += more
    while (this.#bytes > bytes && this.#kept > 1) this.drop()
  }

  /** The kept record at this index, from the oldest. */
  at(index: number): Readonly<CallRecord> | undefined {
    return index >= 0 && index < this.#kept ? this.#slotAt(index) : undefined
  }

  /** Numbers the calls anew. @returns the place after the last */
  placeFrom(place: number): number {
    for (let index = 0; index < this.#kept; index += 1) this.#slotAt(index).place = place + index
    return place + this.#kept
  }

  /** Gives up the oldest call, and its texts with it. */
  drop(): void {
    Object.assign(this.#release(), emptyRecord)
  }

  /** Gives up all calls. */
  empty(): void {
    this.#memory.count(-this.#bytes)
    this.#slots.length = 0
    this.#first = 0
    this.#kept = 0
    this.#bytes = 0
  }

  /** Gives up the oldest call. @returns its slot */
  #release(): CallRecord {
    const oldest = this.#slotAt(0)
    this.#first = (this.#first + 1) % this.#bounds.calls
    this.#kept -= 1
    const bytes = oldest.bytes + sharedBytes(oldest, this.at(0))
    this.#bytes -= bytes
    this.#memory.count(-bytes)
    return oldest
  }

  get #last(): CallRecord | undefined {
    return this.#kept ? this.#slotAt(this.#kept - 1) : undefined
  }

  /** @param index - of a kept record, from the oldest */
  #slotAt(index: number): CallRecord {
    return this.#slots[(this.#first + index) % this.#bounds.calls] as CallRecord // kept ones are there
  }
}

function areSame(head: readonly string[], other: readonly string[]): boolean {
  if (head.length !== other.length) return false
  for (let index = 0; index < head.length; index += 1) if (head[index] !== other[index]) return false
  return true
}
