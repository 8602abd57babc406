// The journal: the last calls, what answered them and why. Bounded in number and in bytes, so that it can stay on.
import { bytesOf, type SentBody } from '../contract/answer.js'
import type { RateWindow } from './rate-limiter.js'

/**
 * One call as it was kept, in as few objects as can be: each of them is moved by the garbage collector several times, which
 * was a quarter of the cost of a call when whole headers were kept. Shown by control/calls.ts.
 */
export interface CallRecord {
  readonly id: string
  /** ms, on the mock's clock. */
  readonly at: number
  readonly method: string
  /** Without the query. */
  readonly path: string
  readonly params: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, unknown>>
  /** Names and values in turn, one a line. */
  readonly requestHead: string
  readonly requestBody: unknown
  readonly requestBytes: number
  readonly operation: string | undefined
  readonly token: string | undefined
  /** 0 when a fault broke the connection. */
  readonly status: number
  readonly ECODE: string | undefined
  /** The pipeline step that answered. */
  readonly step: string
  readonly fault: string | undefined
  readonly window: RateWindow | undefined
  /** What the answer itself brought; all the others follow from the record (pipeline/answer-head.ts). */
  readonly ownHeaders: Readonly<Record<string, string>>
  /** Of the answer, where Fastify asked for one: `close` after a body it did not read. */
  readonly connection: string | undefined
  /** The answer is a text or a page, no JSON. */
  readonly isText: boolean
  readonly responseBody: SentBody
  /** It carried our own headers. */
  readonly mockHeaders: boolean
  /** ms by the machine's clock. */
  readonly duration: number
  /** Query and body fields that ClickUp ignores in silence. */
  readonly ignored: readonly string[]
  /** What the client sent that the documents do not have, in words. */
  readonly violations: readonly string[]
  /** What the client's author should know. */
  readonly notes: readonly string[]
}

/** How much a journal keeps. */
export interface JournalBounds {
  readonly calls: number
  readonly bytes: number
}

/** The last calls, oldest first. */
export class Journal {
  readonly #prefix: string
  readonly #bounds: JournalBounds
  #records: (CallRecord | undefined)[] = []
  /** Where the oldest kept record stands: dropping one moves this, and now and then the array is cut. */
  #first = 0
  #bytes = 0
  #count = 0
  #added = 0
  #violations = 0
  readonly #listeners = new Map<(record: CallRecord) => void, (() => void) | undefined>()

  constructor(sandbox: string, bounds: JournalBounds = { calls: 1_000, bytes: 16 * 1_048_576 }) {
    this.#prefix = sandbox === 'default' ? 'm' : sandbox
    this.#bounds = bounds
  }

  /** The id of the next call: `m-1`, `m-2` …; in other sandboxes with their name. */
  nextId(): string {
    this.#count += 1
    return `${this.#prefix}-${this.#count.toFixed()}` // not through V8's cache of numbers' texts, like limitHeaders
  }

  /** Calls since the start or the last reset, kept or not. */
  get added(): number {
    return this.#added
  }

  /** How many of them had violations. */
  get violations(): number {
    return this.#violations
  }

  /** Calls that were forgotten for want of room. */
  get dropped(): number {
    return this.#added - (this.#records.length - this.#first)
  }

  add(record: CallRecord): void {
    this.#records.push(record)
    this.#bytes += sizeOf(record)
    this.#added += 1
    if (record.violations.length) this.#violations += 1
    const { calls, bytes } = this.#bounds
    while (this.#records.length - this.#first > calls || this.#bytes > bytes) this.#drop()
    for (const listener of this.#listeners.keys()) tell(listener, record)
  }

  /** Oldest first. */
  list(): CallRecord[] {
    return this.#records.slice(this.#first) as CallRecord[] // only dropped ones are undefined
  }

  /**
   * Hears of every call from now on, until the function that is returned is called.
   * @param over - called when there will be no more, since the sandbox was deleted
   */
  subscribe(listener: (record: CallRecord) => void, over?: () => void): () => void {
    this.#listeners.set(listener, over)
    return () => this.#listeners.delete(listener)
  }

  /** Tells all listeners that there will be no more. */
  end(): void {
    for (const over of this.#listeners.values()) over?.()
    this.#listeners.clear()
  }

  clear(): void {
    this.#records = []
    this.#first = 0
    this.#bytes = 0
    this.#count = 0
    this.#added = 0
    this.#violations = 0
  }

  #drop(): void {
    this.#bytes -= sizeOf(this.#records[this.#first] as CallRecord) // what is beyond the bounds is there
    this.#records[this.#first] = undefined
    this.#first += 1
    if (this.#first > this.#bounds.calls) {
      this.#records = this.#records.slice(this.#first)
      this.#first = 0
    }
  }
}

/** A listener that throws is its author's affair: the call is answered all the same. */
function tell(listener: (record: CallRecord) => void, record: CallRecord): void {
  try {
    listener(record)
  } catch (error) {
    queueMicrotask(() => {
      throw error
    })
  }
}

/** Roughly what a record holds on to; headers are bounded by Node at 16 kB. */
function sizeOf({ path, requestBytes, responseBody }: CallRecord): number {
  return 1_024 + path.length * 2 + requestBytes + bytesOf(responseBody)
}
