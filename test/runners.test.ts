// The examples for test runners, run as a user runs them, with the built package: each passes, and fails when one of its
// expectations is broken. docs/test-runners.md shows lines of these examples and no others.
import { readdirSync, readFileSync } from 'node:fs'
import t, { type Test } from 'tap'
import { inCi, manifest, missing, projectOf, type Run, serve } from './help/project.js'

/** An example, and what is printed when all its expectations hold and when one does not. */
interface Example {
  readonly folder: string
  /** Where it is not the script of examples/package.json that has the name of the folder. */
  readonly command?: string
  readonly file: string
  readonly expectation: string
  readonly good: RegExp
  readonly bad: RegExp
  /** The mock is a server that others started. */
  readonly served?: boolean
  /** What it needs besides the packages. */
  readonly needs?: Parameters<typeof missing>
}

const NOBODY = 'Hello Nobody'
const python = '/usr/bin/python3' // Debian's, for which Debian has pytest; another may come first in PATH

const examples: readonly Example[] = [
  {
    folder: 'node-test',
    file: 'clickup.test.mjs',
    expectation: 'Hello Anna Brandt',
    good: /pass 4\n.*fail 0\n/s,
    bad: /pass 3\n.*fail 1\n/s,
  },
  {
    folder: 'tap',
    file: 'clickup.test.mjs',
    expectation: 'Hello Anna Brandt',
    good: /^# \{ total: 2, pass: 2 \}$/m,
    bad: /^# \{ total: 2, pass: 1, fail: 1 \}$/m,
  },
  {
    folder: 'vitest',
    file: 'clickup.test.mjs',
    expectation: 'Hello Anna Brandt',
    good: /Tests +2 passed/,
    bad: /Tests +1 failed \| 1 passed/,
  },
  {
    folder: 'jest',
    file: 'clickup.test.js',
    expectation: 'Hello Anna Brandt',
    good: /^Tests: +2 passed/m,
    bad: /^Tests: +1 failed, 1 passed/m,
  },
  {
    folder: 'playwright',
    file: 'clickup.spec.mjs',
    expectation: 'Northwind',
    good: /^ +2 passed/m,
    bad: /\n +1 failed\n.*\n +1 passed/s,
  },
  {
    folder: 'pytest',
    command: `${python} -m pytest pytest`,
    file: 'test_clickup.py',
    expectation: 'Hello Anna Brandt',
    good: /= 2 passed in/,
    bad: /= 1 failed, 1 passed in/,
    served: true,
    needs: [python, ['-m', 'pytest', '--version'], 'apt-get install python3-pytest'],
  },
  {
    folder: 'curl',
    command: 'sh curl/clickup.sh',
    file: 'clickup.sh',
    expectation: '"username":"Anna Brandt"',
    good: /^(ok: .*\n){3}$/,
    bad: /^not ok: /,
    served: true,
    needs: ['curl', ['--version'], 'apt-get install curl'],
  },
]

for (const example of examples) {
  const { folder, needs, served = false, good, bad } = example
  const lack = needs ? await missing(...needs) : false
  t.test(`examples/${folder}`, { skip: inCi ? false : lack }, async (t) => {
    if (lack) return t.fail(lack)
    const env = async () => (served ? { CLICKUP_MOCK_URL: await serve(t) } : {})
    const [whole, broken] = await Promise.all([run(t, example, await env()), runBroken(t, example, await env())])
    t.match(whole, { code: 0, output: good }, 'passes')
    t.match(broken, { code: 1, output: bad }, 'fails when an expectation is broken')
    t.match(broken.output, NOBODY, 'and says which')
  })
}

t.test('docs/test-runners.md', async (t) => {
  const page = 'docs/test-runners.md'
  const [, ...sections] = readFileSync(page, 'utf8').split(/^## /m)

  for (const { folder } of examples) {
    await t.test(`shows lines of examples/${folder}`, async (t) => {
      const section = sections.find((text) => text.includes(`](../examples/${folder}/`)) ?? ''
      const shown = [...section.matchAll(/^```\w+\n(.*?)^```$/gms)].map(([, code = '']) => unindented(code))
      t.not(shown.length, 0, 'shows some')
      const sources = filesOf(folder).map(unindented)
      for (const code of shown) {
        t.ok(
          sources.some((source) => source.includes(code)),
          code,
        )
      }
    })
  }

  await t.test('has a section for each example', async (t) => {
    t.equal(sections.length, examples.length)
  })
})

t.test('examples/package.json', async (t) => {
  await t.test('asks for the versions that are tested here', async (t) => {
    const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'))
    const { 'clickup-mock': own, ...others } = manifest.devDependencies
    t.equal(own, 'file:..')
    t.match(devDependencies, others)
  })

  await t.test('has a command for each example that npm runs', async (t) => {
    const named = examples.filter(({ command }) => command === undefined).map(({ folder }) => folder)
    t.same(Object.keys(manifest.scripts), named)
  })
})

t.test('every folder of examples/ is tried here', async (t) => {
  const folders = readdirSync('examples', { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .filter(({ name }) => name !== 'scale') // no runner: test/scale tries it
  t.same(folders.map(({ name }) => name).sort(), examples.map(({ folder }) => folder).sort())
})

/** Runs an example in a project of its own. */
function run(t: Test, { folder, command }: Example, env: Readonly<Record<string, string>>): Promise<Run> {
  return projectOf(t, [folder]).run(command ?? manifest.scripts[folder] ?? '', env)
}

/** The same, with one expectation that does not hold. */
function runBroken(t: Test, example: Example, env: Readonly<Record<string, string>>): Promise<Run> {
  const { folder, file, expectation, command } = example
  const text = readFileSync(`examples/${folder}/${file}`, 'utf8')
  t.ok(text.includes(expectation), `${file} expects ${expectation}`)
  const files = { [`${folder}/${file}`]: text.replace(expectation, NOBODY) }
  return projectOf(t, [folder], files).run(command ?? manifest.scripts[folder] ?? '', env)
}

function filesOf(folder: string): string[] {
  return readdirSync(`examples/${folder}`).map((file) => readFileSync(`examples/${folder}/${file}`, 'utf8'))
}

/** A page shows code without the indentation it has in its file. */
function unindented(text: string): string {
  return text.replace(/^ +/gm, '').trim()
}
