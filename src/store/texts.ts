// What texts keep in memory.

/**
 * How many bytes a text keeps in memory, at most: V8 keeps one for each character, or two where one of them needs it.
 * A text of Latin letters with accents is counted as if it needed two.
 */
export function textBytes(text: string): number {
  const { length } = text
  return Buffer.byteLength(text) === length ? length : 2 * length
}

/** The beginning of a text, as a text of its own: what `slice` gives would keep the whole text in memory. */
export function beginningOf(text: string, characters: number): string {
  return Buffer.from(text.slice(0, characters)).toString()
}
