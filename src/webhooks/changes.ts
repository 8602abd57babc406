// What one commit did to each row. Several writes to one row are one change.
import type { Tables } from '../model/schema.js'
import type { Change } from '../store/table.js'

/** One row of one table before and after; `before` is undefined for a new row, `after` for one that is gone. */
export interface RowChange<Name extends keyof Tables> {
  readonly table: Name
  readonly before: Tables[Name] | undefined
  readonly after: Tables[Name] | undefined
}

/** A change of any table's row. */
export type AnyChange = { [Name in keyof Tables]: RowChange<Name> }[keyof Tables]

/** The net changes, in the order in which rows were first touched. A row that was added and deleted has none. */
export function netChanges(changes: readonly Change[]): AnyChange[] {
  const byRow = new Map<string, { table: string; before: object | undefined; after: object | undefined }>()
  for (const { table, id, before, after } of changes) {
    const key = `${table}/${id}`
    const known = byRow.get(key)
    if (known) known.after = after
    else byRow.set(key, { table, before, after })
  }
  const net = [...byRow.values()].filter(({ before, after }) => before !== after)
  return net as AnyChange[] // the store knows its tables without their rows
}
