// The rows of a table and its indexes as they are at one moment. Copies share what is not changed in them.
import { Layered } from './layered.js'
import { PLACES, rowBytes, type Seen, sharedBytes } from './row-bytes.js'

/** How a table finds its rows, besides by their id. */
export interface Indexes<Row> {
  /** Columns of which no two rows have the same value. */
  readonly unique?: { readonly [index: string]: (row: Row) => string }
  /** Columns that many rows share; a row with undefined is in no group. */
  readonly groups?: { readonly [index: string]: (row: Row) => string | undefined }
}

/** Where the row of an id stands among the others. */
export type Position = (id: string) => number

/** What is found by the values of a column. */
interface Index<Row, Entry> {
  readonly column: (row: Row) => string | undefined
  readonly entries: Layered<Entry>
}

/** Rows by id, in the order in which they were added. An index holds ids, and is built when it is first needed. */
export class RowSet<Row extends object> implements Iterable<readonly [id: string, row: Row]> {
  readonly #indexes: Indexes<Row>
  readonly #rows: Layered<Row>
  readonly #unique = new Map<string, Index<Row, string>>()
  readonly #groups = new Map<string, Index<Row, string[]>>()
  /** The lists of ids that no copy has. */
  readonly #mine = new Set<readonly string[]>()

  constructor(indexes: Indexes<Row>, rows = new Layered<Row>()) {
    this.#indexes = indexes
    this.#rows = rows
  }

  get size(): number {
    return this.#rows.size
  }

  get(id: string): Row | undefined {
    return this.#rows.get(id)
  }

  ids(): string[] {
    return this.#rows.keys()
  }

  values(): Row[] {
    return this.#rows.values()
  }

  [Symbol.iterator](): Iterator<readonly [id: string, row: Row]> {
    return this.#rows[Symbol.iterator]()
  }

  /** The row with this value in a unique column. */
  findBy(index: string, value: string): Row | undefined {
    const id = this.#uniqueIndex(index)?.get(value)
    return id === undefined ? undefined : this.#rows.get(id)
  }

  /** The ids of the rows with this value in a shared column, oldest first. */
  group(index: string, value: string): readonly string[] {
    return this.#groupIndex(index)?.get(value) ?? []
  }

  /** Adds a row behind all others. */
  add(id: string, row: Row): void {
    this.#rows.set(id, row)
    this.#index(id, undefined, row)
  }

  /** Replaces a row, which keeps its place, or deletes it. */
  replace(id: string, before: Row, after: Row | undefined, position: Position): void {
    if (after) this.#rows.set(id, after)
    else this.#rows.delete(id)
    this.#index(id, before, after, position)
  }

  /** Undoes a delete. */
  putBack(id: string, row: Row, position: Position): void {
    this.#rows.putBack(id, row, position)
    this.#index(id, undefined, row, position)
  }

  /** Shares what it has with the copies that are made from now on. It is not to be changed any more. */
  share(): void {
    this.#rows.share()
    for (const { entries } of [...this.#unique.values(), ...this.#groups.values()]) entries.share()
    this.#mine.clear()
  }

  /** The same rows, to be changed. */
  copy(): RowSet<Row> {
    const copy = new RowSet(this.#indexes, this.#rows.copy())
    for (const [name, index] of this.#unique) copy.#unique.set(name, copyOf(index))
    for (const [name, index] of this.#groups) copy.#groups.set(name, copyOf(index))
    return copy
  }

  /** How many bytes its rows take that were not seen before. */
  bytes(seen: Seen): number {
    if (seen(this)) return 0
    let bytes = sharedBytes(this.#rows.shared, seen)
    for (const row of this.#rows.own()) bytes += seen(row) ? PLACES : rowBytes(row)
    return bytes
  }

  #uniqueIndex(name: string): Layered<string> | undefined {
    const column = this.#indexes.unique?.[name]
    const built = this.#unique.get(name)?.entries
    if (built || !column) return built
    const entries = new Layered(new Map(Array.from(this.#rows, ([id, row]) => [column(row), id])))
    this.#unique.set(name, { column, entries })
    return entries
  }

  #groupIndex(name: string): Layered<string[]> | undefined {
    const column = this.#indexes.groups?.[name]
    const built = this.#groups.get(name)?.entries
    if (built || !column) return built
    const groups = new Map<string, string[]>()
    for (const [id, row] of this.#rows) {
      const value = column(row)
      const ids = value === undefined ? undefined : groups.get(value)
      if (ids) ids.push(id)
      else if (value !== undefined) groups.set(value, [id])
    }
    const entries = new Layered(groups)
    this.#groups.set(name, { column, entries })
    return entries
  }

  /** Brings the indexes that were built up to date. @param position - undefined for a new row */
  #index(id: string, before: Row | undefined, after: Row | undefined, position?: Position): void {
    for (const { column, entries } of this.#unique.values()) {
      const { left, joined } = moved(column, before, after)
      if (left !== undefined) entries.delete(left)
      if (joined !== undefined) entries.set(joined, id)
    }
    for (const { column, entries } of this.#groups.values()) {
      const { left, joined } = moved(column, before, after)
      if (left !== undefined) this.#leave(entries, left, id)
      if (joined !== undefined) this.#join(entries, joined, id, position)
    }
  }

  #join(entries: Layered<string[]>, value: string, id: string, position: Position | undefined): void {
    const ids = this.#toChange(entries, value)
    if (!position || ids.length === 0) ids.push(id)
    else ids.splice(ids.findLastIndex((other) => position(other) < position(id)) + 1, 0, id)
  }

  #leave(entries: Layered<string[]>, value: string, id: string): void {
    const ids = this.#toChange(entries, value)
    ids.splice(ids.indexOf(id), 1)
    if (ids.length > 0) return
    entries.delete(value)
    this.#mine.delete(ids)
  }

  /** A list of ids that no copy has. */
  #toChange(entries: Layered<string[]>, value: string): string[] {
    const ids = entries.get(value)
    if (ids && this.#mine.has(ids)) return ids
    const mine = [...(ids ?? [])]
    this.#mine.add(mine)
    entries.set(value, mine)
    return mine
  }
}

function copyOf<Row, Entry>({ column, entries }: Index<Row, Entry>): Index<Row, Entry> {
  return { column, entries: entries.copy() }
}

/** The value under which a row is no longer found, and the one under which it is from now on; none where it stays. */
function moved<Row>(column: Index<Row, unknown>['column'], before: Row | undefined, after: Row | undefined) {
  const [left, joined] = [before && column(before), after && column(after)]
  return left === joined ? {} : { left, joined }
}
