// Plays somebody who has never seen the project: a bare folder, the packed tarball, then every block of the README in its
// order, as it is pasted. Prints how long each way to the first answer took; `--clone` tries the way by a clone too.
// Needs a build. It uses port 2558, as a newcomer does.
import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { pack, repository, run } from './packed.mjs'

const user = 'http://127.0.0.1:2558/api/v2/user'
const headers = { authorization: 'pk_100001_FAKETOKENANNA0000000000000000001' }
const folder = mkdtempSync(join(tmpdir(), 'newcomer-'))
try {
  if (process.argv.includes('--clone')) await byClone()
  await byTarball()
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** The two commands of the README, in a clone. */
async function byClone() {
  const home = join(folder, 'clone')
  const from = performance.now()
  run('git', ['clone', '--quiet', repository, home], folder)
  const started = spawn('sh', ['-c', 'npm ci && exec npm start'], { cwd: home, stdio: 'ignore', detached: true })
  await answered()
  say('by clone, 2 steps (clone; npm ci && npm start)', from)
  process.kill(-started.pid)
}

/** `npm install <tarball>`, `npx clickup-mock`, and then the README. */
async function byTarball() {
  const home = join(folder, 'bare')
  mkdirSync(home)
  const { filename } = pack(folder)
  const from = performance.now()
  writeFileSync(join(home, 'package.json'), '{ "private": true, "type": "module" }')
  run('npm', ['install', '--no-audit', '--no-fund', join(folder, filename)], home)
  const started = spawn('npx', ['clickup-mock'], { cwd: home, stdio: 'ignore', detached: true })
  try {
    await answered()
    say(`by tarball on Node ${process.version}, 2 steps (npm install; npx clickup-mock)`, from)
    for (const { language, text } of blocks()) runBlock(home, language, text)
  } finally {
    process.kill(-started.pid)
  }
}

/** The README's blocks, but the two commands for a clone. */
function blocks() {
  const readme = readFileSync(join(repository, 'README.md'), 'utf8')
  const all = [...readme.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language, text]) => ({ language, text }))
  return all.filter(({ text }) => !text.startsWith('npm ci'))
}

function runBlock(home, language, text) {
  const env = { ...process.env, PATH: `${join(home, 'node_modules/.bin')}:${process.env.PATH}` }
  const from = performance.now()
  let printed = ''
  if (language === 'ts') {
    writeFileSync(join(home, 'block.mjs'), text) // no types stand in it
    execFileSync(process.execPath, ['block.mjs'], { cwd: home, env })
  } else
    printed = execFileSync('bash', ['-ec', text], {
      cwd: home,
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
  for (const [, line] of text.matchAll(/^# → (.*)$/gm)) {
    const parts = line.split('…').filter(Boolean)
    assert.ok(
      parts.every((part) => printed.includes(part)),
      `${text}\nprinted ${printed}`,
    )
  }
  say(text.split('\n', 1)[0].slice(0, 60), from)
}

async function answered() {
  for (;;) {
    const status = await fetch(user, { headers }).then(
      (answer) => answer.status,
      () => 0,
    )
    if (status === 200) return
    await wait(20)
  }
}

function say(what, from) {
  console.log(`${((performance.now() - from) / 1000).toFixed(1)} s  ${what}`)
}
