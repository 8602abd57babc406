import { createServer } from 'node:http'
import t, { type Test } from 'tap'
import type { MockOptions } from '../../src/index.js'
import { shell } from '../help/shell.js'
import { start } from '../help/start.js'

/** A mock that listens, and a shell whose commands mean it. */
async function both(t: Test, options: MockOptions = {}) {
  const started = await start(t, { listen: true, ...options })
  return { ...started, ...shell(t, { CLICKUP_MOCK_URL: started.mock.url }) }
}

/** An address where nobody listens, and one where something else does. */
async function strangers(t: Test) {
  const server = createServer(({ url }, response) => {
    if (url?.startsWith('/cut')) response.writeHead(200, { 'content-length': 9 }).write('{', () => response.destroy())
    else response.end('<h1>Welcome</h1>')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  const gone = createServer()
  await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve))
  const portOf = (one: typeof server) => {
    const address = one.address()
    return typeof address === 'object' && address ? address.port : 0
  }
  const [foreign, nobody] = [portOf(server), portOf(gone)]
  await new Promise((resolve) => gone.close(resolve))
  return { foreign, nobody }
}

t.test('which mock is meant', async (t) => {
  const { mock } = await start(t, { listen: true, controlToken: 'sesame' })
  const { foreign, nobody } = await strangers(t)
  const port = new URL(mock.url).port
  const lost = { CLICKUP_MOCK_URL: `http://127.0.0.1:${nobody}`, CLICKUP_MOCK_PORT: String(nobody) }
  const key = ['--control-token', 'sesame']

  await t.test('--url goes before --port, --port before the variables', async (t) => {
    const { run } = shell(t, lost)
    t.match(await run('clock', '--url', `${mock.url}/`, '--port', String(nobody), ...key), { code: 0 })
    t.match(await run('clock', '--port', port, ...key), { code: 0 })
  })

  await t.test('CLICKUP_MOCK_URL goes before CLICKUP_MOCK_PORT, and an empty one says nothing', async (t) => {
    const secret = { CLICKUP_MOCK_CONTROL_TOKEN: 'sesame' }
    const byUrl = shell(t, { ...lost, ...secret, CLICKUP_MOCK_URL: mock.url })
    const byPort = shell(t, { ...secret, CLICKUP_MOCK_URL: '', CLICKUP_MOCK_PORT: port })
    t.match(await byUrl.run('clock'), { code: 0 })
    t.match(await byPort.run('clock'), { code: 0 })
  })

  const refused = [
    { args: ['--url', ''], says: '--url: "" is not a valid address' },
    { args: ['--url', 'localhost:1'], says: '--url: "localhost:1" is not a valid address; write it with http://' },
    { args: ['--port', 'x'], says: '--port: "x" is not right; write a whole number from 1 to 65535' },
    { args: ['--port', port], says: '--control-token: it is missing; send what the mock was started with' },
    { args: ['--port', port, '--control-token', 'x'], says: '--control-token: it is not right' },
    {
      args: ['--port', String(nobody)],
      says: `http://127.0.0.1:${nobody}: no mock answers there (ECONNREFUSED); start one with clickup-mock start`,
    },
    {
      args: ['--port', String(foreign)],
      says: `http://127.0.0.1:${foreign}: what answers there is not clickup-mock (status 200)`,
    },
    {
      args: ['--url', `http://127.0.0.1:${foreign}/cut`],
      says: `http://127.0.0.1:${foreign}/cut: no mock answers there (UND_ERR_SOCKET)`,
    },
    { args: ['--port', '1'], says: 'http://127.0.0.1:1: no mock answers there (Error: bad port)' },
  ]
  for (const { args, says } of refused) {
    await t.test(`refuses ${args.join(' ')}`, async (t) => {
      const { code, out, err } = await shell(t).run('clock', ...args)
      t.same({ code, out }, { code: 1, out: '' })
      t.ok(err.startsWith(`clickup-mock: ${says}`), err)
    })
  }
})

t.test('--sandbox', async (t) => {
  const { mock, run } = await both(t)

  await t.test('chooses the sandbox, also in place of one in the URL', async (t) => {
    await run('fault', 'add', '503', '--sandbox', 'one')
    await run('fault', 'add', '504', '--sandbox', 'two', '--url', `${mock.url}/s/one`)
    await run('fault', 'add', '502', '--url', `${mock.url}/s/three`)
    const words = (name: string) =>
      mock
        .sandbox(name)
        .faults.list()
        .map(({ rule }) => rule.fault)
    t.same([words('one'), words('two'), words('three'), words('default')], [['503'], ['504'], ['502'], []])
  })

  await t.test('refuses a name that can be none', async (t) => {
    const { code, err } = await run('clock', '--sandbox', 'A B')
    t.equal(code, 1)
    t.match(err, 'clickup-mock: --sandbox: "A B" is no name for a sandbox')
  })
})

t.test('reset', async (t) => {
  const { mock, run } = await both(t)

  await t.test('undoes what was changed', async (t) => {
    mock.faults.add('503')
    t.same(await run('reset'), { code: 0, out: 'reset; everything is as it was at the start\n', err: '' })
    t.same(mock.faults.list(), [])
  })

  await t.test('empties the world with --hard', async (t) => {
    t.same(await run('reset', '--hard'), { code: 0, out: 'reset; the world is empty\n', err: '' })
    t.same(mock.control.exportWorld().users, {})
  })

  await t.test('prints the answer of the control API with --json', async (t) => {
    const { out } = await run('reset', '--json')
    t.same(JSON.parse(out), { schema_version: 1, done: true })
  })
})

t.test('fault', async (t) => {
  const { mock, as, run } = await both(t)

  await t.test('says so when there are none', async (t) => {
    t.same(await run('fault'), { code: 0, out: 'no fault rules\n', err: '' })
  })

  await t.test('adds rules that answer', async (t) => {
    const { out } = await run('fault', 'add', 'OAUTH_027@GetAuthorizedUser:times=2')
    t.equal(out, 'fault-1  OAUTH_027@GetAuthorizedUser:times=2\n')
    t.match(await as.anna.get('/api/v2/user'), { status: 401, body: { ECODE: 'OAUTH_027' } })
  })

  await t.test('lists each in the words it was given in, with what it did', async (t) => {
    mock.faults.add({ status: 418, path: '/api/v2/team', headers: { a: 'b' }, body: { c: 1 } })
    await run('fault', 'add', '503@GET /v2/team*:rate=0.5,seed=7')
    await run('scenarios', 'run', 'outage')
    t.same(
      (await run('fault', 'list')).out.split('\n').map((line) => line.split(/ {2,}/)),
      [
        ['id', 'rule', 'matched', 'answered', 'remaining', 'scenario'],
        ['fault-1', 'OAUTH_027@GetAuthorizedUser:times=2', '1', '1', '1'],
        ['fault-2', '@/api/v2/team:status=418,headers={"a":"b"},body={"c":1}', '0', '0', 'no end'],
        ['fault-3', '503@GET /v2/team*:rate=0.5,seed=7', '0', '0', 'no end'],
        ['outage:fault-1', '503', '0', '0', 'no end', 'outage'],
        [''],
      ],
    )
  })

  await t.test('removes one, then all', async (t) => {
    await run('scenarios', 'stop')
    t.same(await run('fault', 'remove', 'fault-1'), { code: 0, out: 'removed fault-1\n', err: '' })
    t.equal(mock.faults.list().length, 2)
    t.same(await run('fault', 'clear'), { code: 0, out: 'no fault rules any more\n', err: '' })
    t.same(mock.faults.list(), [])
  })

  await t.test('passes on what the mock refuses, with its suggestion', async (t) => {
    const { code, err } = await run('fault', 'add', 'OAUTH_27')
    t.equal(code, 1)
    t.match(err, 'clickup-mock: fault add: there is no fault "OAUTH_27"; did you mean OAUTH_027')
    t.match(await run('fault', 'remove', 'a/b'), {
      code: 1,
      err: 'clickup-mock: fault remove: there is no rule "a/b"; clickup-mock fault list lists those there are',
    })
  })
})

t.test('clock', async (t) => {
  const { mock, run } = await both(t)
  const nine = Date.UTC(2026, 0, 5, 9)

  await t.test('shows the time of the mock', async (t) => {
    t.equal((await run('clock', 'show')).out, `2026-01-05T09:00:00.000Z (${nine}), stopped\n`)
  })

  const durations = [
    { text: '60000', ms: 60_000 },
    { text: '250ms', ms: 250 },
    { text: '90s', ms: 90_000 },
    { text: '10m', ms: 600_000 },
    { text: '2h', ms: 7_200_000 },
    { text: '1d', ms: 86_400_000 },
    { text: '1h30m', ms: 5_400_000 },
    { text: '1.5h', ms: 5_400_000 },
  ]
  for (const { text, ms } of durations) {
    await t.test(`advances by ${text}`, async (t) => {
      const before = mock.clock.now()
      t.match(await run('clock', 'advance', text), { code: 0 })
      t.equal(mock.clock.now() - before, ms)
    })
  }

  for (const text of ['', 'soon', '5 m', '10m!', '-5']) {
    await t.test(`refuses to advance by "${text}"`, async (t) => {
      const { code, err } = await run('clock', 'advance', '--', text)
      t.equal(code, 1)
      t.match(err, `clickup-mock: clock advance: "${text}" is not a valid duration; write ms such as 60000`)
    })
  }

  await t.test('stops and runs, at a time or where it is', async (t) => {
    t.match(await run('clock', 'freeze', '2026-02-01'), { out: /^2026-02-01T00:00:00.000Z .* stopped\n$/ })
    t.match(await run('clock', 'run', String(nine)), { out: /^2026-01-05T09:00:.* running\n$/ })
    t.match(await run('clock', 'freeze'), { out: /stopped\n$/ })
    t.match(await run('clock', 'reset', '--json'), { code: 0 })
    t.notOk(mock.clock.frozen)
  })

  await t.test('passes on what the mock refuses', async (t) => {
    t.match(await run('clock', 'freeze', 'yesterday'), { code: 1, err: 'clickup-mock: clock freeze: "yesterday"' })
  })
})

t.test('scenarios', async (t) => {
  const { mock, run } = await both(t)

  await t.test('lists them with what a client should do, and which run', async (t) => {
    t.match(await run('scenarios', 'run', 'outage'), {
      code: 0,
      out: 'outage runs until: clickup-mock scenarios stop\n',
    })
    const { out } = await run('scenarios')
    t.match(out, /^outage \(running\)\n {2}The gateway answers every call .*\n {2}A client should: Give up after/)
    t.match(out, '\nflaky\n')
  })

  await t.test('ends them', async (t) => {
    t.same(await run('scenarios', 'stop'), { code: 0, out: 'no scenario runs any more\n', err: '' })
    t.same(mock.control.listScenarios().running, [])
  })

  await t.test('passes on what the mock refuses', async (t) => {
    const { code, err } = await run('scenarios', 'run', 'outrage')
    t.equal(code, 1)
    t.match(err, 'there is no scenario "outrage"; did you mean outage?')
  })

  await t.test('lists those of a file with --scenarios, and asks no mock', async (t) => {
    const dir = t.testdir({ 'mine.yaml': 'monday:\n  what: It is slow.\n  client: Wait.\n  latency: "10"\n' })
    const { out } = await run('scenarios', '--scenarios', `${dir}/mine.yaml`, '--json')
    const { running, scenarios } = JSON.parse(out)
    t.same(running, [])
    t.same(scenarios.at(-1), { name: 'monday', what: 'It is slow.', client: 'Wait.' })
    t.same(Object.keys(mock.control.listScenarios()), Object.keys(JSON.parse(out)), 'in the shape of the control API')
  })

  await t.test('lists those of the package where no mock was named and none runs', async (t) => {
    const { code, out } = await shell(t).run('scenarios')
    t.equal(code, 0)
    t.match(out, /^outage.*\n {2}The gateway answers every call/)
  })

  await t.test('refuses when the mock that was named does not answer', async (t) => {
    const { nobody } = await strangers(t)
    t.match(await run('scenarios', '--port', String(nobody)), { code: 1, out: '', err: 'no mock answers there' })
  })
})

t.test('sandboxes', async (t) => {
  const { mock, run } = await both(t)

  await t.test('lists them with what happened in them', async (t) => {
    await mock.sandbox('worker-1').fetch('/api/v2/team?page=1', { headers: { authorization: mock.tokens.anna ?? '' } })
    const { out } = await run('sandboxes')
    t.same(
      out.split('\n').map((line) => line.split(/ +/)),
      [
        ['sandbox', 'url', 'calls', 'violations'],
        ['default', mock.url, '0', '0'],
        ['worker-1', `${mock.url}/s/worker-1`, '1', '1'],
        [''],
      ],
    )
  })
})
