// Where the files of mocks in the background are.
import { readdirSync } from 'node:fs'
import { userInfo } from 'node:os'
import t from 'tap'
import { portOf } from '../../src/cli/state-files.js'
import { shell } from '../help/shell.js'

t.test('portOf', async (t) => {
  await t.test('knows the port that a URL leaves out', async (t) => {
    t.equal(portOf('http://127.0.0.1'), '80')
    t.equal(portOf('http://[::1]:2558'), '2558')
  })
})

t.test('the folder for what runs in the background', async (t) => {
  await t.test('is refused when it cannot be made', async (t) => {
    const file = `${t.testdir({ file: '' })}/file`
    const { code, err } = await shell(t, { XDG_STATE_HOME: file }).run('stop')
    t.equal(code, 1)
    t.match(err, `clickup-mock: ${file}/clickup-mock: the folder for what runs in the background cannot be made`)
    t.match(err, 'name another one in XDG_STATE_HOME')
  })

  await t.test('is refused when it is of another user', async (t) => {
    const home = t.testdir({ 'clickup-mock': {} })
    t.intercept(process, 'getuid', { value: () => 4_242 })
    const { code, err } = await shell(t, { XDG_STATE_HOME: home }).run('stop')
    t.equal(code, 1)
    t.match(err, 'this folder, for what runs in the background, belongs to somebody else')
  })

  for (const { title, getuid } of [
    { title: 'is one of this user in the temporary folder when nobody names one', getuid: process.getuid },
    { title: 'goes by the name of the user where users have no number', getuid: undefined },
  ]) {
    await t.test(title, async (t) => {
      const temporary = t.testdir()
      const { TMPDIR } = process.env
      process.env.TMPDIR = temporary
      t.teardown(() => (TMPDIR === undefined ? delete process.env.TMPDIR : Object.assign(process.env, { TMPDIR })))
      t.intercept(process, 'getuid', { value: getuid })
      await shell(t, { XDG_STATE_HOME: '' }).run('stop', '--port', '1')
      t.same(readdirSync(temporary), [`clickup-mock-${getuid?.() ?? userInfo().username}`])
    })
  }
})
