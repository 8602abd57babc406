// Random numbers that repeat: the same seed, the same sequence. Nothing in src/ uses Math.random.

/** A function giving numbers from 0 up to 1 (mulberry32, a public-domain generator of 32 bits of state). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
