// Makes the sandboxes of one server: what each begins with, and what all of them share.
import { reject } from '../input/problems.js'
import { sizeText } from '../input/sizes.js'
import { World, type WorldState } from '../model/world.js'
import type { Settings } from '../settings/settings.js'
import { Files, TemporaryFolder } from '../store/files.js'
import { type MemoryBudget, memoryBudget, usualMemory } from '../store/memory-budget.js'
import { markFor } from './names.js'
import { Sandbox, type SandboxParts } from './sandbox.js'
import { takeOver } from './world-memory.js'

export class SandboxMaker {
  readonly #seed: WorldState
  readonly #parts: SandboxParts
  readonly #folder = new TemporaryFolder()

  /**
   * @param seed - the planted world of the start, whose rows every sandbox shares until it writes
   * @throws InputError when it does not fit into the memory
   */
  constructor(seed: World, parts: Omit<SandboxParts, 'isSeed'>) {
    const { worlds } = parts.memory
    const ofSeed = new WeakSet<object>()
    seed.files = new Files(this.#folder)
    this.#seed = seed.snapshot()
    worlds.count(seed.bytes((thing) => ofSeed.has(thing) || !ofSeed.add(thing)))
    if (worlds.isFull) {
      const what = `it takes ${sizeText(worlds.held)} of memory, and worlds may take ${sizeText(worlds.most)}`
      reject('seed', what, 'plant less, or start the mock with a larger --memory')
    }
    this.#parts = { ...parts, isSeed: (thing) => ofSeed.has(thing) }
  }

  /**
   * @param world - one of `emptyWorld`, filled, or the planted world of the start
   * @param bytes - what it takes, where that is known roughly
   */
  make(name: string, world: World, bytes?: number): Sandbox {
    return new Sandbox(name, world, this.#parts, bytes)
  }

  fromSeed(name: string): Sandbox {
    return this.filled(name, (world) => world.restore(this.#seed))
  }

  /** @param fill - makes the world of an empty one */
  filled(name: string, fill: (world: World) => void): Sandbox {
    const world = this.emptyWorld(name)
    fill(world)
    return this.make(name, world)
  }

  /** A sandbox with the state of another, which shares what neither changes. @param bytes - what that one takes */
  fork(name: string, state: WorldState, bytes: number): Sandbox {
    const world = this.emptyWorld(name)
    takeOver(world, state)
    return this.make(name, world, bytes)
  }

  /** A world that gives ids and tokens of the sandbox of this name. */
  emptyWorld(name: string): World {
    const world = new World(markFor(name))
    world.files = new Files(this.#folder)
    return world
  }

  /** Removes the files of all of them. */
  close(): void {
    this.#folder.remove()
  }
}

/** The memory of a mock with these settings. */
export function memoryOf({ memory = usualMemory() }: Pick<Settings, 'memory'>): MemoryBudget {
  return memoryBudget(memory)
}
