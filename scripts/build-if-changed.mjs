// Before `npm start`: builds, unless dist/ was built of what stands here now. dist/.built says what it was built of: the
// contents of everything that the build reads, and tsc's own state, so that a build by hand in between is noticed.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const stamp = join(root, 'dist/.built')
/** Everything that the build reads: its sources, itself, and the versions of its tools. */
const inputs = ['src', 'specs', 'fixtures', 'scenarios', 'scripts', 'package.json', 'package-lock.json']
const configs = readdirSync(root).filter((name) => /^tsconfig.*\.json$/.test(name))

const now = stateOf(inputs.concat(configs))
if (isBuilt(now)) process.exit(0)
const isTold = process.stderr.isTTY
if (isTold) process.stderr.write(`building${existsSync(stamp) ? ' what changed' : ', for the first time'}…\n`)
const from = Date.now()
rmSync(stamp, { force: true })
const { status } = spawnSync('npm', ['run', '--silent', 'build'], {
  cwd: root,
  stdio: 'inherit',
  shell: process.platform === 'win32',
})
if (status !== 0) process.exit(status ?? 1)
// The build itself may have written types into src/: dist/ is then built of those.
writeFileSync(stamp, builtOf(stateOf(inputs.concat(configs))))
if (isTold) process.stderr.write(`built in ${Math.round((Date.now() - from) / 1_000)} s\n`)

function isBuilt(state) {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === builtOf(state)
}

/** @param state - that of the sources */
function builtOf(state) {
  return `${state} ${stateOf(['dist/.tsbuildinfo'])}\n`
}

/** A digest of the names and contents of files, and of all files in folders. */
function stateOf(names) {
  const digest = createHash('sha256')
  for (const name of names.flatMap(filesIn)) digest.update(`${name}\0`).update(contentOf(name)).update('\0')
  return digest.digest('hex')
}

function filesIn(name) {
  if (!existsSync(join(root, name)) || !statSync(join(root, name)).isDirectory()) return [name]
  return readdirSync(join(root, name))
    .sort()
    .flatMap((inner) => filesIn(`${name}/${inner}`))
}

/** A file that is not there has no content, and another digest than an empty one: its name is all there is. */
function contentOf(name) {
  return existsSync(join(root, name)) ? readFileSync(join(root, name)) : 'none'
}
