// The package's own version.
import { readFileSync } from 'node:fs'

let known: string | undefined

/** As package.json says. */
export function packageVersion(): string {
  known ??= JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).version as string
  return known
}
