// Near misses: what came closest to what a test expects, of calls and of deliveries.
import { type Difference, valueText } from './field-differences.js'

/** A call or a delivery, and in which fields it differs from what a test expects. */
export interface Compared<Item> {
  readonly item: Item
  readonly differs: readonly Difference[]
}

const MOST_NEAR = 3

/**
 * The items that differ least; among equals, the latest first. Items that match are not among them.
 * @param items - oldest first
 * @param distanceOf - how much one difference counts
 */
export function nearMisses<Item>(
  items: readonly Compared<Item>[],
  distanceOf: (difference: Difference) => number,
): Compared<Item>[] {
  const distance = ({ differs }: Compared<Item>) => differs.reduce((sum, difference) => sum + distanceOf(difference), 0)
  return items
    .filter(({ differs }) => differs.length > 0)
    .map((compared) => ({ compared, far: distance(compared) }))
    .reverse()
    .sort((one, other) => one.far - other.far)
    .slice(0, MOST_NEAR)
    .map(({ compared }) => compared)
}

/** "`team_id`: 9001 ≠ 9002". */
export function differenceText({ name, is, wanted }: Difference, textOf = valueText): string {
  return `\`${name}\`: ${textOf(is)} ≠ ${textOf(wanted)}`
}
