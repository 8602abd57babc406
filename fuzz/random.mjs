// Random choices that repeat: the same seed and stream give the same choices on every machine.
import { createHash } from 'node:crypto'

/** A stream of choices (the generator is sfc32). */
export class Random {
  #a
  #b
  #c
  #count

  /** @param seed - of the run @param stream - what the choices are for: streams of one seed do not depend on each other */
  constructor(seed, stream) {
    const start = createHash('sha256').update(`${seed}/${stream}`).digest()
    this.#a = start.readInt32LE(0)
    this.#b = start.readInt32LE(4)
    this.#c = start.readInt32LE(8)
    this.#count = start.readInt32LE(12)
  }

  /** From 0 up to, but not including, 1. */
  next() {
    const sum = (this.#a + this.#b + this.#count) | 0
    this.#count = (this.#count + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum
    this.#c |= 0
    return (sum >>> 0) / 2 ** 32
  }

  /** A whole number from 0 to `end - 1`. */
  below(end) {
    return Math.floor(this.next() * end)
  }

  /** Whether something of this probability happens. */
  chance(probability) {
    return this.next() < probability
  }

  pick(list) {
    return list[this.below(list.length)]
  }

  /** Some of the list, in its order. @param probability - of each */
  some(list, probability = 0.5) {
    return list.filter(() => this.chance(probability))
  }

  /** A key of `weights`, which are relative to each other. */
  weighted(weights) {
    const names = Object.keys(weights)
    let left = this.next() * names.reduce((sum, name) => sum + weights[name], 0)
    for (const name of names) {
      left -= weights[name]
      if (left < 0) return name
    }
    return names[0]
  }
}
