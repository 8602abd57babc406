// What is written of a sandbox: the rows that changed, or all of them where its world was replaced.
import { keptTables } from '../model/schema.js'
import type { WorldState } from '../model/world.js'
import type { EndedBy } from '../sandbox/dropped-sandboxes.js'
import type { Sandbox } from '../sandbox/sandbox.js'
import type { RowSet } from '../store/row-set.js'
import type { Rows } from '../store/store.js'
import type { Change } from '../store/table.js'
import type { Database } from './database.js'
import { type KeptRow, keyText, written } from './rows.js'

/** Whose rows the mock's own seed are. A sandbox with another seed has those of `=<name>`; no name begins so. */
export const SEED = '='
/** The place of the first row that is added; those of a seed are numbered from 0. */
export const FIRST_ADDED = 2 ** 40

/** What is written of a sandbox besides its rows. */
export interface SandboxRecord {
  /** Whose rows are its own too, unless it has others in their place. null: it has all of them. */
  readonly base: string | null
  /** The rest of a seed of its own. */
  readonly seed: RestOfState | null
  readonly world: RestOfState
  /** The place of the next row that is added. */
  readonly next: number
}

/** A world's state besides its rows. */
export interface RestOfState {
  readonly ids: readonly (readonly [kind: string, count: number])[]
  readonly clock: WorldState['clock']
}

/** A sandbox with what was not written yet. */
export interface Held {
  readonly sandbox: Sandbox
  readonly hasOwnSeed: boolean
  base: string | null
  next: number
  /** Nothing of it was written. */
  isNew: boolean
  /** Its world was replaced: the rows that stand there are another's. */
  isReplaced: boolean
  /** The last change of each row; rows that were added in the order of that. */
  changes: Map<string, RowChange>
}

interface RowChange {
  readonly table: string
  readonly id: string
  readonly after: object | undefined
  readonly isAdded: boolean
}

const kept: ReadonlySet<string> = new Set(keptTables)

/** Adds what a transaction changed to what waits. */
export function note(waiting: Map<string, RowChange>, changes: readonly Change[]): void {
  for (const { table, id, before, after } of changes) {
    if (!kept.has(table)) continue
    const key = `${table} ${id}`
    const isAdded = before === undefined || (after !== undefined && waiting.get(key)?.isAdded === true)
    if (before === undefined) waiting.delete(key) // it goes to the end
    waiting.set(key, { table, id, after, isAdded })
  }
}

/** Writes what waits of a sandbox. */
export function writeSandbox(database: Database, held: Held): void {
  const { sandbox, base, hasOwnSeed, isNew, isReplaced } = held
  const { name, world, seed } = sandbox
  if (isNew) writeEnd(database, name, undefined)
  if (isNew && hasOwnSeed) writeRows(database, SEED + name, seed.rows, 0)
  if (isReplaced) database.removeRange('row', name)
  if (isReplaced && base === null) held.next = writeRows(database, name, world.peek(), FIRST_ADDED)
  else for (const change of held.changes.values()) writeChange(database, held, change)
  const record: SandboxRecord = {
    base: held.base,
    seed: hasOwnSeed ? restOf(seed) : null,
    world: restOf({ ids: world.ids.snapshot(), clock: world.clock.snapshot() }),
    next: held.next,
  }
  database.put(['sandbox', name], record)
}

/** Writes that a sandbox is no more. @param by - why calls to it are refused from now on, if they are */
export function writeEnd(database: Database, name: string, by: EndedBy | undefined): void {
  for (const owner of [name, SEED + name]) database.removeRange('row', owner)
  database.remove(['sandbox', name])
  if (by === undefined) database.remove(['ended', name])
  else database.put(['ended', name], by)
}

/** Writes all rows that are kept. @param first - the place of the first row of each table. @returns a place behind all of them */
export function writeRows(database: Database, owner: string, rows: Rows, first: number): number {
  let next = first
  for (const table of keptTables) {
    let place = first
    for (const [id, row] of rows.get(table) as RowSet<object>) {
      // a world has every table
      database.put(['row', owner, table, keyText(id)], [place, written(row)] satisfies KeptRow)
      place += 1
    }
    next = Math.max(next, place)
  }
  return next
}

function writeChange(database: Database, held: Held, { table, id, after, isAdded }: RowChange): void {
  const { base, sandbox } = held
  const key = ['row', sandbox.name, table, keyText(id)]
  if (after) {
    const place = isAdded
      ? undefined
      : (placeOf(database, key) ?? placeOf(database, ['row', String(base), ...key.slice(2)]))
    if (place === undefined) held.next += 1
    database.put(key, [place ?? held.next - 1, written(after)] satisfies KeptRow)
  } else if (base === null) database.remove(key)
  else database.put(key, null)
}

function placeOf(database: Database, key: string[]): number | undefined {
  const row = database.get(key) as KeptRow | undefined // all rows are written by this file
  return row?.[0]
}

function restOf({ ids, clock }: Omit<WorldState, 'rows'>): RestOfState {
  return { ids: [...ids], clock }
}
