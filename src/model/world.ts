// The world: what ClickUp would remember. Its tables (schema.ts), its clock and its ids.
import { Caches } from '../store/caches.js'
import { Files } from '../store/files.js'
import type { Seen } from '../store/row-bytes.js'
import { type Observed, type Rows, Store } from '../store/store.js'
import type { Change, Table } from '../store/table.js'
import { Clock, type ClockState } from './clock.js'
import { type IdState, Ids } from './ids.js'
import { pairKey } from './keys.js'
import type { GrantRow, MemberRow } from './people-rows.js'
import { declarationOf, type IdTable, idOf, keyOf, type TableName, type Tables, tableNames } from './schema.js'

/** A world at one moment. */
export interface WorldState {
  readonly rows: Rows
  readonly ids: IdState
  readonly clock: ClockState
}

/** Who changes the world, and what they are told of it. */
export interface Author {
  /** undefined for the tester, who is nobody in the world. */
  readonly userId: number | undefined
  /** Plants a fixture: nothing happened in the world, so listeners are not called. */
  readonly isPlanting?: boolean
  /** Is given everything that changed, once it is committed. */
  changed?(changes: readonly Change[]): void
}

/** Is called with all changes of a transaction, in order, once they are committed. */
export type CommitListener = (changes: readonly Change[], author: Author) => void

const tester: Author = { userId: undefined }

/** Plants a fixture. */
export const planter: Author = { userId: undefined, isPlanting: true }

/** A table for each entry of the schema, under its name. */
type WorldTables = { readonly [Name in TableName]: Table<Tables[Name]> }

export interface World extends WorldTables {}

/** Tables, clock and ids of one sandbox. */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the constructor makes every table that the schema names
export class World {
  readonly #store = new Store((changes) => this.#committed(changes))
  #author = tester
  #version = 0
  readonly #listeners = new Set<CommitListener>()
  #grew: ((bytes: number) => void) | undefined
  readonly clock = new Clock()
  /** What is kept only to answer faster. */
  readonly caches = new Caches()
  /** Where the contents of files are kept; all in memory, unless it is replaced. */
  files = new Files()
  readonly ids: Ids

  /** @param mark - what the tokens of this world carry (see Ids) */
  constructor(mark?: string) {
    this.ids = new Ids(mark)
    for (const name of tableNames) {
      const { key = idOf, unique = {}, groups = {} } = declarationOf(name)
      Reflect.set(this, name, this.#store.table(name, key, { unique, groups }))
    }
  }

  /** Runs `work` whole or not at all. */
  transact<Result>(work: () => Result, author: Author = this.#author): Result {
    const outer = this.#author
    this.#author = author
    try {
      return this.#store.transact(work)
    } finally {
      this.#author = outer
    }
  }

  /** Calls `listener` for every commit from now on; a restore is not one. @returns a function that ends it */
  subscribe(listener: CommitListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Calls `listener` with what each commit adds to the memory, in bytes; what it takes away is not known before it is counted. */
  onGrowth(listener: (bytes: number) => void): void {
    this.#grew = listener
  }

  /** Gives all changes of each transaction to `keep` before they hold. Where it throws, they are undone. */
  keepBy(keep: (changes: readonly Change[]) => void): void {
    this.#store.keep = keep
  }

  /** How many bytes its rows take that were not seen before. */
  bytes(seen: Seen): number {
    return this.#store.bytes(seen)
  }

  /** Another number after each change. */
  get version(): number {
    return this.#version
  }

  #committed(changes: readonly Change[]): void {
    this.#version += 1
    this.#author.changed?.(changes)
    this.#grew?.(this.#store.growth(changes))
    if (this.#author.isPlanting) return
    for (const listener of this.#listeners) listener(changes, this.#author)
  }

  /** Runs `work`, which only reads. Its result holds until a table changes that it read. */
  observe<Result>(work: () => Result): Observed<Result> {
    return this.#store.observe(work)
  }

  /** What `work` finds out about a row by reading only; done again when a table has changed that it read. */
  remembered<Result>(row: object, work: () => Result): Result {
    return this.#store.remembered(row, work)
  }

  /** The table of this name. */
  named<Name extends TableName>(table: Name): Table<Tables[Name]> {
    return this.#store.named(table) as unknown as Table<Tables[Name]> // the store knows its tables without their rows
  }

  /** An id for a new row of this table, which no row has. @param teamId - its Workspace, which is in the ids of views */
  newId(table: IdTable, teamId = '0'): string {
    const { newId = (ids: Ids) => ids.uuid() } = declarationOf(table)
    return this.named(table).unused(() => newId(this.ids, teamId))
  }

  /** Deletes a row, and first the rows that are deleted with it. */
  delete<Name extends TableName>(table: Name, row: Tables[Name]): void {
    this.deletePartsOf(table, keyOf(table, row))
    this.named(table).delete(row)
  }

  /** Deletes the rows that are deleted with a row of this key, which itself stays. */
  deletePartsOf(table: TableName, key: string): void {
    for (const name of tableNames) {
      for (const { table: whole, group, by = String } of declarationOf(name).deletedWith ?? []) {
        if (whole !== table) continue
        for (const one of this.named(name).group(group, by(key))) this.delete(name, one)
      }
    }
  }

  /** The membership of a user in a Workspace. */
  membership(teamId: string, userId: number): MemberRow | undefined {
    return this.members.find(pairKey(teamId, userId))
  }

  /** The Workspaces a user lets an app see. */
  grant(appId: string, userId: number): GrantRow | undefined {
    return this.grants.find(pairKey(appId, userId))
  }

  /** Sets which Workspaces a user lets an app see, for all tokens of the two. */
  setGrant(app_id: string, user_id: number, team_ids: readonly string[]): void {
    const granted = this.grant(app_id, user_id)
    if (granted) this.grants.update(granted, { team_ids })
    else this.grants.add({ app_id, user_id, team_ids })
  }

  /** The rows as they are now, to be looked at and not to be kept. */
  peek(): Rows {
    return this.#store.peek()
  }

  snapshot(): WorldState {
    return { rows: this.#store.snapshot(), ids: this.ids.snapshot(), clock: this.clock.snapshot() }
  }

  restore(state: WorldState): void {
    this.#version += 1
    this.#store.restore(state.rows)
    this.ids.restore(state.ids)
    this.clock.restore(state.clock)
  }
}
