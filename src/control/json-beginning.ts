// The beginning of a long JSON text as a value: to parse all of it only to show its beginning would cost everybody time.

const closers: ReadonlyMap<string, string> = new Map([
  ['{', '}'],
  ['[', ']'],
])

/** What is open at the end of a text. */
interface Open {
  /** What closes the lists and objects, the innermost first. */
  readonly closing: string
  readonly inString: boolean
  /** Where the last comma stands outside of a string; 0 if there is none. */
  readonly comma: number
}

/**
 * The value of the first characters of a JSON text. A string that is cut is shown as far as it goes, anything else that is
 * cut is left out. undefined if it is no JSON.
 */
export function jsonBeginning(text: string, characters: number): unknown {
  const begin = text.slice(0, characters)
  const { closing, inString, comma } = openAtEnd(begin)
  const members = begin.slice(0, comma)
  const attempts = [
    ...(inString ? [`${begin.replace(/\\(?:u[0-9a-f]{0,3})?$/i, '')}"${closing}`] : []),
    `${members}${openAtEnd(members).closing}`,
    `${begin}${closing}`,
  ]
  for (const attempt of attempts) {
    const value = parsed(attempt)
    if (value !== undefined) return value
  }
  return undefined
}

function openAtEnd(text: string): Open {
  const open: string[] = []
  let inString = false
  let comma = 0
  for (const { 0: found, index } of text.matchAll(/\\.|["{}[\],]/gs)) {
    const closer = closers.get(found)
    if (found === '"') inString = !inString
    else if (inString) continue
    else if (closer !== undefined) open.push(closer)
    else if (found === ',') comma = index
    else open.pop()
  }
  return { closing: open.reverse().join(''), inString, comma }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // it is none
  }
}
