// A store: tables that change together or not at all.
import { type Change, type Indexes, Table } from './table.js'

/** What a snapshot holds: the rows of every table, by its name. */
export type Rows = ReadonlyMap<string, ReadonlyMap<string, object>>

/** Tables with one change list: what a transaction wrote is undone when it throws. */
export class Store {
  readonly #tables = new Map<string, Table<object>>()
  #changes: Change[] | undefined

  table<Row extends object>(name: string, key: (row: Row) => string, indexes: Indexes<Row> = {}): Table<Row> {
    const table = new Table<Row>(name, key, indexes, (change) => this.#changes?.push(change))
    this.#tables.set(name, table as unknown as Table<object>) // the store only snapshots and reverts: it needs no row type
    return table
  }

  /** The table of this name, for steps that know it only by name. @throws Error when there is none */
  named(name: string): Table<object> {
    const table = this.#tables.get(name)
    if (!table) throw new Error(`there is no table ${name}`)
    return table
  }

  /** Runs `work`; all its writes hold, or none when it throws. Inside another transaction it is part of that one. */
  transact<Result>(work: () => Result): Result {
    if (this.#changes) return work()
    const changes: Change[] = []
    this.#changes = changes
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

  snapshot(): Rows {
    return new Map([...this.#tables].map(([name, table]) => [name, table.snapshot()]))
  }

  restore(rows: Rows): void {
    for (const [name, table] of this.#tables) table.restore(rows.get(name) ?? new Map())
  }
}
