// Programs in processes that tap does not enter. It would come in through NODE_OPTIONS, to count coverage, of which the bundle
// and the programs of others have none; it makes a start of the mock three times as long.
import { resolve } from 'node:path'

/** What users run. */
export const COMMAND = resolve('dist/bundle/bin.js')

/** What `env` takes away. */
export const OUT_OF_TAP = ['-u', 'NODE_OPTIONS', '-u', 'NODE_V8_COVERAGE']

/** Program and arguments that run Node on a file. @param env - set beside what the process is given */
export function unwatched(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): readonly [program: string, args: readonly string[]] {
  const set = Object.entries(env).map(([name, value]) => `${name}=${value}`)
  return ['env', [...OUT_OF_TAP, ...set, process.execPath, ...args]]
}
