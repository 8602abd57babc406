// The sandboxes that were given up because the memory was full: a call to one is told so, and never gets another world.
import { InputError } from '../input/problems.js'

/** As many names are remembered as fit into a few megabytes, the latest ones. */
const MOST_REMEMBERED = 10_000

/** The names of what was given up, until each is made anew or deleted. */
export class DroppedSandboxes {
  readonly #markOf: (name: string) => string
  /** By the mark in its tokens; the order is that in which they were given up. */
  readonly #nameByMark = new Map<string, string>()

  /** @param markOf - the mark that the tokens of a sandbox carry, by its name */
  constructor(markOf: (name: string) => string) {
    this.#markOf = markOf
  }

  add(name: string): void {
    this.#nameByMark.set(this.#markOf(name), name)
    const [oldest = ''] = this.#nameByMark.size > MOST_REMEMBERED ? this.#nameByMark.keys() : []
    this.#nameByMark.delete(oldest)
  }

  /** @returns whether it was remembered */
  forget(name: string): boolean {
    return this.#nameByMark.delete(this.#markOf(name))
  }

  /** @throws InputError (410) if the sandbox of this name was given up */
  refuse(name: string): void {
    if (this.#nameByMark.size > 0) this.refuseMark(this.#markOf(name))
  }

  /** @throws InputError (410) if the sandbox whose tokens carry this mark was given up */
  refuseMark(mark: string): void {
    const name = this.#nameByMark.get(mark)
    if (name === undefined) return
    const what = `"${name}" was given up: the memory was full, and no other sandbox was idle for longer`
    const right = `make it anew (POST /__mock/sandboxes with {"name":"${name}"}), and start the mock with a larger --memory`
    throw new InputError([{ where: 'sandbox', what, right }], 410)
  }
}
