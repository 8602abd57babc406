// Colour, where a person looks at a terminal: never in a pipe or a file. https://no-color.org, https://force-color.org
import type { Output, Terminal } from './terminal.js'

/** The escape codes of each style: how it begins and how it ends. */
const styles = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
} as const

export type Style = keyof typeof styles

/** Text in a style; the same text where there is no colour. */
export type Paint = (text: string, style: Style) => string

/** Text as it is. */
export const plain: Paint = (text) => text

/** How to paint what is written to `output`. FORCE_COLOR goes before NO_COLOR, as in Node; empty ones say nothing. */
export function paintFor(output: Output, { FORCE_COLOR, NO_COLOR, TERM }: Terminal['env']): Paint {
  const isWanted = FORCE_COLOR
    ? !['0', 'false'].includes(FORCE_COLOR)
    : output.isTTY === true && !NO_COLOR && TERM !== 'dumb'
  if (!isWanted) return plain
  return (text, style) => {
    const [begin, end] = styles[style]
    return text === '' ? text : `\u001b[${begin}m${text}\u001b[${end}m`
  }
}
