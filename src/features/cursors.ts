// Pages that are read with cursors. A cursor names the last row of the page before by what never changes of it, so that
// nothing comes twice and nothing is left out while others write.
import { refuse } from '../contract/catalogue.js'

/** What a list sorts by: a time or a number that never changes, and the id. */
interface Sorted {
  readonly at: number
  readonly id: string
}

/** One page, and the cursor of the next; undefined where this is the last. */
export interface CursorPage<Row> {
  readonly rows: readonly Row[]
  readonly next: string | undefined
}

/**
 * The rows after the cursor, the highest `at` first.
 * @param limit - without it 50 (documented)
 * @throws Refusal requestUnfit for a cursor that nobody made (assumed)
 */
export function pageAfter<Row>(
  rows: Iterable<Row>,
  sortedBy: (row: Row) => Sorted,
  { cursor, limit = 50 }: { readonly cursor?: string | undefined; readonly limit?: number | undefined },
): CursorPage<Row> {
  const after = cursor === undefined || cursor === '' ? undefined : read(cursor)
  const placed = Array.from(rows, (row) => ({ row, ...sortedBy(row) }))
    .filter((one) => after === undefined || byPlace(one, after) > 0)
    .sort(byPlace)
  const page = placed.slice(0, limit)
  const last = page.at(-1)
  return { rows: page.map(({ row }) => row), next: last && placed.length > limit ? written(last) : undefined }
}

/** As chat and attachments show a page: the cursor of the last one is empty (seen once). */
export function dataPage<Row, Shown>({ rows, next = '' }: CursorPage<Row>, show: (row: Row) => Shown) {
  return { data: rows.map(show), next_cursor: next }
}

/** Sorts rows by when they were made. */
export function byDate({ date, id }: { readonly date: number; readonly id: string }): Sorted {
  return { at: date, id }
}

/** Newest first; of one moment, the greater id first: of ids alike but for a number, the longer one is the greater. */
function byPlace(one: Sorted, other: Sorted): number {
  return other.at - one.at || other.id.length - one.id.length || (one.id < other.id ? 1 : one.id > other.id ? -1 : 0)
}

/** Opaque to clients. */
function written({ at, id }: Sorted): string {
  return Buffer.from(`${at} ${id}`).toString('base64url')
}

function read(cursor: string): Sorted {
  const [, at, id] = /^(-?\d+) (.+)$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? []
  return at === undefined || id === undefined ? refuse('requestUnfit') : { at: Number(at), id }
}
