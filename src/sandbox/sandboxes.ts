// The sandboxes of one server, by name. A new one is a copy of the planted seed, and shares its rows, which are frozen.
import { createHash } from 'node:crypto'
import { reject } from '../input/problems.js'
import { markOf } from '../model/ids.js'
import { World, type WorldState } from '../model/world.js'
import { guarded } from '../settings/guarded.js'
import { Log } from '../settings/log.js'
import type { Settings } from '../settings/settings.js'
import { Listeners } from '../store/listeners.js'
import type { CallRecord } from './journal.js'
import { Sandbox } from './sandbox.js'

/** The sandbox of calls that name none. */
export const DEFAULT_SANDBOX = 'default'

/** Enough for any test run. A client that makes up names without end is refused before memory runs out. */
const MOST_SANDBOXES = 5_000
const NAME = /^[a-z0-9][a-z0-9._-]{0,63}$/

/** Is called for every call, with its sandbox. */
export type CallListener = (sandbox: Sandbox, record: CallRecord) => void

/** Many worlds on one server that never meet. */
export class Sandboxes {
  readonly #seed: WorldState
  readonly #settings: Settings
  readonly #byName = new Map<string, Sandbox>()
  readonly #byMark = new Map<string, Sandbox>()
  readonly #listeners: Listeners<Parameters<CallListener>>
  readonly #default: Sandbox
  #end: Settings['webhookClose'] | undefined

  constructor(seed: World, settings: Settings) {
    this.#seed = seed.snapshot()
    this.#settings = settings
    const log = Log.of(settings)
    this.#listeners = new Listeners((error) => log.failure('a listener to all calls', error))
    this.#default = new Sandbox(DEFAULT_SANDBOX, seed, settings)
    this.#keep(this.#default)
  }

  get default(): Sandbox {
    return this.#default
  }

  /** Oldest first. */
  list(): Sandbox[] {
    return [...this.#byName.values()]
  }

  has(name: string): boolean {
    return this.#byName.has(name)
  }

  /** The sandbox of this name, created if needed. @throws InputError for a bad name, or if there are too many */
  open(name: string): Sandbox {
    return this.#byName.get(name) ?? this.create(name)
  }

  /** The sandbox of a call: the one that it names, the one that made its token, or the default one. */
  choose(name: string | undefined, token: string | undefined): Sandbox {
    if (name !== undefined) return this.open(name)
    const mark = token === undefined ? undefined : markOf(token)
    return (mark === undefined ? undefined : this.#byMark.get(mark)) ?? this.#default
  }

  /** @param plant - plants another seed into the empty world @throws InputError for a name that is bad or taken */
  create(name: string, plant?: (world: World) => void): Sandbox {
    if (!NAME.test(name)) {
      reject(
        'sandbox',
        `"${name}" is no name for a sandbox`,
        'use up to 64 of a-z, 0-9, dot, dash and underscore, beginning with a letter or a digit',
      )
    }
    if (this.#byName.has(name)) reject('sandbox', `there is a sandbox "${name}" already`, 'reset or delete it')
    if (this.#byName.size >= MOST_SANDBOXES) {
      reject(
        'sandbox',
        `there are ${MOST_SANDBOXES} sandboxes already`,
        'delete those that are done with (DELETE /__mock/sandboxes/<name>)',
      )
    }
    const mark = markFor(name)
    const world = new World(mark)
    if (plant) world.transact(() => plant(world))
    else world.restore(this.#seed)
    const sandbox = new Sandbox(name, world, this.#settings)
    this.#keep(sandbox)
    this.#byMark.set(mark, sandbox)
    return sandbox
  }

  /** Deletes a sandbox. @throws InputError if there is none of this name, or it is the default one */
  delete(name: string): void {
    if (name === DEFAULT_SANDBOX) reject('sandbox', 'the default sandbox stays', 'reset it')
    const sandbox = this.#byName.get(name)
    if (!sandbox) reject('sandbox', `there is no sandbox "${name}"`)
    this.#byName.delete(name)
    this.#byMark.delete(markFor(name))
    sandbox.journal.end()
    guarded(Log.of(this.#settings), `sandbox ${name}`, () => sandbox.deliveries.close())
  }

  /** Says what `close` does with waiting deliveries, instead of the settings. */
  endBy(end: Settings['webhookClose']): void {
    this.#end = end
  }

  /** Ends the deliveries of all sandboxes. @param deadline - aborted when those that wait are dropped at last */
  async close(deadline?: AbortSignal): Promise<void> {
    await Promise.all(this.list().map(({ deliveries }) => deliveries.close(this.#end, deadline)))
  }

  /** Calls `listener` for every call in every sandbox, present and future. @returns a function that ends it */
  subscribe(listener: CallListener): () => void {
    return this.#listeners.add(listener)
  }

  #keep(sandbox: Sandbox): void {
    this.#byName.set(sandbox.name, sandbox)
    sandbox.journal.subscribe((record) => this.#listeners.notify(sandbox, record))
  }
}

/** The base URL that chooses a sandbox. @param url - the mock's own */
export function sandboxUrl(url: string, name: string): string {
  return name === DEFAULT_SANDBOX ? url : `${url}/s/${name}`
}

function markFor(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 10)
}
