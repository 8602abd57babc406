// The journal: the last calls, what answered them and why. Bounded in number and in bytes, so that it can stay on.
import { bytesOf, type SentBody } from '../contract/answer.js'
import { tell } from '../store/listeners.js'

/** One call as it is kept: texts and numbers, and no object of its own where it can be helped. Shown by control/calls.ts. */
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
  /** Of the rate limit; undefined where the call was not counted. `reset` in Unix seconds. */
  readonly limit: number | undefined
  readonly remaining: number
  readonly reset: number
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
  /** `table/id` of the rows it changed, in order, the first 50 of them. */
  readonly changed: readonly string[]
}

/** How much a journal keeps. */
export interface JournalBounds {
  readonly calls: number
  readonly bytes: number
}

/** All that a journal holds, taken out of it. */
export interface JournalState {
  readonly places: Place[]
  readonly first: number
  readonly kept: number
  readonly bytes: number
  readonly count: number
  readonly added: number
  readonly violations: number
}

/**
 * The last calls, oldest first. A new record overwrites the oldest in its place: what is kept so long that the garbage
 * collector moves it, twice, and then clears away with everything else, was a tenth of the cost of a call.
 */
export class Journal {
  readonly #prefix: string
  readonly #bounds: JournalBounds
  /** As many as there ever were at a time; the oldest kept one stands at `#first`, the newest `#kept` further on. */
  #places: Place[] = []
  #first = 0
  #kept = 0
  #bytes = 0
  #count = 0
  #added = 0
  #violations = 0
  #requestHead = ''
  #responseBody: SentBody = ''
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

  /** The texts of the call before where they are the same: a client sends the same headers, and asks for the same, again. */
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

  /** Calls that were forgotten for want of room. */
  get dropped(): number {
    return this.#added - this.#kept
  }

  add(record: CallRecord): void {
    const { calls, bytes } = this.#bounds
    if (this.#kept === calls) this.#drop()
    const index = (this.#first + this.#kept) % calls
    const place = this.#places[index]
    if (place) write(place, record)
    else this.#places[index] = { ...record }
    this.#kept += 1
    this.#bytes += sizeOf(record)
    this.#added += 1
    if (record.violations.length) this.#violations += 1
    while (this.#bytes > bytes) this.#drop()
    for (const listener of this.#listeners.keys()) tell(listener, record)
  }

  /** Oldest first; copies, which later calls leave as they are. */
  list(): CallRecord[] {
    return Array.from({ length: this.#kept }, (_, index) => ({ ...this.#placeAt(index) }))
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
    this.put({ places: [], first: 0, kept: 0, bytes: 0, count: 0, added: 0, violations: 0 })
  }

  /** What it holds; it is empty afterwards. */
  take(): JournalState {
    const places = this.#places
    const state = { first: this.#first, kept: this.#kept, bytes: this.#bytes, count: this.#count }
    const taken = { places, ...state, added: this.#added, violations: this.#violations }
    this.clear()
    return taken
  }

  /** Holds this from now on, in place of all it held. */
  put({ places, first, kept, bytes, count, added, violations }: JournalState): void {
    this.#places = places
    this.#first = first
    this.#kept = kept
    this.#bytes = bytes
    this.#count = count
    this.#added = added
    this.#violations = violations
    this.#requestHead = ''
    this.#responseBody = ''
  }

  #drop(): void {
    const oldest = this.#placeAt(0)
    this.#bytes -= sizeOf(oldest)
    write(oldest, forgotten) // or its texts would live on until the place is taken
    this.#first = (this.#first + 1) % this.#bounds.calls
    this.#kept -= 1
  }

  /** @param index - of a kept record, from the oldest */
  #placeAt(index: number): Place {
    return this.#places[(this.#first + index) % this.#bounds.calls] as Place // kept ones are there
  }
}

type Place = { -readonly [Field in keyof CallRecord]: CallRecord[Field] }

/** Roughly what a record holds on to; headers are bounded by Node at 16 kB. */
function sizeOf({ path, requestBytes, responseBody }: CallRecord): number {
  return 1_024 + path.length * 2 + requestBytes + bytesOf(responseBody)
}

const forgotten: CallRecord = {
  id: '',
  at: 0,
  method: '',
  path: '',
  params: {},
  query: {},
  requestHead: '',
  requestBody: undefined,
  requestBytes: 0,
  operation: undefined,
  token: undefined,
  status: 0,
  ECODE: undefined,
  step: '',
  fault: undefined,
  limit: undefined,
  remaining: 0,
  reset: 0,
  ownHeaders: {},
  connection: undefined,
  isText: false,
  responseBody: '',
  mockHeaders: false,
  duration: 0,
  ignored: [],
  violations: [],
  notes: [],
  changed: [],
}

/** Field by field: Object.assign takes six times as long. */
function write(place: Place, record: CallRecord): void {
  place.id = record.id
  place.at = record.at
  place.method = record.method
  place.path = record.path
  place.params = record.params
  place.query = record.query
  place.requestHead = record.requestHead
  place.requestBody = record.requestBody
  place.requestBytes = record.requestBytes
  place.operation = record.operation
  place.token = record.token
  place.status = record.status
  place.ECODE = record.ECODE
  place.step = record.step
  place.fault = record.fault
  place.limit = record.limit
  place.remaining = record.remaining
  place.reset = record.reset
  place.ownHeaders = record.ownHeaders
  place.connection = record.connection
  place.isText = record.isText
  place.responseBody = record.responseBody
  place.mockHeaders = record.mockHeaders
  place.duration = record.duration
  place.ignored = record.ignored
  place.violations = record.violations
  place.notes = record.notes
  place.changed = record.changed
}
