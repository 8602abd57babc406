// The Dockerfile and the examples, as far as they can be tried without a Docker engine. The Dockerfile's steps are run
// in full by scripts/dockerfile-steps.mjs, which .ci/run calls.
import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import t, { type Test } from 'tap'
import { parse } from 'yaml'
import { readCommandLine } from '../src/cli/command-line.js'
import { flagsFor } from '../src/cli/commands.js'
import { givenOptions, unknownVariables } from '../src/cli/given-options.js'
import { main } from '../src/cli/main.js'
import { createClickUpMock } from '../src/index.js'
import { prepareMock } from '../src/library/prepare.js'
import { readOptions } from '../src/settings/settings.js'
import { refused, start } from './help/start.js'
import { textStream } from './help/text-stream.js'

const PORT = readOptions({}, []).port
const read = (file: string) => readFileSync(file, 'utf8')

/** The steps as scripts/dockerfile-steps.mjs understands them. */
interface Stage {
  readonly steps: readonly {
    readonly instruction: string
    readonly command: readonly string[]
    readonly sources: readonly string[]
    readonly flags: { readonly from?: string }
    readonly variables: Readonly<Record<string, string>>
    readonly port: number
  }[]
}

/** Runs a program with nothing of our own environment but the paths, so that tap does not look into it. */
function run(program: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { PATH, HOME } = process.env
  return new Promise<{ code: unknown; stdout: string; stderr: string }>((done) => {
    execFile(program, args, { env: { PATH, HOME, ...env } }, (error, stdout, stderr) =>
      done({ code: error === null ? 0 : error.code, stdout, stderr }),
    )
  })
}

const listSteps = (...file: string[]) => run(process.execPath, ['scripts/dockerfile-steps.mjs', '--list', ...file])
const dockerfile: readonly Stage[] = JSON.parse((await listSteps()).stdout)
const image = dockerfile.at(-1)?.steps ?? []
const step = (instruction: string) => image.find((one) => one.instruction === instruction)

/** What a mock started in this environment would be: every name and value is understood. */
async function startedIn(t: Test, env: Readonly<Record<string, string>>) {
  t.same(unknownVariables(env), [], 'every variable is one of ours')
  return prepareMock(await givenOptions(readCommandLine([], flagsFor), env))
}

t.test('Dockerfile', async (t) => {
  await t.test('starts the mock on every address of the container, at the port it exposes', async (t) => {
    const { settings } = await startedIn(t, { NODE_ENV: 'production', ...step('ENV')?.variables })
    t.match(settings, { host: '0.0.0.0', port: step('EXPOSE')?.port })
  })

  await t.test('copies nothing that .dockerignore keeps out', async (t) => {
    const kept = read('.dockerignore').split('\n')
    const copied = dockerfile.flatMap(({ steps }) =>
      steps.filter(({ instruction, flags }) => instruction === 'COPY' && !flags.from),
    )
    for (const source of copied.flatMap(({ sources }) => sources)) t.ok(kept.includes(`!${source}`), source)
  })

  for (const [line, complaint] of [
    ['ADD . .', 'this instruction is not understood'],
    ['COPY --chmod=755 a b', 'the flag --chmod is not understood'],
    ['RUN echo $HOME', 'variables are not understood'],
    ['ENTRYPOINT node dist/bundle/bin.js', 'JSON'],
    ['RUN npm ci \\', 'it does not end'],
  ] as const) {
    await t.test(`is not run when it says ${line}`, async (t) => {
      const folder = t.testdir({ Dockerfile: `FROM node:20-alpine\n# A comment.\n${line}\n` })
      const { code, stderr } = await listSteps(`${folder}/Dockerfile`)
      t.equal(code, 1)
      t.match(stderr, 'Dockerfile:3')
      t.match(stderr, complaint)
    })
  }
})

t.test('examples/fixture.yaml', async (t) => {
  const file = 'examples/fixture.yaml'

  await t.test('is good', async (t) => {
    const written: string[] = []
    const stream = textStream((text) => written.push(text))
    const terminal = { env: {}, stdout: stream, stderr: stream, once: () => undefined, exit: () => undefined }
    t.equal(await main(['validate', file], terminal), 0)
    t.match(written, [/^examples\/fixture.yaml: good \(3 users, 1 Workspace, 1 app, 3 tokens\)\n$/])
  })

  await t.test('starts with the owner of its Workspace', async (t) => {
    const { mock, withToken } = await start(t, { seed: file })
    const owner = withToken(mock.env.CLICKUP_API_TOKEN)
    t.match(await owner.get('/api/v2/user'), { status: 200, body: { user: { username: 'Mia Lindqvist' } } })
  })

  await t.test('holds a token that reaches its limit at the third request', async (t) => {
    const { mock, withToken } = await start(t, { seed: file })
    const guest = withToken(mock.tokens.zoe)
    t.equal((await guest.get('/api/v2/user')).status, 200)
    t.equal((await guest.get('/api/v2/user')).status, 200)
    refused(t, await guest.get('/api/v2/user'), 'rateLimited')
  })
})

t.test('examples/compose.yaml', async (t) => {
  const { clickup, tester } = parse(read('examples/compose.yaml')).services
  const [fixture = '', mounted = ''] = clickup.volumes[0].split(':')
  const { env } = await startedIn(t, { ...clickup.environment, CLICKUP_MOCK_SEED: resolve('examples', fixture) })

  await t.test('builds our Dockerfile, mounts the fixture it seeds with, and publishes the port', async (t) => {
    t.equal(resolve('examples', clickup.build), resolve('.'))
    t.equal(clickup.environment.CLICKUP_MOCK_SEED, mounted)
    t.same(clickup.ports, [`127.0.0.1:${PORT}:${PORT}`])
    t.same(clickup.healthcheck.test, ['CMD', ...(step('HEALTHCHECK')?.command ?? [])])
    t.same(tester.depends_on, { clickup: { condition: 'service_healthy' } })
  })

  await t.test('tells the tester what `clickup-mock env` would', async (t) => {
    t.match(env, tester.environment)
    t.equal(clickup.environment.CLICKUP_MOCK_BASE_URL, `http://clickup:${PORT}`)
  })

  await t.test('has a tester that ends well when it is known, and not when it is unknown', async (t) => {
    await using mock = await createClickUpMock({ seed: resolve('examples', fixture) })
    const [, ...args] = tester.command.map((word: string) => word.replaceAll('$$', '$'))
    const reached = { ...tester.environment, CLICKUP_BASE_URL: mock.env.CLICKUP_BASE_URL }
    t.match(await run(process.execPath, args, reached), { code: 0, stdout: 'ClickUp knows Mia Lindqvist\n' })
    t.match(await run(process.execPath, args, { ...reached, CLICKUP_API_TOKEN: 'pk_1_OTHER' }), { code: 1 })
  })
})

t.test('examples/github-actions.yml', async (t) => {
  const { services, env, steps } = parse(read('examples/github-actions.yml')).jobs.test

  await t.test('publishes the port, with settings that there are', async (t) => {
    t.same(services.clickup.ports, [`${PORT}:${PORT}`])
    const mock = await startedIn(t, { ...services.clickup.env, CLICKUP_MOCK_BASE_URL: `http://localhost:${PORT}` })
    t.match(mock.env, env, 'the job is told what `clickup-mock env` would')
  })

  await t.test('has steps of its own that go through', async (t) => {
    await using mock = await createClickUpMock()
    const own = steps.filter(({ run: script = 'npm' }) => !script.startsWith('npm'))
    t.equal(own.length, 2)
    for (const { name, run: script } of own) {
      const reached = script.replaceAll(`http://localhost:${PORT}`, mock.url)
      const answer = await run('bash', ['-e', '-c', reached], { ...env, CLICKUP_BASE_URL: mock.env.CLICKUP_BASE_URL })
      t.match(answer, { code: 0, stdout: name === 'Plant a user' ? '"done":true' : '"username":"Anna Brandt"' }, name)
    }
  })
})

t.test('every example is tried here; the folders are those of test runners (runners.test.ts)', async (t) => {
  const files = readdirSync('examples', { withFileTypes: true }).filter((entry) => entry.isFile())
  t.same(
    files.map(({ name }) => name).filter((name) => name !== 'package.json'),
    ['compose.yaml', 'fixture.yaml', 'github-actions.yml'],
  )
})
