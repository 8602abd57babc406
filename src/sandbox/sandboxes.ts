// The sandboxes of one server, by name. A new one is a copy of the planted seed, and shares its rows, which are frozen.
import { suggestion } from '../input/nearest.js'
import { InputError, reject } from '../input/problems.js'
import { sizeText } from '../input/sizes.js'
import { markOf } from '../model/ids.js'
import type { World } from '../model/world.js'
import { guarded } from '../settings/guarded.js'
import { Log } from '../settings/log.js'
import type { Settings } from '../settings/settings.js'
import { Listeners } from '../store/listeners.js'
import type { MemoryBudget } from '../store/memory-budget.js'
import type { CallRecord } from './call-record.js'
import { Counts } from './counts.js'
import { DroppedSandboxes, type EndedBy } from './dropped-sandboxes.js'
import { IdleTime } from './idle-time.js'
import type { Keeping } from './keeping.js'
import { checkName, DEFAULT_SANDBOX, markFor } from './names.js'
import type { Sandbox } from './sandbox.js'
import { memoryOf, SandboxMaker } from './sandbox-maker.js'

/** Enough for any test run. A client that makes up names without end is refused before memory runs out. */
const MOST_SANDBOXES = 5_000

/** Is called for every call, with its sandbox. */
export type CallListener = (sandbox: Sandbox, record: CallRecord) => void

/** Many worlds on one server that never meet. They share its memory: when it is full, the one idle longest is given up. */
export class Sandboxes {
  /** What the mock may keep in memory of what it was sent. */
  readonly memory: MemoryBudget
  /** What happened in all of them since the start. */
  readonly counts = new Counts()
  readonly #maker: SandboxMaker
  readonly #byName = new Map<string, Sandbox>()
  readonly #byMark = new Map<string, Sandbox>()
  readonly #dropped = new DroppedSandboxes(markFor)
  readonly #log: Log
  readonly #listeners: Listeners<Parameters<CallListener>>
  readonly #forgetGone: (world: World) => void
  readonly #default: Sandbox
  /** Ends with the last of the worlds that are being planted. */
  #planting: Promise<unknown> = Promise.resolve()
  readonly #idle: IdleTime | undefined
  #keeping: Keeping | undefined
  #uses = 0
  #end: Settings['webhookClose'] | undefined

  /**
   * @param forgetGone - makes a world keep less of what nobody can reach any more
   * @throws InputError when the seed does not fit into the memory
   */
  constructor(seed: World, settings: Settings, forgetGone: (world: World) => void, memory = memoryOf(settings)) {
    this.#log = Log.of(settings)
    this.#listeners = new Listeners((error) => this.#log.failure('a listener to all calls', error))
    this.memory = memory
    this.#forgetGone = forgetGone
    this.#maker = new SandboxMaker(seed, { settings, memory, counts: this.counts })
    const { worlds, journals, deliveryLogs } = memory
    journals.whenFull((enough) => {
      for (const sandbox of this.#idleLongest()) sandbox.giveUpCalls(enough)
    })
    worlds.whenFull((enough) => {
      for (const { world } of this.#idleLongest()) if (!enough()) world.caches.clear()
    })
    deliveryLogs.whenFull((enough) => {
      for (const { deliveries } of this.#idleLongest()) deliveries.log.giveUp(enough)
    })
    if (settings.sandboxTtl !== undefined) {
      this.#idle = new IdleTime(settings.sandboxTtl, this.#log, (sandbox) => this.#giveUp(sandbox, 'idle'))
    }
    this.#default = this.#maker.make(DEFAULT_SANDBOX, seed)
    this.#keep(this.#default)
  }

  get default(): Sandbox {
    return this.#default
  }

  /** Oldest first. */
  list(): Sandbox[] {
    return [...this.#byName.values()]
  }

  /** How many there are, and how many were given up. */
  get size(): { readonly open: number; readonly given_up: number } {
    return { open: this.#byName.size, given_up: this.#dropped.size }
  }

  has(name: string): boolean {
    return this.#byName.has(name)
  }

  /** The sandbox of this name. @throws InputError if there is none, and none is made */
  named(name: string): Sandbox {
    const found =
      this.#byName.get(name) ??
      reject('from', `there is no sandbox "${name}"`, suggestion(name, [...this.#byName.keys()]))
    return this.#use(found)
  }

  /**
   * The sandbox of this name, created if needed.
   * @throws InputError for a bad name, if there are too many, if there is no memory, or if it was given up (410)
   */
  open(name: string): Sandbox {
    const found = this.#byName.get(name)
    if (found) return this.#use(found)
    this.#dropped.refuse(name)
    return this.create(name)
  }

  /**
   * The sandbox of a call: the one that it names, the one that made its token, or the default one.
   * @throws InputError as `open` does
   */
  choose(name: string | undefined, token: string | undefined): Sandbox {
    if (name !== undefined) return this.open(name)
    const isAlone = this.#byMark.size === 0 && this.#dropped.size === 0 // as in most mocks
    const mark = token === undefined || isAlone ? undefined : markOf(token)
    if (mark === undefined) return this.#use(this.#default)
    this.#dropped.refuseMark(mark)
    return this.#use(this.#byMark.get(mark) ?? this.#default)
  }

  /**
   * Makes a sandbox with the seed of the start, also one that was given up.
   * @throws InputError for a name that is bad or taken, if there are too many, or if there is no memory (503)
   */
  create(name: string): Sandbox {
    this.#needPlaceFor(name)
    return this.#add(this.#maker.fromSeed(name))
  }

  /**
   * The same with another world.
   * @param fill - makes the world of an empty one
   */
  createWith(name: string, fill: (world: World) => void): Sandbox {
    this.#needPlaceFor(name)
    return this.#add(this.#maker.filled(name, fill))
  }

  /**
   * Makes a sandbox from the present state of another, or from a snapshot of it. They share what neither changes.
   * @throws InputError as `create` does, and if there is no such snapshot
   */
  fork(name: string, origin: Sandbox, snapshot?: string): Sandbox {
    const state = origin.stateAt(snapshot)
    this.#needPlaceFor(name)
    return this.#add(this.#maker.fork(name, state, origin.memory.held))
  }

  /**
   * As `create`, with another seed. One is planted after another, so that each knows what memory the one before it left.
   * @param plant - plants it into an empty world
   */
  createPlanted(name: string, plant: (world: World) => Promise<void>): Promise<Sandbox> {
    const created = this.#planting.then(async () => {
      this.#needPlaceFor(name)
      const world = this.#maker.emptyWorld(name)
      await plant(world)
      this.#needPlaceFor(name) // another call may have taken it meanwhile
      return this.#add(this.#maker.make(name, world))
    })
    this.#planting = created.catch(() => undefined)
    return created
  }

  /** @throws InputError as `create` does */
  #needPlaceFor(name: string): void {
    checkName(name)
    if (this.#byName.has(name)) reject('sandbox', `there is a sandbox "${name}" already`, 'reset or delete it')
    if (this.#byName.size >= MOST_SANDBOXES) {
      reject(
        'sandbox',
        `there are ${MOST_SANDBOXES} sandboxes already`,
        'delete those that are done with (DELETE /__mock/sandboxes/<name>)',
      )
    }
    this.makeRoom(undefined)
  }

  #add(sandbox: Sandbox): Sandbox {
    const { name } = sandbox
    this.#keep(sandbox)
    this.#byMark.set(markFor(name), sandbox)
    this.#dropped.forget(name)
    this.#keeping?.began(sandbox)
    return this.#use(sandbox)
  }

  /** Deletes a sandbox, or forgets that it was given up. @throws InputError if there is none of this name, or it is the default one */
  delete(name: string): void {
    if (name === DEFAULT_SANDBOX) reject('sandbox', 'the default sandbox stays', 'reset it')
    const sandbox = this.#byName.get(name)
    if (sandbox) this.#remove(sandbox)
    else if (!this.#dropped.forget(name)) reject('sandbox', `there is no sandbox "${name}"`)
    this.#keeping?.ended(name)
  }

  /** Refuses calls to a sandbox that was given up, before this process began or in it. */
  refuse(name: string, by: EndedBy): void {
    const forgotten = this.#dropped.add(name, by)
    this.#keeping?.ended(name, by)
    if (forgotten !== undefined) this.#keeping?.ended(forgotten)
  }

  /** From now on everything that becomes of sandboxes is kept; those that are there are known to the keeper. */
  keepBy(keeping: Keeping): void {
    this.#keeping = keeping
  }

  /** Makes sure of what was done, where an answer may not leave before it is kept. @throws InputError (503) when it cannot be */
  settle(): void {
    this.#keeping?.settle()
  }

  /**
   * Makes sure that there is memory for what somebody is about to write: if it is full, the sandboxes that were not used for
   * longest are given up, never the default one, nor one that somebody listens to.
   * @param writing - the sandbox that is to be written to; undefined for a new one
   * @throws InputError (503) when nothing is left to give up
   */
  makeRoom(writing: Sandbox | undefined): void {
    const { worlds } = this.memory
    if (!worlds.isFull) return
    if (writing?.memory.hasChanged) {
      this.#forgetGone(writing.world)
      writing.memory.recount()
    }
    const idle = this.#idleLongest().filter((one) => one !== writing && one !== this.#default && !one.isWatched)
    while (worlds.isFull) {
      const sandbox = idle.shift() ?? this.#refuseWriting()
      this.#giveUp(sandbox, 'memory')
    }
  }

  #refuseWriting(): never {
    const { worlds } = this.memory
    const what = `the ${sizeText(worlds.most)} for worlds are used up, and no sandbox is idle that could be given up`
    const right = 'reset or delete sandboxes that are done with, or start the mock with a larger --memory'
    throw new InputError([{ where: 'memory', what, right }], 503)
  }

  /** Says what `close` does with waiting deliveries, instead of the settings. */
  endBy(end: Settings['webhookClose']): void {
    this.#end = end
  }

  /** Ends the deliveries of all sandboxes, and removes their files. @param deadline - aborted when those that wait are dropped at last */
  async close(deadline?: AbortSignal): Promise<void> {
    this.#idle?.stop()
    await Promise.all(this.list().map(({ deliveries }) => deliveries.close(this.#end, deadline)))
    await this.#keeping?.close()
    this.#maker.close()
  }

  /** Calls `listener` for every call in every sandbox, present and future. @returns a function that ends it */
  subscribe(listener: CallListener): () => void {
    return this.#listeners.add(listener)
  }

  #keep(sandbox: Sandbox): void {
    this.#byName.set(sandbox.name, sandbox)
    sandbox.journal.subscribe((record) => {
      this.counts.addCall(record)
      this.#listeners.notify(sandbox, record)
    })
  }

  #remove(sandbox: Sandbox): void {
    this.#byName.delete(sandbox.name)
    this.#byMark.delete(markFor(sandbox.name))
    this.#idle?.forget(sandbox)
    guarded(this.#log, `sandbox ${sandbox.name}`, () => sandbox.end())
  }

  #giveUp(sandbox: Sandbox, by: EndedBy): void {
    this.#remove(sandbox)
    this.refuse(sandbox.name, by)
  }

  #use(sandbox: Sandbox): Sandbox {
    this.#uses += 1
    sandbox.lastUse = this.#uses
    if (sandbox !== this.#default) this.#idle?.used(sandbox)
    return sandbox
  }

  #idleLongest(): Sandbox[] {
    return this.list().sort((one, other) => one.lastUse - other.lastUse)
  }
}
