// The worked example of CONTRIBUTING.md is a chapter as it stands, which the suite compiles and tests.
import { readFileSync } from 'node:fs'
import t from 'tap'
import { snippetsIn } from './help/snippets.js'

t.test('the worked example of CONTRIBUTING.md', async (t) => {
  const files = new Set<string>()
  let lines = 0
  for (const { language, text, where } of snippetsIn('CONTRIBUTING.md')) {
    if (language === 'bash') continue
    lines += handWritten(text, language === 'diff')
    for (const { file, whole, parts } of language === 'diff' ? changesIn(text) : wholeFile(text)) {
      files.add(file)
      const there = readFileSync(file, 'utf8')
      if (whole !== undefined) t.equal(there, whole, `${where} is ${file}`)
      for (const part of parts) t.equal(there.split(part).length, 2, `${where} stands in ${file}`)
    }
  }
  const cost = `These are ${files.size} files and ${lines} lines`
  t.match(readFileSync('CONTRIBUTING.md', 'utf8'), cost, 'says what it costs')
  t.equal(files.size, 5)
})

/** Lines that somebody has to write: not blank, no comments; of a diff those that are added. */
function handWritten(text: string, isDiff: boolean): number {
  const own = text.split('\n').filter((line) => line.trim() !== '' && !/^\s*(#|\/\/|\/\*\*|\*)/.test(line))
  return own.filter((line) => !isDiff || /^\+[^+]/.test(line)).length
}

interface Shown {
  readonly file: string
  /** All of it, or parts that stand in it once. */
  readonly whole?: string
  readonly parts: readonly string[]
}

/** A snippet that begins with the name of its file. */
function wholeFile(text: string): Shown[] {
  const [, file = ''] = /^(?:#|\/\/) (\S+\.(?:yaml|ts))\n/.exec(text) ?? []
  return [{ file, whole: text.slice(text.indexOf('\n') + 1), parts: [] }]
}

/** The hunks of a unified diff, as they are after it. */
function changesIn(diff: string): Shown[] {
  const [, file = ''] = /^\+\+\+ b\/(\S+)$/m.exec(diff) ?? []
  const hunks = diff.split(/^@@.*\n/m).slice(1)
  return [{ file, parts: hunks.map((hunk) => hunk.replaceAll(/^-.*\n/gm, '').replaceAll(/^[ +]/gm, '')) }]
}
