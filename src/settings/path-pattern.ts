// Patterns of paths, as fault rules and filters of calls write them: `*` stands for anything, `{name}` for one segment.

/** In characters. A path of 16 kB, which is all that HTTP brings, is compared with such a pattern in milliseconds. */
export const LONGEST_PATTERN = 1_000

type Token = string | typeof anything | typeof segment

const anything = Symbol('*')
const segment = Symbol('{name}')

/** A pattern that was understood. `/v2/…` is short for `/api/v2/…`. */
export class PathPattern {
  /** What every path begins with that fits: most paths are told apart by it. */
  readonly #begin: string
  readonly #tokens: readonly Token[]

  constructor(written: string) {
    const full = /^\/v\d/.test(written) ? `/api${written}` : written
    this.#begin = full.slice(0, (full.search(/[*{]/) + 1 || full.length + 1) - 1)
    this.#tokens = tokensOf(full.slice(this.#begin.length))
  }

  /** Whether a path fits, in as many steps as it has characters times those of the pattern: nothing is tried twice. */
  test(path: string): boolean {
    if (!path.startsWith(this.#begin)) return false
    // fits[count]: the path so far fits the first `count` tokens.
    let fits = [true]
    for (const token of this.#tokens) fits.push(token === anything && fits.at(-1) === true)
    for (let at = this.#begin.length; at < path.length; at += 1) fits = this.#goOn(fits, path.charAt(at))
    return fits.at(-1) === true
  }

  /** What fits with one character more. */
  #goOn(before: readonly boolean[], char: string): boolean[] {
    const after = [false]
    this.#tokens.forEach((token, at) => {
      if (token === anything) after.push(before[at + 1] === true || after[at] === true)
      else if (token === segment) after.push(char !== '/' && (before[at + 1] === true || before[at] === true))
      else after.push(token === char && before[at] === true)
    })
    return after
  }
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  for (let at = 0; at < text.length; at += 1) {
    const end = text[at] === '{' ? text.indexOf('}', at) : -1
    if (end !== -1) tokens.push(segment)
    else tokens.push(text[at] === '*' ? anything : text.charAt(at))
    at = Math.max(at, end)
  }
  return tokens
}
