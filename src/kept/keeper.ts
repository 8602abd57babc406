// When what becomes of sandboxes is written down: before it holds, or within a second.
import { keptTables } from '../model/schema.js'
import type { WorldState } from '../model/world.js'
import type { EndedBy } from '../sandbox/dropped-sandboxes.js'
import type { Keeping } from '../sandbox/keeping.js'
import type { Sandbox } from '../sandbox/sandbox.js'
import type { Log } from '../settings/log.js'
import type { Change } from '../store/table.js'
import { type Database, notKept } from './database.js'
import { FIRST_ADDED, type Held, note, type SandboxRecord, SEED, writeEnd, writeSandbox } from './writing.js'

/** ms until changes are written, where nobody waits for that; and until it is tried again. */
const SOON = 200
const AGAIN = 1_000

/** Keeps sandboxes in a database. */
export class Keeper implements Keeping {
  readonly #database: Database
  readonly #seed: WorldState
  readonly #log: Log
  readonly #isAtOnce: boolean
  readonly #held = new Map<string, Held>()
  readonly #changed = new Set<Held>()
  /** Sandboxes that ended, each with why calls to it are refused, if they are. */
  readonly #ended = new Map<string, EndedBy | undefined>()
  #timer: NodeJS.Timeout | undefined
  #hasFailed = false

  /**
   * @param seed - the mock's own, which is written already
   * @param isAtOnce - nothing holds that is not on the disk
   */
  constructor(database: Database, seed: WorldState, log: Log, isAtOnce: boolean) {
    this.#database = database
    this.#seed = seed
    this.#log = log
    this.#isAtOnce = isAtOnce
  }

  began(sandbox: Sandbox): void {
    const hasOwnSeed = !isAt(this.#seed, sandbox)
    const base = hasOwnSeed ? SEED + sandbox.name : SEED
    this.#hold(sandbox, { hasOwnSeed, base, next: FIRST_ADDED, isNew: true })
  }

  /** As `began`, for a sandbox that was written before. @param isWhole - all its rows are to be written again */
  resumed(sandbox: Sandbox, { seed, base, next }: SandboxRecord, isWhole: boolean): void {
    const held = this.#hold(sandbox, { hasOwnSeed: seed !== null, base, next, isNew: false })
    if (isWhole) this.#replace(held)
  }

  ended(name: string, by?: EndedBy): void {
    const held = this.#held.get(name)
    if (held) this.#changed.delete(held)
    this.#held.delete(name)
    this.#ended.set(name, by)
    this.#writeIn(SOON)
  }

  settle(): void {
    if (!this.#isAtOnce) return
    try {
      this.write()
    } catch (error) {
      throw notKept(this.#database.folder, error)
    }
  }

  /** Writes what waits, all or nothing. @throws what LMDB throws */
  write(): void {
    if (this.#changed.size + this.#ended.size === 0) return
    this.#database.write(() => {
      for (const [name, by] of this.#ended) writeEnd(this.#database, name, by)
      for (const held of this.#changed) writeSandbox(this.#database, held)
    })
    for (const held of this.#changed) Object.assign(held, { isNew: false, isReplaced: false, changes: new Map() })
    this.#changed.clear()
    this.#ended.clear()
    if (this.#hasFailed) this.#log.warn(`${this.#database.folder}: what is done is kept again`)
    this.#hasFailed = false
  }

  async close(): Promise<void> {
    for (const held of this.#held.values()) this.#changed.add(held) // ids are counted without a change, too
    this.#tryToWrite()
    clearTimeout(this.#timer)
    await this.#database.close()
  }

  #hold(sandbox: Sandbox, rest: Pick<Held, 'hasOwnSeed' | 'base' | 'next' | 'isNew'>): Held {
    const held: Held = { sandbox, isReplaced: false, changes: new Map(), ...rest }
    this.#held.set(sandbox.name, held)
    if (held.isNew) this.#hasChanged(held)
    sandbox.world.keepBy((changes) => this.#keep(held, changes))
    sandbox.world.clock.subscribe(() => this.#hasChanged(held))
    sandbox.onReplaced(() => this.#replace(held))
    return held
  }

  #keep(held: Held, changes: readonly Change[]): void {
    const before = this.#isAtOnce ? new Map(held.changes) : held.changes
    note(held.changes, changes)
    this.#hasChanged(held)
    try {
      this.settle()
    } catch (error) {
      held.changes = before // those are undone
      throw error
    }
    this.#hasChanged(held) // events come after this, and count ids
  }

  #replace(held: Held): void {
    const { sandbox, hasOwnSeed } = held
    const own = hasOwnSeed ? SEED + sandbox.name : SEED
    const base = isAt(sandbox.seed, sandbox) ? own : null
    Object.assign(held, { isReplaced: true, base, next: FIRST_ADDED, changes: new Map() })
    this.#hasChanged(held)
  }

  #hasChanged(held: Held): void {
    if (this.#held.get(held.sandbox.name) !== held) return // it ended
    this.#changed.add(held)
    this.#writeIn(SOON)
  }

  #writeIn(ms: number): void {
    this.#timer ??= setTimeout(() => this.#tryToWrite(), ms).unref()
  }

  #tryToWrite(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    try {
      this.write()
    } catch (error) {
      if (!this.#hasFailed) this.#log.error(`${notKept(this.#database.folder, error).message}; it is tried again`)
      this.#hasFailed = true
      this.#writeIn(AGAIN)
    }
  }
}

/** Whether a sandbox has the very rows of this seed. */
function isAt(seed: WorldState, { world }: Sandbox): boolean {
  const rows = world.peek()
  return keptTables.every((name) => rows.get(name) === seed.rows.get(name))
}
