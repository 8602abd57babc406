// The guard of the control API: who may call it, and that nothing a tester turns on reaches it.
import { request } from 'node:http'
import t, { type Test } from 'tap'
import { Contract } from '../../src/contract/contract.js'
import { createClickUpMock, type MockOptions } from '../../src/index.js'
import type { World } from '../../src/model/world.js'
import { appWith } from '../help/app.js'
import { start } from '../help/start.js'
import { twins } from '../help/twins.js'

interface Heard {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: bodies of several shapes, looked into by the assertions below
  readonly body: any
}

const contract = Contract.load('mock')

/** A mock that listens, and a client that can send any Host, as a rebound name would. */
async function listening(t: Test, options: MockOptions = {}) {
  const mock = await createClickUpMock(options)
  t.teardown(() => mock.close())
  const { hostname, port } = new URL(mock.url)
  const call = (path: string, headers: Record<string, string> = {}, method = 'GET', body = ''): Promise<Heard> =>
    new Promise((resolve, reject) => {
      const all = { ...headers, ...(body && { 'content-length': String(body.length) }) }
      const sent = request({ hostname, port, path, method, headers: all, agent: false }, async (answer) => {
        let text = ''
        for await (const part of answer) text += part
        const isJson = String(answer.headers['content-type']).startsWith('application/json')
        resolve({ status: answer.statusCode ?? 0, body: isJson ? JSON.parse(text) : text })
      })
      sent.on('error', reject)
      sent.end(body)
    })
  return { mock, call, port }
}

t.test('Host', async (t) => {
  const { mock, call, port } = await listening(t)
  const cases: readonly (readonly [host: string, answers: boolean])[] = [
    [`127.0.0.1:${port}`, true],
    [`localhost:${port}`, true],
    ['LOCALHOST', true],
    ['clickup-mock', true],
    ['[::1]:80', true],
    ['10.1.2.3', true],
    ['one.localhost:80', true],
    ['evil.example', false],
    [`evil.example:${port}`, false],
    ['127.0.0.1.evil.example', false],
    ['localhost.evil.example', false],
    ['evil-localhost.example', false],
    ['localhost@evil.example', false],
    ['evil.example.', false],
    ['[not an address]', false],
  ]
  for (const [host, answers] of cases) {
    await t.test(`${host} is ${answers ? 'answered' : 'refused'}`, async (t) => {
      const { status, body } = await call('/__mock/clock', { host })
      t.equal(status, answers ? 200 : 403)
      if (!answers) t.match(body, { schema_version: 1, problems: [{ where: 'header Host', right: /--base-url/ }] })
    })
  }
  await t.test('may be the name of --base-url, and no other of its domain', async (t) => {
    const { withToken } = await start(t, { baseUrl: 'https://mock.company.example/x' })
    for (const [host, status] of [
      ['mock.company.example', 200],
      ['MOCK.company.example:443', 200],
      ['127.0.0.1', 200],
      ['other.company.example', 403],
      ['mock.company.example.evil.example', 403],
    ] as const) {
      t.equal((await withToken().get('/__mock/clock', { headers: { host } })).status, status, host)
    }
  })
  await t.test('is asked of every route, on every path to it, before anything is done', async (t) => {
    const world = mock.control.exportWorld()
    for (const { method, path } of contract.operations) {
      const headers = { host: 'evil.example', 'content-type': 'application/json' }
      const body = method === 'GET' ? '' : '{"hard":true}'
      for (const address of [path, `/s/one${path}`, `/${path}/`, path.replace('__mock', '__mock/')]) {
        t.equal((await call(address, headers, method, body)).status, 403, `${method} ${address}`)
      }
    }
    for (const path of ['/__mock', '/__mock/', '/__mock/nothing', '/__mock/health/x']) {
      t.equal((await call(path, { host: 'evil.example' })).status, 403, path)
    }
    t.same(mock.control.exportWorld(), world)
    t.equal(mock.control.listSandboxes().sandboxes.length, 1, 'no sandbox was made')
  })
  await t.test('is no matter of ClickUp’s side', async (t) => {
    t.equal((await call('/api/v2/user', { host: 'api.clickup.com' })).body.ECODE, 'OAUTH_017')
  })
})

t.test('Origin', async (t) => {
  const { mock, call, port } = await listening(t)
  const cases: readonly (readonly [host: string, origin: string, answers: boolean])[] = [
    [`127.0.0.1:${port}`, `http://127.0.0.1:${port}`, true],
    [`localhost:${port}`, `http://localhost:${port}`, true],
    ['localhost', 'http://localhost:3000', false], // a page of another server on this very machine
    ['[::1]', 'http://[::1]:80', true],
    [`127.0.0.1:${port}`, `https://127.0.0.1:${port}`, false],
    ['localhost', 'http://127.0.0.1', false],
    ['localhost', 'https://evil.example', false],
    ['localhost', 'http://localhost.evil.example', false],
    ['localhost', 'http://evil.example/localhost', false],
    ['localhost', 'null', false],
    ['localhost', '', false],
    ['localhost', 'file://', false],
  ]
  for (const [host, origin, answers] of cases) {
    await t.test(`"${origin}" at ${host} is ${answers ? 'answered' : 'refused'}`, async (t) => {
      const { status, body } = await call('/__mock/reset', { host, origin }, 'POST')
      t.equal(status, answers ? 200 : 403)
      if (!answers)
        t.match(body.problems, [{ where: 'header Origin', what: /does not answer pages of/, right: String }])
    })
  }
  await t.test('keeps a form of another site from doing anything', async (t) => {
    const token = mock.tokens.anna ?? ''
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/json']) {
      const headers = { origin: 'https://evil.example', 'content-type': type }
      t.equal((await call('/__mock/tokens/revoke', headers, 'POST', JSON.stringify({ token }))).status, 403)
    }
    t.notOk(mock.control.listTokens().tokens[0]?.revoked)
  })
})

t.test('--control-token', async (t) => {
  const { call } = await listening(t, { controlToken: 'open sesame' })

  await t.test('locks every route but those that monitors read', async (t) => {
    for (const { operationId, method, path } of contract.operations) {
      const { status, body } = await call(path, {}, method)
      if (operationId === 'health' || operationId === 'metrics') t.equal(status, 200)
      else
        t.match({ status, body }, { status: 403, body: { problems: [{ where: 'header X-Mock-Control-Token' }] } }, path)
    }
  })
  await t.test('says whether it is missing or not right', async (t) => {
    for (const [given, what] of [
      [undefined, 'it is missing'],
      ['', 'it is missing'],
      ['open', 'it is not right'],
      ['Open sesame', 'it is not right'],
      ['open sesame!', 'it is not right'],
    ] as const) {
      const headers: Record<string, string> = given === undefined ? {} : { 'x-mock-control-token': given }
      t.match((await call('/__mock/clock', headers)).body.problems, [{ what, right: /--control-token/ }], String(given))
    }
  })
  await t.test('opens, also in a sandbox; the library needs none', async (t) => {
    t.equal((await call('/__mock/clock', { 'x-mock-control-token': 'open sesame' })).status, 200)
    t.equal((await call('/s/one/__mock/clock', { 'x-mock-control-token': 'open sesame' })).status, 200)
    const { ask } = await twins(t, { controlToken: 'sesame' })
    t.match(await ask('listFaults'), { faults: [] })
  })
  await t.test('is no key to ClickUp’s side, which asks for none', async (t) => {
    t.equal((await call('/api/v2/user')).body.ECODE, 'OAUTH_017')
  })
})

t.test('nothing a tester turns on reaches the control API', async (t) => {
  const { mock, as, withToken } = await start(t, {
    faults: ['hang', '503'],
    rateLimit: 1,
    scenario: ['outage', 'slow'],
    latency: 600_000,
    auth: 'strict',
  })
  const client = withToken('pk_fault_OAUTH_027')
  const headers = { 'x-mock-fault': 'reset', prefer: 'code=500', 'x-mock-scenario': 'no such thing' }
  for (let round = 1; round <= 3; round++) {
    for (const path of ['clock', 'faults', 'limits', 'calls', 'errors', 'scenarios', 'export']) {
      const answer = await client.get(`/__mock/${path}`, { headers })
      t.equal(answer.status, 200, `${path} is answered at once, as it is`)
      for (const name of ['x-mock-fault', 'x-mock-request-id', 'x-ratelimit-limit']) t.notOk(answer.headers.has(name))
    }
  }
  t.same(mock.journal(), [], 'nothing is journalled')
  t.equal((await client.get('/__mock/nothing')).status, 404)
  t.same(mock.journal(), [], 'nor what is not there')
  t.match(mock.control.listFaults().faults, [{ matched: 0 }, { matched: 0 }, { matched: 0, scenario: 'outage' }])
  t.same(mock.control.getLimits().tokens, [])
  t.equal((await as.anna.post('/__mock/reset')).status, 200)
})

t.test('a body', async (t) => {
  const { withToken } = await start(t)
  const client = withToken()
  const json = { 'content-type': 'application/json' }
  const body = '{"ms":5}'
  const cases: readonly (readonly [why: string, request: object, status: number, problem?: object])[] = [
    ['JSON', { headers: json, body }, 200],
    ['JSON of a charset', { headers: { 'content-type': 'Application/JSON; charset=utf-8' }, body }, 200],
    [
      'as curl sends it without a header',
      { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body },
      400,
    ],
    ['text', { headers: { 'content-type': 'text/plain' }, body }, 400],
    ['of no type', { headers: { 'content-type': '' }, body }, 415, { what: 'Unsupported Media Type' }],
    ['none', {}, 400, { where: 'body', what: 'it is missing', right: 'send application/json' }],
    ['an empty one', { headers: json, body: '' }, 400, { where: 'body', what: 'it is missing' }],
    ['no JSON', { headers: json, body: '{"ms":' }, 400, { where: 'body', what: /^it is not valid JSON: / }],
    ['a number', { headers: json, body: '5' }, 400, { where: 'body', what: /^it is not valid JSON: / }],
    ['a list', { headers: json, body: '[]' }, 400, { where: '/', what: 'it is a list' }],
    ['too large', { headers: json, body: `"${'x'.repeat(1_048_576)}"` }, 413, { what: /too large/ }],
  ]
  for (const [why, given, status, problem] of cases) {
    await t.test(`${why}: ${status}`, async (t) => {
      const answer = await client.send('POST', '/__mock/clock/advance', given)
      t.equal(answer.status, status)
      const type = {
        where: 'header Content-Type',
        what: /^a body of type .* is not read here/,
        right: /application\/json/,
      }
      if (status !== 200) t.match(answer.body, { schema_version: 1, problems: [problem ?? type] })
    })
  }
  await t.test('in pieces, of an unknown length', async (t) => {
    const { mock } = await listening(t)
    const pieces = (type: string) =>
      fetch(`${mock.url}/__mock/clock/advance`, {
        method: 'POST',
        headers: { 'content-type': type },
        body: new Blob([body]).stream(),
        duplex: 'half',
      } as RequestInit)
    t.equal((await pieces('application/json')).status, 200)
    t.equal((await pieces('text/plain')).status, 400)
  })
  await t.test('of several forms, none of which is a list', async (t) => {
    const answer = await client.send('POST', '/__mock/faults', { headers: json, body: '[]' })
    t.match(answer, { status: 400, body: { problems: [{ where: '/', what: 'a list has the wrong form' }] } })
  })
  await t.test('that nobody asked for', async (t) => {
    const answer = await client.send('DELETE', '/__mock/faults', { headers: json, body: '{"any":"thing"}' })
    t.equal(answer.status, 400)
    t.match(answer.body.problems, [{ where: '/any', what: 'there is no key "any" here' }])
  })
})

t.test('a fault of the mock itself is no mistake of the caller: it is logged and answered with 500', async (t) => {
  const lines: string[] = []
  const spoil = ({ users }: World) => users.delete(users.get(100001))
  const app = await appWith(t, {}, (line) => lines.push(line), spoil)
  const answer = await app.inject({ url: '/__mock/tokens', headers: { host: 'localhost' } })
  t.equal(answer.statusCode, 500)
  t.match(answer.json(), { schema_version: 1, problems: [{ where: 'clickup-mock', what: 'users has no row 100001' }] })
  t.match(lines, [/GET \/__mock\/tokens: Error: users has no row 100001\n {4}at /])
})
