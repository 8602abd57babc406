// A store: tables that change together or not at all.
import { rowBytes, type Seen } from './row-bytes.js'
import type { Indexes, RowSet } from './row-set.js'
import { type Change, type Listener, Table, type Versioned } from './table.js'

/** What a snapshot holds: the rows of every table, by its name. */
export type Rows = ReadonlyMap<string, RowSet<object>>

/** The result of some work, and whether the work would still give the same. */
export interface Observed<Result> {
  readonly result: Result
  /** No table that was read has changed since. */
  holds(): boolean
}

/** Tables with one list of changes: a transaction is undone if it throws, and reported once it is committed. */
export class Store {
  readonly #tables = new Map<string, Table<object>>()
  readonly #listener = {
    changed: (change: Change) => {
      if (this.#changes) this.#changes.push(change)
      else this.#commit([change])
    },
    reads: undefined as Listener['reads'],
  }
  readonly #committed: (changes: readonly Change[]) => void
  readonly #remembered = new WeakMap<object, Observation<unknown>>()
  #changes: Change[] | undefined
  /** Is given all changes of a transaction before they hold. Where it throws, they are undone. */
  keep: ((changes: readonly Change[]) => void) | undefined

  /** @param committed - called with all changes of a transaction, in order; a write outside of one is a transaction itself */
  constructor(committed: (changes: readonly Change[]) => void = () => undefined) {
    this.#committed = committed
  }

  table<Row extends object>(name: string, key: (row: Row) => string, indexes: Indexes<Row> = {}): Table<Row> {
    const table = new Table<Row>(name, key, indexes, this.#listener)
    this.#tables.set(name, table as unknown as Table<object>) // the store only snapshots and reverts: it needs no row type
    return table
  }

  /** The table of this name, for steps that know it only by name. @throws Error when there is none */
  named(name: string): Table<object> {
    const table = this.#tables.get(name)
    if (!table) throw new Error(`there is no table ${name}`)
    return table
  }

  /** Runs `work`: all its writes are kept, or none if it throws. Inside another transaction it is part of that one. */
  transact<Result>(work: () => Result): Result {
    if (this.#changes) return work()
    const changes: Change[] = []
    this.#changes = changes
    const result = this.#orUndo(() => {
      const done = work()
      if (changes.length) this.keep?.(changes)
      return done
    }, changes)
    if (changes.length) this.#committed(changes)
    return result
  }

  /**
   * Runs `work`, which must only read, and remembers which tables it read: its result holds until one of them changes. Rows
   * that `work` was given need no watching, since they are frozen.
   */
  observe<Result>(work: () => Result): Observation<Result> {
    const outer = this.#listener.reads
    const reads: NonNullable<Listener['reads']> = new Set()
    this.#listener.reads = reads
    try {
      return new Observation(work(), [...reads])
    } finally {
      this.#listener.reads = outer
      for (const table of reads) outer?.add(table)
    }
  }

  /** What `work` finds out about a row by reading only; done again when a table has changed that it read. */
  remembered<Result>(row: object, work: () => Result): Result {
    const known = this.#remembered.get(row)
    if (!known?.holds()) {
      const observation = this.observe(work)
      this.#remembered.set(row, observation)
      return observation.result
    }
    const { reads } = this.#listener
    if (reads) for (const table of known.tables) reads.add(table) // for who observes: as if it was done again
    return known.result as Result // the same work for the same row
  }

  /** Ends a write outside of a transaction. */
  #commit(changes: Change[]): void {
    this.#orUndo(() => this.keep?.(changes), changes)
    this.#committed(changes)
  }

  #orUndo<Result>(work: () => Result, changes: Change[]): Result {
    try {
      const result = work()
      this.#changes = undefined
      return result
    } catch (error) {
      this.#changes = undefined
      for (const change of changes.reverse()) this.named(change.table).revert(change)
      throw error
    }
  }

  /** How many bytes its rows take that were not seen before. */
  bytes(seen: Seen): number {
    let bytes = 0
    for (const rows of this.peek().values()) bytes += rows.bytes(seen)
    return bytes
  }

  /** How many bytes these changes added. */
  growth(changes: readonly Change[]): number {
    return changes.reduce((sum, { after }) => sum + (after ? rowBytes(after) : 0), 0)
  }

  /** The rows as they are now, to be looked at and not to be kept. */
  peek(): Rows {
    return new Map([...this.#tables].map(([name, table]) => [name, table.peek()]))
  }

  snapshot(): Rows {
    return new Map([...this.#tables].map(([name, table]) => [name, table.snapshot()]))
  }

  restore(rows: Rows): void {
    for (const [name, table] of this.#tables) table.restore(rows.get(name))
  }
}

class Observation<Result> implements Observed<Result> {
  readonly result: Result
  /** Those that were read. */
  readonly tables: readonly Versioned[]
  readonly #versions: readonly number[]

  constructor(result: Result, tables: readonly Versioned[]) {
    this.result = result
    this.tables = tables
    this.#versions = tables.map(({ version }) => version)
  }

  holds(): boolean {
    return this.tables.every(({ version }, index) => version === this.#versions[index])
  }
}
