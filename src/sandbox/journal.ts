// The journal: the last calls, what answered them and why. Bounded, so that it can stay on.

/** One call. Secrets the mock did not make are shortened before they get here. */
export interface JournalEntry {
  readonly id: string
  /** ms, on the mock's clock. */
  readonly at: number
  readonly method: string
  /** Without the query. */
  readonly path: string
  readonly operation: string | undefined
  readonly token: string | undefined
  /** 0 when a fault broke the connection. */
  readonly status: number
  readonly ECODE: string | undefined
  /** The pipeline step that answered. */
  readonly step: string
  /** The fault that applied. */
  readonly fault: string | undefined
  /** What the client should know: credentials that were not read. */
  readonly notes: readonly string[]
}

const LONGEST_PATH = 2_048

/** Few enough that entries die young: with twice as many, resident memory grew by a sixth under load. */
const MOST_CALLS = 500

/** The last `capacity` calls, in a ring. */
export class Journal {
  readonly #capacity: number
  #entries: JournalEntry[] = []
  #oldest = 0
  #count = 0

  constructor(capacity = MOST_CALLS) {
    this.#capacity = capacity
  }

  /** The id of the next call: `m-1`, `m-2` … */
  nextId(): string {
    this.#count += 1
    return `m-${this.#count.toFixed()}` // not through V8's cache of numbers' texts, like limitHeaders
  }

  add(entry: JournalEntry): void {
    const path = entry.path.length > LONGEST_PATH ? `${entry.path.slice(0, LONGEST_PATH)}…` : entry.path
    const kept = path === entry.path ? entry : { ...entry, path }
    if (this.#entries.length < this.#capacity) this.#entries.push(kept)
    else {
      this.#entries[this.#oldest] = kept
      this.#oldest = (this.#oldest + 1) % this.#capacity
    }
  }

  /** Oldest first. */
  list(): readonly JournalEntry[] {
    return [...this.#entries.slice(this.#oldest), ...this.#entries.slice(0, this.#oldest)]
  }

  clear(): void {
    this.#entries = []
    this.#oldest = 0
    this.#count = 0
  }
}
