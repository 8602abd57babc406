// One sandbox: a world, and what the tester turned on. Nothing else in the mock has state.

import { suggestion } from '../input/nearest.js'
import { reject } from '../input/problems.js'
import type { Caller } from '../model/access.js'
import { World, type WorldState } from '../model/world.js'
import type { LimitSetting } from '../settings/limits.js'
import { Log } from '../settings/log.js'
import type { Settings } from '../settings/settings.js'
import { Listeners } from '../store/listeners.js'
import type { MemoryBudget } from '../store/memory-budget.js'
import { Deliveries } from '../webhooks/deliveries.js'
import { ConsentScript } from './consent-script.js'
import type { Counts } from './counts.js'
import { Faults } from './faults.js'
import { giveUpCalls, Journal, type JournalState } from './journal.js'
import { Limits } from './limits.js'
import { randomFrom } from './random.js'
import { RateLimiter } from './rate-limiter.js'
import { type RunningScenario, Scenarios } from './scenarios.js'
import { WorldMemory } from './world-memory.js'

/** Enough for the stages of a test. A further one is refused: dropping the oldest in silence would surprise. */
const MOST_SNAPSHOTS = 100

/** What a tester turned on. A reset replaces it, and undoing the reset brings it back. */
interface TurnedOn {
  readonly limiter: RateLimiter
  readonly limits: Limits
  readonly consent: ConsentScript
  readonly faults: Faults
  readonly scenarios: Scenarios
  readonly snapshots: Map<string, WorldState>
  readonly random: () => number
}

/** What all sandboxes of a mock share. */
export interface SandboxParts {
  readonly settings: Settings
  readonly memory: MemoryBudget
  readonly counts: Counts
  /** Whether a row, or the map of a table, is one of the seed. */
  readonly isSeed: (thing: object) => boolean
}

interface Before {
  readonly world: WorldState
  readonly journal: JournalState
  readonly turnedOn: TurnedOn
}

/** A world with its journal, faults, limits, consent, scenarios, deliveries, snapshots and random numbers. */
export class Sandbox {
  readonly name: string
  readonly world: World
  readonly journal: Journal
  readonly deliveries: Deliveries
  /** How much memory its worlds take. */
  readonly memory: WorldMemory
  /** The number of the last use among those of all sandboxes; the sandboxes set it. */
  lastUse = 0
  /** What a reset returns to. */
  readonly seed: WorldState
  readonly #settings: Settings
  readonly #replaced: Listeners<[]>
  #turnedOn: TurnedOn
  /** Those that somebody may still read, whose files have to stay. */
  #pictures: readonly WeakRef<World>[] = []
  /** Everything that the last reset took away. */
  #before: Before | undefined

  /**
   * @param world - already planted; a reset returns to its present state
   * @param bytes - what its world takes, where that is known roughly: counting takes long for a large one
   */
  constructor(name: string, world: World, { settings, memory, counts, isSeed }: SandboxParts, bytes?: number) {
    this.name = name
    this.world = world
    this.seed = world.snapshot()
    const log = Log.of(settings)
    this.journal = new Journal(name, memory.journals, (error) => log.failure('a listener to calls', error))
    this.#replaced = new Listeners((error) => log.failure('a listener to resets', error))
    this.#settings = settings
    this.#turnedOn = turnedOn(settings)
    this.deliveries = new Deliveries(name, world, settings, memory, (state) => counts.addDelivery(state))
    const kept = { states: () => this.#states(), turnedOn: () => this.#sentToTurnOn() }
    this.memory = new WorldMemory(world, kept, memory.worlds, isSeed, bytes)
  }

  /** Whether somebody listens to it, or it has something on its way. */
  get isWatched(): boolean {
    return this.journal.listeners > 1 || this.deliveries.isBusy // one listener is that of all sandboxes
  }

  get limiter(): RateLimiter {
    return this.#turnedOn.limiter
  }

  get limits(): Limits {
    return this.#turnedOn.limits
  }

  get consent(): ConsentScript {
    return this.#turnedOn.consent
  }

  get faults(): Faults {
    return this.#turnedOn.faults
  }

  get scenarios(): Scenarios {
    return this.#turnedOn.scenarios
  }

  /** A whole number from `from` to `to`, the same sequence on every run. */
  between([from, to]: readonly [number, number]): number {
    return from + Math.floor(this.#turnedOn.random() * (to - from + 1))
  }

  /** The limit of a caller; that of a scenario wins over all others. */
  limitOf(
    caller: Pick<Caller, 'token' | 'teamIds'>,
    scenarios: readonly RunningScenario[] = this.scenarios.active(undefined),
  ): LimitSetting {
    return scenarios.find(({ scenario }) => scenario.limit)?.scenario.limit ?? this.limits.of(this.world, caller)
  }

  /** Makes everything as it was when the sandbox was created; `hard`: with an empty world. */
  reset({ hard = false } = {}): void {
    this.#before?.journal.ring.empty()
    this.#before = { world: this.world.snapshot(), journal: this.journal.take(), turnedOn: this.#turnedOn }
    this.world.restore(hard ? new World().snapshot() : this.seed)
    this.#turnedOn = turnedOn(this.#settings)
    this.deliveries.reset()
    this.#isAnother()
  }

  /** Undoes the last reset, except for deliveries; what happened since is lost. @throws InputError if there was no reset */
  undoReset(): void {
    if (!this.#before) reject('reset', 'there is none to undo', 'a reset can be undone once, until the next one')
    const { world, journal, turnedOn: before } = this.#before
    this.#before = undefined
    this.world.restore(world)
    this.journal.put(journal)
    this.#turnedOn = before
    this.deliveries.reset() // they belong to webhooks of a world that is gone
    this.#isAnother()
  }

  /** Gives up the oldest calls of its journal, those before the last reset first, until it is enough or none is left. */
  giveUpCalls(enough: () => boolean): void {
    if (this.#before) giveUpCalls(this.#before.journal.ring, enough)
    this.journal.giveUp(enough)
  }

  /** Ends it: its listeners are told, and its memory is given back. */
  async end(webhooks?: Settings['webhookClose']): Promise<void> {
    this.#before?.journal.ring.empty()
    this.journal.end()
    this.memory.end()
    this.world.files.keepOnly(new Set())
    await this.deliveries.close(webhooks)
  }

  /** The world as it is now, which nobody changes, to be read for as long as that takes. */
  picture(): World {
    const picture = new World()
    picture.restore(this.world.snapshot())
    this.#pictures = [...this.#pictures.filter((one) => one.deref()), new WeakRef(picture)]
    return picture
  }

  /** Names, oldest first. */
  snapshots(): string[] {
    return [...this.#turnedOn.snapshots.keys()]
  }

  /** Saves world and clock. @throws InputError if there are too many snapshots */
  snapshot(name: string): void {
    if (!this.#turnedOn.snapshots.has(name) && this.#turnedOn.snapshots.size >= MOST_SNAPSHOTS) {
      reject(
        'name',
        `there are ${MOST_SNAPSHOTS} snapshots already`,
        'take one of a name that is there, which replaces it',
      )
    }
    this.#turnedOn.snapshots.set(name, this.world.snapshot())
  }

  /** Restores world and clock. @throws InputError if there is no such snapshot */
  restore(name: string): void {
    this.takeUp(this.stateAt(name))
  }

  /** Replaces world and clock. */
  takeUp(state: WorldState): void {
    this.world.restore(state)
    this.#isAnother()
  }

  /** World and clock of a snapshot; without a name, as they are. @throws InputError if there is no such snapshot */
  stateAt(name?: string): WorldState {
    if (name === undefined) return this.world.snapshot()
    const state = this.#turnedOn.snapshots.get(name)
    return state ?? reject('name', `there is no snapshot "${name}"`, suggestion(name, this.snapshots()))
  }

  /** Calls `listener` when a reset, its undoing or a snapshot has replaced the world, until what is returned is called. */
  onReplaced(listener: () => void): () => void {
    return this.#replaced.add(listener)
  }

  #isAnother(): void {
    this.memory.recount()
    this.#replaced.notify()
  }

  /** What was sent for what is turned on now, or was before the last reset; not what the options say. */
  #sentToTurnOn(): object {
    const { faults: configured } = this.#settings
    const all = [this.#turnedOn, ...(this.#before ? [this.#before.turnedOn] : [])]
    const sent = all.map(({ faults, scenarios, limits, limiter, snapshots }) => [
      faults.list().filter(({ rule }) => !configured.some((fault) => fault.rule === rule)),
      ...[scenarios.running, limits.tokens, limiter.tokens(), [...snapshots.keys()]],
    ])
    return [sent, this.deliveries.faults.list()]
  }

  *#states(): Generator<WorldState> {
    yield this.seed
    yield* this.#turnedOn.snapshots.values()
    for (const reference of this.#pictures) {
      const picture = reference.deref()
      if (picture) yield picture.snapshot()
    }
    if (!this.#before) return
    yield this.#before.world
    yield* this.#before.turnedOn.snapshots.values()
  }
}

/** What is turned on at the start. */
function turnedOn(settings: Settings): TurnedOn {
  return {
    limiter: new RateLimiter(),
    limits: new Limits(settings),
    consent: new ConsentScript(settings.consent),
    faults: new Faults(settings.faults),
    scenarios: new Scenarios(settings.scenario),
    snapshots: new Map(),
    random: randomFrom(1),
  }
}
