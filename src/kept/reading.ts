// Worlds as they were written.
import { declarationOf, keptTables, keyOf, type TableName } from '../model/schema.js'
import type { WorldState } from '../model/world.js'
import type { EndedBy } from '../sandbox/dropped-sandboxes.js'
import type { Files } from '../store/files.js'
import { Layered } from '../store/layered.js'
import { RowSet } from '../store/row-set.js'
import type { Rows } from '../store/store.js'
import type { Database } from './database.js'
import { type KeptRow, keyText, read } from './rows.js'
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
  const base = owner === null ? undefined : readRows(database, owner, files)
  return stateOf(readRows(database, name, files, base), world)
}

/**
 * The rows of one owner; tables in which nothing is written for it are those of its base.
 * @param base - the rows that it has unless others stand in their place
 * @param files - keeps the contents of files
 */
export function readRows(database: Database, owner: string, files: Files, base?: Rows): Rows {
  return new Map(
    keptTables.map((table) => {
      const own = [...database.range('row', owner, table)]
      const shared = base?.get(table) ?? new RowSet(declarationOf(table))
      return [table, own.length === 0 ? shared : merged(table, shared, own, files)]
    }),
  )
}

type Entries = Iterable<{ readonly key: readonly string[]; readonly value: unknown }>

function merged(table: TableName, shared: RowSet<object>, own: Entries, files: Files) {
  const placed = new Map<string, readonly [place: number, row: object]>()
  for (const [id, row] of shared) placed.set(keyText(id), [placed.size, row]) // as writeRows counts
  for (const { key, value } of own) {
    const [place, row] = (value as KeptRow) ?? []
    if (place === undefined || row === undefined) placed.delete(String(key.at(-1)))
    else placed.set(String(key.at(-1)), [place, read(row, files)])
  }
  const rows = [...placed.values()].sort(([one], [other]) => one - other).map(([, row]) => row)
  return new RowSet(declarationOf(table), new Layered(new Map(rows.map((row) => [keyOf(table, row), row]))))
}
