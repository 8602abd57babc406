// `clickup-mock start`, run inside the test: banner, --json, warnings, where it cannot listen.
import { createServer } from 'node:net'
import t from 'tap'
import { begin, run } from '../help/terminal.js'

t.test('the banner shows addresses, a token, an app and a call to try', async (t) => {
  const mock = begin(['--port', '0', '--log-level', 'silent'])
  await mock.ready
  const banner = mock.stdout()
  const [url = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(banner) ?? []
  for (const text of [
    `clickup-mock is ready at ${url}`,
    `${url}/api/v2    in place of https://api.clickup.com/api/v2`,
    `${url}/api       in place of https://app.clickup.com/api`,
    `Dashboard  ${url}/__mock/`,
    `${url}/openapi.json`,
    'pk_100001_FAKETOKENANNA0000000000000000001',
    'Team Dashboard',
    'FAKECLIENTDASHBOARD0000000000001',
    'FAKESECRETDASHBOARD000000000000000000000000000000000000000000001',
  ]) {
    t.ok(banner.includes(text), text)
  }
  const [, header = '', address = ''] = /curl -H '([^']+)' (\S+)/.exec(banner) ?? []
  const [name = '', value = ''] = header.split(': ')
  t.equal((await fetch(address, { headers: { [name]: value } })).status, 200)
  mock.signal('SIGINT')
  t.match(await mock.ended, { code: 0, stderr: '' })
  await t.rejects(fetch(url), 'it listens no longer')
})

t.test('the banner of an empty seed says how to plant a token', async (t) => {
  const mock = begin(['start', '--port=0', '--seed=empty'])
  await mock.ready
  t.match(
    mock.stdout(),
    'The seed holds no personal token: a fixture with tokens has one (clickup-mock init writes an example).',
  )
  t.notMatch(mock.stdout(), /curl|App/)
  mock.signal('SIGTERM')
  t.equal((await mock.ended).code, 0)
})

t.test('--json, or its twin, is one line; the log goes to stderr', async (t) => {
  for (const [args, env] of [
    [['--json'], {}],
    [[], { CLICKUP_MOCK_JSON: 'true' }],
    [[], { CLICKUP_MOCK_JSON: '1', CLICKUP_MOCK_LOG_LEVEL: '' }],
  ] as const) {
    const mock = begin(['--port=0', ...args], env)
    await mock.ready
    const { url, apiUrl, authorizeUrl, env: client, ...more } = JSON.parse(mock.stdout())
    t.same([apiUrl, authorizeUrl, more], [`${url}/api`, `${url}/api`, {}])
    const answer = await fetch(`${client.CLICKUP_BASE_URL}/user`, {
      headers: { authorization: client.CLICKUP_API_TOKEN },
    })
    t.equal(answer.status, 200)
    mock.signal('SIGTERM')
    const { stdout, stderr } = await mock.ended
    t.match(stdout, /^[^\n]+\n$/)
    t.match(stderr, 'GET /api/v2/user 200')
  }
})

t.test('a variable that is none of ours is warned about, and the mock starts', async (t) => {
  const mock = begin(['--port=0'], { CLICKUP_MOCK_SEEDS: 'x' })
  await mock.ready
  t.equal(
    mock.stderr(),
    'clickup-mock: CLICKUP_MOCK_SEEDS: there is no such setting; did you mean CLICKUP_MOCK_SEED?\n',
  )
  mock.signal('SIGTERM')
  t.equal((await mock.ended).code, 0)
})

t.test('an address that cannot be used is refused', async (t) => {
  const holder = createServer((socket) => socket.destroy())
  await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve))
  t.teardown(() => holder.close())
  const address = holder.address()
  const port = typeof address === 'object' ? String(address?.port) : ''
  t.match(await run(['--port', port]), {
    code: 1,
    stdout: '',
    stderr: `clickup-mock: 127.0.0.1:${port}: the port is taken; stop what listens there, or choose another port with --port (0 takes a free one)\n`,
  })
  t.match(await run(['--port=0', '--host', '192.0.2.1']), {
    code: 1,
    stderr: 'clickup-mock: 192.0.2.1:0: this machine has no such address; try --host 127.0.0.1\n',
  })
  t.match(await run(['--port=0', '--host', 'x'.repeat(300)]), {
    code: 1,
    stderr: /: the mock cannot listen there \(.*EINVAL.*\); try --host 127\.0\.0\.1\n$/,
  })
  t.match(await run([], { CLICKUP_MOCK_JSON: 'yes' }), {
    code: 1,
    stderr: /CLICKUP_MOCK_JSON: "yes" is neither on nor off/,
  })
})

t.test('with --tls the banner shows where https is', async (t) => {
  const mock = begin(['--port', '0', '--tls', '0', '--tls-folder', t.testdir(), '--log-level', 'silent'])
  await mock.ready
  t.match(mock.stdout(), /^ +Https +https:\/\/127\.0\.0\.1:\d+$/m)
  mock.signal('SIGINT')
  t.match(await mock.ended, { code: 0 })
})
