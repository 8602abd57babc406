// How much memory the worlds of one sandbox take: the present one, its snapshots, and the one that the last reset took away,
// with what was turned on in them; and which of their files are still needed.
import type { World, WorldState } from '../model/world.js'
import type { MemoryShare } from '../store/memory-budget.js'
import { rowBytes, type Seen } from '../store/row-bytes.js'

/** What an untouched sandbox takes: its tables, limiter, journal and queues. Measured. */
const EMPTY = 40_960
/** Counted anew when so much was written since, and as much as there was: so counting costs little for each byte. */
const LEAST_GROWTH = 1_048_576

/** What a sandbox keeps besides its present world. */
export interface Kept {
  states(): Iterable<WorldState>
  /** What a tester turned on, as far as it was sent. */
  turnedOn(): object
}

/**
 * Counts upwards what is written; what was replaced or deleted since is found by counting anew. Rows are shared by worlds and
 * snapshots, so nobody can say at a delete what is given up.
 */
export class WorldMemory {
  readonly #world: World
  readonly #kept: Kept
  readonly #share: MemoryShare
  readonly #isSeed: (thing: object) => boolean
  #held = 0
  /** When it was last counted. */
  #sure = 0
  #hasChanged = false
  #isEnded = false

  /**
   * @param isSeed - whether a row, or the map of a table, is one of the seed, which all sandboxes share
   * @param bytes - what the world takes, where that is known roughly: it is counted when more is written
   */
  constructor(world: World, kept: Kept, share: MemoryShare, isSeed: (thing: object) => boolean, bytes?: number) {
    this.#world = world
    this.#kept = kept
    this.#share = share
    this.#isSeed = isSeed
    if (bytes === undefined) this.recount()
    else this.#hold(bytes)
    world.onGrowth((bytes) => this.#grow(bytes))
    world.caches.onGrowth((bytes) => this.#hold(this.#held + bytes))
  }

  /** How many bytes it counts, roughly. */
  get held(): number {
    return this.#held
  }

  /** Whether something was written or taken back since it was last counted. */
  get hasChanged(): boolean {
    return this.#hasChanged
  }

  /** Counts anew. */
  recount(): void {
    const found = new Set<object>()
    const seen: Seen = (thing) => this.#isSeed(thing) || found.size === found.add(thing).size
    let bytes = EMPTY + this.#world.caches.bytes + this.#world.bytes(seen) + rowBytes(this.#kept.turnedOn())
    const files = contentsIn({ rows: this.#world.peek() })
    for (const state of this.#kept.states()) {
      bytes += stateBytes(state, seen)
      for (const content of contentsIn(state)) files.add(content)
    }
    this.#world.files.keepOnly(files)
    this.#hold(bytes)
    this.#sure = bytes
    this.#hasChanged = false
  }

  /** Counts what was turned on. */
  add(thing: object): void {
    this.#grow(rowBytes(thing))
  }

  /** Something that was counted may not be kept any more. */
  mayHaveLess(): void {
    this.#hasChanged = true
  }

  /** Gives all back. */
  end(): void {
    this.#hold(0)
    this.#isEnded = true
  }

  #grow(bytes: number): void {
    this.#hasChanged = true
    this.#hold(this.#held + bytes)
    if (this.#held > 2 * this.#sure + LEAST_GROWTH || this.#world.files.isUnseen) this.recount()
  }

  #hold(bytes: number): void {
    if (this.#isEnded) return
    const more = bytes - this.#held
    this.#held = bytes // first: to make room for them, caches of this world may be emptied
    this.#share.count(more)
  }
}

/** Makes a world what another is or was, with a part in its files. */
export function takeOver(world: World, state: WorldState): void {
  world.files.share(contentsIn(state))
  world.restore(state)
}

/** The contents of the files of these rows. */
function contentsIn({ rows }: Pick<WorldState, 'rows'>): Set<object> {
  return new Set(
    rows
      .get('attachments')
      ?.values()
      .map((row) => Reflect.get(row, 'content')),
  )
}

function stateBytes({ rows }: WorldState, seen: Seen): number {
  let bytes = 0
  for (const table of rows.values()) bytes += table.bytes(seen)
  return bytes
}
