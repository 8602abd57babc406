// Text in columns.
import type { Paint, Style } from './paint.js'

/** What stands in one place of a table: text, or text in a style. */
export type Cell = string | readonly [text: string, style: Style]

/** Rows under a head, each column as wide as it has to be. */
export function table(head: readonly string[], rows: readonly (readonly Cell[])[], paint: Paint): string {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => textOf(row[column]).length)))
  return [headOf(head), ...rows].map((row) => tableRow(row, widths, paint)).join('')
}

/** One row, for tables that grow while they are read. */
export function tableRow(row: readonly Cell[], widths: readonly number[], paint: Paint): string {
  const last = row.findLastIndex((cell) => textOf(cell) !== '')
  const cells = row.slice(0, last + 1).map((cell, column) => {
    const text = textOf(cell).padEnd(column === last ? 0 : Number(widths[column]))
    return typeof cell === 'string' ? text : paint(text, cell[1])
  })
  return `${cells.join('  ')}\n`
}

/** A row as the head of a table. */
export function headOf(head: readonly string[]): readonly Cell[] {
  return head.map((text) => [text, 'bold'])
}

/** Rows of two columns, a little to the right, the first as wide as it has to be. */
export function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([first]) => first.length))
  return rows.map(([first, second]) => `  ${first.padEnd(width)}  ${second}\n`).join('')
}

function textOf(cell: Cell | undefined): string {
  return typeof cell === 'string' ? cell : String(cell?.[0])
}
