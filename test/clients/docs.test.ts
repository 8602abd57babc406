// docs/clients.md shows what the tests run: every paragraph of its code stands, line for line, in the test it names.
import { readFileSync } from 'node:fs'
import t from 'tap'

const [, ...sections] = readFileSync('docs/clients.md', 'utf8').split(/^## /m)
const proven = sections.flatMap((section) => {
  const test = /^Proved by `(test\/clients\/[\w-]+\.test\.ts)`/m.exec(section)?.[1]
  return test ? [{ title: section.split('\n')[0], test, snippets: snippetsOf(section) }] : []
})

t.same(
  proven.map(({ title }) => title),
  ['Auth.js', 'simple-oauth2', 'clickup.js', 'clickup_api', 'curl'],
)
for (const { title, test, snippets } of proven) {
  t.test(`${title} in docs/clients.md`, async (t) => {
    const code = unindented(readFileSync(test, 'utf8'))
    t.ok(snippets.length > 0, 'shows code')
    for (const snippet of snippets) t.ok(code.includes(snippet), `${test} runs:\n${snippet}`)
  })
}

function snippetsOf(section: string): string[] {
  const blocks = [...section.matchAll(/^```(?:ts|sh)\n(.*?)^```$/gms)]
  return blocks.flatMap(([, block = '']) => unindented(block).split(/\n{2,}/))
}

function unindented(text: string): string {
  const lines = text.split('\n').map((line) => line.trim())
  return lines.join('\n').trim()
}
