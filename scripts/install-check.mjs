// Installs the package with each package manager, on the Node that runs this, and starts what was installed. Needs a build.
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pack, run } from './packed.mjs'

const major = Number(process.versions.node.split('.')[0])

/**
 * Yarn 1 looks at no dependency of ours when it resolves Fastify's range of light-my-request, whose newest needs Node 22: on
 * Node 20 it has to be told to ignore engines, as it has to be for every package that depends on Fastify 5.
 */
const yarnFlags = major < 22 ? ['--ignore-engines'] : []
const managers = {
  'npm --engine-strict': (tarball) => ['npm', 'install', '--engine-strict', '--no-audit', '--no-fund', tarball],
  'pnpm, engine-strict': (tarball) => ['npx', '--yes', 'pnpm@9', 'add', '--config.engine-strict=true', tarball],
  'Yarn 1': (tarball) => ['npx', '--yes', 'yarn@1.22', 'add', ...yarnFlags, `file:${tarball}`],
}

const folder = mkdtempSync(join(tmpdir(), 'installed-'))
try {
  const { filename, version } = pack(folder)
  for (const [name, command] of Object.entries(managers)) {
    const home = join(folder, name.replace(/\W+/g, '-'))
    mkdirSync(home)
    writeFileSync(join(home, 'package.json'), '{ "private": true }')
    const [installer, ...args] = command(join(folder, filename))
    const from = performance.now()
    run(installer, args, home)
    const seconds = ((performance.now() - from) / 1000).toFixed(1)
    assert.equal(run(join(home, 'node_modules/.bin/clickup-mock'), ['--version'], home).trim(), version)
    const program =
      "const { createClickUpMock } = require('clickup-mock'); createClickUpMock({ listen: false }).then((mock) => mock.close()).then(() => console.log('works'))"
    assert.equal(run(process.execPath, ['-e', program], home).trim(), 'works')
    console.log(
      `Node ${process.version}, ${name}${name === 'Yarn 1' && yarnFlags.length ? ` ${yarnFlags}` : ''}: ${seconds} s`,
    )
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
