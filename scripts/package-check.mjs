// Packs the package and uses it as a stranger would: installed in an empty folder, by command, import and types.
// Needs a build.
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pack, repository, run } from './packed.mjs'

const manifest = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'))
const { name, version, bin, exports } = manifest
const files = manifest.files.filter((path) => !path.startsWith('!'))
/** Bytes of the tarball. */
const LARGEST = 900_000
const folder = mkdtempSync(join(tmpdir(), 'package-'))
try {
  const tarball = look(pack(folder))
  lint(tarball)
  use(tarball)
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** @returns the tarball, after a look at what it holds */
function look(packed) {
  const held = packed.files.map(({ path }) => path)
  const promised = [
    ...Object.values(bin),
    ...entries(exports['.']),
    ...entries(exports['./intercept']),
    ...files,
    'README.md',
    'LICENSE',
  ]
  for (const path of promised.map((one) => one.replace(/^\.\//, ''))) {
    assert.ok(
      held.some((one) => one === path || one.startsWith(`${path}/`)),
      `${path} is in the package`,
    )
  }
  const allowed = [...files, 'package.json', 'README.md', 'LICENSE']
  const strange = held.filter((path) => !allowed.some((one) => path === one || path.startsWith(`${one}/`)))
  assert.deepEqual(strange, [], 'nothing else is in the package')
  assert.ok(!held.includes('dist/.tsbuildinfo'), 'what the compiler remembers is not in the package')
  assert.ok(packed.size <= LARGEST, `${packed.size} bytes are at most ${LARGEST}`)
  console.log(
    `${packed.filename}: ${held.length} files, ${Math.ceil(packed.size / 1024)} kB, unpacked ${Math.ceil(packed.unpackedSize / 1024)} kB`,
  )
  return join(folder, packed.filename)
}

/** The files that an entry of `exports` names under its conditions. */
function entries(part) {
  return typeof part === 'string' ? [part] : Object.values(part).flatMap(entries)
}

/** What publint and attw ("are the types wrong?") have to say. */
function lint(tarball) {
  run('npx', ['--yes', 'publint@0.3', '--strict', tarball], folder)
  run('npx', ['--yes', '@arethetypeswrong/cli@0.18', tarball], folder)
  console.log('publint and attw: nothing to say')
}

function use(tarball) {
  const home = join(folder, 'stranger')
  mkdirSync(home)
  writeFileSync(join(home, 'package.json'), '{ "private": true, "type": "module" }')
  run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', tarball], home)

  assert.equal(run('npx', ['--no-install', 'clickup-mock', '--version'], home).trim(), version)
  console.log(`npx clickup-mock --version: ${version}`)

  const program = `import { createClickUpMock } from '${name}'
const mock = await createClickUpMock()
const headers = { Authorization: mock.env.CLICKUP_API_TOKEN ?? '' }
const answer = await fetch(mock.apiUrl + '/v2/user', { headers })
console.log(answer.status, ((await answer.json()) as { user: { username: string } }).user.username)
const page = await fetch(mock.url + '/__mock/dashboard/views/calls.js')
console.log('dashboard', page.status)
await mock.close()
`
  writeFileSync(join(home, 'program.ts'), program)
  const types = join(repository, 'node_modules/@types')
  const options = ['--strict', '--target', 'es2022', '--typeRoots', types, '--types', 'node']
  const tsc = (...more) =>
    run(
      process.execPath,
      [join(repository, 'node_modules/typescript/bin/tsc'), ...options, ...more, 'program.ts'],
      home,
    )
  tsc('--module', 'esnext', '--moduleResolution', 'node10', '--esModuleInterop', '--noEmit')
  tsc('--module', 'nodenext')
  const said = run(process.execPath, ['program.js'], home).trim()
  assert.match(said, /^200 \S.*\ndashboard 200$/)
  console.log(`import { createClickUpMock } from '${name}', with its types: GET /user ${said}`)
}
