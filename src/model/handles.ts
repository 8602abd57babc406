// Handles: the names that fixtures and flags use for people and apps.
import type { Table } from '../store/table.js'

/** A handle for a row that is made while the mock runs: from its name, or `other` where that has no letters, with a number if it is taken. */
export function handleFor<Row extends object>(table: Table<Row>, name: string, other: string): string {
  const plain =
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^[^a-z]+|-+$/g, '') || other
  let count = 1
  while (table.findBy('handle', count === 1 ? plain : `${plain}-${count}`)) count += 1
  return count === 1 ? plain : `${plain}-${count}`
}
