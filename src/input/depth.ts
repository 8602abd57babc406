// How deep a value is nested.
import { reject } from './problems.js'

/** In levels. What reads a value recurs into it; twice as many levels are more than its stack holds. */
const DEEPEST = 200

/** @throws InputError where lists and maps stand in one another too deep to be read */
export function refuseDeep(value: unknown): void {
  if (isDeeperThan(value, DEEPEST)) reject('/', 'it is nested too deeply', `write at most ${DEEPEST} levels`)
}

/** Whether lists and maps stand in one another more than `most` levels deep. It does not recur: such a value has no stack to spare. */
function isDeeperThan(value: unknown, most: number): boolean {
  let level = [value].filter(isNested)
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth === most) return true
    level = [...new Set(level.flatMap((one) => Object.values(one).filter(isNested)))] // one may stand in several
  }
  return false
}

function isNested(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
