// The rate limit: each line of what was recorded (facts/rate-limits.md), with the clock moved by hand.
import t from 'tap'
import { RateLimiter } from '../../src/sandbox/rate-limiter.js'
import { parseLimit, planLimits } from '../../src/settings/limits.js'
import { refused, start, type TestAnswer, type TestClient } from '../help/start.js'

const user = '/api/v2/user'
const oauthToken = '100001_fa4e000000000000000000000000000000000000000000000000000000005717'
/** Of a user of seeds of our own. */
const token = 'pk_1_FAKETOKEN0000000000000000000EVE1'
const none = { limit: null, remaining: null, reset: null }

/** The three headers as numbers; null where one is absent. */
function limits({ headers }: TestAnswer) {
  const read = (name: string) => {
    const value = headers.get(`x-ratelimit-${name}`)
    return value === null ? null : Number(value)
  }
  return { limit: read('limit'), remaining: read('remaining'), reset: read('reset') }
}

async function call(client: TestClient, times: number): Promise<TestAnswer> {
  let last = await client.get(user)
  for (let count = 1; count < times; count += 1) last = await client.get(user)
  return last
}

t.test('the window', async (t) => {
  const { mock, as } = await start(t)
  const opened = mock.clock.now()

  await t.test('opens with the first request, which counts already', async (t) =>
    t.same(limits(await as.anna.get(user)), { limit: 100, remaining: 99, reset: opened / 1000 + 60 }),
  )

  await t.test('is fixed: its end stays, and each request takes one', async (t) => {
    for (let left = 98; left >= 79; left -= 1) {
      mock.clock.advance(1_000)
      t.same(limits(await as.anna.get(user)), { limit: 100, remaining: left, reset: opened / 1000 + 60 })
    }
  })

  await t.test(
    'ends 60 s after its first request, to the millisecond, and the next request opens another',
    async (t) => {
      mock.clock.freeze(opened + 59_999)
      t.match(limits(await as.anna.get(user)), { remaining: 78, reset: opened / 1000 + 60 })
      mock.clock.advance(1)
      t.same(limits(await as.anna.get(user)), { limit: 100, remaining: 99, reset: opened / 1000 + 120 })
    },
  )

  await t.test('is not the clock minute, and its end is rounded up to whole seconds', async (t) => {
    mock.clock.freeze(Date.UTC(2026, 0, 5, 16, 43, 35, 400))
    t.equal(limits(await as.ben.get(user)).reset, Date.UTC(2026, 0, 5, 16, 44, 36) / 1000)
    mock.clock.freeze(Date.UTC(2026, 0, 5, 17, 21, 20, 0))
    t.equal(limits(await as.ben.get(user)).reset, Date.UTC(2026, 0, 5, 17, 22, 20) / 1000)
  })

  await t.test('opens anew when the clock is set back', async (t) => {
    mock.clock.advance(-3_600_000)
    t.match(limits(await as.ben.get(user)), { remaining: 99, reset: mock.clock.now() / 1000 + 60 })
  })

  await t.test('is forgotten by a reset', async (t) => {
    mock.reset()
    t.equal(limits(await as.anna.get(user)).remaining, 99)
  })
})

t.test('the 429', async (t) => {
  const { mock, as } = await start(t)
  await call(as.anna, 100)

  await t.test('comes with the first request more than the limit, and says that nothing is left', async (t) => {
    const answer = await as.anna.get(user)
    refused(t, answer, 'rateLimited')
    t.match(limits(answer), { limit: 100, remaining: 0, reset: mock.clock.now() / 1000 + 60 })
    t.equal(answer.headers.get('content-type'), 'application/json; charset=utf-8')
    t.notOk(answer.headers.has('retry-after'))
    t.match(mock.journal().at(-1), { status: 429, ECODE: 'APP_002', step: 'limit' })
  })

  await t.test('comes on every operation, and leaves other tokens alone, also of the same user', async (t) => {
    refused(t, await as.anna.get('/api/v2/team'), 'rateLimited')
    refused(t, await as.anna.get('/api/v2/nothing'), 'rateLimited')
    t.equal(limits(await as.ben.get(user)).remaining, 99)
  })

  await t.test('is over with the window, however many were refused', async (t) => {
    refused(t, await call(as.anna, 50), 'rateLimited')
    mock.clock.advance(60_000)
    t.equal(limits(await as.anna.get(user)).remaining, 99)
  })

  await t.test('strikes exactly those above the limit among concurrent requests', async (t) => {
    mock.clock.advance(60_000)
    const answers = await Promise.all(Array.from({ length: 150 }, () => as.anna.get(user)))
    t.equal(answers.filter(({ status }) => status === 200).length, 100)
    t.equal(answers.filter(({ status }) => status === 429).length, 50)
    const left = answers.filter(({ status }) => status === 200).map((answer) => Number(limits(answer).remaining))
    t.same(
      left.sort((one, other) => one - other),
      Array.from({ length: 100 }, (_, index) => index),
      'each of them was told its own number',
    )
  })

  await t.test('strikes exactly those above the limit over real sockets', async (t) => {
    const { mock } = await start(t, { listen: true })
    const headers = { authorization: mock.tokens.anna ?? '' }
    const answers = await Promise.all(
      Array.from({ length: 150 }, async () => {
        const response = await fetch(`${mock.apiUrl}/v2/user`, { headers })
        await response.arrayBuffer()
        return response.status
      }),
    )
    t.equal(answers.filter((status) => status === 200).length, 100)
    t.equal(answers.filter((status) => status === 429).length, 50)
  })
})

t.test('the order of checks', async (t) => {
  const { as, withToken } = await start(t)
  const before: [
    title: string,
    ask: () => Promise<TestAnswer>,
    refusal: Parameters<typeof refused>[2],
    value?: string,
  ][] = [
    ['a missing token', () => withToken().get(user), 'tokenMissing'],
    ['a bad token', () => withToken('pk_1_X').get(user), 'personalTokenInvalid'],
    ['an id of the wrong shape', () => as.gina.get('/api/v2/team/abc/plan'), 'workspaceIdMalformed', 'abc'],
    ['an id of zeros only', () => as.gina.get('/api/v2/list/00000000'), 'listIdMalformed'],
    ['a Workspace that nobody has', () => as.gina.get('/api/v2/team/1/plan'), 'workspaceUnknown'],
  ]
  for (const [title, ask, refusal, value] of before) {
    await t.test(`${title} comes before the limiter: no headers, not counted`, async (t) => {
      const answer = await ask()
      refused(t, answer, refusal, value)
      t.same(limits(answer), none)
    })
  }

  const after: [title: string, path: string, refusal: Parameters<typeof refused>[2]][] = [
    ['an unknown route', '/api/v2/nothing', 'routeNotFound'],
    ['an unknown id', '/api/v2/task/nobody', 'teamNotAuthorized'],
    ['a foreign Workspace', '/api/v2/team/9001002/plan', 'teamsNotAuthorized'],
    ['the tasks of a foreign Workspace', '/api/v2/team/9001002/task', 'teamTasksNotAuthorized'],
  ]
  for (const [index, [title, path, refusal]] of after.entries()) {
    await t.test(`${title} comes after it: headers, counted`, async (t) => {
      const answer = await as.gina.get(path)
      refused(t, answer, refusal)
      t.equal(limits(answer).remaining, 99 - index)
    })
  }

  await t.test('bad ids are told even when nothing is left', async (t) => {
    await call(as.gina, 100)
    refused(t, await as.gina.get('/api/v2/team/abc/plan'), 'workspaceIdMalformed', 'abc')
    for (const [, path] of after) refused(t, await as.gina.get(path), 'rateLimited')
  })

  await t.test('operations without a token are neither counted nor limited', async (t) => {
    const answer = await as.gina.post('/api/v2/oauth/token', {})
    refused(t, answer, 'clientNotFound')
    t.same(limits(answer), none)
    t.same(limits(await as.gina.get('/api', { headers: { accept: 'application/json' } })), none)
  })
})

t.test('option plan', async (t) => {
  for (const [plan, { requests }] of Object.entries(planLimits)) {
    await t.test(`${plan}: ${requests} a minute`, async (t) => {
      const { as } = await start(t, { plan })
      t.match(limits(await as.anna.get(user)), { limit: requests, remaining: requests - 1 })
    })
  }
  t.same(Object.fromEntries(Object.entries(planLimits).map(([plan, { requests }]) => [plan, requests])), {
    free_forever: 100,
    unlimited: 100,
    business: 100,
    business_plus: 1_000,
    enterprise: 10_000,
  })

  await t.test('of one Workspace: a token with several has the limit of its first', async (t) => {
    const { as } = await start(t, { plan: ['northwind=business_plus'] })
    t.equal(limits(await as.anna.get(user)).limit, 1_000, 'Northwind is first, Harbor Lab on Enterprise second')
    const { as: other } = await start(t, { plan: ['free_forever', 'harbor=enterprise'] })
    t.equal(limits(await other.anna.get(user)).limit, 100)
  })

  await t.test('a token without any Workspace has the smallest limit', async (t) => {
    const seed = { users: { eve: { id: 1, email: 'eve@x.example' } }, tokens: [{ user: 'eve', token }] }
    const { withToken } = await start(t, { seed, plan: 'enterprise' })
    t.equal(limits(await withToken(token).get(user)).limit, 100)
  })
})

t.test('option rateLimit', async (t) => {
  await t.test('a number: so many a minute, in place of every plan', async (t) => {
    const { mock, as } = await start(t, { rateLimit: 3 })
    t.same(limits(await as.anna.get(user)), { limit: 3, remaining: 2, reset: mock.clock.now() / 1000 + 60 })
    t.equal((await call(as.anna, 2)).status, 200)
    t.equal((await as.anna.get(user)).status, 429)
  })

  await t.test('n/seconds: so many in so many seconds', async (t) => {
    const { mock, as } = await start(t, { rateLimit: '2/5' })
    t.same(limits(await as.anna.get(user)), { limit: 2, remaining: 1, reset: mock.clock.now() / 1000 + 5 })
    t.equal((await call(as.anna, 2)).status, 429)
    mock.clock.advance(5_000)
    t.equal(limits(await as.anna.get(user)).remaining, 1)
  })

  await t.test('off: neither headers nor an end', async (t) => {
    const { as } = await start(t, { rateLimit: 'off' })
    const answer = await call(as.anna, 120)
    t.equal(answer.status, 200)
    t.same(limits(answer), none)
  })

  await t.test('of one token goes before that of all, and that before the plan', async (t) => {
    const { mock, as, withToken } = await start(t, { rateLimit: [`${oauthToken}=off`, '7'] })
    t.equal(limits(await as.anna.get(user)).limit, 7)
    t.same(limits(await withToken(`Bearer ${oauthToken}`).get(user)), none)
    const { as: only } = await start(t, { rateLimit: `${mock.tokens.ben}=2/10` })
    t.equal(limits(await only.ben.get(user)).limit, 2)
    t.equal(limits(await only.anna.get(user)).limit, 100)
  })

  await t.test('of a token in the fixture goes before that of all', async (t) => {
    const seed = {
      users: { eve: { id: 1, email: 'eve@x.example' } },
      workspaces: { one: { members: { eve: 'owner' as const } } },
      tokens: [{ user: 'eve', token, rate_limit: '5/30' }],
    }
    const { mock, withToken } = await start(t, { seed, rateLimit: 50 })
    t.same(limits(await withToken(token).get(user)), { limit: 5, remaining: 4, reset: mock.clock.now() / 1000 + 30 })
  })
})

t.test('RateLimiter', async (t) => {
  const limit = { requests: 2, seconds: 60 }

  await t.test('stays bounded with a hundred thousand tokens, and remembers the newest', async (t) => {
    const limiter = new RateLimiter()
    for (let token = 0; token < 100_000; token += 1) limiter.take(`token ${token}`, limit, token / 100)
    t.equal(limiter.size, 10_000)
    t.match(limiter.take('token 99999', limit, 1000), { allowed: true, remaining: 0 })
    t.match(limiter.take('token 0', limit, 1000), { allowed: true, remaining: 1 }, 'the oldest are forgotten first')
  })

  await t.test('tells long tokens apart that begin alike', async (t) => {
    const limiter = new RateLimiter()
    const long = 'x'.repeat(10_000)
    t.match(limiter.take(`${long}1`, limit, 0), { remaining: 1 })
    t.match(limiter.take(`${long}2`, limit, 0), { remaining: 1 })
    t.match(limiter.take(`${long}1`, limit, 0), { remaining: 0 })
    t.match(limiter.take(`${long}1`, limit, 0), { allowed: false, remaining: 0 })
  })

  await t.test('parseLimit reads off, n and n/seconds and nothing else', async (t) => {
    t.equal(parseLimit('off', 'x'), 'off')
    t.same(parseLimit('100', 'x'), { requests: 100, seconds: 60 })
    t.same(parseLimit('10/5', 'x'), { requests: 10, seconds: 5 })
    for (const text of ['', '0', '-1', '1.5', '10/0', '10/', '/5', 'on', '1e3', '10/5/1', ' 10', '9999999999']) {
      t.throws(
        () => parseLimit(text, 'x'),
        { name: 'InputError', message: /^x: ".*" is not a rate limit; write off/ },
        text,
      )
    }
  })
})
