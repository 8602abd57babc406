// Sizes of memory as somebody writes them: in a shell, in a file, in code.
import { reject } from './problems.js'

const units: ReadonlyMap<string, number> = new Map([
  ['kb', 1_024],
  ['mb', 1_024 ** 2],
  ['gb', 1_024 ** 3],
])

/** `256MB`, `1GB`, `1.5 gb` → bytes. @throws InputError for anything else */
export function readSize(text: string, where: string): number {
  const [, count, unit = ''] = /^(\d{1,6}(?:\.\d{1,3})?) ?(kb|mb|gb)$/i.exec(text) ?? []
  if (count === undefined) reject(where, `"${text}" is not a valid size`, 'write 256MB or 1GB')
  return Math.round(Number(count) * Number(units.get(unit.toLowerCase())))
}

/** Bytes for people: `1.5 GB`, `340 MB`, `12 kB`. */
export function sizeText(bytes: number): string {
  const [unit, size] =
    bytes >= 1_024 ** 3 ? ['GB', 1_024 ** 3] : bytes >= 1_024 ** 2 ? ['MB', 1_024 ** 2] : ['kB', 1_024]
  return `${Math.round((bytes / Number(size)) * 10) / 10} ${unit}`
}
