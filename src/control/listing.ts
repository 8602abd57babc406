// A long list: in code it is given whole, over HTTP it is written piece by piece, so that other calls are answered meanwhile.
import { setImmediate } from 'node:timers/promises'

/** An answer that ends with a list, whose items are made one by one when they are asked for. */
export class Listing<Answer extends object> {
  readonly #around: (items: readonly object[]) => Answer
  readonly #items: Iterable<object>

  /**
   * @param around - the answer with these items, its list the last thing in it
   * @param items - they may be asked for once
   */
  constructor(around: (items: readonly object[]) => Answer, items: Iterable<object>) {
    this.#around = around
    this.#items = items
  }

  /** All of it. */
  whole(): Answer {
    return this.#around([...this.#items])
  }

  /** Its JSON, an item at a time; between two items everybody else has a turn. */
  async *text(): AsyncGenerator<string> {
    const empty = JSON.stringify(this.#around([]))
    const begin = empty.lastIndexOf('[]') + 1
    yield empty.slice(0, begin)
    let comma = ''
    for (const item of this.#items) {
      yield `${comma}${JSON.stringify(item)}`
      comma = ','
      await setImmediate()
    }
    yield empty.slice(begin)
  }
}
