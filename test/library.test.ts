// The library: every member of ClickUpMock.
import { createRequire } from 'node:module'
import { join } from 'node:path'
import t from 'tap'
import { createClickUpMock, InputError, type MockOptions } from '../src/index.js'
import { complaintsOf } from './help/complaints.js'
import { start } from './help/start.js'

const token = 'pk_100001_FAKETOKENANNA0000000000000000001'
const asAnna = { headers: { authorization: token } }

t.test('url, apiUrl, authorizeUrl', async (t) => {
  await t.test('name a free port, and no two mocks the same', async (t) => {
    const [one, other] = [await createClickUpMock({ port: undefined } as object), await createClickUpMock()]
    t.teardown(() => Promise.all([one.close(), other.close()]))
    t.match(one.url, /^http:\/\/127\.0\.0\.1:\d+$/)
    t.not(one.url, other.url)
    t.not(new URL(one.url).port, '2558', 'a port that is undefined was not given')
    t.same([one.apiUrl, one.authorizeUrl], [`${one.url}/api`, `${one.url}/api`])
    t.equal((await fetch(`${one.apiUrl}/v2/user`, asAnna)).status, 200)
    t.equal((await fetch(one.authorizeUrl)).status, 401)
  })

  await t.test('are those of --base-url', async (t) => {
    const { mock } = await start(t, { baseUrl: 'https://mock.example/clickup/' })
    t.same([mock.url, mock.apiUrl], ['https://mock.example/clickup', 'https://mock.example/clickup/api'])
    t.equal(mock.env.CLICKUP_BASE_URL, 'https://mock.example/clickup/api/v2')
    t.equal((await mock.fetch(`${mock.apiUrl}/v2/user`, asAnna)).status, 200, 'fetch finds it there')
    t.equal((await mock.fetch('/api/v2/user', asAnna)).status, 200)
  })

  await t.test('of a mock that listens everywhere are those of this machine', async (t) => {
    const mock = await createClickUpMock({ host: '0.0.0.0' })
    t.teardown(() => mock.close())
    t.match(mock.url, /^http:\/\/127\.0\.0\.1:\d+$/)
    t.equal((await fetch(`${mock.apiUrl}/v2/user`, asAnna)).status, 200)
  })
})

t.test('tokens, apps, env', async (t) => {
  const { mock } = await start(t)
  t.same(Object.keys(mock.tokens).sort(), ['anna', 'ben', 'chloe', 'gina'])
  t.match(mock.apps, {
    dashboard: { name: 'Team Dashboard', client_id: /^FAKE/, client_secret: /^FAKE/, redirect_uris: [String, String] },
    sync: { name: 'Nightly Sync', redirect_uris: ['https://sync.example/oauth/callback'] },
  })
  t.match(mock.env, { CLICKUP_API_TOKEN: token, CLICKUP_CLIENT_ID: mock.apps.dashboard?.client_id })

  await t.test('name the first live token of each user', async (t) => {
    const users = { anna: { email: 'a@b.example' } }
    const forms = ['A', 'B', 'C'].map((letter) => `pk_1_${letter.repeat(32)}`)
    const tokens = forms.map((one, index) => ({ user: 'anna', token: one, revoked: index === 0 }))
    const { mock } = await start(t, { seed: { users, tokens } })
    t.same(mock.tokens, { anna: forms[1] })
    t.equal(mock.env.CLICKUP_API_TOKEN, forms[1], 'also where there is no Workspace')
  })
})

t.test('listen: false', async (t) => {
  const mock = await createClickUpMock({ listen: false })
  t.equal(mock.url, 'http://clickup-mock.localhost')
  t.equal((await mock.fetch('/api/v2/user', asAnna)).status, 200)
  await mock.close()
  await mock.close()
  await t.rejects(
    mock.fetch('/api/v2/user', asAnna),
    { name: 'TypeError', message: 'fetch failed' },
    'closed is closed',
  )
})

t.test('several in one process share nothing', async (t) => {
  const [one, other] = [await start(t, { rateLimit: 1 }), await start(t, { faults: 'APP_001' })]
  one.mock.clock.advance(5_000)
  one.mock.revokeToken(one.mock.tokens.ben ?? '')
  t.equal((await one.as.anna.get('/api/v2/user')).status, 200)
  t.equal((await one.as.anna.get('/api/v2/user')).status, 429)
  t.equal((await other.as.anna.get('/api/v2/user')).status, 404)
  t.equal(one.mock.clock.now() - other.mock.clock.now(), 5_000)
  t.same([one.mock.journal().length, other.mock.journal().length], [2, 1])
  const { as } = await start(t)
  t.equal((await as.ben.get('/api/v2/user')).status, 200)
})

t.test('await using closes', async (t) => {
  const mock = await createClickUpMock()
  await mock[Symbol.asyncDispose]()
  await t.rejects(fetch(mock.url))
})

t.test('journal tells what was called and what answered', async (t) => {
  const { mock, as, withToken } = await start(t)
  await as.anna.get('/api/v2/user?x=1')
  await withToken().get('/api/v2/team')
  t.match(mock.journal(), [
    {
      id: 'm-1',
      at: mock.clock.now(),
      method: 'GET',
      path: '/api/v2/user',
      operation: 'GetAuthorizedUser',
      token,
      status: 200,
      fault: undefined,
    },
    {
      id: 'm-2',
      operation: 'GetAuthorizedTeams',
      token: undefined,
      status: 400,
      ECODE: 'OAUTH_017',
      step: 'authenticate',
    },
  ])
})

t.test('log takes the lines, up to the level', async (t) => {
  const lines: string[] = []
  const { as } = await start(t, { log: (line) => lines.push(line), logLevel: 'info' })
  await as.anna.get('/api/v2/user')
  t.same(lines, ['m-1 GET /api/v2/user 200'])

  await t.test('or stderr does', async (t) => {
    const written = t.capture(process.stderr, 'write')
    const { as } = await start(t, { logLevel: 'info' })
    await as.anna.get('/api/v2/team')
    t.same(
      written().map(({ args }) => args[0]),
      ['m-1 GET /api/v2/team 200\n'],
    )
  })
})

t.test('revokeToken and regenerateToken', async (t) => {
  const { mock, as, withToken } = await start(t)
  const oauth = `100001_fa4e${'5717'.padStart(60, '0')}`

  await t.test('end a token at once', async (t) => {
    mock.revokeToken(oauth)
    t.match(await withToken(oauth).get('/api/v2/user'), { status: 401, body: { ECODE: 'OAUTH_019' } })
    const fresh = mock.regenerateToken(token)
    t.match(fresh, /^pk_100001_FAKE/)
    t.equal((await as.anna.get('/api/v2/user')).status, 401)
    t.match(await withToken(fresh).get('/api/v2/user'), { status: 200, body: { user: { id: 100_001 } } })
    t.not(mock.regenerateToken(fresh), fresh)
  })

  await t.test('refuse what is not there, and what is none', async (t) => {
    t.same(await complaintsOf(() => mock.revokeToken('x')), [
      '/token: there is no token "x"; GET /__mock/tokens lists those there are',
    ])
    t.match(await complaintsOf(() => mock.regenerateToken('x')), [/^\/token: there is no token "x"; /])
    t.same(await complaintsOf(() => mock.regenerateToken(oauth)), [
      '/token: it is an OAuth token; revoke it and log in again',
    ])
  })
})

t.test('reset brings everything back', async (t) => {
  const { mock, as, withToken } = await start(t, { rateLimit: 2, faults: 'APP_001@GetAuthorizedTeams:times=1' })
  await as.anna.get('/api/v2/team')
  const fresh = mock.regenerateToken(token)
  await withToken(fresh).get('/api/v2/user')
  await as.ben.get('/api/v2/user')
  await as.ben.get('/api/v2/user')
  t.equal((await as.ben.get('/api/v2/user')).status, 429)
  mock.clock.freeze(5)
  mock.reset()

  t.same(mock.journal(), [], 'the journal')
  t.same(mock.clock.snapshot(), { offset: 0, frozenAt: null }, 'the clock')
  t.equal((await as.ben.get('/api/v2/user')).status, 200, 'the limits')
  t.equal((await as.anna.get('/api/v2/team')).status, 404, 'the faults')
  t.equal((await as.anna.get('/api/v2/user')).status, 200, 'the tokens')
  t.equal((await withToken(fresh).get('/api/v2/user')).status, 401, 'and those that came later')
  t.equal(mock.journal()[0]?.id, 'm-1', 'the ids of calls')
  t.equal(mock.regenerateToken(token), fresh, 'the ids of tokens')
})

t.test('options that are not right are refused with InputError', async (t) => {
  const cases: readonly (readonly [options: object, ...complaints: RegExp[]])[] = [
    [
      { prot: 1, fault: 'APP_001' },
      /^option prot: there is no such option; did you mean port\?/,
      /^option fault: .*did you mean faults\?/,
    ],
    [{ auth: 'some', latency: 'x' }, /^option auth: there is no "some"/, /^option latency: "x" is not a valid time/],
    [{ requestTimeout: -1 }, /^option requestTimeout: -1 is not right; write a whole number from 1/],
    [
      { seed: { users: { anna: { emial: 'x' } } } },
      /^\/users\/anna: email is missing/,
      /^\/users\/anna\/emial: there is no key/,
    ],
    [{ seed: { users: { 'a/b': { email: 'a@b.example' } } } }, /^\/users\/a~1b: "a\/b" is not a valid handle/],
    [{ seed: [] }, /^\/: it is a list/],
    [{ seed: 'no.yaml' }, /^no\.yaml: there is no such file/],
    [{ plan: 'north=business' }, /^option plan: there is no Workspace "north"; did you mean northwind\?/],
    [
      { plan: 'a=business', consent: 'accept:user=nobody:workspaces=acme,first' },
      /^option plan: there is no Workspace "a"; there is northwind, harbor/,
      /^option consent: there is no user "nobody"; there is anna, ben/,
      /^option consent: there is no Workspace "acme"; there is northwind, harbor/,
    ],
    [
      { consent: 'accept:user=gina:workspaces=harbor' },
      /^option consent: gina has joined none of harbor; gina has joined northwind$/,
    ],
    [{ consent: 'accept:user=dev' }, /^option consent: dev has joined no Workspace; name a user who has$/],
    [
      { rateLimit: ['9', 'pk_100001_FAKETOKENANNA0000000000000000002=5'] },
      /^option rateLimit: the seed has no token "pk_100001_FAKETOKENANNA0000000000000000002"; did you mean pk_100001_/,
    ],
    [{ rateLimit: 'pk_x=5', seed: 'empty' }, /^option rateLimit: the seed has no token "pk_x"; write one of the seed$/],
    [{ plan: 'north=business', seed: 'empty' }, /^option plan: there is no Workspace "north"; there is none/],
  ]
  for (const [options, ...complaints] of cases) {
    const lines = await complaintsOf(() => createClickUpMock(options))
    t.equal(lines.length, complaints.length, JSON.stringify(options))
    t.match(lines, complaints)
  }
  const error = await createClickUpMock({ auth: 'some' } as object).catch((error: unknown) => error)
  t.ok(error instanceof InputError)
  t.match(error, { name: 'InputError', message: /option auth/, problems: [{ where: 'option auth' }] })
})

t.test('a seed that fails in another way is no complaint', async (t) => {
  const seed = {
    users: {
      anna: {
        email: 'a@b.example',
        get id(): number {
          throw new Error('boom')
        },
      },
    },
  }
  await t.rejects(createClickUpMock({ seed, listen: false }), { message: 'boom' })
})

t.test('options may name what the seed has, and what comes with a call', async (t) => {
  const good = [
    { consent: 'accept:user=ben@northwind.example:workspaces=harbor,northwind' },
    { consent: 'accept:workspaces=first' },
    { consent: 'accept:user=gina:workspaces=first' },
    { rateLimit: ['pk_100001_FAKETOKENANNA0000000000000000001=5', 'pk_fault_500=1', `100001_${'a'.repeat(64)}=9`] },
    { rateLimit: 'pk_any=5', auth: 'any' as const },
  ]
  for (const options of good) {
    const mock = await createClickUpMock({ listen: false, ...options })
    t.ok(mock, JSON.stringify(options))
    await mock.close()
  }
})

t.test('plan is set for all Workspaces, and for one by handle or id', async (t) => {
  const limits = async (options: MockOptions) => {
    const { as } = await start(t, options)
    const answers = await Promise.all([as.anna.get('/api/v2/user'), as.chloe.get('/api/v2/user')])
    return answers.map(({ headers }) => headers.get('x-ratelimit-limit'))
  }
  t.same(await limits({ plan: 'business_plus' }), ['1000', '1000'])
  t.match(await limits({ plan: ['northwind=enterprise', '9001002=unlimited'] }), ['10000'])
})

t.test('a listener that throws', async (t) => {
  await t.test('disturbs neither the call nor other listeners, and its error surfaces afterwards', async (t) => {
    const later: (() => void)[] = []
    const { queueMicrotask } = globalThis
    const { mock, as } = await start(t)
    const heard: string[] = []
    mock.onCall(() => {
      throw new Error('the assertion fails')
    })
    mock.onCall(({ id }) => heard.push(id))
    // Only this error is held back: others use microtasks too.
    t.intercept(globalThis, 'queueMicrotask', {
      value: (task: () => void) => (String(task).includes('throw error') ? later.push(task) : queueMicrotask(task)),
    })
    t.equal((await as.anna.get('/api/v2/user')).status, 200)
    t.same(heard, ['m-1'])
    t.equal(later.length, 1)
    t.throws(() => later[0]?.(), { message: 'the assertion fails' })
  })
})

t.test('require gives the modules that import gives: both doors share one state', async (t) => {
  const name = 'clickup-mock' // in a variable, since its types are there only once it is built
  const imported = await import(name)
  const required = createRequire(join(process.cwd(), 'test/'))(name)
  t.equal(required.createClickUpMock, imported.createClickUpMock)
  t.equal(required.InputError, imported.InputError)
})
