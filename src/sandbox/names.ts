// The names of sandboxes, and the marks that their tokens carry.
import { createHash } from 'node:crypto'
import { reject } from '../input/problems.js'

const NAME = /^[a-z0-9][a-z0-9._-]{0,63}$/

/** The sandbox of calls that name none. */
export const DEFAULT_SANDBOX = 'default'

/** @throws InputError for a bad name */
export function checkName(name: string): void {
  if (NAME.test(name)) return
  const right = 'use up to 64 of a-z, 0-9, dot, dash and underscore, beginning with a letter or a digit'
  reject('sandbox', `"${name}" is no name for a sandbox`, right)
}

/** What the tokens of a sandbox carry: the first ten hex digits of the SHA-256 of its name, as docs/scale.md says for proxies. */
export function markFor(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 10)
}

/** The base URL that chooses a sandbox. @param url - the mock's own */
export function sandboxUrl(url: string, name: string): string {
  return name === DEFAULT_SANDBOX ? url : `${url}/s/${name}`
}
