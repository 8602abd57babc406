// Tries the release without GitHub, npm's registry and a Docker engine, and says what that leaves untried.
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'yaml'
import { repository, run } from './packed.mjs'

const readYaml = (file) => parse(readFileSync(join(repository, file), 'utf8'))
const folder = mkdtempSync(join(tmpdir(), 'release-'))
try {
  shellLines()
  refusal()
  publication()
} finally {
  rmSync(folder, { recursive: true, force: true })
}
console.log('the image: its steps run in `node scripts/dockerfile-steps.mjs`')
console.log(
  'not tried: docker buildx for two architectures, the push to ghcr.io, the upload to npm, provenance, the action on a runner',
)

/** Every `run` of the workflow and of the action is valid for bash. */
function shellLines() {
  const { jobs } = readYaml('.github/workflows/release.yml')
  const { runs } = readYaml('action.yml')
  const lines = [...Object.values(jobs).flatMap(({ steps }) => steps), ...runs.steps].flatMap(({ run }) => run ?? [])
  for (const line of lines) execFileSync('bash', ['-n', '-c', line])
  console.log(`${lines.length} shell steps can be read by bash`)
}

/** Publishing is refused as the repository stands, and with a tag that is not the version. */
function refusal() {
  const check = (...args) =>
    spawnSync(process.execPath, ['scripts/publishable.mjs', ...args], { cwd: repository, encoding: 'utf8' })
  const { version } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'))
  assert.match(check().stderr, /in place of OWNER/)
  assert.match(check('v0.0.0').stderr, new RegExp(`the tag is v0.0.0, but package.json says ${version}`))
  console.log('publishing is refused while OWNER stands in package.json')
}

/** With an owner, npm would publish: everything but the upload. */
function publication() {
  for (const part of [
    'package.json',
    'README.md',
    'LICENSE',
    'CHANGELOG.md',
    'dist',
    'docs',
    'specs',
    'fixtures',
    'examples',
    'scripts',
  ]) {
    cpSync(join(repository, part), join(folder, part), { recursive: true })
  }
  const manifest = readFileSync(join(folder, 'package.json'), 'utf8')
  writeFileSync(join(folder, 'package.json'), manifest.replace('/OWNER/', '/somebody/'))
  run(process.execPath, ['scripts/publishable.mjs'], folder)
  run('npm', ['publish', '--dry-run', '--ignore-scripts', '--provenance=false'], folder)
  console.log('npm publish --dry-run: good')
}
