// Markdown and plain text: ClickUp keeps one description and shows it in both forms. Only what its descriptions can have is
// read, line by line, since only fenced code is longer than a line (which marks ClickUp leaves in the text is assumed).

const special = /[\\`*_~[]/g
/** What begins and ends code that is longer than a line. */
export const fence = /^ {0,3}(?:```|~~~)/
const item = '(?:#{1,6}|(?:[-*+]|\\d{1,9}[.)])(?: +\\[[ xX]\\])?) +'
/** What may precede the words of a line: quotes, a heading, the mark of a list, a box to tick. */
export const leading = new RegExp(`^ *(?:(?:> ?)+ *(?:${item})?|${item})`)
/** An escaped character, emphasis, or words without a mark; a mark of something longer is a piece of one character. */
export const short = /\\[\\`*_{}[\]()#+\-.!>~|]|\*+|_+|~~|[^\\`*_~![]+|[\s\S]/y

/** Plain text as Markdown that reads the same. */
export function textToMarkdown(text: string): string {
  return text.replace(special, '\\$&').replace(/^( *)(#|>|[-+]|\d{1,9}(?=[.)]))/gm, escapeStart)
}

/** A number has its mark behind it. */
function escapeStart(_: string, indent: string, start: string): string {
  return /\d/.test(start) ? `${indent}${start}\\` : `${indent}\\${start}`
}

/** The words of a Markdown text, without its marks. */
export function markdownToText(markdown: string): string {
  let inCode = false
  const lines: string[] = []
  for (const line of markdown.split('\n')) {
    if (fence.test(line)) inCode = !inCode
    else if (inCode) lines.push(line)
    else lines.push(isRule(line) ? '' : wordsOf(line.replace(leading, '')))
  }
  return lines.join('\n')
}

/** Three or more of one mark and nothing else. A single expression for it would run out of stack on a line of megabytes. */
export function isRule(line: string): boolean {
  if (!/^ {0,3}[-*_][-*_ ]*$/.test(line)) return false
  const marks = line.replaceAll(' ', '')
  return marks.length >= 3 && marks === marks.charAt(0).repeat(marks.length)
}

function wordsOf(line: string): string {
  const pieces = piecesOf(line)
  const ends = endsOfEmphasis(pieces)
  return pieces.map((piece, at) => (ends.has(at) ? '' : wordsIn(piece))).join('')
}

/** Where the marks of emphasis stand, each with its other end; a mark without one is a plain character. */
export function endsOfEmphasis(pieces: readonly string[]): ReadonlyMap<number, number> {
  const ends = new Map<number, number>()
  const open = new OpenMarks()
  pieces.forEach((piece, at) => {
    if (!/^(?:[*_]|~~)/.test(piece)) return
    const [before, after] = [ends.has(at - 1) ? ' ' : (pieces[at - 1]?.at(-1) ?? ' '), pieces[at + 1]?.[0] ?? ' ']
    const within = piece.startsWith('_') && /\w/.test(before) && /\w/.test(after) // snake_case
    if (within) return
    const start = /\S/.test(before) ? open.close(piece) : undefined
    if (start !== undefined) ends.set(start, at).set(at, start)
    else if (/\S/.test(after)) open.add(piece, at)
  })
  return ends
}

/** Marks that have no end yet. Each is added and removed once, so that a line of them takes as long as it is. */
class OpenMarks {
  readonly #all: { readonly mark: string; readonly at: number }[] = []
  readonly #placesOf = new Map<string, number[]>()

  add(mark: string, at: number): void {
    const places = this.#placesOf.get(mark) ?? []
    this.#placesOf.set(mark, places)
    places.push(at)
    this.#all.push({ mark, at })
  }

  /** Where the last such mark stands; it and all that were added after it are no longer open. */
  close(mark: string): number | undefined {
    const start = this.#placesOf.get(mark)?.at(-1)
    if (start === undefined) return undefined
    for (let last = this.#all.pop(); last; last = last.at === start ? undefined : this.#all.pop()) {
      this.#placesOf.get(last.mark)?.pop()
    }
    return start
  }
}

/** A line in pieces: code, links, images, and what `short` matches. No character is looked at again for every mark before it. */
export function piecesOf(line: string): string[] {
  const pieces: string[] = []
  const next = { code: finder(line, '`'), bracket: finder(line, ']'), parenthesis: finder(line, ')') }
  const endOfLong = (at: number): number => {
    if (line[at] === '`') return next.code(at + 1) > at + 1 ? next.code(at + 1) + 1 : 0
    const label = line[at] === '!' ? at + 1 : at
    if (line[label] !== '[') return 0
    const target = next.bracket(label + 1) + 1
    return target > 0 && line[target] === '(' ? next.parenthesis(target + 1) + 1 : 0
  }
  for (let at = 0; at < line.length; ) {
    short.lastIndex = at
    const end = endOfLong(at) || at + String(short.exec(line)?.[0]).length
    pieces.push(line.slice(at, end))
    at = end
  }
  return pieces
}

/** Finds the next place of a mark, from places that only grow; -1 if there is none. So it goes through a line once. */
function finder(line: string, mark: string): (from: number) => number {
  let place = line.indexOf(mark)
  return (from) => {
    if (place !== -1 && place < from) place = line.indexOf(mark, from)
    return place
  }
}

function wordsIn(piece: string): string {
  if (piece.length === 1) return piece
  if (piece.startsWith('\\')) return piece.slice(1)
  if (piece.startsWith('`')) return piece.slice(1, -1)
  const label = /^!?\[([^\]]*)\]\(/.exec(piece)?.[1]
  return label === undefined ? piece : wordsOf(label)
}
