// How to ask for a fault, what it answers, and which answers count as requests.
import t from 'tap'
import type { FaultRule } from '../../src/index.js'
import { refused, start } from '../help/start.js'

const user = '/api/v2/user'

t.test('ways to ask', async (t) => {
  const rule: FaultRule = { fault: 'OAUTH_027' }
  const ways: {
    title: string
    faults?: string | FaultRule | (string | FaultRule)[]
    headers?: Record<string, string>
    token?: string
  }[] = [
    { title: 'the option as text', faults: 'OAUTH_027' },
    { title: 'the option as a rule', faults: rule },
    { title: 'the option as a list', faults: ['429@GetAuthorizedTeams', rule] },
    { title: 'the header X-Mock-Fault', headers: { 'x-mock-fault': 'OAUTH_027' } },
    { title: 'a test token', token: 'pk_fault_OAUTH_027' },
    { title: 'a test token behind Bearer', token: 'Bearer pk_fault_OAUTH_027' },
    { title: 'a test token with the name of the refusal', token: 'pk_fault_teamNotAuthorized' },
  ]
  for (const { title, faults, headers = {}, token } of ways) {
    await t.test(title, async (t) => {
      const { mock, withToken } = await start(t, faults === undefined ? {} : { faults })
      refused(t, await withToken(token ?? mock.tokens.anna).get(user, { headers }), 'teamNotAuthorized')
    })
  }

  const { mock, as, withToken } = await start(t)
  const prefers = ['code=429', 'code="429"', 'respond-async, code=429; foo', 'dynamic=true;code=429']
  for (const prefer of prefers) {
    await t.test(`Prefer: ${prefer}`, async (t) =>
      refused(t, await as.anna.get(user, { headers: { prefer } }), 'rateLimited'),
    )
  }
  for (const prefer of ['code=200', 'code=4290', 'return=minimal', 'encode=429']) {
    await t.test(`Prefer: ${prefer} asks for no fault`, async (t) =>
      t.equal((await as.anna.get(user, { headers: { prefer } })).status, 200),
    )
  }

  await t.test('the header goes before Prefer, Prefer before the token', async (t) => {
    const headers = { 'x-mock-fault': 'OAUTH_023', prefer: 'code=404' }
    const both = await withToken('pk_fault_429').get(user, { headers })
    refused(t, both, 'teamsNotAuthorized')
    refused(t, await withToken('pk_fault_429').get(user, { headers: { prefer: 'code=404' } }), 'routeNotFound')
  })

  await t.test(
    'a test token that names no fault is a token nobody has, and the journal says what it may mean',
    async (t) => {
      refused(t, await withToken('pk_fault_OAUTH_0277').get(user), 'personalTokenInvalid')
      const entry = mock.journal().at(-1)
      t.match(entry, { token: 'pk_fault_OAUTH_0277', status: 401, ECODE: 'OAUTH_025', step: 'authenticate' })
      t.match(entry?.notes, [/there is no fault "OAUTH_0277"; did you mean .*OAUTH_027/])
    },
  )

  await t.test('a fault that waits for the operation leaves refusals as they are', async (t) => {
    const answer = await withToken('pk_fault_cut').post(user)
    refused(t, answer, 'routeNotFound')
    t.notOk(answer.headers.has('x-mock-fault'))
  })
})

t.test('what it answers', async (t) => {
  const { as } = await start(t, { rateLimit: 'off' })
  const json = 'application/json; charset=utf-8'
  const html = 'text/html; charset=utf-8'
  const answers: [fault: string, status: number, type: string, body: unknown][] = [
    ['OAUTH_027', 401, json, { err: 'Team not authorized', ECODE: 'OAUTH_027' }],
    ['teamsNotAuthorizedSingular', 401, json, { err: 'Team not authorized', ECODE: 'OAUTH_023' }],
    [
      'OAUTH_007',
      400,
      json,
      { err: 'Redirect URI does not match the redirect uris of this application', ECODE: 'OAUTH_007' },
    ],
    ['SHARD_024', 400, json, { err: 'Invalid workspace id: ws-123', ECODE: 'SHARD_024' }],
    ['listNameInvalidOnUpdate', 400, json, { err: 'List name invalid', ECODE: 'SUBCAT_021' }],
    ['429', 429, json, { err: 'Rate limit reached', ECODE: 'APP_002' }],
    ['401', 401, json, { err: 'Token invalid', ECODE: 'OAUTH_025' }],
    ['418', 418, json, { err: 'Fault 418', ECODE: 'ERROR_HANDLER' }],
    ['200', 200, json, {}],
    ['503', 503, html, /^<!doctype html>.*503/s],
    ['html', 502, html, /^<!doctype html>.*502/s],
    ['html:status=504', 504, html, /^<!doctype html>.*504/s],
    ['unroutedVerbHtml', 404, html, /^<!doctype html>/],
    ['405', 405, 'text/plain; charset=utf-8', 'Method not allowed\n'],
    ['OAUTH_017:status=401', 401, json, { err: 'Authorization header required', ECODE: 'OAUTH_017' }],
    [':status=402', 402, json, { err: 'Fault 402', ECODE: 'ERROR_HANDLER' }],
    ['OAUTH_027:body=nothing to see', 401, 'text/plain; charset=utf-8', 'nothing to see'],
  ]
  for (const [fault, status, type, body] of answers) {
    await t.test(fault, async (t) => {
      const answer = await as.anna.get(user, { headers: { 'x-mock-fault': fault } })
      t.equal(answer.status, status)
      t.equal(answer.headers.get('content-type'), type)
      if (body instanceof RegExp) t.match(answer.body, body)
      else t.same(answer.body, body)
    })
  }

  for (const status of [204, 205, 304]) {
    await t.test(`${status}, without a body`, async (t) =>
      t.match(await as.anna.get(user, { headers: { 'x-mock-fault': String(status) } }), { status, body: '' }),
    )
  }

  await t.test('a code that two refusals share means the one of the consent page there', async (t) => {
    const headers = { 'x-mock-fault': 'OAUTH_017', accept: 'application/json' }
    refused(t, await as.anna.get('/api', { headers }), 'redirectMissing')
    refused(t, await as.anna.get(user, { headers }), 'tokenMissing')
    const page = await as.anna.get('/api', { headers: { ...headers, accept: 'text/html' } })
    t.match(page, { status: 400, body: /Redirect URI not passed/ })
  })

  await t.test('headers and body of the rule take the place of its own', async (t) => {
    const { as } = await start(t, {
      faults: [
        {
          fault: 'OAUTH_027',
          times: 1,
          body: { err: 'Nope', ECODE: 'X_1', more: [1] },
          headers: { 'Retry-After': '3' },
        },
        { fault: '500', times: 1, body: '<p>gone</p>', headers: { 'Content-Type': 'text/html', server: 'other' } },
        { status: 207, body: null },
      ],
    })
    const first = await as.anna.get(user)
    t.match(first, { status: 401, body: { err: 'Nope', ECODE: 'X_1', more: [1] } })
    t.equal(first.headers.get('retry-after'), '3')
    const second = await as.anna.get(user)
    t.match(second, { status: 500, body: '<p>gone</p>' })
    t.equal(second.headers.get('content-type'), 'text/html')
    t.equal(second.headers.get('server'), 'other')
    t.match(await as.anna.get(user), { status: 207, body: null })
  })
})

t.test('X-Mock headers', async (t) => {
  const { mock, as } = await start(t)
  const names = (headers: Headers) =>
    ['x-mock-request-id', 'x-mock-operation', 'x-mock-fault'].map((name) => headers.get(name))

  await t.test('name the call, the operation and the fault that answered', async (t) => {
    const { headers } = await as.anna.get(user, { headers: { 'x-mock-fault': 'OAUTH_027:status=403' } })
    t.same(names(headers), ['m-1', 'GetAuthorizedUser', 'OAUTH_027'])
    t.match(mock.journal().at(-1), { id: 'm-1', fault: 'OAUTH_027', step: 'fault', status: 403, ECODE: 'OAUTH_027' })
  })

  await t.test('say slow where the rule has only a delay, and nothing where there is no fault', async (t) => {
    t.same(names((await as.anna.get(user, { headers: { 'x-mock-fault': ':delay=1' } })).headers), [
      'm-2',
      'GetAuthorizedUser',
      'slow',
    ])
    t.same(names((await as.anna.get('/api/v2/nothing')).headers), ['m-3', null, null])
  })
})

t.test('rate limit headers', async (t) => {
  const trio = (headers: Headers) => ['limit', 'remaining'].map((name) => headers.get(`x-ratelimit-${name}`))
  const none = [null, null]
  // In ClickUp's order of checks, what comes before the limiter is not counted.
  const expected: [fault: string, headers: (string | null)[]][] = [
    ['OAUTH_017', none],
    ['OAUTH_025', none],
    ['SHARD_024', none],
    ['502', none],
    ['418', none],
    ['APP_001', ['100', '99']],
    ['OAUTH_027', ['100', '99']],
    ['APP_002', ['100', '0']],
    ['INPUT_005', ['100', '99']],
    ['500', ['100', '99']],
    ['429:when=after', ['100', '0']],
    ['502:when=after', ['100', '99']],
  ]
  for (const [fault, headers] of expected) {
    await t.test(`${fault} has ${headers === none ? 'none' : headers.join(' and ')}`, async (t) => {
      const { as } = await start(t, { faults: `${fault}${fault.includes(':') ? ',' : ':'}times=1` })
      t.same(trio((await as.anna.get(user)).headers), headers)
      const counted = headers === none ? 0 : 1
      t.same(trio((await as.anna.get(user)).headers), ['100', String(99 - counted)], 'counts once or not at all')
    })
  }

  await t.test('of a 429 by fault say when the window ends, and the window is not used up', async (t) => {
    const { mock, as } = await start(t, { faults: '429:times=2' })
    const { headers } = await as.anna.get(user)
    t.equal(headers.get('x-ratelimit-reset'), String(mock.clock.now() / 1000 + 60))
    await as.anna.get(user)
    t.same(trio((await as.anna.get(user)).headers), ['100', '97'])
  })

  await t.test('of a test token are those of the first user', async (t) => {
    const { withToken } = await start(t, { plan: 'enterprise' })
    t.same(trio((await withToken('pk_fault_429').get(user)).headers), ['10000', '0'])
    t.same(trio((await withToken('pk_fault_500').get(user)).headers), ['10000', '9999'])
  })

  await t.test('of a token nobody has are those of the smallest plan', async (t) => {
    const { withToken } = await start(t, { plan: 'enterprise', faults: '429' })
    t.same(trio((await withToken('pk_1_NOBODY').get(user)).headers), ['100', '0'])
  })

  await t.test('are absent without token, limit, route, or need of a token', async (t) => {
    const { as, withToken } = await start(t, { faults: '429' })
    t.same(trio((await withToken().get(user)).headers), none)
    t.same(trio((await as.anna.get('/api/v2/nothing')).headers), none)
    t.same(trio((await as.anna.post('/api/v2/oauth/token')).headers), none)
    const { as: unlimited } = await start(t, { faults: '429', rateLimit: 'off' })
    t.same(trio((await unlimited.anna.get(user)).headers), none)
  })
})
