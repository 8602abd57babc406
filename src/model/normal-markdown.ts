// Markdown as ClickUp gives it back: it keeps no Markdown, but makes it anew from its own format. Of what that changes, these
// were reported: `_` is escaped, addresses and e-mail addresses become links (on tasks); `- x` becomes `*   x`, and `*i*`
// becomes `_i_` (on docs only; that tasks do the same is assumed). Everything else stays as it was written.
import { endsOfEmphasis, fence, isRule, leading, piecesOf, short } from './markdown.js'

/** A Markdown text as ClickUp shows it. It reads the same, but for addresses, which are links now. */
export function normalMarkdown(markdown: string): string {
  let inCode = false
  return markdown
    .split('\n')
    .map((line) => {
      const isFence = fence.test(line)
      if (isFence) inCode = !inCode
      return isFence || inCode || isRule(line) ? line : normalLine(line)
    })
    .join('\n')
}

function normalLine(line: string): string {
  const begin = leading.exec(line)?.[0] ?? ''
  const normal = begin.replace(/[-*+] +/, '*   ') + normalWords(withLinks(piecesOf(line.slice(begin.length))))
  return isRule(normal) ? line : normal // a new mark of a list may make one of it
}

function normalWords(pieces: readonly string[]): string {
  const ends = endsOfEmphasis(pieces)
  const normal = pieces.map((piece, at) => (ends.has(at) ? piece : normalPiece(piece)))
  return normal
    .map((piece, at) => {
      const other = piece === '*' ? ends.get(at) : undefined
      return other !== undefined && isFree(normal, at) && isFree(normal, other) ? '_' : piece
    })
    .join('')
}

/** What is no mark of emphasis. */
function normalPiece(piece: string): string {
  if (/^\[./.test(piece)) return normalLink(piece)
  return piece.startsWith('_') ? escaped(piece) : piece
}

/** Whether a mark would still be one as `_`: not beside another mark, and not within a word. */
function isFree(pieces: readonly string[], at: number): boolean {
  const [before = ' ', after = ' '] = [pieces[at - 1], pieces[at + 1]]
  const isBesideMark = /^[*_]/.test(before) || /^[*_]/.test(after)
  return !isBesideMark && !(/\w$/.test(before) && /^\w/.test(after))
}

function normalLink(link: string): string {
  const end = link.indexOf('](')
  return `[${normalWords(piecesOf(link.slice(1, end)))}${link.slice(end)}`
}

/** The pieces of a line, in which addresses have become links. Those in code, links and images stay. */
function withLinks(pieces: readonly string[]): readonly string[] {
  if (!pieces.some((piece) => /:\/\/|@/.test(piece))) return pieces
  const runs: { text: string; readonly isWhole: boolean }[] = []
  for (const text of pieces) {
    const isWhole = text.length > 1 && /^[`[!]/.test(text)
    const last = runs.at(-1)
    if (isWhole || !last || last.isWhole) runs.push({ text, isWhole })
    else last.text += text
  }
  return runs.flatMap(({ text, isWhole }) => (isWhole ? [text] : text.split(/(\s+)/).flatMap(withLink)))
}

const webAddress = /^https?:\/\/[^\s<>()[\]`*\\]+$/
const everyShort = new RegExp(short, 'g')
const mailAddress = /^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/

/** The pieces of one word. An address with brackets stays as it is. */
function withLink(word: string): string[] {
  const [from, to] = coreOf(word)
  const address = word.slice(from, to).replaceAll('\\_', '_')
  const target = webAddress.test(address) ? address : mailAddress.test(address) ? `mailto:${address}` : undefined
  if (target === undefined) return shortPieces(word)
  return [...shortPieces(word.slice(0, from)), `[${escaped(address)}](${target})`, ...shortPieces(word.slice(to))]
}

/** Where a word begins and ends without what encloses it, and without the end of its sentence. */
function coreOf(word: string): [from: number, to: number] {
  let [from, to] = [0, word.length]
  while (from < to && '("\'*_~'.includes(word.charAt(from))) from += 1
  while (to > from && ')"\'*_~.,;:!?'.includes(word.charAt(to - 1))) to -= 1
  return [from, to]
}

function shortPieces(text: string): string[] {
  return text.match(everyShort) ?? []
}

function escaped(text: string): string {
  return text.replaceAll('_', '\\_')
}
