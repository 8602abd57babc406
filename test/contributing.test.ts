// The worked example of CONTRIBUTING.md, applied to a copy of the project, derives its types and compiles.
import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'
import { snippetsIn } from './help/snippets.js'

const run = promisify(execFile)
const parts = [
  'src',
  'specs',
  'fixtures',
  'scenarios',
  'scripts',
  'test/recorded',
  'package.json',
  'tsconfig.json',
  'tsconfig.build.json',
]

t.test('the worked example of CONTRIBUTING.md', async (t) => {
  const copy = t.testdir({ 'test/help': {} })
  for (const part of parts) cpSync(part, join(copy, part), { recursive: true })
  cpSync('test/help/start.ts', join(copy, 'test/help/start.ts'))
  symlinkSync(resolve('node_modules'), join(copy, 'node_modules'))
  // Without NODE_OPTIONS, through which tap would look into the compiler.
  const inCopy = (...command: string[]) => run('env', ['-u', 'NODE_OPTIONS', ...command], { cwd: copy })

  const files = new Set<string>()
  let lines = 0
  for (const { language, text, where } of snippetsIn('CONTRIBUTING.md')) {
    if (language === 'bash') continue
    lines += handWritten(text, language === 'diff')
    if (language === 'diff') {
      for (const { file, before, after } of changesIn(text)) {
        files.add(file)
        const old = readFileSync(join(copy, file), 'utf8')
        t.equal(old.split(before).length, 2, `${where} finds its place in ${file}`)
        writeFileSync(
          join(copy, file),
          old.replace(before, () => after),
        )
      }
      continue
    }
    const [, file = ''] = /^(?:#|\/\/) (\S+\.(?:yaml|ts))\n/.exec(text) ?? []
    t.not(file, '', `${where} names its file`)
    files.add(file)
    mkdirSync(dirname(join(copy, file)), { recursive: true })
    writeFileSync(join(copy, file), text.slice(text.indexOf('\n') + 1))
  }

  t.match(
    readFileSync('CONTRIBUTING.md', 'utf8'),
    `These are ${files.size} files and ${lines} lines`,
    'says what it costs',
  )
  await t.resolves(inCopy(process.execPath, 'scripts/derive.mjs'), 'derives')
  const { tags } = JSON.parse(readFileSync(join(copy, 'dist/specs/clickup.json'), 'utf8'))
  t.same(tags.at(-1), { name: 'Users' }, 'its chapter comes last')
  // In place, which nobody but this copy would want: what is compiled stands beside its source, and finds the same files.
  await t.resolves(inCopy(process.execPath, 'node_modules/typescript/bin/tsc', '--noEmit', 'false'), 'compiles')
  const { stdout } = await inCopy(process.execPath, 'test/features/users.test.js')
  t.match(stdout, /^ok 1 - GetUser/m, 'passes its test')
})

/** Lines that somebody has to write: not blank, no comments; of a diff those that are added. */
function handWritten(text: string, isDiff: boolean): number {
  const own = text.split('\n').filter((line) => line.trim() !== '' && !/^\s*(#|\/\/|\/\*\*|\*)/.test(line))
  return own.filter((line) => !isDiff || /^\+[^+]/.test(line)).length
}

/** The hunks of a unified diff: lines that are there, and what takes their place. */
function changesIn(diff: string): { file: string; before: string; after: string }[] {
  return diff.split(/^(?=--- a\/)/m).map((part) => {
    const [, file = '', hunk = ''] = /^\+\+\+ b\/(\S+)\n@@.*\n([\s\S]*)$/m.exec(part) ?? []
    const side = (left: string) => hunk.replaceAll(new RegExp(`^[${left}].*\\n`, 'gm'), '').replaceAll(/^[ +-]/gm, '')
    return { file, before: side('+'), after: side('-') }
  })
}
