// Lines for a stream that may be read slowly, or by nobody.
import { Console } from 'node:console'
import type { Writable } from 'node:stream'

/** In bytes: further lines are lost, or they would fill the memory. */
const MOST_UNREAD = 1_048_576

/**
 * Writes lines to a stream for as long as somebody reads them. It never throws: whoever writes lives on without.
 * @param open - gives the stream, once the first line is there
 */
export function linesTo(open: () => Writable): (line: string) => void {
  let output: { readonly stream: Writable; readonly lines: Console } | undefined
  let lost = 0
  return (line) => {
    output ??= started(open())
    const { stream, lines } = output
    if (stream.errored) return
    if (stream.writableLength > MOST_UNREAD) {
      lost += 1
      return
    }
    if (lost) lines.log(`${lost} lines were lost here, since nobody read them in time`)
    lost = 0
    lines.log(line)
  }
}

/** A console takes no notice of a broken pipe or a full disk. */
function started(stream: Writable) {
  return { stream, lines: new Console(stream) }
}
