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

/** The last `capacity` calls, in a ring. */
export class Journal {
  readonly #capacity: number
  #entries: JournalEntry[] = []
  #count = 0

  constructor(capacity = 1_000) {
    this.#capacity = capacity
  }

  /** The id of the next call: `m-1`, `m-2` … */
  nextId(): string {
    this.#count += 1
    return `m-${this.#count}`
  }

  add(entry: JournalEntry): void {
    const path = entry.path.length > LONGEST_PATH ? `${entry.path.slice(0, LONGEST_PATH)}…` : entry.path
    this.#entries.push(path === entry.path ? entry : { ...entry, path })
    // Trimmed by halves: shifting the array at every call would cost more than the call.
    if (this.#entries.length >= this.#capacity * 2) this.#entries = this.#entries.slice(-this.#capacity)
  }

  /** Oldest first. */
  list(): readonly JournalEntry[] {
    return this.#entries.slice(-this.#capacity)
  }

  clear(): void {
    this.#entries = []
    this.#count = 0
  }
}
