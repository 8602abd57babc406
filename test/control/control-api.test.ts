// The control API: what it answers, and whom it does not.
import t from 'tap'
import { catalogue, refusalNames } from '../../src/contract/catalogue.js'
import { Contract } from '../../src/contract/contract.js'
import { problemsOf } from '../../src/input/violations.js'
import { type Doors, refusedCaller } from '../../src/server/guard.js'
import { start, type TestRequest } from '../help/start.js'

const json = { 'content-type': 'application/json' }

t.test('health', async (t) => {
  const { mock, withToken } = await start(t)
  const { status, headers, body } = await withToken().get('/__mock/health')
  t.match({ status, body }, { status: 200, body: { schema_version: 1, status: 'ok', version: /^\d+\.\d+\.\d+/ } })
  t.equal(body.now, mock.clock.now())
  t.equal(headers.get('cache-control'), 'no-store')
  t.ok(body.operations.built >= 7)
})

t.test('operations', async (t) => {
  const { withToken } = await start(t)
  const { body } = await withToken().get('/__mock/operations')
  const built = body.operations.filter((one: { built: boolean }) => one.built)
  t.same(
    built.map((one: { operationId: string }) => one.operationId).sort(),
    Contract.load('clickup')
      .operations.map(({ operationId }) => operationId)
      .sort(),
  )
  const page = body.operations.find((one: { operationId: string }) => one.operationId === 'Authorize')
  t.match(page, { method: 'GET', path: '/api', chapter: 'Login pages', built: true })
  const comments = body.operations.find((one: { operationId: string }) => one.operationId === 'GetTaskComments')
  t.match(comments.evidence, { recorded: Number, latest: /^20\d\d-\d\d/, observed: Number, documented: Number })
})

t.test('errors', async (t) => {
  const { as, withToken } = await start(t)
  const { body } = await withToken().get('/__mock/errors')

  await t.test('lists the whole catalogue, in its order', async (t) => {
    t.same(
      body.errors.map((entry: { name: string }) => entry.name),
      refusalNames,
    )
  })

  await t.test('gives each entry a test token that provokes just this entry', async (t) => {
    const tokens: string[] = body.errors.map((entry: { token: string }) => entry.token)
    t.equal(new Set(tokens).size, tokens.length)
    for (const name of ['tokenMissing', 'rateLimited', 'internalError'] as const) {
      const { token } = body.errors.find((entry: { name: string }) => entry.name === name)
      const answer = await withToken(token).get('/api/v2/user')
      t.match(answer, { status: catalogue[name].status, body: { ECODE: catalogue[name].ECODE } }, name)
    }
  })

  await t.test('is never faulted, limited or journalled', async (t) => {
    const { mock, withToken } = await start(t, { faults: '500', rateLimit: 1, latency: 5 })
    for (let call = 0; call < 3; call++) t.equal((await withToken().get('/__mock/errors')).status, 200)
    t.equal(mock.journal().length, 0)
  })

  t.equal((await as.anna.get('/api/v2/user')).status, 200)
})

t.test('reset', async (t) => {
  const { mock, as, withToken } = await start(t, { rateLimit: 1 })
  mock.revokeToken(mock.tokens.ben ?? '')
  t.equal((await as.anna.get('/api/v2/user')).status, 200)
  t.equal((await as.anna.get('/api/v2/user')).status, 429)
  t.same((await withToken().post('/__mock/reset')).body, { schema_version: 1, done: true })
  t.same((await as.anna.get('/api/v2/user')).status, 200, 'the limit is forgotten')
  t.same((await as.ben.get('/api/v2/user')).status, 200, 'the token lives again')
  t.equal(mock.journal().length, 2, 'the journal began anew')
})

t.test('seed', async (t) => {
  const { withToken } = await start(t, { seed: 'empty' })
  const token = `pk_7_${'A'.repeat(32)}`
  const fixture = { users: { zoe: { id: 7, email: 'z@b.example' } }, tokens: [{ user: 'zoe', token }] }

  await t.test('plants beside what is there', async (t) => {
    t.same((await withToken().post('/__mock/seed', fixture)).body, { schema_version: 1, done: true })
    t.match(await withToken(token).get('/api/v2/user'), { status: 200, body: { user: { id: 7, username: 'Zoe' } } })
  })

  const nested = (levels: number) => `{"users":{"zoe":${'['.repeat(levels)}${']'.repeat(levels)}}}`
  const refused: readonly (readonly [why: string, request: TestRequest, status: number, problem: object])[] = [
    ['no body', {}, 400, { where: 'body', what: 'it is missing', right: 'send application/json' }],
    ['an empty one', { headers: json, body: '' }, 400, { where: 'body', what: 'it is missing' }],
    ['YAML', { headers: { 'content-type': 'text/yaml' }, body: 'users: {}' }, 400, { right: 'send application/json' }],
    ['broken JSON', { headers: json, body: '{' }, 400, { where: 'body', what: /^it is not valid JSON: / }],
    ['JSON that is no object', { headers: json, body: '5' }, 400, { where: 'body', what: /^it is not valid JSON: / }],
    ['a list', { headers: json, body: '[]' }, 400, { where: '/', what: 'it is a list' }],
    ['a wrong key', { body: { user: {} } }, 400, { where: '/user', right: 'did you mean users?' }],
    ['a wrong type', { body: { users: { zoe: { email: 5 } } } }, 400, { where: '/users/zoe/email', what: 'it is 5' }],
    ['nesting', { headers: json, body: nested(150) }, 400, { where: '/users/zoe', what: 'it is a list' }],
    ['deep nesting', { headers: json, body: nested(998) }, 400, { where: '/', what: 'it is nested too deeply' }],
    ['endless nesting', { headers: json, body: nested(999) }, 400, { where: 'body', what: /nested deeper than 1000/ }],
    ['too much', { headers: json, body: `"${'x'.repeat(2 ** 20)}"` }, 413, { what: 'Request body is too large' }],
    ['a taken email', { body: { users: { zed: { email: 'z@b.example' } } } }, 400, { where: '/users/zed/email' }],
  ]
  for (const [why, request, status, problem] of refused) {
    await t.test(`refuses ${why}`, async (t) => {
      const answer = await withToken().send('POST', '/__mock/seed', request)
      t.match(answer, { status, body: { schema_version: 1, problems: [problem] } })
      t.equal(answer.body.problems.length, 1)
    })
  }
})

t.test('a route that is not there is refused, with where those that are stand', async (t) => {
  const { withToken } = await start(t)
  for (const [method, path] of [
    ['POST', '/__mock'],
    ['GET', '/__mock/helth'],
    ['DELETE', '/__mock/health'],
    ['GET', '/__mock/reset'],
  ] as const) {
    const { status, body } = await withToken().send(method, path)
    t.equal(status, 404, `${method} ${path}`)
    t.match(body.problems, [{ where: `${method} ${path}`, right: /docs\/CONTROL-API\.md/ }])
  }
  t.equal((await withToken().get('/__mock/health/')).status, 200, 'a trailing slash is none')
})

t.test('who may call', async (t) => {
  const baseUrl = 'https://mock.company.example/clickup'
  const doors: Doors = { host: '127.0.0.1', baseUrl, controlHosts: ['ci.example'], controlToken: undefined }
  const cases: readonly (readonly [host: string | undefined, origin: string | undefined, where: string | undefined])[] =
    [
      ['127.0.0.1:2558', undefined, undefined],
      ['localhost:2558', undefined, undefined],
      ['clickup.localhost', undefined, undefined],
      ['192.168.1.7:80', undefined, undefined],
      ['[::1]:2558', undefined, undefined],
      ['clickup-mock:2558', undefined, undefined],
      ['mock.company.example', undefined, undefined],
      ['CI.example:2558', undefined, undefined],
      ['localhost:2558', 'http://localhost:2558', undefined],
      ['mock.company.example', 'https://mock.company.example', undefined],
      ['mock.company.example', 'https://mock.company.example:8443', 'header Origin'],
      ['localhost:2558', 'http://localhost:3000', 'header Origin'],
      ['localhost:2558', 'http://localhost', 'header Origin'],
      ['localhost:2558', 'https://localhost:2558', 'header Origin'],
      ['evil.example', undefined, 'header Host'],
      ['localhost.evil.example', undefined, 'header Host'],
      ['127.0.0.1.evil.example', undefined, 'header Host'],
      ['company.example', undefined, 'header Host'],
      ['', undefined, 'header Host'],
      [undefined, undefined, 'header Host'],
      ['evil.example', 'http://evil.example', 'header Host'],
      ['localhost:2558', 'http://evil.example', 'header Origin'],
      ['localhost:2558', 'null', 'header Origin'],
      ['localhost:2558', '', 'header Origin'],
      ['127.0.0.1:2558', 'http://localhost.evil.example', 'header Origin'],
    ]
  for (const [host, origin, where] of cases) {
    const headers = { ...(host !== undefined && { host }), ...(origin !== undefined && { origin }) }
    t.equal(refusedCaller(headers, doors, false)?.where, where, `${host} ${origin}`)
  }
  const unnamed = { ...doors, baseUrl: undefined }
  t.equal(refusedCaller({ host: 'mock.company.example' }, unnamed, false)?.where, 'header Host', 'without --base-url')

  await t.test('beyond loopback: who names this machine or a host of the tester’s, or knows the token', async (t) => {
    const open: Doors = { ...doors, host: '0.0.0.0', controlHosts: ['clickup-mock', '10.0.0.7'] }
    const where = (host: string, given: Partial<Doors> = {}, headers = {}) =>
      refusedCaller({ host, ...headers }, { ...open, ...given }, false)?.where
    for (const host of ['localhost:2558', '127.0.0.1:2558', '127.8.8.8', '[::1]:2558', 'one.localhost'])
      t.equal(where(host), undefined, host)
    for (const host of ['clickup-mock:2558', 'Clickup-Mock', '10.0.0.7', 'mock.company.example'])
      t.equal(where(host), undefined, `${host} was named`)
    for (const host of ['mock', '10.0.0.8', '0.0.0.0:2558', 'evil.example', '127.0.0.1.evil.example', '[::]', '?'])
      t.equal(where(host), 'header Host', host)
    t.equal(where('192.168.1.5:2558', { host: '192.168.1.5' }), undefined, 'the address it listens on was named too')
    const token = { controlToken: 'sesame' }
    t.equal(where('evil.example', token, { 'x-mock-control-token': 'sesame' }), undefined, 'the token opens any host')
    t.equal(where('localhost', token), 'header X-Mock-Control-Token')
    t.match(refusedCaller({ host: 'mock' }, open, false)?.right, /--control-hosts mock\b.*--control-token/)
  })

  await t.test('beyond loopback without a token the start warns of it', async (t) => {
    for (const [options, warned] of [
      [{ host: '0.0.0.0' }, 1],
      [{ host: '0.0.0.0', controlToken: 'sesame' }, 0],
      [{ host: '127.0.0.1' }, 0],
    ] as const) {
      const lines: string[] = []
      await start(t, { ...options, listen: true, logLevel: 'warn', log: (line) => lines.push(line) })
      t.equal(lines.filter((line) => /\/__mock.*--control-token/.test(line)).length, warned, JSON.stringify(options))
    }
  })

  await t.test('a page of another origin that a browser marks, unless a link leads here', async (t) => {
    const where = (headers: object) => refusedCaller({ host: 'localhost', ...headers }, doors, false)?.where
    for (const site of ['cross-site', 'same-site']) {
      t.equal(where({ 'sec-fetch-site': site, 'sec-fetch-mode': 'no-cors' }), 'header Sec-Fetch-Site', site)
      t.equal(where({ 'sec-fetch-site': site, 'sec-fetch-mode': 'navigate' }), undefined, `a link, ${site}`)
    }
    for (const site of ['same-origin', 'none']) t.equal(where({ 'sec-fetch-site': site }), undefined, site)
  })

  await t.test('a page of another origin makes no sandbox, on either side', async (t) => {
    const { mock, as, withToken } = await start(t)
    const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }
    const made = () => mock.control.listSandboxes().sandboxes.map(({ name }) => name)
    for (const path of [
      '/s/img-1/api/v2/user',
      '/s/img-1/__mock/clock',
      '/s/img-1/attachments/a/b',
      '/s/img-1/nothing',
    ]) {
      const { body } = await withToken(mock.tokens.anna).get(path, { headers })
      t.match(
        body,
        { problems: [{ where: 'sandbox', what: /"img-1".*cross-site/, right: /\/s\/img-1\/__mock/ }] },
        path,
      )
    }
    t.same(made(), ['default'])
    t.equal((await as.anna.get('/s/img-1/api/v2/user')).status, 200)
    t.equal((await as.anna.get('/s/img-1/api/v2/user', { headers })).status, 200, 'one that is there may be used')
    t.same(made(), ['default', 'img-1'])
  })

  await t.test('is asked for methods that nobody serves, too', async (t) => {
    const { fetch } = (await start(t)).mock
    for (const [origin, status, where] of [
      [undefined, 404, 'PROPFIND /__mock/health'],
      ['http://evil.example', 403, 'header Origin'],
    ] as const) {
      const answer = await fetch('/__mock/health', { method: 'PROPFIND', headers: origin ? { origin } : {} })
      t.equal(answer.status, status)
      t.match(await answer.json(), { schema_version: 1, problems: [{ where, what: String, right: String }] })
    }
  })

  await t.test('is asked before anything is done', async (t) => {
    const { mock, withToken } = await start(t)
    mock.revokeToken(mock.tokens.ben ?? '')
    for (const headers of [{ host: 'evil.example' }, { origin: 'http://evil.example' }]) {
      const { status, body } = await withToken().send('POST', '/__mock/reset', { headers })
      t.equal(status, 403)
      t.match(body.problems, [{ where: /^header (Host|Origin)$/, what: /evil\.example/, right: String }])
    }
    const { status } = await withToken(mock.tokens.ben).get('/api/v2/user')
    t.equal(status, 401, 'nothing was reset')
  })
})

t.test('a choice that describes itself is told once, one that does not by its first complaint', async (t) => {
  const violation = { at: '/requestBody/a', rule: '#/a', message: 'must match', params: {}, schema: {}, data: 5 }
  const choice = { ...violation, keyword: 'oneOf' }
  const type = { ...violation, keyword: 'type', params: { type: 'bytes' } }
  t.match(problemsOf([type, choice]), [{ where: '/a', what: '5 has the wrong form' }])
  t.match(problemsOf([type]), [{ where: '/a', what: 'it is 5', right: 'it has to be bytes' }])
  const words = { ...violation, keyword: 'pattern', params: { pattern: '^a$' } }
  t.match(problemsOf([words]), [{ right: 'write it as ^a$' }])
})
