// A table: rows by id, frozen and replaced, found by unique or shared columns. It has never heard of ClickUp.

/** How a table finds its rows besides by id. */
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
  readonly place: number
}

/** Something that counts its changes. */
export interface Versioned {
  /** Another number after every change, also after one that was taken back. */
  readonly version: number
}

/** What a table tells its store. */
export interface Listener {
  changed(change: Change): void
  /** Tables that are read while somebody observes. */
  readonly reads: Set<Versioned> | undefined
}

/**
 * Rows by id; they and every group of them stand in the order in which they were added. Every write is told to the
 * listener, so that a transaction can be undone. A restored table shares its rows with the snapshot until its first write, and an
 * index is built when it is first asked for: a thousand sandboxes of one seed cost what they change and look up.
 */
export class Table<Row extends object> implements Versioned {
  readonly name: string
  readonly #key: (row: Row) => string
  readonly #indexes: Indexes<Row>
  readonly #listener: Listener
  #version = 0
  #rows = new Map<string, Row>()
  /** Someone else holds these rows as they are now. */
  #shared = false
  /** undefined until something is written. */
  #places: Map<string, number> | undefined
  #nextPlace = 0
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

  /** The row of this id, which must be there. @throws Error when it is not: a fault of ours, never of the caller */
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

  /** Puts a changed copy in the row's place. */
  update(row: Row, columns: Partial<Row>): Row {
    const id = this.#key(row)
    return this.#replace(id, this.get(id), { ...this.get(id), ...columns })
  }

  delete(row: Row): void {
    const id = this.#key(row)
    this.#replace(id, this.get(id), undefined)
  }

  /** Takes a change back: the store's undo, not a write of its own. */
  revert(change: Change): void {
    this.#put(change.id, change.after as Row | undefined, change.before as Row | undefined, change.place)
  }

  /** The rows as they are; costs nothing until the next write, since rows are never changed in place. */
  snapshot(): ReadonlyMap<string, Row> {
    this.#shared = true
    return this.#rows
  }

  restore(rows: ReadonlyMap<string, Row>): void {
    this.#version += 1
    this.#rows = rows as Map<string, Row> // shared: whoever writes first makes a copy
    this.#shared = true
    this.#places = undefined
    this.#unique.clear()
    this.#groups.clear()
  }

  #replace(id: string, before: Row | undefined, after: Row | undefined): Row {
    const row = after && Object.freeze(after)
    for (const [name, column] of Object.entries(this.#indexes.unique ?? {})) {
      const holder = row && this.findBy(name, column(row))
      if (holder && holder !== before) throw new Error(`${this.name} already has a row with the same ${name}`)
    }
    const place = this.#placesOfRows().get(id) ?? this.#nextPlace
    this.#put(id, before, row, place)
    this.#listener.changed({ table: this.name, id, before, after: row, place })
    return (row ?? before) as Row
  }

  #read(): void {
    this.#listener.reads?.add(this)
  }

  #put(id: string, before: Row | undefined, after: Row | undefined, place: number): void {
    this.#version += 1
    const places = this.#placesOfRows()
    if (this.#shared) {
      this.#rows = new Map(this.#rows)
      this.#shared = false
    }
    if (before) this.#unindex(id, before, after)
    if (after) {
      places.set(id, place)
      this.#nextPlace = Math.max(this.#nextPlace, place + 1)
      this.#setInPlace(this.#rows, id, after)
      this.#index(id, after)
    } else {
      this.#rows.delete(id)
      places.delete(id)
    }
  }

  /** A row that is there keeps its place; the newest goes to the end; only what came back or moved has to be sorted in. */
  #setInPlace(rows: Map<string, Row>, id: string, row: Row): void {
    const isThere = rows.has(id)
    rows.set(id, row)
    const places = this.#placesOfRows()
    if (isThere || places.get(id) === this.#nextPlace - 1) return
    const sorted = [...rows].sort(([one], [other]) => Number(places.get(one)) - Number(places.get(other)))
    rows.clear()
    for (const [key, value] of sorted) rows.set(key, value)
  }

  #placesOfRows(): Map<string, number> {
    if (!this.#places) {
      this.#places = new Map([...this.#rows.keys()].map((id, place) => [id, place]))
      this.#nextPlace = this.#places.size
    }
    return this.#places
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

  /** Keeps the indexes that were built. */
  #index(id: string, row: Row): void {
    for (const { column, rows } of this.#unique.values()) rows.set(column(row), row)
    for (const index of this.#groups.values()) {
      const group = groupOf(index, row)
      if (group) this.#setInPlace(group, id, row)
    }
  }

  /** A row that stays in its group keeps its place there. */
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
