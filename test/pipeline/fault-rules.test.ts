// When a fault answers: which calls it is right for, how often, before or after the operation; and bad rules.
import t, { type Test } from 'tap'
import { createClickUpMock, type FaultRule, InputError } from '../../src/index.js'
import { refused, start, type TestClient } from '../help/start.js'

const user = '/api/v2/user'

/** `x` for a call that a fault answered, `.` for one that went through. */
async function pattern(client: TestClient, calls: number): Promise<string> {
  let marks = ''
  for (let call = 0; call < calls; call += 1) {
    const { headers } = await client.get(user)
    marks += headers.has('x-mock-fault') ? 'x' : '.'
  }
  return marks
}

t.test('how often', async (t) => {
  const counts: [faults: string | string[], pattern: string][] = [
    ['OAUTH_027', 'xxxxxx'],
    ['OAUTH_027:times=2', 'xx....'],
    ['OAUTH_027:nth=3', '..x...'],
    ['OAUTH_027:every=2', '.x.x.x'],
    ['OAUTH_027:every=2,times=2', '.x.x..'],
    ['OAUTH_027:nth=2,every=2', '.x....'],
    ['OAUTH_027:rate=0', '......'],
    ['OAUTH_027:rate=1', 'xxxxxx'],
    // A call answered by the first rule is not counted by the second.
    [['500:every=2', 'OAUTH_027:nth=2'], '.xxx.x'],
    [['500:times=1', 'OAUTH_027:times=1'], 'xx....'],
  ]
  for (const [faults, expected] of counts) {
    await t.test(String(faults), async (t) => {
      const { as } = await start(t, { faults })
      t.equal(await pattern(as.anna, 6), expected)
    })
  }

  await t.test('a rate is the same on every run and after every reset, and another with another seed', async (t) => {
    const runs = await Promise.all(
      ['OAUTH_027:rate=0.5', 'OAUTH_027:rate=0.5', 'OAUTH_027:rate=0.5,seed=7'].map(async (faults) => {
        const { mock, as } = await start(t, { faults })
        const before = await pattern(as.anna, 40)
        mock.reset()
        t.equal(await pattern(as.anna, 40), before)
        return before
      }),
    )
    const [one = '', again, other] = runs
    t.equal(one, again)
    t.not(one, other)
    const share = one.split('x').length - 1
    t.ok(share > 10 && share < 30, `about half of 40 calls: ${share}`)
  })

  await t.test('a call counts when the rule matches it, not when it is answered', async (t) => {
    const { mock } = await start(t, { faults: 'OAUTH_027:times=1,delay=20' })
    const headers = { authorization: mock.tokens.anna ?? '' }
    const answers = await Promise.all([1, 2, 3].map(() => mock.fetch(user, { headers })))
    t.same(
      answers.map(({ status }) => status),
      [401, 200, 200],
    )
  })

  await t.test('a reset begins anew', async (t) => {
    const { mock, as } = await start(t, { faults: 'OAUTH_027:times=1' })
    t.equal(await pattern(as.anna, 2), 'x.')
    mock.reset()
    t.equal(await pattern(as.anna, 2), 'x.')
  })
})

t.test('which calls', async (t) => {
  const paths = { user, team: '/api/v2/team', plan: '/api/v2/team/9001001/plan', seats: '/api/v2/team/9001001/seats' }
  const targets: [target: string, hit: (keyof typeof paths)[]][] = [
    ['@GetAuthorizedUser', ['user']],
    ['@GET /api/v2/user', ['user']],
    ['@GET /v2/user', ['user']],
    ['@POST /v2/user', []],
    ['@/v2/team', ['team']],
    ['@/v2/team*', ['team', 'plan', 'seats']],
    ['@/v2/team/*', ['plan', 'seats']],
    ['@GET /v2/team/{team_id}/plan', ['plan']],
    ['@GET /v2/team/{id}', []],
    ['@/v2/{anything}', ['user', 'team']],
    ['@*/plan'.replace('*', '/*'), ['plan']],
    ['@/v2/use.', []],
    ['@', ['user', 'team', 'plan', 'seats']],
  ]
  for (const [target, hit] of targets) {
    await t.test(`OAUTH_027${target}`, async (t) => {
      const { as } = await start(t, { faults: `OAUTH_027${target}` })
      for (const [name, path] of Object.entries(paths)) {
        const { headers } = await as.anna.get(path)
        t.equal(headers.has('x-mock-fault'), hit.includes(name as keyof typeof paths), path)
      }
    })
  }

  await t.test('only those of a token, raw or behind Bearer', async (t) => {
    const token = '100001_fa4e000000000000000000000000000000000000000000000000000000005717'
    const { withToken, as } = await start(t, { faults: `OAUTH_027:token=${token}` })
    refused(t, await withToken(token).get(user), 'teamNotAuthorized')
    refused(t, await withToken(`Bearer ${token}`).get(user), 'teamNotAuthorized')
    t.equal((await as.anna.get(user)).status, 200)
  })

  await t.test('also those to unknown paths, and those without a token', async (t) => {
    const { withToken } = await start(t, { faults: '503@/v2/nothing' })
    t.equal((await withToken().get('/v2/nothing')).status, 503)
  })

  await t.test('never those to the control API', async (t) => {
    const { withToken } = await start(t, { faults: '503' })
    t.equal((await withToken().get('/__mock/health', { headers: { 'x-mock-fault': '503' } })).status, 200)
  })
})

t.test('before or after', async (t) => {
  async function exchange(t: Test, fault: string) {
    const { mock, withToken } = await start(t)
    const { client_id = '', client_secret = '' } = mock.apps.dashboard ?? {}
    const query = new URLSearchParams({ client_id, redirect_uri: 'http://localhost/', mock_consent: 'accept' })
    const { headers } = await withToken().get(`/api?${query}`)
    const code = new URL(headers.get('location') ?? '').searchParams.get('code')
    const body = { client_id, client_secret, code }
    const first = await withToken().post('/api/v2/oauth/token', body, { headers: { 'x-mock-fault': fault } })
    return { first, second: await withToken().post('/api/v2/oauth/token', body) }
  }

  await t.test('before: the code can still be exchanged', async (t) => {
    for (const fault of ['502', '502:when=before']) {
      const { first, second } = await exchange(t, fault)
      t.equal(first.status, 502)
      t.equal(second.status, 200)
    }
  })

  await t.test('after: the code is used, though the client saw 502', async (t) => {
    const { first, second } = await exchange(t, '502:when=after')
    t.match(first, { status: 502, body: /502/ })
    t.equal(first.headers.get('x-mock-fault'), '502')
    refused(t, second, 'codeUsed')
  })

  await t.test('after: what ClickUp refuses is refused as ever', async (t) => {
    const { as, withToken } = await start(t, { faults: '502:when=after' })
    refused(t, await withToken().get(user), 'tokenMissing')
    refused(t, await as.anna.get('/api/v2/team/abc/plan'), 'workspaceIdMalformed', 'abc')
    refused(t, await withToken().post('/api/v2/oauth/token', {}), 'clientNotFound')
    t.equal((await as.anna.get(user)).status, 502)
  })
})

t.test('bad rules', async (t) => {
  const circle: Record<string, unknown> = {}
  circle.circle = circle
  const bad: [rule: unknown, problems: RegExp[]][] = [
    ['OAUTH_0277', [/no fault "OAUTH_0277"; did you mean .*OAUTH_027/]],
    ['OAUTH_027@GetAuthorisedUser', [/no operation "GetAuthorisedUser"; did you mean GetAuthorizedUser/]],
    ['OAUTH_027:time=2', [/no setting "time"; did you mean times/]],
    ['OAUTH_027:times=0', [/times is 0; it has to be a whole number from 1/]],
    ['OAUTH_027:times=', [/times is null; it has to be a whole number from 1/]],
    ['OAUTH_027:nth=1.5', [/nth is 1.5; it has to be a whole number from 1/]],
    ['OAUTH_027:every=x', [/every is null/]],
    ['OAUTH_027:rate=1.1', [/rate is 1.1; it has to be a number from 0 to 1/]],
    ['OAUTH_027:rate=', [/rate is null/]],
    ['OAUTH_027:seed=-1', [/seed is -1/]],
    ['OAUTH_027:delay=soon', [/delay is "soon"; it has to be ms or a range such as 100-300, up to 600000/]],
    ['OAUTH_027:delay=300-100', [/delay is "300-100"/]],
    ['OAUTH_027:delay=600001', [/delay is "600001"/]],
    ['OAUTH_027:when=during', [/when is "during"; it has to be before or after/]],
    ['OAUTH_027:status=600', [/status is 600; it has to be a status from 200 to 599/]],
    ['OAUTH_027:headers=x', [/headers is "x"/]],
    ['OAUTH_027:times', [/no fault "OAUTH_027:times"/]],
    ['OAUTH_027:times=1,valueOf=x', [/no setting "valueOf"/]],
    ['OAUTH_027:times=1,__proto__=x', [/no setting "__proto__"/]],
    ['OAUTH_027:constructor=x', [/no setting "constructor"/]],
    ['', [/it is empty; write a word/]],
    [7, [/no fault "7"/]],
    [{}, [/the rule names no fault; give it a fault, a status or a delay/]],
    [{ fault: 503 }, [/fault is 503; it has to be an ECODE, a name of the catalogue, a status/]],
    [{ fault: '429', operation: 5 }, [/operation is 5; it has to be an operationId/]],
    [{ fault: '429', method: 'get' }, [/method is "get"; it has to be GET or POST/]],
    [{ fault: '429', path: 'v2/user' }, [/path is "v2\/user"; it has to be a path that starts with \//]],
    [{ fault: '429', path: 7 }, [/path is 7/]],
    [{ fault: '429', headers: { 'a b': 'x' } }, [/headers is \{"a b":"x"\}; it has to be header names/]],
    [{ fault: '429', headers: { a: 'x\ny' } }, [/headers is/]],
    [{ fault: '429', headers: { a: 1 } }, [/headers is/]],
    [{ fault: '429', headers: { Trailer: 'x' } }, [/has to be without Trailer, which says where an answer ends/]],
    [{ fault: '429', headers: { 'transfer-encoding': 'chunked' } }, [/has to be without transfer-encoding/]],
    [{ fault: '429', headers: null }, [/headers is null/]],
    [{ fault: '429', body: 1n }, [/body is 1; it has to be something that JSON can hold/]],
    [{ fault: '429', body: circle }, [/body is \[object Object\]/]],
    [
      ['OAUTH_0277@Nowhere:times=0,nth=0', { fault: 'hang', every: 0 }],
      [/times is 0/, /nth is 0/, /no operation "Nowhere"/, /no fault "OAUTH_0277"/, /every is 0/],
    ],
  ]
  for (const [rule, expected] of bad) {
    await t.test(`refused: ${typeof rule === 'object' ? Object.keys(rule ?? {}) : rule}`, async (t) => {
      const faults = rule as FaultRule // the types would not let it through
      const error = await createClickUpMock({ listen: false, faults }).then(undefined, (cause: unknown) => cause)
      if (!(error instanceof InputError)) return t.fail('is not refused')
      const lines = error.message.split('\n')
      t.match(lines, expected)
      t.equal(lines.length, expected.length, 'nothing else is complained of')
      for (const line of lines) t.match(line, /^option faults: /)
    })
  }

  await t.test('in the header are answered with what is wrong, and the call takes no effect', async (t) => {
    const { mock, as } = await start(t)
    const headers = { 'x-mock-fault': 'OAUTH_0277:times=0' }
    const { status, body } = await as.anna.get(user, { headers })
    t.equal(status, 400)
    t.match(body, {
      schema_version: 1,
      problems: [
        { where: 'header X-Mock-Fault', what: 'times is 0', right: 'it has to be a whole number from 1' },
        { where: 'header X-Mock-Fault', what: 'there is no fault "OAUTH_0277"', right: /OAUTH_027/ },
      ],
    })
    t.match(mock.journal().at(-1), { status: 400, step: 'fault', ECODE: undefined, fault: undefined })
    t.equal((await as.anna.get(user, { headers: { 'x-mock-fault': '' } })).status, 400)
  })
})
