// What rows keep in memory, roughly: enough to bound it.
import { textBytes } from './texts.js'

/** What a row takes besides its own object: its places in the map of a table and in the groups of its indexes. Measured: 40 to 90. */
export const PLACES = 96

/** How many bytes a row takes with all that is in it. */
export function rowBytes(row: object): number {
  let bytes = PLACES
  const left = [row]
  for (let thing = left.pop(); thing; thing = left.pop()) {
    if (ArrayBuffer.isView(thing)) {
      bytes += 128 + thing.byteLength
      continue
    }
    bytes += 56
    for (const value of Object.values(thing)) {
      if (typeof value === 'string') bytes += 24 + textBytes(value)
      else if (typeof value === 'object' && value !== null) left.push(value)
      else bytes += 16
    }
  }
  return bytes
}

/** Remembers objects. @returns whether it was told of this one before */
export type Seen = (thing: object) => boolean

/** Of so many rows that are shared, it is not remembered which were seen: that would take long and much memory. */
const MANY = 10_000

const counted = new WeakMap<object, number>()

/** How many bytes rows take that never change, as far as they were not seen before. */
export function sharedBytes(rows: ReadonlyMap<string, object>, seen: Seen): number {
  if (seen(rows)) return 0
  let repeated = 0
  const fresh: object[] = []
  if (rows.size < MANY) {
    for (const row of rows.values()) {
      if (seen(row)) repeated += 1
      else fresh.push(row)
    }
  }
  if (repeated > 0) return repeated * PLACES + bytesOf(fresh)
  const bytes = counted.get(rows) ?? bytesOf(rows.values())
  counted.set(rows, bytes)
  return bytes
}

function bytesOf(rows: Iterable<object>): number {
  let bytes = 0
  for (const row of rows) bytes += rowBytes(row)
  return bytes
}
