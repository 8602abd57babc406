// Markdown and plain text: ClickUp keeps one description and shows it in both forms. Only what its descriptions can have is
// read, line by line, since only fenced code is longer than a line (which marks ClickUp leaves in the text is assumed).

const special = /[\\`*_~[]/g
const fence = /^ {0,3}(?:```|~~~)/
const rule = /^ {0,3}([-*_])(?: *\1){2,} *$/
const item = '(?:#{1,6}|(?:[-*+]|\\d{1,9}[.)])(?: \\[[ xX]\\])?) +'
/** What may precede the words of a line: quotes, a heading, the mark of a list, a box to tick. */
const leading = new RegExp(`^ *(?:(?:> ?)+ *(?:${item})?|${item})`)
/** An escaped character, code, a link or an image, emphasis, or words without a mark. */
const pieces = /\\[\\`*_{}[\]()#+\-.!>~|]|`[^`]+`|!?\[[^\]]*\]\([^)]*\)|\*+|_+|~~|[^\\`*_~![]+|[\s\S]/g

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
    else lines.push(rule.test(line) ? '' : wordsOf(line.replace(leading, '')))
  }
  return lines.join('\n')
}

/** Emphasis needs two ends; a single mark is a plain character. */
function wordsOf(line: string): string {
  const found = line.match(pieces) ?? []
  const open: number[] = []
  found.forEach((piece, at) => {
    if (!/^(?:\*+|_+|~~)$/.test(piece)) return
    const [before, after] = [found[at - 1]?.at(-1) ?? ' ', found[at + 1]?.[0] ?? ' ']
    const within = piece.startsWith('_') && /\w/.test(before) && /\w/.test(after) // snake_case
    const start = open.findLast((index) => found[index] === piece)
    if (start !== undefined && /\S/.test(before) && !within) {
      found[start] = found[at] = ''
      open.splice(open.indexOf(start))
    } else if (/\S/.test(after) && !within) open.push(at)
  })
  return found.map(wordsIn).join('')
}

function wordsIn(piece: string): string {
  if (piece.length === 1) return piece
  if (piece.startsWith('\\')) return piece.slice(1)
  if (piece.startsWith('`')) return piece.slice(1, -1)
  const label = /^!?\[([^\]]*)\]\([^)]*\)$/.exec(piece)?.[1]
  return label === undefined ? piece : wordsOf(label)
}
