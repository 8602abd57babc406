import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { parse } from 'yaml'
import { optionNames, optionSpecs } from '../../src/settings/options.js'
import { shell } from '../help/shell.js'

t.test('init', async (t) => {
  const { run } = shell(t)
  const folder = join(t.testdir(), 'new', 'folder')
  const config = join(folder, 'clickup-mock.yaml')
  const fixture = join(folder, 'fixture.yaml')

  await t.test('writes a config file and a fixture, and says how to start with them', async (t) => {
    t.same(await run('init', folder), {
      code: 0,
      out: `wrote ${config} and ${fixture}\nstart with: clickup-mock --config ${config}\n`,
      err: '',
    })
    t.same(readdirSync(folder), ['clickup-mock.yaml', 'fixture.yaml'])
  })

  await t.test('is found by itself in the working folder, where nothing needs to be named', async (t) => {
    const before = process.cwd()
    process.chdir(t.testdir())
    t.teardown(() => process.chdir(before))
    t.match(await run('init'), { code: 0, out: 'start with: clickup-mock\n' })
    t.match(await run('env', '--port', '1'), { code: 0, out: 'CLICKUP_API_TOKEN=pk_100001_FAKETOKENANNA' })
  })

  await t.test('the fixture is good, and has a token and an app to start with', async (t) => {
    t.same(await run('validate', fixture), {
      code: 0,
      out: `${fixture}: good (2 users, 1 Workspace, 1 app, 1 token, 1 Space, 1 List, 1 task)\n`,
      err: '',
    })
  })

  await t.test('the config file names the fixture, which is found beside it', async (t) => {
    t.same(parse(readFileSync(config, 'utf8')), { seed: 'fixture.yaml' })
    t.match(await run('env', '--config', config), { code: 0, out: /CLICKUP_API_TOKEN=pk_100001_.*CLIENT_ID/s })
  })

  await t.test('with every comment taken away, each option is there, in order, and can be started with', async (t) => {
    const text = readFileSync(config, 'utf8').replaceAll(/^# (?!yaml-language-server)([a-z-]+: )/gm, '$1')
    t.same(
      Object.keys(parse(text)),
      optionNames.map((name) => optionSpecs[name].flag),
    )
    writeFileSync(config, text)
    writeFileSync(join(folder, 'scenarios.yaml'), 'mine: { what: "It is slow.", client: "Wait.", latency: "10" }\n')
    t.match(await run('env', '--config', config), { code: 0, out: 'CLICKUP_MOCK_URL=http://clickup.localhost:2558\n' })
  })

  await t.test('overwrites nothing', async (t) => {
    const before = readFileSync(config, 'utf8')
    const { code, out, err } = await run('init', folder)
    t.same({ code, out }, { code: 1, out: '' })
    t.equal(
      err,
      `clickup-mock: ${config}: there is such a file already; move it away, or name another folder\n` +
        `clickup-mock: ${fixture}: there is such a file already; move it away, or name another folder\n`,
    )
    t.equal(readFileSync(config, 'utf8'), before)
  })

  await t.test('writes neither file where one is there', async (t) => {
    const half = t.testdir({ 'fixture.yaml': 'users: {}' })
    t.match(await run('init', half), { code: 1, err: `clickup-mock: ${half}/fixture.yaml: there is such a file` })
    t.same(readdirSync(half), ['fixture.yaml'])
  })

  await t.test('says so when it cannot write', async (t) => {
    const file = `${t.testdir({ file: '' })}/file`
    t.match(await run('init', `${file}/below`), { code: 1, err: `clickup-mock: ${file}/below: it cannot be written (` })
  })
})
