// `node --import clickup-mock/intercept app.js`, as a user types it: unmodified programs, in processes of their own.
import { execFile } from 'node:child_process'
import { createServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'
import { createClickUpMock, intercept } from '../../src/index.js'
import { unwatched } from '../help/unwatched.js'
import { listening } from './help/other-end.js'
import { selfSigned } from './help/self-signed.js'

/** Runs a program in the package's folder, where its own name resolves. Nothing of the test's environment is passed on. */
async function run(args: readonly string[], env: Readonly<Record<string, string>>) {
  const [program, all] = unwatched(args, env)
  const { stdout } = await promisify(execFile)(program, all, { env: { PATH: process.env.PATH } })
  return JSON.parse(stdout)
}

const intercepted = ['--import', 'clickup-mock/intercept']
const clients = [...intercepted, 'test/intercept/apps/clients.mjs']

const mock = await createClickUpMock()
t.teardown(() => mock.close())
const CLICKUP_API_TOKEN = mock.tokens.anna ?? ''

/** What a client got that is not the name of the token's owner. */
function others(got: Readonly<Record<string, string>>) {
  return Object.entries(got).filter(([, answer]) => answer !== 'Anna Brandt')
}

t.test('every client of the table', async (t) => {
  await t.test('is answered by the mock, and no name of ClickUp is looked up', async (t) => {
    const { got, lookedUp } = await run(clients, { CLICKUP_API_TOKEN, CLICKUP_MOCK_URL: mock.url })
    t.same(others(got), [['node-clickup', 'SHARD_031']])
    t.equal(mock.journal().length, Object.keys(got).length)
    t.same(lookedUp, ['other-host.invalid'])
  })

  await t.test('lands in the sandbox that the address names', async (t) => {
    mock.reset()
    const sandbox = mock.sandbox('worker-7')
    const { got } = await run(clients, { CLICKUP_API_TOKEN, CLICKUP_MOCK_URL: sandbox.url })
    t.same(others(got), [['node-clickup', 'SHARD_031']])
    t.equal(sandbox.journal().length, Object.keys(got).length)
    t.same(mock.journal(), [])
  })

  await t.test('is stopped when no mock answers, and told which variable to set', async (t) => {
    const url = await addressWithoutServer()
    const { got, lookedUp } = await run(clients, { CLICKUP_API_TOKEN, CLICKUP_MOCK_URL: url })
    const told = `clickup-mock stopped a request to api.clickup.com: no mock answers at ${url} (connect ECONNREFUSED ${new URL(url).host}); start one with "clickup-mock start", or set CLICKUP_MOCK_URL (or the option url of intercept) to where it is. Nothing was sent to ClickUp.`
    const untold = others(got).filter(([, error]) => error.replace('API.ClickUp.com', 'api.clickup.com') !== told)
    // clickup.js keeps neither the message nor the cause of a failed request.
    t.same(untold, [
      ['https.request, letter case and dot', told.replace('api.clickup.com', 'API.clickup.com.')],
      ['clickup.js', 'ClickupAPIError: undefined'],
    ])
    t.same(lookedUp, ['other-host.invalid'])
  })
})

t.test('CLICKUP_MOCK_URL', async (t) => {
  const ask = (url: string) => run([...intercepted, 'test/intercept/apps/ask.mjs'], { CLICKUP_MOCK_URL: url })

  await t.test('that is no address stops each request', async (t) => {
    const told =
      'InterceptError: clickup-mock stopped a request to api.clickup.com: CLICKUP_MOCK_URL: "localhost:2558" is not an http address; give the mock\'s own address, as in http://127.0.0.1:2558 or http://127.0.0.1:2558/s/<sandbox>. Nothing was sent to ClickUp.'
    t.same(await ask('localhost:2558'), { username: told, inWorker: told })
  })

  await t.test('that is ClickUp stops each request', async (t) => {
    t.match(await ask('https://api.clickup.com'), { username: /CLICKUP_MOCK_URL: .* is ClickUp itself/ })
  })
})

t.test('a mock behind TLS', async (t) => {
  const identity = await selfSigned('localhost', '127.0.0.1')
  const pem = join(t.testdir({ 'localhost.pem': identity }), 'localhost.pem')
  const server = createTlsServer({ key: identity, cert: identity }, ({ url, headers }, response) =>
    response.end(JSON.stringify({ user: { username: `${headers.host}${url}` } })),
  )
  const port = await listening(t, server)
  const ask = (url: string, env = {}) =>
    run([...intercepted, 'test/intercept/apps/ask.mjs'], { CLICKUP_MOCK_URL: url, ...env })

  await t.test('answers, by name and by address', async (t) => {
    for (const host of ['localhost', '127.0.0.1']) {
      const username = `${host}:${port}/s/blue/api/v2/user`
      const env = { NODE_EXTRA_CA_CERTS: pem }
      t.same(await ask(`https://${host}:${port}/s/blue`, env), { username, inWorker: username })
    }
  })

  await t.test('is not trusted without its certificate', async (t) => {
    t.match(await ask(`https://localhost:${port}`), {
      username: /InterceptError: .* no mock answers at https:\/\/localhost:\d+ \(self-signed certificate.*\); start/,
    })
    t.teardown(intercept({ url: `https://localhost:${port}` }))
    await t.rejects(fetch('https://api.clickup.com'), { cause: { code: 'ERR_CLICKUP_MOCK' } })
  })
})

t.test('the ways to load it', async (t) => {
  const env = { CLICKUP_API_TOKEN, CLICKUP_MOCK_URL: mock.url }
  const both = { username: 'Anna Brandt', inWorker: 'Anna Brandt' }
  const app = 'test/intercept/apps/ask.mjs'

  await t.test('--import covers worker threads too', async (t) => {
    t.same(await run([...intercepted, app], env), both)
  })

  await t.test('--require does the same for CommonJS', async (t) => {
    t.same(await run(['--require', 'clickup-mock/intercept', app], env), both)
  })

  await t.test('--require gets on with the loader hooks of other tools', async (t) => {
    const hooked = ['--import', './test/intercept/apps/hooks.mjs', '--require', 'clickup-mock/intercept']
    t.same(await run([...hooked, app], env), both)
  })

  await t.test('NODE_OPTIONS does as well', async (t) => {
    t.same(await run([app], { ...env, NODE_OPTIONS: '--import clickup-mock/intercept' }), both)
  })
})

/** A port that was free a moment ago. */
async function addressWithoutServer(): Promise<string> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return `http://127.0.0.1:${port}`
}
