// Worlds as they were written.
import { keptTables, keyOf, type TableName } from '../model/schema.js'
import type { WorldState } from '../model/world.js'
import type { EndedBy } from '../sandbox/dropped-sandboxes.js'
import type { Files } from '../store/files.js'
import type { Rows } from '../store/store.js'
import type { Database } from './database.js'
import { type KeptRow, read } from './rows.js'
import type { RestOfState, SandboxRecord } from './writing.js'

/** The sandboxes that are kept, by name. */
export function recordsIn(database: Database): ReadonlyMap<string, SandboxRecord> {
  const found = [...database.range('sandbox')]
  return new Map(found.map(({ key: [, name = ''], value }) => [name, value as SandboxRecord])) // as they were written
}

/** Why calls to sandboxes that ended are refused, by name. */
export function endsIn(database: Database): ReadonlyMap<string, EndedBy> {
  return new Map([...database.range('ended')].map(({ key: [, name = ''], value }) => [name, value as EndedBy])) // as they were written
}

/** A world's state from its rows and the rest of it. */
export function stateOf(rows: Rows, { ids, clock }: RestOfState): WorldState {
  return { rows, ids: new Map(ids), clock }
}

/** The world of a sandbox. @throws Error when it is not kept */
export function readWorld(database: Database, name: string, files: Files): WorldState {
  const { base: owner, world } = database.get(['sandbox', name]) as SandboxRecord // as it was written
  const base = owner === null ? undefined : { owner, rows: readRows(database, owner, files) }
  return stateOf(readRows(database, name, files, base), world)
}

/**
 * The rows of one owner; tables in which nothing is written for it are those of its base.
 * @param base - the rows of its base, with whose they are
 * @param files - keeps the contents of files
 */
export function readRows(database: Database, owner: string, files: Files, base?: BaseRows): Rows {
  return new Map(
    keptTables.map((table) => {
      const own = [...database.range('row', owner, table)]
      const shared = base?.rows.get(table)
      return [table, own.length === 0 && shared ? shared : merged(database, table, own, files, base)]
    }),
  )
}

/** Rows that a sandbox has unless it has others in their place. */
export interface BaseRows {
  readonly owner: string
  readonly rows: Rows
}

type Entries = Iterable<{ readonly key: readonly string[]; readonly value: unknown }>

function merged(database: Database, table: TableName, own: Entries, files: Files, base?: BaseRows) {
  const placed = new Map<string, readonly [place: number, row: object]>()
  for (const { key, value } of base ? database.range('row', base.owner, table) : []) {
    const [place, row] = value as NonNullable<KeptRow> // a base has all its rows
    const shared = base?.rows.get(table)?.get(keyOf(table, row))
    if (shared) placed.set(String(key.at(-1)), [place, shared])
  }
  for (const { key, value } of own) {
    const [place, row] = (value as KeptRow) ?? []
    if (place === undefined || row === undefined) placed.delete(String(key.at(-1)))
    else placed.set(String(key.at(-1)), [place, read(row, files)])
  }
  const rows = [...placed.values()].sort(([one], [other]) => one - other).map(([, row]) => row)
  return new Map(rows.map((row) => [keyOf(table, row), row]))
}
