// A mock as a process of its own: it lives on where nobody reads what it writes, and ends when it is told to.
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { EventEmitter, once } from 'node:events'
import { closeSync, mkdirSync, openSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import t, { type Test } from 'tap'
import { BUG, lastResort } from '../../src/cli/serving.js'
import { shell } from '../help/shell.js'
import { start } from '../help/start.js'
import { textStream } from '../help/text-stream.js'
import { COMMAND, unwatched } from '../help/unwatched.js'

/** Where tap counts coverage: the modules, in a process that it enters. */
const counted = [process.execPath, [resolve('dist/bin.js')]] as const

interface Serving {
  readonly child: ChildProcess
  readonly url: string
  readonly token: string
  /** Exit code and signal. */
  readonly ended: Promise<unknown[]>
}

function launch(t: Test, args: readonly string[], options: SpawnOptions = {}, by = unwatched([COMMAND])): ChildProcess {
  const [program, first] = by
  const child = spawn(program, [...first, ...args], options)
  t.teardown(() => child.kill('SIGKILL'))
  return child
}

/** Starts one and waits for its first line. */
async function serving(t: Test, options: SpawnOptions = {}, by = unwatched([COMMAND])): Promise<Serving> {
  const child = launch(t, ['start', '--port', '0', '--json'], options, by)
  const ended = once(child, 'exit')
  const [line] = child.stdout ? await once(createInterface({ input: child.stdout }), 'line') : []
  const { url, env } = JSON.parse(line)
  return { child, url, token: env.CLICKUP_API_TOKEN, ended }
}

async function ask({ url, token }: Serving, path = '/api/v2/user', headers: Record<string, string> = {}) {
  const response = await fetch(`${url}${path}`, { headers: { authorization: token, ...headers } })
  return { status: response.status, body: await response.text() }
}

t.test('a log that cannot be written', async (t) => {
  await t.test('since nobody reads it any more leaves the mock alive', async (t) => {
    const mock = await serving(t)
    mock.child.stdout?.destroy()
    mock.child.stderr?.destroy()
    for (const _ of [1, 2, 3]) t.equal((await ask(mock)).status, 200)
    mock.child.kill('SIGTERM')
    t.same(await mock.ended, [0, null])
  })

  await t.test('since the disk is full, too', { skip: process.platform !== 'linux' }, async (t) => {
    const full = openSync('/dev/full', 'w')
    const mock = await serving(t, { stdio: ['ignore', 'pipe', full] })
    closeSync(full)
    for (const _ of [1, 2, 3]) t.equal((await ask(mock)).status, 200)
    mock.child.kill('SIGTERM')
    t.same(await mock.ended, [0, null])
  })

  await t.test('since nobody reads it for now does not keep the mock from its end', async (t) => {
    const mock = await serving(t)
    const long = `/api/v2/${'x'.repeat(10_000)}`
    for (let call = 0; call < 40; call += 1) t.equal((await ask(mock, long)).status, 404)
    mock.child.kill('SIGTERM')
    t.same(await mock.ended, [0, null])
  })
})

t.test('SIGTERM', async (t) => {
  await t.test('ends a mock that is only starting', async (t) => {
    const env = { ...process.env, CLICKUP_MOCK_NOTHING: '1' }
    const child = launch(t, ['start', '--port', '0'], { env }, counted)
    const ended = once(child, 'exit')
    if (child.stderr) await once(child.stderr, 'data') // the warning, long before the mock listens
    child.kill('SIGTERM')
    t.same(await ended, [0, null])
  })

  await t.test('right after the ready line closes it', async (t) => {
    const mock = await serving(t)
    mock.child.kill('SIGTERM')
    t.same(await mock.ended, [0, null])
  })
})

t.test('an error that nothing caught', async (t) => {
  const thrower = "process.on('SIGUSR2', () => { throw new Error('boom') })"
  const rejecter = "process.on('SIGUSR2', () => { Promise.reject(new Error('boom')) })"
  for (const [how, code] of Object.entries({ thrower, rejecter })) {
    await t.test(`(${how}) is logged, calls under way are answered, and the exit code is its own`, async (t) => {
      const NODE_OPTIONS = `--import="data:text/javascript,${encodeURIComponent(code)}"`
      const mock = await serving(t, { env: { ...process.env, NODE_OPTIONS } }, counted)
      let log = ''
      mock.child.stderr?.on('data', (text) => {
        log += text
      })
      const slow = ask(mock, '/api/v2/user', { 'x-mock-fault': 'slow:delay=600000' })
      while (!(await ask(mock, '/nothing')).body.includes('ECODE') || !log.includes('m-2')) await ask(mock, '/nothing')
      mock.child.kill('SIGUSR2')
      t.match(await slow, { status: 200, body: /Anna Brandt/ })
      t.same(await mock.ended, [BUG, null])
      t.match(log, /clickup-mock: it ends by a bug of its own, which is worth a report: Error: boom\n\s+at /)
    })
  }

  await t.test('twice ends it at once', async (t) => {
    const process = new EventEmitter()
    const ends: number[] = []
    let text = ''
    const stderr = textStream((part) => {
      text += part
    })
    const terminal = { once: process.once.bind(process), stderr, exit: (code: number) => ends.push(code) }
    lastResort(terminal, () => new Promise(() => undefined))
    process.emit('uncaughtException', 'just a text')
    t.same(ends, [])
    process.emit('uncaughtException', new Error('while it closes'))
    t.same(ends, [BUG])
    t.match(text, /: just a text\n$/)
  })
})

t.test('requests --follow ends when nobody reads it any more', async (t) => {
  const { mock, as } = await start(t, { listen: true })
  const child = launch(t, ['requests', '--follow', '--url', mock.url])
  const ended = once(child, 'exit')
  if (child.stdout) await once(child.stdout, 'data')
  child.stdout?.destroy()
  const calls = setInterval(() => void as.anna.get('/api/v2/user'), 20)
  t.teardown(() => clearInterval(calls))
  t.same(await ended, [0, null])
})

t.test('a file that says nothing of a mock', async (t) => {
  const { run, env } = shell(t)
  const folder = join(String(env.XDG_STATE_HOME), 'clickup-mock')
  mkdirSync(folder, { mode: 0o700 })
  const broken = [
    '{',
    'null',
    '7',
    '{"pid":4000000,"url":"x","address":"http://127.0.0.1:1","log":"l"}',
    '{"pid":4000000,"url":"http://127.0.0.1:1","address":"y","log":"l"}',
    '{"pid":1e300,"url":"http://127.0.0.1:1","address":"http://127.0.0.1:1","log":"l"}',
    '{"pid":4000000,"url":"http://127.0.0.1:1","address":"http://127.0.0.1:1"}',
  ]
  for (const text of broken) {
    writeFileSync(join(folder, 'clickup-mock-1.json'), text)
    for (const command of ['stop', 'status']) {
      const { code, err } = await run(command, '--port', '1')
      t.equal(code, 1)
      t.match(err, /clickup-mock-1\.json: it does not say which mock runs there; remove it\n/, `${command}: ${text}`)
      t.match(err, /127\.0\.0\.1:1: no mock runs/)
    }
  }
})
