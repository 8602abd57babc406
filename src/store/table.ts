// A table: rows by id, frozen and replaced, found by unique or shared columns. It has never heard of ClickUp.
import { type Indexes, RowSet } from './row-set.js'

/** One thing that happened to one row: `before` is undefined when it was added, `after` when it was deleted. */
export interface Change {
  readonly table: string
  readonly id: string
  readonly before: object | undefined
  readonly after: object | undefined
  /** Where a deleted row stood among the others, so that an undone delete puts it back there. */
  readonly position: number | undefined
}

/** Something that counts its changes. */
export interface Versioned {
  /** A new number after every change, also after an undone one. */
  readonly version: number
}

/** What a table tells its store. */
export interface Listener {
  changed(change: Change): void
  /** The tables that were read, while somebody observes. */
  readonly reads: Set<Versioned> | undefined
}

/**
 * Rows by id. They and every group of them stand in the order in which they were added. Every write is reported to the
 * listener, so that a transaction can be undone. A restored table shares its rows and indexes with the snapshot, and a
 * write replaces only what it changes: a thousand sandboxes of one seed cost what they write.
 */
export class Table<Row extends object> implements Versioned {
  readonly name: string
  readonly #key: (row: Row) => string
  readonly #unique: readonly (readonly [index: string, column: (row: Row) => string])[]
  readonly #indexes: Indexes<Row>
  readonly #listener: Listener
  #version = 0
  #rows: RowSet<Row>
  /** A snapshot holds these rows as they are. */
  #isShared = false
  /** undefined until a row is deleted, or joins a group in which newer rows may be. */
  #positions: Map<string, number> | undefined
  #nextPosition = 0

  constructor(name: string, key: (row: Row) => string, indexes: Indexes<Row>, listener: Listener) {
    this.name = name
    this.#key = key
    this.#unique = Object.entries(indexes.unique ?? {})
    this.#indexes = indexes
    this.#listener = listener
    this.#rows = new RowSet(indexes)
  }

  /** As in Versioned. */
  get version(): number {
    return this.#version
  }

  get size(): number {
    this.#read()
    return this.#rows.size
  }

  /** The row of this id, if there is one. */
  find(id: string | number): Row | undefined {
    this.#read()
    return this.#rows.get(String(id))
  }

  /** The row of this id, which must be there. @throws Error when it is not: a bug of the mock, never the caller's mistake */
  get(id: string | number): Row {
    const row = this.find(id)
    if (!row) throw new Error(`${this.name} has no row ${id}`)
    return row
  }

  /** The row with this value in a unique column. */
  findBy(index: string, value: string): Row | undefined {
    this.#read()
    return this.#rows.findBy(index, value)
  }

  /** The rows with this value in a shared column, oldest first. */
  group(index: string, value: string | number): Row[] {
    this.#read()
    return this.#rows.group(index, String(value))
  }

  /** How many rows have this value in a shared column. */
  count(index: string, value: string | number): number {
    this.#read()
    return this.#rows.count(index, String(value))
  }

  /** The first of the ids `next` makes that no row has. */
  unused<Id extends string | number>(next: () => Id): Id {
    for (;;) {
      const id = next()
      if (!this.find(id)) return id
    }
  }

  /** All rows, oldest first, for who stops at one of the first: none is copied. */
  *oldestFirst(): Generator<Row> {
    this.#read()
    for (const [, row] of this.#rows) yield row
  }

  all(): Row[] {
    this.#read()
    return this.#rows.values()
  }

  /** The ids of all rows, in their order. */
  ids(): string[] {
    this.#read()
    return this.#rows.ids()
  }

  /** @throws Error when a row of the same id or unique column is there */
  add(row: Row): Row {
    const id = this.#key(row)
    if (this.#rows.get(id)) throw new Error(`${this.name} already has a row ${id}`)
    return this.#write(id, undefined, this.#checked(row, undefined))
  }

  /** Replaces a row by a changed copy. */
  update(row: Row, columns: Partial<Row>): Row {
    const id = this.#key(row)
    const before = this.get(id)
    return this.#write(id, before, this.#checked({ ...before, ...columns }, before))
  }

  delete(row: Row): void {
    const id = this.#key(row)
    this.#write(id, this.get(id), undefined)
  }

  /** Undoes a change, for the store. */
  revert({ id, before, after, position }: Change): void {
    if (position !== undefined) this.#positions?.set(id, position)
    this.#put(id, after as Row | undefined, before as Row | undefined, position)
  }

  /** The rows as they are now, to be looked at and not to be kept. */
  peek(): RowSet<Row> {
    return this.#rows
  }

  /** The rows as they are. This costs nothing until the next write, since rows are never changed. */
  snapshot(): RowSet<Row> {
    if (!this.#isShared) this.#rows.share()
    this.#isShared = true
    return this.#rows
  }

  /** @param rows - those of a snapshot; undefined for none */
  restore(rows: RowSet<Row> | undefined): void {
    this.#version += 1
    this.#rows = rows ?? new RowSet(this.#indexes)
    this.#isShared = true
    this.#positions = undefined
  }

  #read(): void {
    this.#listener.reads?.add(this)
  }

  /** Freezes a row. @throws Error when another has the same value in a unique column */
  #checked(row: Row, before: Row | undefined): Row {
    for (const [name, column] of this.#unique) {
      const holder = this.findBy(name, column(row))
      if (holder && holder !== before) throw new Error(`${this.name} already has a row with the same ${name}`)
    }
    return Object.freeze(row)
  }

  #write<After extends Row | undefined>(id: string, before: Row | undefined, after: After): After {
    const position = after ? undefined : this.#positionOf(id)
    this.#put(id, before, after)
    this.#listener.changed({ table: this.name, id, before, after, position })
    return after
  }

  /** @param position - where the row stood, if an undone delete puts it back */
  #put(id: string, before: Row | undefined, after: Row | undefined, position?: number): void {
    this.#version += 1
    if (this.#isShared) this.#rows = this.#rows.copy()
    this.#isShared = false
    const positionOf = (row: Row) => this.#positionOf(this.#key(row))
    if (before) this.#rows.replace(id, before, after, positionOf)
    else if (after && position === undefined) this.#rows.add(id, after)
    else if (after) this.#rows.putBack(id, after, positionOf)
    if (!after) this.#positions?.delete(id)
    else if (!before && position === undefined) this.#positions?.set(id, this.#nextPosition++)
  }

  #positionOf(id: string): number {
    if (!this.#positions) {
      this.#positions = new Map(this.#rows.ids().map((id, position) => [id, position]))
      this.#nextPosition = this.#positions.size
    }
    return Number(this.#positions.get(id))
  }
}
