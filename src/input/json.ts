// JSON that a client or a tester wrote.

/** No client nests as deep, and every walk through a value of this depth fits on the stack. */
export const DEEPEST_JSON = 1_000

/**
 * The value of a JSON text, and the only way to read one that somebody else wrote: what is read here can be walked through
 * and written again.
 * @throws SyntaxError when it is malformed, or nested deeper than `DEEPEST_JSON`
 */
export function readJson(text: string): unknown {
  // Each level takes two characters, so that the small bodies of nearly all calls are not looked through.
  if (text.length > 2 * DEEPEST_JSON && isTooDeep(text)) {
    throw new SyntaxError(`JSON is nested deeper than ${DEEPEST_JSON} levels`)
  }
  return JSON.parse(text)
}

const [QUOTE, BACKSLASH, LIST, LIST_END, MAP, MAP_END] = ['"', '\\', '[', ']', '{', '}'].map((one) => one.charCodeAt(0))

function isTooDeep(text: string): boolean {
  let depth = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) at = endOfText(text, at)
    else if (code === LIST || code === MAP) {
      depth += 1
      if (depth > DEEPEST_JSON) return true
    } else if (code === LIST_END || code === MAP_END) depth -= 1
  }
  return false
}

/** Where the text in quotes ends that begins at `from`. */
function endOfText(text: string, from: number): number {
  let at = from + 1
  while (at < text.length && text.charCodeAt(at) !== QUOTE) at += text.charCodeAt(at) === BACKSLASH ? 2 : 1
  return at
}
