// `clickup-mock open`: the dashboard in the browser of this machine, or its address where there is none.
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import t, { type Test } from 'tap'
import { shell } from '../help/shell.js'
import { start } from '../help/start.js'

const alone = 'clickup-mock: no browser can be opened from here: open the address yourself\n'

/** A folder for PATH with a program of this name, which writes what it was given beside itself. */
function withProgram(t: Test, name: string, then = '') {
  const folder = t.testdir()
  writeFileSync(`${folder}/${name}`, `#!/bin/sh\necho "$@" > ${folder}/given\n${then}\n`)
  chmodSync(`${folder}/${name}`, 0o755)
  const given = () => (existsSync(`${folder}/given`) ? readFileSync(`${folder}/given`, 'utf8').trim() : undefined)
  return { path: `${folder}:/usr/bin:/bin`, given }
}

t.test('open', async (t) => {
  const { mock } = await start(t, { listen: true })
  const address = `${mock.url}/__mock/`
  const at = { CLICKUP_MOCK_URL: mock.url, DISPLAY: '', WAYLAND_DISPLAY: '', XDG_STATE_HOME: '/nowhere' }

  const platforms = [
    { platform: 'linux', env: { DISPLAY: ':0' }, opener: 'xdg-open', given: address },
    { platform: 'linux', env: { WAYLAND_DISPLAY: 'wayland-0' }, opener: 'xdg-open', given: address },
    { platform: 'darwin', env: {}, opener: 'open', given: address },
    { platform: 'win32', env: {}, opener: 'rundll32', given: `url.dll,FileProtocolHandler ${address}` },
  ]
  for (const { platform, env, opener, given } of platforms) {
    await t.test(`opens the dashboard by ${opener}, ${JSON.stringify(env)}`, async (t) => {
      const program = withProgram(t, opener)
      t.intercept(process, 'platform', { value: platform })
      t.same(await shell(t, { ...at, ...env, PATH: program.path }).run('open'), {
        code: 0,
        out: `${address}\n`,
        err: '',
      })
      t.equal(program.given(), given)
    })
  }

  await t.test('prints the address where there is no screen', async (t) => {
    t.intercept(process, 'platform', { value: 'linux' })
    const program = withProgram(t, 'xdg-open')
    t.same(await shell(t, { ...at, PATH: program.path }).run('open'), { code: 0, out: `${address}\n`, err: alone })
    t.equal(program.given(), undefined)
  })

  await t.test('prints it where nothing opens addresses, or what does fails', async (t) => {
    t.intercept(process, 'platform', { value: 'darwin' })
    const nothing = { code: 0, out: `${address}\n`, err: alone }
    t.same(await shell(t, { ...at, PATH: '/nowhere' }).run('open'), nothing)
    t.same(await shell(t, { ...at, PATH: withProgram(t, 'open', 'exit 3').path }).run('open'), nothing)
  })

  await t.test('does not wait for a browser to end', async (t) => {
    t.intercept(process, 'platform', { value: 'darwin' })
    const wait = t.capture(globalThis, 'setTimeout', ((work: () => void) => work()) as object as typeof setTimeout)
    const { path } = withProgram(t, 'open', 'sleep 1')
    t.match(await shell(t, { ...at, PATH: path }).run('open'), { code: 0, err: '' })
    t.ok(wait().some(({ args }) => args[1] === 2_000))
  })

  await t.test('is refused where no mock answers', async (t) => {
    t.match(await shell(t).run('open', '--port', '1'), { code: 1, out: '', err: 'no mock answers there' })
  })
})
