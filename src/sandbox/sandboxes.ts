// The sandboxes of one server, by name. A new one is a copy of the planted seed: rows are shared, since they are frozen.
import { createHash } from 'node:crypto'
import { reject } from '../input/problems.js'
import { markOf } from '../model/ids.js'
import { World, type WorldState } from '../model/world.js'
import type { Settings } from '../settings/settings.js'
import { Listeners } from '../store/listeners.js'
import type { CallRecord } from './journal.js'
import { Sandbox } from './sandbox.js'

/** The sandbox of calls that name none. */
export const DEFAULT_SANDBOX = 'default'

/** Enough for any test run; a client that makes up names without end is refused, not served until memory ends. */
const MOST_SANDBOXES = 5_000
const NAME = /^[a-z0-9][a-z0-9._-]{0,63}$/

/** Hears of a call, and where it was made. */
export type CallListener = (sandbox: Sandbox, record: CallRecord) => void

/** Many worlds on one server that never meet. */
export class Sandboxes {
  readonly #seed: WorldState
  readonly #settings: Settings
  readonly #byName = new Map<string, Sandbox>()
  readonly #byMark = new Map<string, Sandbox>()
  readonly #listeners = new Listeners<Parameters<CallListener>>()
  readonly #default: Sandbox
  #end: Settings['webhookClose'] | undefined

  constructor(seed: World, settings: Settings) {
    this.#seed = seed.snapshot()
    this.#settings = settings
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

  /** The sandbox of this name, made when it is not there. @throws InputError for a bad name, or one too many */
  open(name: string): Sandbox {
    return this.#byName.get(name) ?? this.create(name)
  }

  /** The sandbox a call belongs to: the one it names, or the one its token was made in, or the default one. */
  choose(name: string | undefined, token: string | undefined): Sandbox {
    if (name !== undefined) return this.open(name)
    const mark = token === undefined ? undefined : markOf(token)
    return (mark === undefined ? undefined : this.#byMark.get(mark)) ?? this.#default
  }

  /** @param plant - plants a seed of its own into the empty world @throws InputError for a name that is bad or taken */
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

  /** Forgets a sandbox. @throws InputError when it is not there, or is the default one */
  delete(name: string): void {
    if (name === DEFAULT_SANDBOX) reject('sandbox', 'the default sandbox stays', 'reset it')
    const sandbox = this.#byName.get(name)
    if (!sandbox) reject('sandbox', `there is no sandbox "${name}"`)
    this.#byName.delete(name)
    this.#byMark.delete(markFor(name))
    sandbox.journal.end()
    void sandbox.deliveries.close()
  }

  /** What `close` does with deliveries that wait, in place of what the settings say. */
  endBy(end: Settings['webhookClose']): void {
    this.#end = end
  }

  /** Ends the deliveries of all sandboxes. */
  async close(): Promise<void> {
    await Promise.all(this.list().map(({ deliveries }) => deliveries.close(this.#end)))
  }

  /** Hears of every call in every sandbox, those to come too, until the function that is returned is called. */
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
