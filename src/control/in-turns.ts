// Writes a long answer in pieces of some size. After each, everybody else has a turn.
import { setImmediate } from 'node:timers/promises'

/** In characters: what is written together. It takes a millisecond or two to make. */
const TOGETHER = 16_384

/** Joins small pieces of a text; an empty one asks for a turn too. */
export async function* inTurns(pieces: Iterable<string>): AsyncGenerator<string> {
  let text = ''
  for (const piece of pieces) {
    text += piece
    if (piece !== '' && text.length < TOGETHER) continue
    if (text !== '') yield text
    text = ''
    await setImmediate()
  }
  yield text
}
