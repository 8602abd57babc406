// The package's own version.
import { readFileSync } from 'node:fs'

/** As package.json says. */
export function packageVersion(): string {
  return JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).version
}
