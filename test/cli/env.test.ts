// `clickup-mock env` asks the mock that runs before it says what one would be.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import t from 'tap'
import { start } from '../help/start.js'
import { run } from '../help/terminal.js'

t.test('env of a mock that runs', async (t) => {
  const users = { zoe: { id: 7, email: 'z@b.example' } }
  const seed = { users, workspaces: { zoo: { members: { zoe: 'owner' as const } } }, tokens: [{ user: 'zoe' }] }
  const { mock } = await start(t, { listen: true, seed })
  const { port } = new URL(mock.url)

  await t.test('has its port and its seed', async (t) => {
    const { code, stdout, stderr } = await run(['env', '--json', '--port', port])
    t.same({ code, stderr }, { code: 0, stderr: '' })
    t.same(JSON.parse(stdout), mock.env)
    t.match(JSON.parse(stdout).CLICKUP_API_TOKEN, /^pk_7_/)
  })

  await t.test('as it is now', async (t) => {
    mock.regenerateToken(mock.tokens.zoe ?? '')
    const { stdout } = await run(['env', '--json'], { CLICKUP_MOCK_URL: mock.url })
    t.not(JSON.parse(stdout).CLICKUP_API_TOKEN, mock.env.CLICKUP_API_TOKEN)
    t.same(mock.control.environment().env, JSON.parse(stdout))
  })

  await t.test('of the sandbox that the address names', async (t) => {
    const { stdout } = await run(['env', '--json'], { CLICKUP_MOCK_URL: `${mock.url}/s/one` })
    t.same(JSON.parse(stdout), mock.sandbox('one').env)
  })

  await t.test('is not asked where the flags describe another one', async (t) => {
    for (const flags of [
      ['--seed', 'default'],
      ['--base-url', 'http://other.example'],
    ]) {
      t.match((await run(['env', '--port', port, ...flags])).stdout, 'FAKETOKENANNA')
    }
  })
})

t.test('env has the base URL of the mock', async (t) => {
  const { mock } = await start(t, { listen: true, baseUrl: 'https://clickup.example', controlToken: 'sesame' })
  const at = ['--port', new URL(String(mock.address)).port]
  t.match(await run(['env', ...at, '--control-token', 'sesame']), {
    code: 0,
    stdout: 'CLICKUP_BASE_URL=https://clickup.example/api/v2\n',
  })
  t.match(await run(['env', ...at]), { code: 1, stdout: '', stderr: '--control-token: it is missing' }, 'it is locked')
})

t.test('env where no mock answers', async (t) => {
  await t.test('says so, and what one would be', async (t) => {
    const { code, stdout, stderr } = await run(['env', '--port', '1'])
    t.match({ code, stdout }, { code: 0, stdout: 'CLICKUP_MOCK_URL=http://127.0.0.1:1\n' })
    t.equal(
      stderr,
      'clickup-mock: no mock answers at http://127.0.0.1:1; one started with these options would have this\n',
    )
  })

  await t.test('knows no port that a mock will take', async (t) => {
    t.match(await run(['env', '--seed', 'empty'], { CLICKUP_MOCK_PORT: '0' }), {
      code: 1,
      stderr: 'CLICKUP_MOCK_PORT: port 0 is known only to the started mock; use start --json',
    })
  })

  await t.test('refuses a port that something else has', async (t) => {
    const answer = { schema_version: 1, problems: [{ where: 'GET /__mock/env', what: 'there is no such route' }] }
    const others = [
      { status: 200, body: '<h1>Welcome</h1>', says: 'what answers there is not clickup-mock (status 200)' },
      {
        status: 404,
        body: JSON.stringify(answer),
        says: 'the mock there does not know this command; it may be of another version',
      },
    ]
    for (const { status, body, says } of others) {
      const server = createServer((_, response) => response.writeHead(status).end(body))
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      t.teardown(() => server.close())
      const { port } = server.address() as AddressInfo
      t.match(await run(['env', '--port', String(port)]), {
        code: 1,
        stdout: '',
        stderr: `http://127.0.0.1:${port}: ${says}`,
      })
    }
  })
})
