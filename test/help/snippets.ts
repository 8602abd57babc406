// The fenced blocks of a page, and the shell lines in them, for tests that hold the documentation to its word.
import { readFileSync } from 'node:fs'

/** A fenced block: its language, its text, and where it stands (`README.md:12`). */
export interface Snippet {
  readonly language: string
  readonly text: string
  readonly where: string
}

/** A command of a shell block. `expected` are the `# → …` lines below it, in which `…` stands for anything. */
export interface Command {
  readonly text: string
  readonly expected: readonly string[]
}

/** All fenced blocks of a page, in their order. */
export function snippetsIn(page: string): Snippet[] {
  const text = readFileSync(page, 'utf8')
  return [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(({ 1: language = '', 2: body = '', index }) => ({
    language,
    text: body,
    where: `${page}:${text.slice(0, index).split('\n').length}`,
  }))
}

/** The commands of a block, continued lines joined. */
export function commandsIn({ text }: Snippet): Command[] {
  const commands: { text: string; expected: string[] }[] = []
  for (const line of text.replaceAll(/\\\n\s*/g, '').split('\n')) {
    const expected = /^# → (.*)$/.exec(line)?.[1]
    if (expected !== undefined) commands.at(-1)?.expected.push(expected)
    else if (line.trim() !== '') commands.push({ text: line, expected: [] })
  }
  return commands
}

/** The words of a simple command, without quotes. */
export function wordsOf(command: string): string[] {
  return [...command.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    ([, single, double, bare]) => single ?? double ?? bare ?? '',
  )
}

/** The first expectation that the output does not meet after the ones before it; undefined when it meets all. */
export function unmet(output: string, expected: readonly string[]): string | undefined {
  let rest = output
  for (const line of expected) {
    const found = new RegExp(line.split('…').map(escaped).join('.*')).exec(rest)
    if (!found) return line
    rest = rest.slice(found.index + found[0].length)
  }
  return undefined
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
