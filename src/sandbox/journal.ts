// The journal: the last calls, what answered them and why. Bounded in number and in bytes, so that it can stay on.
import { bytesOf, type SentBody } from '../contract/answer.js'
import { type ListenerFailed, Listeners } from '../store/listeners.js'

const none: readonly never[] = []
const noFields: Readonly<Record<string, never>> = Object.freeze({})

/** One call as it is kept: mostly texts and numbers, which cost the garbage collector little. control/calls.ts shows it. */
export class CallRecord {
  id = ''
  /** ms, on the mock's clock. */
  at = 0
  method = ''
  /** Without the query. */
  path = ''
  params: Readonly<Record<string, string>> = noFields
  query: Readonly<Record<string, unknown>> = noFields
  /** Names and values in turn, one a line. */
  requestHead = ''
  requestBody: unknown = undefined
  requestBytes = 0
  operation: string | undefined = undefined
  token: string | undefined = undefined
  /** 0 when a fault broke the connection. */
  status = 0
  ECODE: string | undefined = undefined
  /** The pipeline step that answered. */
  step = ''
  fault: string | undefined = undefined
  /** Of the rate limit; undefined where the call was not counted. */
  limit: number | undefined = undefined
  remaining = 0
  /** Unix seconds. */
  reset = 0
  /** Headers that the answer itself brought; all others follow from the record (pipeline/answer-head.ts). */
  ownHeaders: Readonly<Record<string, string>> = noFields
  /** Of the answer, where Fastify asked for one: `close` after a body it did not read. */
  connection: string | undefined = undefined
  /** The answer is a text or a page, not JSON. */
  isText = false
  responseBody: SentBody = ''
  /** The answer carried our own headers. */
  mockHeaders = false
  /** ms by the machine's clock. */
  duration = 0
  /** Query and body fields that ClickUp ignores in silence. */
  ignored: readonly string[] = none
  /** What the client sent that the specs do not have, in words. */
  violations: readonly string[] = none
  /** What the client's author should know. */
  notes: readonly string[] = none
  /** `table/id` of the rows it changed, in order, the first 50 of them. */
  changed: readonly string[] = none
}

/** How much a journal keeps. */
export interface JournalBounds {
  readonly calls: number
  readonly bytes: number
}

/** Everything that a journal holds. */
export interface JournalState {
  readonly slots: CallRecord[]
  readonly first: number
  readonly kept: number
  readonly bytes: number
  readonly count: number
  readonly added: number
  readonly violations: number
}

/**
 * The last calls, oldest first. Each is written into a slot, over an older call if there was one (decision 11).
 */
export class Journal {
  readonly #prefix: string
  readonly #bounds: JournalBounds
  /** The oldest kept call is in slot `#first`; `#kept` slots from there on are in use. */
  #slots: CallRecord[] = []
  #first = 0
  #kept = 0
  #bytes = 0
  #count = 0
  #added = 0
  #violations = 0
  #requestHead = ''
  #responseBody: SentBody = ''
  readonly #listeners: Listeners<[Readonly<CallRecord>]>

  /** @param failed - is told when a listener throws */
  constructor(
    sandbox: string,
    failed: ListenerFailed,
    bounds: JournalBounds = { calls: 1_000, bytes: 16 * 1_048_576 },
  ) {
    this.#prefix = sandbox === 'default' ? 'm' : sandbox
    this.#bounds = bounds
    this.#listeners = new Listeners(failed)
  }

  /** The id of the next call: `m-1`, `m-2` …; in other sandboxes their name stands in place of `m`. */
  nextId(): string {
    this.#count += 1
    return `${this.#prefix}-${this.#count.toFixed()}` // not through V8's cache of numbers' texts: see limitHeaders
  }

  /** The texts of the previous call if they are the same: clients repeat their headers and often their question. */
  shared(requestHead: string, responseBody: SentBody): Pick<CallRecord, 'requestHead' | 'responseBody'> {
    if (requestHead !== this.#requestHead) this.#requestHead = requestHead
    if (responseBody !== this.#responseBody) this.#responseBody = responseBody
    return { requestHead: this.#requestHead, responseBody: this.#responseBody }
  }

  /** Calls since the start or the last reset, kept or not. */
  get added(): number {
    return this.#added
  }

  /** How many of them had violations. */
  get violations(): number {
    return this.#violations
  }

  /** Calls that were forgotten because there was no room. */
  get dropped(): number {
    return this.#added - this.#kept
  }

  /** The slot for the next call. Write every field, then `add` it: an older call may have been in it. */
  open(): CallRecord {
    const { calls } = this.#bounds
    if (this.#kept === calls) this.#drop()
    const index = (this.#first + this.#kept) % calls
    this.#slots[index] ??= new CallRecord()
    return this.#slots[index]
  }

  /** Keeps the record that was written into the slot from `open`, and notifies the listeners. */
  add(record: Readonly<CallRecord>): void {
    const { bytes } = this.#bounds
    this.#kept += 1
    this.#bytes += sizeOf(record)
    this.#added += 1
    if (record.violations.length) this.#violations += 1
    while (this.#bytes > bytes) Object.assign(this.#drop(), forgotten) // or its texts would stay in memory
    this.#listeners.notify(record)
  }

  /** Copies, oldest first; later calls do not change them. */
  list(): CallRecord[] {
    return Array.from({ length: this.#kept }, (_, index) => ({ ...this.#slotAt(index) }))
  }

  /**
   * Calls `listener` for every call from now on, with the slot itself: copy what is to be kept.
   * @param over - called when the sandbox was deleted and there will be no more calls
   * @returns a function that ends it
   */
  subscribe(listener: (record: Readonly<CallRecord>) => void, over?: () => void): () => void {
    return this.#listeners.add(listener, over)
  }

  /** Tells all listeners that there will be no more calls. */
  end(): void {
    this.#listeners.end()
  }

  clear(): void {
    this.put({ slots: [], first: 0, kept: 0, bytes: 0, count: 0, added: 0, violations: 0 })
  }

  /** Takes everything out; the journal is empty afterwards. */
  take(): JournalState {
    const slots = this.#slots
    const state = { first: this.#first, kept: this.#kept, bytes: this.#bytes, count: this.#count }
    const taken = { slots, ...state, added: this.#added, violations: this.#violations }
    this.clear()
    return taken
  }

  /** Replaces everything that the journal holds. */
  put({ slots, first, kept, bytes, count, added, violations }: JournalState): void {
    this.#slots = slots
    this.#first = first
    this.#kept = kept
    this.#bytes = bytes
    this.#count = count
    this.#added = added
    this.#violations = violations
    this.#requestHead = ''
    this.#responseBody = ''
  }

  /** Gives up the oldest call. @returns its slot */
  #drop(): CallRecord {
    const oldest = this.#slotAt(0)
    this.#bytes -= sizeOf(oldest)
    this.#first = (this.#first + 1) % this.#bounds.calls
    this.#kept -= 1
    return oldest
  }

  /** @param index - of a kept record, from the oldest */
  #slotAt(index: number): CallRecord {
    return this.#slots[(this.#first + index) % this.#bounds.calls] as CallRecord // kept ones are there
  }
}

const forgotten = new CallRecord()

/** Roughly how many bytes a record keeps in memory; Node bounds headers at 16 kB. */
function sizeOf({ path, requestBytes, responseBody }: Readonly<CallRecord>): number {
  return 1_024 + path.length * 2 + requestBytes + bytesOf(responseBody)
}
