// Workers of a test runner that share one server: with the address that docs/test-runners.md gives for the runner, each
// has a sandbox of its own, and none sees what another does.
import { readFileSync } from 'node:fs'
import t, { type Test } from 'tap'
import { createClickUpMock } from '../src/index.js'
import { inCi, missing, type Project, projectOf } from './help/project.js'

/** A runner, a command that runs the tests of the folder `workers` in two workers, and a test file. */
interface Runner {
  readonly title: string
  readonly command: string
  readonly file: string
  readonly head: string
  /** The names of the two sandboxes. */
  readonly sandboxes: readonly [string | RegExp, string | RegExp]
}

const python = '/usr/bin/python3'
const workers = ['a', 'b'] as const
const assert = `import { equal } from 'node:assert'`
const page = readFileSync('docs/test-runners.md', 'utf8').split(/^## /m)

const runners: readonly Runner[] = [
  {
    title: 'node:test',
    command: 'node --test --test-concurrency=2 workers/*.mjs',
    file: 'test.mjs',
    head: `${assert}\nimport { test } from 'node:test'`,
    sandboxes: [/^p\d+$/, /^p\d+$/],
  },
  {
    title: 'tap',
    command: 'tap --jobs 2 --allow-empty-coverage workers/*.mjs',
    file: 'test.mjs',
    head: `${assert}\nimport { test } from 'tap'`,
    sandboxes: ['w0', 'w1'],
  },
  {
    title: 'Vitest',
    command: 'vitest run --maxWorkers 2 --dir workers',
    file: 'test.mjs',
    head: `${assert}\nimport { test } from 'vitest'`,
    sandboxes: ['w1', 'w2'],
  },
  {
    title: 'Jest',
    command: 'jest --maxWorkers 2 --rootDir workers',
    file: 'test.js',
    head: "const { equal } = require('node:assert')",
    sandboxes: ['w1', 'w2'],
  },
  {
    title: 'Playwright',
    command: 'playwright test --workers 2 workers',
    file: 'spec.mjs',
    head: `${assert}\nimport { test } from '@playwright/test'`,
    sandboxes: ['w0', 'w1'],
  },
]

for (const { title, command, file, head, sandboxes } of runners) {
  t.test(title, async (t) => {
    const section = page.find((text) => text.startsWith(`${title}\n`)) ?? ''
    const [, address] = /^Parallel workers: .*?`(\$\{process\.env\.CLICKUP_MOCK_URL\}\/s\/[^`]+)`/ms.exec(section) ?? []
    const test = testFile(head, address ?? '')
    const files = Object.fromEntries(workers.map((worker) => [`workers/${worker}.${file}`, test]))
    await share(t, projectOf(t, [], files), command, sandboxes)
  })
}

const lack = await missing(python, ['-c', 'import pytest, xdist'], 'apt-get install python3-pytest-xdist')
t.test('pytest', { skip: inCi ? false : lack }, async (t) => {
  if (lack) return t.fail(lack)
  const test = readFileSync('examples/pytest/test_clickup.py', 'utf8')
  const files = Object.fromEntries(workers.map((worker) => [`workers/test_${worker}.py`, test]))
  await share(t, projectOf(t, [], files), `${python} -m pytest -n 2 workers`, ['gw0', 'gw1'])
})

/** Runs a command whose workers share one server. */
async function share(
  t: Test,
  project: Project,
  command: string,
  sandboxes: readonly (string | RegExp)[],
): Promise<void> {
  await using mock = await createClickUpMock()
  const { code, output } = await project.run(command, { CLICKUP_MOCK_URL: mock.url })
  t.equal(code, 0, 'the tests pass')
  if (code !== 0) t.comment(output)
  const names = mock.control.listSandboxes().sandboxes.map(({ name }) => name)
  const own = names.filter((name) => name !== 'default').sort()
  t.match(own, sandboxes)
  t.equal(own.length, workers.length, 'one for each worker')
  t.same(mock.journal(), [], 'nobody used the default one')
}

/** A test that ends Anna's token in the sandbox at `address`, after it saw that nobody else had. */
function testFile(head: string, address: string): string {
  return `${head}
const clickup = \`${address}\`
const token = 'pk_100001_FAKETOKENANNA0000000000000000001'
const user = async (url) => (await fetch(\`\${url}/api/v2/user\`, { headers: { Authorization: token } })).status
test('has a world of its own', async () => {
  equal(await user(clickup), 200)
  const headers = { 'Content-Type': 'application/json' }
  await fetch(\`\${clickup}/__mock/tokens/revoke\`, { method: 'POST', headers, body: JSON.stringify({ token }) })
  equal(await user(clickup), 401)
})
`
}
