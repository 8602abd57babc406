import { spawn as launch } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { shell } from '../help/shell.js'
import { start } from '../help/start.js'

/** A shell in which background mocks are ended with the test. */
function background(t: Test, variables: Record<string, string> = {}) {
  // No testdir(): it is removed before the mocks that run there could be found and ended.
  const home = mkdtempSync(join(tmpdir(), 'clickup-mock-test-'))
  t.intercept(process, 'execArgv', { value: [] }) // of tap's, which a mock in the background would load too
  const folder = join(home, 'clickup-mock')
  mkdirSync(folder, { mode: 0o700 })
  const own = shell(t, { XDG_STATE_HOME: home, ...variables })
  const files = () => readdirSync(folder).sort()
  const mocks = async (): Promise<{ url: string; pid: number; log?: string }[]> =>
    JSON.parse((await own.run('status', '--json')).out).mocks.filter((mock: object) => 'log' in mock)
  t.teardown(async () => {
    for (const { url } of await mocks()) await own.run('stop', '--url', url)
    rmSync(home, { recursive: true })
  })
  return { ...own, folder, files, mocks }
}

/** A port where nobody listens, taken from those that are free now. */
async function freePort(): Promise<string> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return String(typeof address === 'object' && address ? address.port : 0)
}

/** The state of a mock at this port, whatever is in it. */
function writeStateFile(folder: string, port: string, state: object): string {
  const address = `http://127.0.0.1:${port}`
  const file = join(folder, `clickup-mock-${port}.json`)
  writeFileSync(file, JSON.stringify({ url: address, address, log: 'the-log', closeTimeout: 5_000, ...state }))
  return file
}

/** A program that answers as a mock does, and ends 0.2 s after it was told to, which is some ten looks of `stop`. */
function slowMock(port: string): string {
  return `
    const health = JSON.stringify({ schema_version: 1, pid: process.pid })
    const answer = (_, response) => response.setHeader('content-type', 'application/json').end(health)
    require('node:http').createServer(answer).listen(${port}, '127.0.0.1', () => console.log('listening'))
    process.once('SIGTERM', () => setTimeout(() => process.exit(3), 200))
  `
}

t.test('start --detach --wait', async (t) => {
  const { run, files, folder } = background(t)
  const { code, out, err } = await run(...'start --detach --wait --port 0 --strict --close-timeout 30s'.split(' '))
  const [, port = ''] = /ready at http:\/\/127\.0\.0\.1:(\d+)\n/.exec(out) ?? []
  const log = `clickup-mock-started-by-${process.pid}.log`

  await t.test('returns when the mock answers, with the banner, the log and how to end it', async (t) => {
    t.same({ code, err }, { code: 0, err: '' })
    t.match(out, `Log        ${folder}/${log}\n`)
    t.match(out, `Stop       clickup-mock stop --port ${port}\n`)
    t.match(out, 'curl -H')
    t.equal((await fetch(`http://127.0.0.1:${port}/__mock/health`)).status, 200)
  })

  await t.test('leaves a file that says what runs, for this user only', async (t) => {
    const file = join(folder, `clickup-mock-${port}.json`)
    const state = { pid: Number, url: `http://127.0.0.1:${port}`, closeTimeout: 30_000 }
    t.match(JSON.parse(readFileSync(file, 'utf8')), state, 'and how long stop has to wait for it')
    t.equal(statSync(file).mode & 0o777, 0o600)
    t.equal(statSync(folder).mode & 0o777, 0o700)
  })

  await t.test('says so when a mock runs at the port already, with --wait and without', async (t) => {
    const says = new RegExp(
      `^clickup-mock: 127.0.0.1:${port}: clickup-mock [\\d.]+ runs there already \\(process \\d+\\); use it, ` +
        `end it with clickup-mock stop --port ${port}, or choose another port`,
    )
    t.match(await run('start', '--detach', '--wait', '--port', port), { code: 1, out: '', err: says })
    t.match(await run('start', '--detach', '--port', port), { code: 1, out: '', err: says })
    t.match(await run('start', '--port', port), { code: 1, out: '', err: says })
  })

  await t.test('status finds it', async (t) => {
    await fetch(`http://127.0.0.1:${port}/s/w1/api/v2/team?page=1`, {
      headers: { authorization: 'pk_100001_FAKETOKENANNA0000000000000000001' },
    })
    const { code, out } = await run('status')
    t.equal(code, 0)
    const row = out
      .split('\n')
      .map((line) => line.split(/ +/))
      .find(([url]) => url === `http://127.0.0.1:${port}`)
    t.match(row, [/http/, /[\d.]+/, /\d+/, '2', '1', '1', `${folder}/${log}`])
    const { mocks } = JSON.parse((await run('status', '--json', '--port', port)).out)
    t.match(mocks, [{ pid: Number, sandboxes: 2, calls: 1, violations: 1, log: String }])
  })

  await t.test('stop ends it and leaves only the log', async (t) => {
    t.match(await run('stop', '--url', `http://localhost:${port}/`), {
      code: 0,
      out: new RegExp(`^stopped the mock at http://127.0.0.1:${port} \\(process \\d+\\)\n$`),
    })
    await t.rejects(fetch(`http://127.0.0.1:${port}/__mock/health`))
    t.same(files(), [`clickup-mock-${port}.log`, log], 'the first is of the start that was refused')
    t.match(readFileSync(join(folder, log), 'utf8'), 'GET /api/v2/team 200')
  })

  await t.test('then there is nothing to stop, and nothing that runs', async (t) => {
    const nobody = `clickup-mock: http://127.0.0.1:${port}: no mock runs`
    t.same(await run('stop', '--port', port), { code: 1, out: '', err: `${nobody} there\n` })
    t.match(await run('status', '--port', port), { code: 1, out: '', err: nobody })
    t.same(await run('status', '--port', port, '--json'), { code: 1, out: '{\n  "mocks": []\n}\n', err: '' })
  })
})

t.test('start --detach --wait --json', async (t) => {
  const { run, spawn, mocks } = background(t)

  await t.test('prints the line of start with process and log, and knows the port it took', async (t) => {
    const args = ['--port', '0', '--base-url', 'https://clickup.example', '--control-token', 'sesame']
    const { out } = await spawn('start', '--detach', '--wait', '--json', ...args).ended
    t.match(JSON.parse(out), { url: 'https://clickup.example', env: Object, pid: Number, log: String })
    const [mock] = await mocks()
    t.match(mock, { url: 'https://clickup.example', pid: JSON.parse(out).pid, calls: null })
    t.match((await run('status')).out, / locked +locked +locked /)
    t.match(await run('status', '--control-token', 'sesame'), { code: 0, out: / 1 +0 +0 / })
    t.match(await run('stop', '--url', 'https://clickup.example'), { code: 0 })
  })

  await t.test('says what is wrong when the mock cannot start', async (t) => {
    const { code, out, err } = await run('start', '--detach', '--wait', '--port', '0', '--plan', 'free')
    t.same({ code, out }, { code: 1, out: '' })
    t.match(err, 'clickup-mock: --plan: there is no "free"; ')
  })

  await t.test('names the log of a mock that ends without a word', async (t) => {
    const file = join(t.testdir({ 'end.cjs': 'process.exit(1)' }), 'end.cjs')
    const silent = background(t, { NODE_OPTIONS: `--require ${file}` })
    const { code, err } = await silent.run('start', '--detach', '--wait', '--port', '0')
    t.equal(code, 1)
    t.match(err, `clickup-mock: start: it has ended; its log is ${silent.folder}/clickup-mock-started-by-`)
  })

  await t.test('gives the last words of a mock that ends in another way', async (t) => {
    const broken = background(t, { NODE_OPTIONS: '--no-such-option' })
    const { code, err } = await broken.run('start', '--detach', '--port', '0')
    t.equal(code, 9, 'the exit code of Node, as in the foreground')
    t.match(err, /^clickup-mock: start: it has ended; its last words: .*--no-such-option/)
  })
})

t.test('start --detach', async (t) => {
  const { run, folder, mocks, env } = background(t)

  await t.test('waits for the first answer, and fails as start would', async (t) => {
    t.match(await run('start', '--detach', '--port', '0'), { code: 0, out: `Log        ${folder}/clickup-mock-` })
    const second = JSON.parse((await run('start', '--detach', '--port', '0', '--json')).out)
    t.match(second, { url: String, pid: Number, log: String, stop: /^clickup-mock stop --port \d+$/ })
    t.equal((await mocks()).length, 2, 'both answer at once')
    const wrong = ['--port', '0', '--consent', 'accept:user=nobody']
    const { code, out, err } = await run('start', ...wrong)
    t.match(err, /^clickup-mock: --consent: there is no user "nobody"; /)
    t.same(await run('start', '--detach', ...wrong), { code, out, err })
  })

  await t.test('is not asked by commands that name no mock, where several run', async (t) => {
    t.match(await run('requests'), { code: 1, err: 'clickup-mock: http://127.0.0.1:2558: no mock answers there' })
  })

  await t.test('stop asks which one is meant when several run', async (t) => {
    const { code, err } = await run('stop')
    t.equal(code, 1)
    t.match(err, /^clickup-mock: stop: 2 mocks run; choose with --port \d+ or --port \d+\n$/)
  })

  await t.test('the only one is meant where nobody names one, by every command', async (t) => {
    const [first, second] = await mocks()
    t.match(await run('stop', '--url', first?.url ?? ''), { code: 0 })
    t.match(await run('requests'), { code: 0, out: 'no such calls\n' })
    t.match(await run('health'), { code: 0 })
    t.match(await run('env'), { code: 0, out: `CLICKUP_MOCK_URL=${second?.url}\n`, err: '' })
  })

  await t.test('but not where one answers at the usual port', async (t) => {
    const { mock } = await start(t, { listen: true, host: '127.0.0.77', port: 2558 })
    const { XDG_STATE_HOME = '' } = env
    t.match(await shell(t, { XDG_STATE_HOME, CLICKUP_MOCK_HOST: '127.0.0.77' }).run('sandboxes'), {
      code: 0,
      out: mock.url,
    })
  })

  await t.test('stop without a name ends the only one', async (t) => {
    t.match(await run('stop'), { code: 0 })
  })
})

t.test('stop', async (t) => {
  const { mock } = await start(t, { listen: true })
  const port = new URL(mock.url).port
  const sleeper = launch(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
  t.teardown(() => sleeper.kill('SIGKILL'))
  const pid = sleeper.pid ?? 0
  const gone = launch(process.execPath, ['-e', '0'], { stdio: 'ignore' })
  await new Promise((resolve) => gone.once('exit', resolve))

  await t.test('leaves a mock alone that was started elsewhere', async (t) => {
    t.same(await background(t).run('stop', '--port', port), {
      code: 1,
      out: '',
      err: `clickup-mock: ${mock.url}: the mock there (process ${process.pid}) was not started here with --detach; end it where it was started\n`,
    })
  })

  await t.test('leaves a process alone that is not the one that answers', async (t) => {
    const { run, folder, files } = background(t)
    writeStateFile(folder, port, { pid })
    t.match(await run('stop', '--port', port), {
      code: 1,
      err: `(process ${pid}) has ended without stop; its log is the-log`,
    })
    t.equal(sleeper.exitCode ?? sleeper.signalCode, null)
    t.same(files(), [], 'and forgets what the file said')
  })

  await t.test('leaves a process alone that does not answer as a mock', async (t) => {
    const { run, folder } = background(t)
    const free = await freePort()
    const file = writeStateFile(folder, free, { pid })
    t.match(await run('stop'), {
      code: 1,
      err: `process ${pid} does not answer as a mock, and may be another program by now`,
    })
    t.equal(sleeper.exitCode ?? sleeper.signalCode, null)
    t.match(readFileSync(file, 'utf8'), String(pid))
  })

  await t.test('waits for a mock that takes its time to end', async (t) => {
    const { run, folder, files } = background(t)
    const free = await freePort()
    const slow = launch(process.execPath, ['-e', slowMock(free)], { stdio: ['ignore', 'pipe', 'inherit'] })
    t.teardown(() => slow.kill('SIGKILL'))
    await new Promise((resolve) => slow.stdout?.once('data', resolve))
    writeStateFile(folder, free, { pid: slow.pid })
    t.match(await run('stop', '--port', free), { code: 0, out: `(process ${slow.pid})` })
    t.not(slow.exitCode, null, 'it has ended by then')
    t.same(files(), [])
  })

  await t.test('forgets a mock whose process has ended', async (t) => {
    const { run, folder, files } = background(t)
    writeStateFile(folder, await freePort(), { pid: gone.pid })
    t.match(await run('stop'), { code: 1, err: `(process ${gone.pid}) has ended without stop` })
    t.same(files(), [])
  })

  const unread = [
    { title: 'half written', text: '{"pid": 12' },
    { title: 'no state', text: '{"pid": "12"}' },
    { title: 'null', text: 'null' },
  ]
  for (const { title, text } of unread) {
    await t.test(`does not read a file that is ${title}`, async (t) => {
      const { run, folder } = background(t)
      writeFileSync(writeStateFile(folder, port, {}), text)
      t.match(await run('stop', '--port', port), { code: 1, err: 'was not started here with --detach' })
    })
  }
})

t.test('status', async (t) => {
  const { mock } = await start(t, { listen: true })

  await t.test('shows a mock that runs elsewhere, which has no log here', async (t) => {
    const { code, out } = await background(t).run('status', '--url', mock.url)
    t.equal(code, 0)
    t.match(out, new RegExp(`^url .*\n${mock.url} +[\\d.]+ +${process.pid} +1 +0 +0\n$`))
  })
})

t.test('start --wait', async (t) => {
  await t.test('is refused without --detach', async (t) => {
    t.match(await shell(t).run('start', '--wait'), {
      code: 1,
      err: '--wait: it goes with --detach; write start --detach',
    })
  })
})
