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

/** Where a row stands among the others. */
export type Position<Row> = (row: Row) => number

/** What is found by the values of a column. */
interface Index<Row, Entry> {
  readonly column: (row: Row) => string | undefined
  readonly entries: Layered<Entry>
}

/** Rows by id, in the order in which they were added. An index is built when it is first needed. */
export class RowSet<Row extends object> implements Iterable<readonly [id: string, row: Row]> {
  readonly #indexes: Indexes<Row>
  readonly #rows: Layered<Row>
  readonly #unique = new Map<string, Index<Row, string>>()
  readonly #groups = new Map<string, Index<Row, Row[]>>()
  /** The groups that no copy has. */
  readonly #mine = new Set<readonly Row[]>()

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

  /** The rows with this value in a shared column, oldest first. */
  group(index: string, value: string): Row[] {
    return this.#groupIndex(index)?.get(value)?.slice() ?? []
  }

  /** How many rows have this value in a shared column. */
  count(index: string, value: string): number {
    return this.#groupIndex(index)?.get(value)?.length ?? 0
  }

  /** Adds a row behind all others. */
  add(id: string, row: Row): void {
    this.#rows.set(id, row)
    this.#index(id, undefined, row)
  }

  /** Replaces a row, which keeps its place, or deletes it. */
  replace(id: string, before: Row, after: Row | undefined, position: Position<Row>): void {
    if (after) this.#rows.set(id, after)
    else this.#rows.delete(id)
    this.#index(id, before, after, position)
  }

  /** Undoes a delete. */
  putBack(id: string, row: Row, position: Position<Row>): void {
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

  #groupIndex(name: string): Layered<Row[]> | undefined {
    const column = this.#indexes.groups?.[name]
    const built = this.#groups.get(name)?.entries
    if (built || !column) return built
    const groups = new Map<string, Row[]>()
    for (const row of this.#rows.values()) {
      const value = column(row)
      const group = value === undefined ? undefined : groups.get(value)
      if (group) group.push(row)
      else if (value !== undefined) groups.set(value, [row])
    }
    const entries = new Layered(groups)
    this.#groups.set(name, { column, entries })
    return entries
  }

  /** Brings the indexes that were built up to date. @param position - undefined for a new row */
  #index(id: string, before: Row | undefined, after: Row | undefined, position?: Position<Row>): void {
    for (const { column, entries } of this.#unique.values()) {
      const [left, joined] = [before && column(before), after && column(after)]
      if (left !== undefined && left !== joined) entries.delete(left)
      if (joined !== undefined && left !== joined) entries.set(joined, id)
    }
    for (const index of this.#groups.values()) this.#regroup(index, before, after, position)
  }

  /** A row that stays in its group keeps its place there. */
  #regroup(
    { column, entries }: Index<Row, Row[]>,
    before: Row | undefined,
    after: Row | undefined,
    position: Position<Row> | undefined,
  ): void {
    const [left, joined] = [before && column(before), after && column(after)]
    if (before && left !== undefined) {
      const group = this.#toChange(entries, left)
      const replaced = after && left === joined ? [after] : []
      group.splice(group.lastIndexOf(before), 1, ...replaced)
      if (group.length === 0) {
        entries.delete(left)
        this.#mine.delete(group)
      }
    }
    if (after && joined !== undefined && left !== joined) {
      const group = this.#toChange(entries, joined)
      group.splice(placeIn(group, after, position), 0, after)
    }
  }

  /** The group of a value, which no copy has. */
  #toChange(entries: Layered<Row[]>, value: string): Row[] {
    const group = entries.get(value)
    if (group && this.#mine.has(group)) return group
    const mine = [...(group ?? [])]
    this.#mine.add(mine)
    entries.set(value, mine)
    return mine
  }
}

/** Where a row belongs in a group. @param position - undefined for a new row, which comes last */
function placeIn<Row>(group: readonly Row[], row: Row, position: Position<Row> | undefined): number {
  if (!position || group.length === 0) return group.length
  return group.findLastIndex((other) => position(other) < position(row)) + 1
}

function copyOf<Row, Entry>({ column, entries }: Index<Row, Entry>): Index<Row, Entry> {
  return { column, entries: entries.copy() }
}
