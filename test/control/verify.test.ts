// verify: were these calls made, and what came closest when not.
import t, { type Test } from 'tap'
import { type ControlMethods, InputError } from '../../src/index.js'
import { start } from '../help/start.js'

type Expectation = NonNullable<Parameters<ControlMethods['verify']>[0]>

const order = { client_id: 'app', item: { name: 'Lamp', tags: ['a', { id: 7 }], price: null }, paid: true }

/** m-1 and m-2 the plan of a Workspace, m-3 with nonsense, m-4 with a body, m-5 with a form, m-6 without a token. */
async function called(t: Test, options = {}) {
  const started = await start(t, options)
  const { mock, as, withToken } = started
  const calls = [
    () => as.anna.get('/api/v2/team/9001001/plan'),
    () => as.anna.get('/api/v2/team/9001001/plan'),
    () => as.anna.get('/api/v2/user?page=0&page_size=5'),
    () => withToken().post('/api/v2/oauth/token', order),
    () => withToken().post('/api/v2/oauth/token', new URLSearchParams({ client_id: 'form', code: '42' })),
    () => withToken().get('/api/v2/user'),
  ]
  for (const call of calls) {
    await call()
    mock.clock.advance(1_000)
  }
  return started
}

t.test('verify', async (t) => {
  const { mock, withToken } = await called(t)
  const { verify } = mock.control
  const plan = { operation: 'GetWorkspaceplan' }
  const token = { operation: 'GetAccessToken' }

  const verdicts: readonly [expected: Expectation, pass: boolean, matched: number][] = [
    [plan, true, 2],
    [{ ...plan, times: 2 }, true, 2],
    [{ ...plan, times: 1 }, false, 2],
    [{ ...plan, times: 3 }, false, 2],
    [{ ...plan, times: 0 }, false, 2],
    [{ operation: 'GetAuthorizedTeams', times: 0 }, true, 0],
    [{ ...plan, at_least: 2 }, true, 2],
    [{ ...plan, at_least: 3 }, false, 2],
    [{ ...plan, at_most: 2 }, true, 2],
    [{ ...plan, at_most: 1 }, false, 2],
    [{ operation: 'GetAuthorizedTeams', at_most: 1 }, true, 0],
    [{ ...plan, at_least: 1, at_most: 2 }, true, 2],
    [{ ...plan, at_least: 3, at_most: 4 }, false, 2],
    [{ ...plan, since: 'm-1' }, true, 1],
    [{ ...plan, since: 'm-2' }, false, 0],
    [{ ...plan, since: String(Date.UTC(2026, 0, 5, 9, 0, 0, 500)) }, true, 1],
    [{ ...plan, params: { team_id: '9001001' } }, true, 2],
    [{ ...plan, params: { team_id: 9_001_001 } }, true, 2],
    [{ ...plan, params: { team_id: '9001002' } }, false, 0],
    [{ ...plan, params: { list_id: '1' } }, false, 0],
    [{ method: 'POST' }, true, 2],
    [{ path: '/v2/team/*' }, true, 2],
    [{ status: 400 }, true, 1],
    [{ ecode: 'OAUTH_017' }, true, 1],
    [{ token: mock.tokens.anna ?? '' }, true, 3],
    [{ token: mock.tokens.ben ?? '' }, false, 0],
    [{ query: { page: '0' } }, true, 1],
    [{ query: { page: 0 } }, true, 1],
    [{ query: { page: 1 } }, false, 0],
    [{ query: { page: 0, archived: true } }, false, 0],
    [{ query: {} }, true, 6],
    [{ ...token, body: { client_id: 'app' } }, true, 1],
    [{ ...token, body: { client_id: 'form', code: 42 } }, true, 1],
    [{ body: { paid: true } }, true, 1],
    [{ body: { paid: false } }, false, 0],
    [{ body: { item: { name: 'Lamp' } } }, true, 1],
    [{ body: { item: { name: 'Lamps' } } }, false, 0],
    [{ body: { item: { price: null } } }, true, 1],
    [{ body: { item: { price: 0 } } }, false, 0],
    [{ body: { item: { colour: null } } }, false, 0],
    [{ body: { item: { tags: ['a', { id: 7 }] } } }, true, 1],
    [{ body: { item: { tags: ['a', {}] } } }, true, 1],
    [{ body: { item: { tags: ['a'] } } }, false, 0],
    [{ body: { item: { tags: { 0: 'a' } } } }, false, 0],
    [{ body: { item: 'Lamp' } }, false, 0],
    [{ body: { client_id: { name: 'app' } } }, false, 0],
    [{ body: [] }, false, 0],
    [{}, true, 6],
    [{ times: 6 }, true, 6],
    [{ times: 5 }, false, 6],
    [{ since: 'm-6' }, true, 0],
  ]
  for (const [expected, pass, matched] of verdicts) {
    await t.test(`${pass ? 'passes' : 'fails'} ${JSON.stringify(expected)}`, async (t) => {
      const verdict = verify(expected)
      t.match(verdict, { pass, matched })
      t.same((await withToken().post('/__mock/verify', expected)).body, verdict, 'through the other door too')
    })
  }

  const messages: readonly [expected: Expectation, message: string][] = [
    [plan, '2 of 6 calls matched'],
    [
      { ...plan, params: { team_id: '9002' } },
      'no call matched; the closest differed in `team_id`: 9001001 ≠ 9002 (m-2 GET /api/v2/team/9001001/plan)',
    ],
    [
      { ...plan, method: 'POST', params: { team_id: '9002' } },
      'no call matched; the closest differed in `method`: GET ≠ POST, `team_id`: 9001001 ≠ 9002 (m-2 GET /api/v2/team/9001001/plan)',
    ],
    [
      { ...token, body: { item: { name: 'Lamps' } } },
      'no call matched; the closest differed in `body.item.name`: Lamp ≠ Lamps (m-4 POST /api/v2/oauth/token)',
    ],
    [
      { ...token, body: { item: { tags: [] } }, at_least: 2 },
      'no call matched, expected at least 2; the closest differed in `body.item.tags`: ["a",{"id":7}] ≠ [] (m-4 POST /api/v2/oauth/token)',
    ],
    [
      { path: '/v2/user', query: { page: 1 } },
      'no call matched; the closest differed in `query.page`: 0 ≠ 1 (m-3 GET /api/v2/user)',
    ],
    [
      { path: '/v2/team/*/plan', ecode: 'OAUTH_023', status: 401 },
      'no call matched; the closest differed in `status`: 200 ≠ 401, `ecode`: none ≠ OAUTH_023 (m-2 GET /api/v2/team/9001001/plan)',
    ],
    [
      { path: '/v2/team' },
      'no call matched; the closest differed in `path`: /api/v2/user ≠ /v2/team (m-6 GET /api/v2/user)',
    ],
    [{ ...plan, times: 1 }, '2 calls matched, expected exactly 1'],
    [{ ...plan, at_most: 1 }, '2 calls matched, expected at most 1'],
    [
      { ecode: 'OAUTH_017', at_least: 2, at_most: 3 },
      '1 call matched, expected at least 2 and at most 3; the closest differed in `ecode`: OAUTH_010 ≠ OAUTH_017 (m-5 POST /api/v2/oauth/token)',
    ],
  ]
  for (const [expected, message] of messages) {
    await t.test(`says: ${message}`, async (t) => t.equal(verify(expected).message, message))
  }

  await t.test('shows the three nearest calls, the latest first among equals', async (t) => {
    t.same(verify({ ...plan, params: { team_id: '9002' } }).near, [
      { call: 'm-2 GET /api/v2/team/9001001/plan', differs: ['`team_id`: 9001001 ≠ 9002'] },
      { call: 'm-1 GET /api/v2/team/9001001/plan', differs: ['`team_id`: 9001001 ≠ 9002'] },
      {
        call: 'm-6 GET /api/v2/user',
        differs: ['`operation`: GetAuthorizedUser ≠ GetWorkspaceplan', '`team_id`: none ≠ 9002'],
      },
    ])
    t.same(verify(plan).near, [], 'and none when there were enough')
  })

  await t.test('takes no body at all', async (t) => {
    t.same((await withToken().post('/__mock/verify')).body, verify())
  })

  const wrong: readonly [expected: object, problem: RegExp][] = [
    [{ operation: 'GetAuthorisedUser' }, /no operation.*did you mean GetAuthorizedUser/],
    [{ operaton: 'GetAuthorizedUser' }, /no key "operaton".*did you mean operation/],
    [{ method: 'get' }, /did you mean GET/],
    [{ path: 'v2/user' }, /path/],
    [{ times: -1 }, /times/],
    [{ times: 1.5 }, /times/],
    [{ times: '2' }, /times/],
    [{ at_least: 0 }, /at_least/],
    [{ since: 'm-99' }, /no call "m-99"/],
    [{ params: { team_id: null } }, /team_id/],
    [{ no_violations: 'yes' }, /no_violations/],
  ]
  for (const [expected, problem] of wrong) {
    await t.test(`refuses ${JSON.stringify(expected)}`, async (t) => {
      const { status, body } = await withToken().post('/__mock/verify', expected)
      t.equal(status, 400)
      t.match(JSON.stringify(body.problems).replaceAll('\\"', '"'), problem)
      t.throws(() => verify(expected), InputError)
    })
  }

  await t.test('finds nothing near in an empty journal', async (t) => {
    mock.control.clearCalls()
    t.match(verify(plan), { pass: false, message: 'no call matched', near: [] })
  })
})

t.test('violations', async (t) => {
  const nonsense = ['m-3: query page is ignored by ClickUp', 'm-3: query page_size is ignored by ClickUp']
  const bodies = ['m-4: body item is ignored by ClickUp', 'm-4: body paid is ignored by ClickUp']
  const all = [...nonsense, ...bodies]
  const cases: readonly [what: string, strict: boolean, expected: Expectation, pass: boolean, violations: string[]][] =
    [
      ['are left out unless asked for', false, {}, true, []],
      ['fail when asked for', false, { no_violations: true }, false, all],
      ['fail in strict mode', true, {}, false, all],
      ['fail in strict mode though the calls were made', true, { operation: 'GetWorkspaceplan' }, false, all],
      ['fail in strict mode whatever is asked', true, { no_violations: false }, false, all],
      ['count from since on', true, { since: 'm-3' }, false, bodies],
      ['pass when there are none since then', true, { since: 'm-4' }, true, []],
      ['do not hide that calls are missing', true, { since: 'm-4', operation: 'GetWorkspaceplan' }, false, []],
    ]
  for (const [what, strict, expected, pass, violations] of cases) {
    await t.test(what, async (t) => {
      const { mock } = await called(t, { strict })
      const verdict = mock.control.verify(expected)
      t.match(verdict, { pass, violations })
      t.equal(verdict.violations.length, violations.length)
      t.equal(/; \d violations$/.test(verdict.message), violations.length > 0, verdict.message)
    })
  }
})
