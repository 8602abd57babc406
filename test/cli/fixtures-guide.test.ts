// docs/fixtures.md is true: every block of YAML is planted (or refused, where it says so), every command does what stands
// below it.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import t from 'tap'
import { commandsIn, snippetsIn, unmet, wordsOf } from '../help/snippets.js'
import { run } from '../help/terminal.js'

const snippets = snippetsIn('docs/fixtures.md')
/** Blocks that show what is refused. */
const refused = ['wrong.yaml']

t.test('docs/fixtures.md', async (t) => {
  const before = process.cwd()
  process.chdir(t.testdir())
  t.teardown(() => process.chdir(before))
  for (const { language, text, where } of snippets) {
    const [, file = ''] = /^# (\S+\.yaml)\n/.exec(text) ?? []
    if (language !== 'yaml') continue
    await t.test(`${where} is ${refused.includes(file) ? 'refused' : 'planted'}`, async (t) => {
      writeFileSync(file, text)
      t.equal((await run(['validate', file])).code, refused.includes(file) ? 1 : 0)
    })
  }

  for (const snippet of snippets.filter(({ language }) => language === 'bash')) {
    await t.test(`${snippet.where} says what stands there`, async (t) => {
      for (const { text, expected } of commandsIn(snippet)) {
        const [name, ...args] = wordsOf(text)
        t.equal(name, 'clickup-mock')
        const { code, stdout, stderr } = await run(args)
        t.equal(code, refused.some((file) => args.includes(file)) ? 1 : 0, text)
        t.equal(unmet(stdout + stderr, expected), undefined, stdout + stderr)
      }
    })
  }
})

t.test('links of the guides lead somewhere', async (t) => {
  for (const page of ['fixtures.md', 'commands.md']) {
    const links = [...readFileSync(`docs/${page}`, 'utf8').matchAll(/\]\(([^)#]+)/g)]
    t.not(links.length, 0)
    for (const [, target] of links) t.ok(existsSync(`docs/${target}`), `${page}: ${target}`)
  }
})
