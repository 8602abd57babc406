// Which rows an export has written, in which order: planting will make them so. Where the world has another, it is told.
import type { components } from '../contract/mock.gen.js'
import type { Tables, World } from '../model/world.js'

type Order = NonNullable<components['schemas']['Fixture']['order']>
type Name = keyof Order & keyof Tables

/** Rows as they are written. */
export class WrittenRows {
  readonly #world: World
  readonly #rows = new Map<Name, object[]>()

  constructor(world: World) {
    this.#world = world
  }

  /** Notes rows of one table, and gives them back. */
  all<Row extends object>(table: Name, rows: readonly Row[]): readonly Row[] {
    const written = this.#rows.get(table)
    if (written) for (const row of rows) written.push(row)
    else this.#rows.set(table, [...rows])
    return rows
  }

  /** Notes one row. */
  one(table: Name, row: object): void {
    this.all(table, [row])
  }

  /** The ids of each table whose rows were written in another order than the world has them in. */
  order(): Order | undefined {
    const order: Order = {}
    for (const [name, written] of this.#rows) {
      const table = this.#world.named(name)
      const rows: readonly object[] = table.all()
      const places = new Map(rows.map((row, place) => [row, place]))
      const isSorted = written.every((row, at) => at === 0 || placeOf(places, written[at - 1]) < placeOf(places, row))
      const ids = table.ids()
      const kept = new Set(written)
      if (!isSorted) order[name] = ids.filter((_, place) => kept.has(Object(rows[place])))
    }
    return Object.keys(order).length ? order : undefined
  }
}

function placeOf(places: ReadonlyMap<object, number>, row: object | undefined): number {
  return Number(row && places.get(row))
}

/** Rows by a key. */
export type Lookup<Row> = (key: string) => readonly Row[]

/** Rows by a key, each group in the order of the table. */
export function grouped<Row>(rows: readonly Row[], key: (row: Row) => string): Lookup<Row> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const group = groups.get(key(row))
    if (group) group.push(row)
    else groups.set(key(row), [row])
  }
  return (wanted) => groups.get(wanted) ?? []
}

/** A list under its name; nothing when it is empty. */
export function listed<Name extends string, Item>(name: Name, items: Item[]): { [Key in Name]?: Item[] } {
  return items.length ? ({ [name]: items } as { [Key in Name]: Item[] }) : {}
}
