// The config file that is found by itself, and what it means to every command.
import { mkdirSync, writeFileSync } from 'node:fs'
import t, { type Test } from 'tap'
import { createClickUpMock } from '../../src/index.js'
import { shell } from '../help/shell.js'

const tokens =
  'users: { zoe: { email: z@b.example } }\nworkspaces: { zoo: { members: { zoe: owner } } }\ntokens: [{ user: zoe }]\n'

/** A shell in a folder with these files; the process returns to its own when the test ends. */
function shellIn(t: Test, files: Record<string, string>) {
  const folder = t.testdir(files)
  const before = process.cwd()
  process.chdir(folder)
  t.teardown(() => process.chdir(before))
  return { folder, ...shell(t, { XDG_STATE_HOME: '/nowhere' }) }
}

t.test('clickup-mock.yaml of the working folder', async (t) => {
  const files = { 'clickup-mock.yaml': 'seed: seeds/zoo.yaml\nport: 0\n', seeds: { 'zoo.yaml': tokens } }
  const { folder, run, begin } = shellIn(t, files as object as Record<string, string>)

  await t.test('is found by itself, and the banner says so', async (t) => {
    const mock = begin(['start', '--log-level', 'silent'])
    await mock.written('Try it')
    t.match(mock.output.out, `\n  Config     ${folder}/clickup-mock.yaml\n`)
    t.match(mock.output.out, '\n  Token      pk_100001_FAKETOKEN')
    await mock.signal('SIGINT')
    t.equal((await mock.ended).code, 0)
  })

  await t.test('is named in the line of --json', async (t) => {
    const mock = begin(['start', '--json', '--log-level', 'silent'])
    await mock.written('{')
    t.match(JSON.parse(mock.output.out), { config: `${folder}/clickup-mock.yaml` })
    await mock.signal('SIGINT')
    t.equal((await mock.ended).code, 0)
  })

  await t.test('holds for run, which says so', async (t) => {
    const { code, err } = await run('run', '--', 'true')
    t.same(
      { code, err },
      { code: 0, err: 'clickup-mock: options from clickup-mock.yaml; --no-config leaves it alone\n' },
    )
    t.same(await run('run', '--no-config', '--', 'true'), { code: 0, out: '', err: '' })
  })

  await t.test('is left alone with --no-config', async (t) => {
    t.match((await run('env', '--no-config', '--port', '1')).out, 'FAKETOKENANNA')
  })

  await t.test('gives way to one that was named', async (t) => {
    writeFileSync(`${folder}/other.yaml`, 'seed: default\nport: 1\n')
    t.match((await run('env', '--config', 'other.yaml')).out, 'FAKETOKENANNA')
  })
})

t.test('files that a config file names are found from its folder', async (t) => {
  const { folder, run } = shellIn(t, {})
  mkdirSync(`${folder}/deep`)
  writeFileSync(`${folder}/deep/zoo.yaml`, tokens)
  writeFileSync(`${folder}/deep/mine.yaml`, 'monday: { what: It is slow., client: Wait., latency: "10" }\n')
  const config = (text: string) => writeFileSync(`${folder}/deep/mock.yaml`, `port: 1\n${text}`)
  for (const text of [
    'seed: zoo.yaml\nscenarios: [mine.yaml]\nscenario: monday\n',
    `seed: ${folder}/deep/zoo.yaml\n`,
  ]) {
    config(text)
    t.match(await run('env', '--config', 'deep/mock.yaml'), { code: 0, out: 'CLICKUP_API_TOKEN=pk_100001_FAKETOKEN0' })
  }
  config('seed: empty\n')
  t.notMatch((await run('env', '--config', 'deep/mock.yaml')).out, 'TOKEN=')
  config('seed: { x: 1 }\n')
  t.match(await run('env', '--config', 'deep/mock.yaml'), { code: 1, err: 'there is no key "x"' })
})

t.test('commands that ask a mock mean the one of the config file', async (t) => {
  const mock = await createClickUpMock({ controlToken: 'sesame' })
  t.teardown(() => mock.close())
  const { port } = new URL(mock.url)
  const { run, folder } = shellIn(t, { 'clickup-mock.yaml': `port: ${port}\ncontrol-token: sesame\nhost: 127.0.0.1\n` })
  for (const command of [['requests'], ['health'], ['env'], ['status']]) {
    t.match(await run(...command), { code: 0, err: '' }, command.join(' '))
  }
  t.match(await run('stop'), {
    code: 1,
    err: `${mock.url}: the mock there (process ${process.pid}) was not started here`,
  })
  writeFileSync(`${folder}/clickup-mock.yaml`, 'port: 0\n')
  t.match(await run('requests'), { code: 1, err: 'http://127.0.0.1:2558: no mock answers there' }, 'port 0 names none')
  writeFileSync(`${folder}/clickup-mock.yaml`, 'port: 1\n')
  t.match(await run('scenarios'), { code: 0, err: 'no mock answers at http://127.0.0.1:1; a new one would have these' })
})
