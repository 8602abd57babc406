// `npm start` builds only when something changed: the script before it, in a small project whose build is counted.
import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import t from 'tap'

t.test('build-if-changed', async (t) => {
  const build = 'echo x >> built.txt && mkdir -p dist && cat src/*.ts > dist/.tsbuildinfo'
  const folder = t.testdir({
    'package.json': JSON.stringify({ scripts: { build } }),
    src: { 'one.ts': '1' },
    scripts: {},
  })
  copyFileSync('scripts/build-if-changed.mjs', `${folder}/scripts/build-if-changed.mjs`)
  mkdirSync(`${folder}/dist`)
  const start = () => execFileSync(process.execPath, ['scripts/build-if-changed.mjs'], { cwd: folder, stdio: 'pipe' })
  const builds = () => readFileSync(`${folder}/built.txt`, 'utf8').split('x').length - 1
  const expect = (count: number, what: string) => {
    start()
    t.equal(builds(), count, what)
  }

  expect(1, 'the first time')
  expect(1, 'nothing changed')
  writeFileSync(`${folder}/src/one.ts`, '2')
  expect(2, 'a file changed')
  writeFileSync(`${folder}/src/two.ts`, '')
  expect(3, 'a file was added')
  rmSync(`${folder}/src/two.ts`)
  expect(4, 'a file was removed')
  writeFileSync(`${folder}/src/one.ts`, '2')
  expect(4, 'a file was saved as it was')
  writeFileSync(`${folder}/dist/.tsbuildinfo`, 'by hand')
  expect(5, 'somebody has built something else meanwhile')
  rmSync(`${folder}/dist`, { recursive: true })
  expect(6, 'what was built is gone')

  writeFileSync(`${folder}/package.json`, JSON.stringify({ scripts: { build: 'exit 3' } }))
  for (const what of ['a build that fails fails the start', 'and is tried again']) t.throws(start, what)
})
