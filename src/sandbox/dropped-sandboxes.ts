// The sandboxes that were given up: a call to one is told so, and never gets another world.
import { InputError } from '../input/problems.js'

/** As many names are remembered as fit into a few megabytes, the latest ones. */
const MOST_REMEMBERED = 10_000

/** Why a sandbox was given up. */
export type EndedBy = 'memory' | 'idle'

const reasons: Readonly<Record<EndedBy, { readonly why: string; readonly remedy: string }>> = {
  memory: { why: 'the memory was full, and no other sandbox was idle for longer', remedy: 'with a larger --memory' },
  idle: { why: 'nobody used it for as long as --sandbox-ttl says', remedy: 'with a longer --sandbox-ttl' },
}

interface Dropped {
  readonly name: string
  readonly by: EndedBy
}

/** The names of what was given up, until each is made anew or deleted. */
export class DroppedSandboxes {
  readonly #markOf: (name: string) => string
  /** By the mark in its tokens; the order is that in which they were given up. */
  readonly #byMark = new Map<string, Dropped>()

  /** @param markOf - the mark that the tokens of a sandbox carry, by its name */
  constructor(markOf: (name: string) => string) {
    this.#markOf = markOf
  }

  /** How many are remembered. */
  get size(): number {
    return this.#byMark.size
  }

  /** @returns the name that is forgotten for it, since there are too many */
  add(name: string, by: EndedBy): string | undefined {
    this.#byMark.set(this.#markOf(name), { name, by })
    const [oldest] = this.#byMark.size > MOST_REMEMBERED ? this.#byMark.values() : []
    if (oldest) this.forget(oldest.name)
    return oldest?.name
  }

  /** @returns whether it was remembered */
  forget(name: string): boolean {
    return this.#byMark.delete(this.#markOf(name))
  }

  /** @throws InputError (410) if the sandbox of this name was given up */
  refuse(name: string): void {
    if (this.#byMark.size > 0) this.refuseMark(this.#markOf(name))
  }

  /** @throws InputError (410) if the sandbox whose tokens carry this mark was given up */
  refuseMark(mark: string): void {
    const dropped = this.#byMark.get(mark)
    if (dropped === undefined) return
    const { name, by } = dropped
    const { why, remedy } = reasons[by]
    const what = `"${name}" was given up: ${why}`
    const right = `make it anew (POST /__mock/sandboxes with {"name":"${name}"}), and start the mock ${remedy}`
    throw new InputError([{ where: 'sandbox', what, right }], 410)
  }
}
