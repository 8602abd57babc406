// A table: rows by id, frozen and replaced, found by unique or shared columns. It has never heard of ClickUp.

/** How a table finds its rows, besides by their id. */
export interface Indexes<Row> {
  /** Columns of which no two rows have the same value. */
  readonly unique?: { readonly [index: string]: (row: Row) => string }
  /** Columns that many rows share; a row with undefined is in no group. */
  readonly groups?: { readonly [index: string]: (row: Row) => string | undefined }
}

/** One thing that happened to one row: `before` is undefined when it was added, `after` when it was deleted. */
export interface Change {
  readonly table: string
  readonly id: string
  readonly before: object | undefined
  readonly after: object | undefined
  /** Where the row stands among the others, so that an undone delete puts it back there. */
  readonly position: number
}

/** Something that counts its changes. */
export interface Versioned {
  /** A new number after every change, also after an undone one. */
  readonly version: number
}

/** What a table tells its store. */
export interface Listener {
  changed(change: Change): void
  /** So many rows stand in maps of this table's own from now on, no longer in those that it shared. */
  copied(rows: number): void
  /** The tables that were read, while somebody observes. */
  readonly reads: Set<Versioned> | undefined
}

/**
 * Rows by id. They and every group of them stand in the order in which they were added. Every write is reported to the
 * listener, so that a transaction can be undone. A restored table shares its rows with the snapshot until its first write,
 * and an index is built when it is first needed: a thousand sandboxes of one seed cost only what they change and look up.
 */
export class Table<Row extends object> implements Versioned {
  readonly name: string
  readonly #key: (row: Row) => string
  readonly #indexes: Indexes<Row>
  readonly #listener: Listener
  #version = 0
  #rows = new Map<string, Row>()
  /** A snapshot holds these rows as they are. */
  #shared = false
  /** undefined until something is written. */
  #positions: Map<string, number> | undefined
  #nextPosition = 0
  readonly #unique = new Map<string, UniqueIndex<Row>>()
  readonly #groups = new Map<string, GroupIndex<Row>>()

  constructor(name: string, key: (row: Row) => string, indexes: Indexes<Row>, listener: Listener) {
    this.name = name
    this.#key = key
    this.#indexes = indexes
    this.#listener = listener
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
    return this.#uniqueIndex(index)?.rows.get(value)
  }

  /** The rows with this value in a shared column, oldest first. */
  group(index: string, value: string | number): Row[] {
    this.#read()
    const rows = this.#groupIndex(index)?.rows.get(String(value))
    return rows ? [...rows.values()] : []
  }

  /** How many rows have this value in a shared column. */
  count(index: string, value: string | number): number {
    this.#read()
    return this.#groupIndex(index)?.rows.get(String(value))?.size ?? 0
  }

  /** The first of the ids `next` makes that no row has. */
  unused<Id extends string | number>(next: () => Id): Id {
    for (;;) {
      const id = next()
      if (!this.find(id)) return id
    }
  }

  all(): Row[] {
    this.#read()
    return [...this.#rows.values()]
  }

  /** The ids of all rows, in their order. */
  ids(): string[] {
    this.#read()
    return [...this.#rows.keys()]
  }

  /** @throws Error when a row of the same id or unique column is there */
  add(row: Row): Row {
    const id = this.#key(row)
    if (this.#rows.has(id)) throw new Error(`${this.name} already has a row ${id}`)
    return this.#replace(id, undefined, row)
  }

  /** Replaces a row by a changed copy. */
  update(row: Row, columns: Partial<Row>): Row {
    const id = this.#key(row)
    return this.#replace(id, this.get(id), { ...this.get(id), ...columns })
  }

  delete(row: Row): void {
    const id = this.#key(row)
    this.#replace(id, this.get(id), undefined)
  }

  /** Undoes a change, for the store. */
  revert(change: Change): void {
    this.#put(change.id, change.after as Row | undefined, change.before as Row | undefined, change.position)
  }

  /** The rows as they are now, to be looked at and not to be kept. */
  peek(): ReadonlyMap<string, Row> {
    return this.#rows
  }

  /** The rows as they are. This costs nothing until the next write, since rows are never changed. */
  snapshot(): ReadonlyMap<string, Row> {
    this.#shared = true
    return this.#rows
  }

  restore(rows: ReadonlyMap<string, Row>): void {
    this.#version += 1
    this.#rows = rows as Map<string, Row> // shared: whoever writes first makes a copy
    this.#shared = true
    this.#positions = undefined
    this.#unique.clear()
    this.#groups.clear()
  }

  #replace(id: string, before: Row | undefined, after: Row | undefined): Row {
    const row = after && Object.freeze(after)
    for (const [name, column] of Object.entries(this.#indexes.unique ?? {})) {
      const holder = row && this.findBy(name, column(row))
      if (holder && holder !== before) throw new Error(`${this.name} already has a row with the same ${name}`)
    }
    const position = this.#positionsOfRows().get(id) ?? this.#nextPosition
    this.#put(id, before, row, position)
    this.#listener.changed({ table: this.name, id, before, after: row, position })
    return (row ?? before) as Row
  }

  #read(): void {
    this.#listener.reads?.add(this)
  }

  #put(id: string, before: Row | undefined, after: Row | undefined, position: number): void {
    this.#version += 1
    const positions = this.#positionsOfRows()
    if (this.#shared) {
      this.#rows = new Map(this.#rows)
      this.#shared = false
      this.#listener.copied(this.#rows.size)
    }
    if (before) this.#unindex(id, before, after)
    if (after) {
      positions.set(id, position)
      this.#nextPosition = Math.max(this.#nextPosition, position + 1)
      this.#setInPosition(this.#rows, id, after)
      this.#index(id, after)
    } else {
      this.#rows.delete(id)
      positions.delete(id)
    }
  }

  /** A row that is there keeps its position, the newest goes to the end; only a row that came back or moved is sorted in. */
  #setInPosition(rows: Map<string, Row>, id: string, row: Row): void {
    const isThere = rows.has(id)
    rows.set(id, row)
    const positions = this.#positionsOfRows()
    if (isThere || positions.get(id) === this.#nextPosition - 1) return
    const sorted = [...rows].sort(([one], [other]) => Number(positions.get(one)) - Number(positions.get(other)))
    rows.clear()
    for (const [key, value] of sorted) rows.set(key, value)
  }

  #positionsOfRows(): Map<string, number> {
    if (!this.#positions) {
      this.#positions = new Map([...this.#rows.keys()].map((id, position) => [id, position]))
      this.#nextPosition = this.#positions.size
    }
    return this.#positions
  }

  #uniqueIndex(name: string): UniqueIndex<Row> | undefined {
    const column = this.#indexes.unique?.[name]
    const built = this.#unique.get(name)
    if (built || !column) return built
    const index = { column, rows: new Map([...this.#rows.values()].map((row) => [column(row), row])) }
    this.#unique.set(name, index)
    return index
  }

  #groupIndex(name: string): GroupIndex<Row> | undefined {
    const column = this.#indexes.groups?.[name]
    const built = this.#groups.get(name)
    if (built || !column) return built
    const index: GroupIndex<Row> = { column, rows: new Map() }
    this.#groups.set(name, index)
    for (const [id, row] of this.#rows) groupOf(index, row)?.set(id, row)
    return index
  }

  /** Adds a row to the indexes that were built. */
  #index(id: string, row: Row): void {
    for (const { column, rows } of this.#unique.values()) rows.set(column(row), row)
    for (const index of this.#groups.values()) {
      const group = groupOf(index, row)
      if (group) this.#setInPosition(group, id, row)
    }
  }

  /** A row that stays in its group keeps its position there. */
  #unindex(id: string, before: Row, after: Row | undefined): void {
    for (const { column, rows } of this.#unique.values()) rows.delete(column(before))
    for (const { column, rows } of this.#groups.values()) {
      const value = column(before)
      if (value === undefined || (after && column(after) === value)) continue
      const group = rows.get(value)
      group?.delete(id)
      if (group?.size === 0) rows.delete(value)
    }
  }
}

interface UniqueIndex<Row> {
  readonly column: (row: Row) => string
  readonly rows: Map<string, Row>
}

interface GroupIndex<Row> {
  readonly column: (row: Row) => string | undefined
  readonly rows: Map<string, Map<string, Row>>
}

/** The group a row is in, made when it is its first; undefined where it is in none. */
function groupOf<Row>({ column, rows }: GroupIndex<Row>, row: Row): Map<string, Row> | undefined {
  const value = column(row)
  if (value === undefined) return undefined
  const group = rows.get(value) ?? new Map<string, Row>()
  rows.set(value, group)
  return group
}
