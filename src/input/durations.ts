// Durations as somebody writes them: in a shell, in a file, in code.
import { plainText } from './plain-text.js'
import { reject } from './problems.js'

const units: ReadonlyMap<string, number> = new Map([
  ['ms', 1],
  ['s', 1_000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
])

/** `60000`, `90s`, `10m`, `2h`, `1d`, `1h30m` → ms. @throws InputError for anything else */
export function readDuration(text: string, where: string): number {
  const bare = /^\d+$/.test(text) ? `${text}ms` : text
  if (!/^(?:\d+(?:\.\d+)?(?:ms|s|m|h|d))+$/.test(bare)) {
    reject(where, `"${text}" is not a valid duration`, 'write ms such as 60000, or such as 90s, 10m, 2h, 1d or 1h30m')
  }
  const parts = [...bare.matchAll(/([\d.]+)([a-z]+)/g)]
  return Math.round(parts.reduce((ms, [, count, unit = '']) => ms + Number(count) * Number(units.get(unit)), 0))
}

/** `50` or `50-200` → ms, from and to; undefined when it is neither, or more than `most`. */
export function msRange(value: unknown, most: number): readonly [number, number] | undefined {
  const [, from, to = from] = /^(\d+)(?:-(\d+))?$/.exec(plainText(value)) ?? []
  if (from === undefined || Number(to) > most || Number(to) < Number(from)) return undefined
  return [Number(from), Number(to)]
}

/** The same. @throws InputError where `msRange` gives undefined */
export function readMsRange(value: unknown, where: string, most: number): readonly [number, number] {
  const right = `write ms such as 50, or a range such as 50-200, up to ${most}`
  return msRange(value, most) ?? reject(where, `"${plainText(value)}" is not a valid time`, right)
}
