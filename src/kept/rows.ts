// How rows are written down: the contents of files among them, and where they stand among the others.
import { createHash } from 'node:crypto'
import { type Files, isContent } from '../store/files.js'

/** A row with its place; null for one of the sandbox's seed that is gone. The place grows with each row that is added. */
export type KeptRow = readonly [place: number, row: object] | null

/** Of LMDB's 1,978 bytes for a key, the id may take so many characters. */
const LONGEST_ID = 300

/** A row's id as it stands in a key. Names that people gave may be longer than a key, or hold what ends a text in it. */
export function keyText(id: string): string {
  if (id.length <= LONGEST_ID && !id.includes('\0')) return id
  return `${id.slice(0, 20).replaceAll('\0', '')} ${createHash('sha256').update(id).digest('hex')}`
}

/** A row with the bytes of its files in place of what reads them; one without files is written as it is. */
export function written(row: object): object {
  return mapped(row, isContent, (content) => ({ $file: content.read() }))
}

/** A row as it was before it was written, frozen as all rows are. @param files - keeps the contents of its files */
export function read(row: object, files: Files): object {
  return Object.freeze(mapped(row, isWrittenFile, ({ $file }) => files.keep($file)))
}

/** No JSON holds bytes, so that no client can write one. */
function isWrittenFile(value: unknown): value is { readonly $file: Uint8Array } {
  return typeof value === 'object' && value !== null && '$file' in value && value.$file instanceof Uint8Array
}

function mapped<Value>(row: object, is: (value: unknown) => value is Value, change: (value: Value) => unknown): object {
  if (!Object.values(row).some(is)) return row
  return Object.fromEntries(Object.entries(row).map(([column, value]) => [column, is(value) ? change(value) : value]))
}
