// How deep a value is nested.

/** Whether lists and maps stand in one another more than `most` levels deep. It does not recur: such a value has no stack to spare. */
export function isDeeperThan(value: unknown, most: number): boolean {
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
