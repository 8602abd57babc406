// Packs the package and uses it as a stranger would: installed in an empty folder, by command, import and types.
// Needs a build.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const repository = join(dirname(fileURLToPath(import.meta.url)), '..')
const manifest = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'))
const { name, version, bin, exports } = manifest
const files = manifest.files.filter((path) => !path.startsWith('!'))
const folder = mkdtempSync(join(tmpdir(), 'package-'))
try {
  const tarball = pack()
  use(tarball)
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** @returns the tarball, after a look at what it holds */
function pack() {
  const [packed] = JSON.parse(
    run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], repository),
  )
  const held = packed.files.map(({ path }) => path)
  const promised = [...Object.values(bin), ...Object.values(exports['.']), ...files, 'README.md', 'LICENSE']
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
  console.log(
    `${packed.filename}: ${held.length} files, ${Math.ceil(packed.size / 1024)} kB, unpacked ${Math.ceil(packed.unpackedSize / 1024)} kB`,
  )
  return join(folder, packed.filename)
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

/** The environment of `npm run` would point the inner npm at this package. */
function run(program, args, cwd) {
  const kept = Object.entries(process.env).filter(
    ([variable]) => !/^(npm_(package|lifecycle|config_local_prefix)|NODE_OPTIONS|CLICKUP_)/i.test(variable),
  )
  try {
    return execFileSync(program, args, {
      cwd,
      env: Object.fromEntries(kept),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
  } catch (error) {
    throw new Error(`${program} ${args.join(' ')}: ${error.stdout}${error.stderr}`)
  }
}
