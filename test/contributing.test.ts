// The worked example of CONTRIBUTING.md, applied to a copy of the project, derives its types and compiles.
import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'
import { snippetsIn } from './help/snippets.js'

const run = promisify(execFile)
const parts = ['src', 'specs', 'fixtures', 'scripts', 'package.json', 'tsconfig.json', 'tsconfig.build.json']

t.test('the worked example of CONTRIBUTING.md', async (t) => {
  const copy = t.testdir({ 'test/help': {} })
  for (const part of parts) cpSync(part, join(copy, part), { recursive: true })
  cpSync('test/help/start.ts', join(copy, 'test/help/start.ts'))
  symlinkSync(resolve('node_modules'), join(copy, 'node_modules'))
  const inCopy = (command: string, ...args: string[]) => run(command, args, { cwd: copy })

  for (const { language, text, where } of snippetsIn('CONTRIBUTING.md')) {
    if (language === 'bash') continue
    if (language === 'diff') {
      writeFileSync(join(copy, 'example.diff'), text)
      await t.resolves(inCopy('patch', '-p1', '-i', 'example.diff'), `${where} applies`)
      continue
    }
    const [, file = ''] = /^(?:#|\/\/) (\S+\.(?:yaml|ts))\n/.exec(text) ?? []
    t.not(file, '', `${where} names its file`)
    mkdirSync(dirname(join(copy, file)), { recursive: true })
    writeFileSync(join(copy, file), text.slice(text.indexOf('\n') + 1))
  }

  await t.resolves(inCopy('npm', 'run', 'build'), 'derives and builds')
  await t.resolves(inCopy('npx', 'tsc', '--noEmit', '-p', '.'), 'its test compiles')
  const ask = `
    const { createClickUpMock } = await import('./dist/index.js')
    const mock = await createClickUpMock({ listen: false })
    for (const path of ['9001002/user/100003', '9001001/user/100002', '9001002/user/100002']) {
      const answer = await mock.fetch('/api/v2/team/' + path, { headers: { authorization: mock.tokens.anna } })
      const { member, ECODE } = await answer.json()
      console.log(answer.status, ECODE ?? member.user.username)
    }`
  const { stdout } = await inCopy(process.execPath, '--input-type=module', '-e', ask)
  t.same(stdout.trim().split('\n'), ['200 Chloé Marchand', '403 TEAM_110', '404 ACCESS_190'], 'does what its test says')
})
