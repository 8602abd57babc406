// Faults while the mock runs: added, listed with what they did, removed, cleared, and gone back to by a reset.
import t from 'tap'
import { refused, start, type TestAnswer } from '../help/start.js'
import { twins } from '../help/twins.js'

const USER = '/api/v2/user'
const TEAM = '/api/v2/team'

t.test('addFault', async (t) => {
  const { ask, as } = await twins(t)

  await t.test('takes a rule as an object', async (t) => {
    const rule = { fault: 'OAUTH_027', operation: 'GetAuthorizedUser', times: 2 }
    t.same((await ask('addFault', rule)).fault, { id: 'fault-1', rule, matched: 0, hits: 0, remaining: 2 })
    t.match(await as.anna.get(USER), { status: 401, body: { ECODE: 'OAUTH_027' } })
    t.equal((await as.anna.get(TEAM)).status, 200, 'another operation is left alone')
  })
  await t.test('takes a rule in the words of --fault', async (t) => {
    const { fault } = await ask('addFault', { rule: '503@GET /v2/team*:every=2,seed=7' })
    const rule = { fault: '503', method: 'GET', path: '/v2/team*', every: 2, seed: 7 }
    t.same(fault, { id: 'fault-2', rule, matched: 0, hits: 0 }, 'without an end, nothing remains to be counted')
  })
  await t.test('takes every field of a rule', async (t) => {
    const rule = {
      fault: 'rateLimited',
      method: 'DELETE',
      path: '/api/v2/{x}',
      token: 'somebody',
      nth: 3,
      rate: 0.5,
      seed: 9,
      delay: '1-2',
      when: 'after',
      status: 418,
      headers: { 'X-Tea': 'pot' },
      body: { any: ['thing', null, 5] },
    }
    t.same((await ask('addFault', rule)).fault.rule, rule)
    await ask('removeFault', { id: 'fault-3' })
  })
  await t.test('adds behind those that stand: the first that fires answers, and only it counts a hit', async (t) => {
    await ask('clearFaults')
    await ask('addFault', { rule: '500@GetAuthorizedUser:times=1' })
    await ask('addFault', { rule: '502:times=2' })
    await ask('addFault', { rule: '504@GetAuthorizedUser' })
    const statuses: number[] = []
    for (const path of [USER, USER, TEAM, USER, TEAM]) statuses.push((await as.anna.get(path)).status)
    t.same(statuses, [500, 502, 502, 504, 200])
    t.match((await ask('listFaults')).faults, [
      { rule: { fault: '500' }, matched: 1, hits: 1, remaining: 0 },
      { rule: { fault: '502' }, matched: 2, hits: 2, remaining: 0 },
      { rule: { fault: '504' }, matched: 1, hits: 1 },
    ])
  })
  await t.test('reads method and path, where * is anything and {…} one part', async (t) => {
    await ask('clearFaults')
    for (const rule of ['503@POST /api/v2/team', '502@/v2/team/{id}/plan', '504@GET /v2/*/seats']) {
      await ask('addFault', { rule })
    }
    const statuses: number[] = []
    for (const path of [TEAM, '/api/v2/team/9001001/plan', '/api/v2/team/9001001/seats', '/api/v2/team/1/2/plan']) {
      statuses.push((await as.anna.get(path)).status)
    }
    t.same(statuses, [200, 502, 504, 404])
    t.equal((await as.anna.post(TEAM)).status, 503)
  })
  await t.test('reads only the token it names, before it is known who that is', async (t) => {
    await ask('clearFaults')
    await ask('addFault', { fault: '503', token: 'pk_nobody', times: 1 })
    t.equal((await as.anna.get(USER)).status, 200)
    t.same((await ask('listFaults')).faults[0].matched, 0)
  })
})

t.test('listFaults tells which rules are used up', async (t) => {
  const { ask, as } = await twins(t)
  await ask('addFault', { fault: '503', nth: 2 })
  await ask('addFault', { fault: '500', nth: 2, times: 5 })
  await ask('addFault', { fault: '502', every: 3, times: 1 })
  const seen: object[] = []
  for (let call = 1; call <= 4; call++) {
    await as.anna.get(USER)
    const { faults } = await ask('listFaults')
    seen.push(faults.map((one: Record<string, unknown>) => `${one.matched}/${one.hits}/${one.remaining}`))
  }
  t.same(seen, [
    ['1/0/1', '1/0/1', '1/0/1'],
    ['2/1/0', '1/0/1', '1/0/1'],
    ['3/1/0', '2/1/0', '1/0/1'],
    ['4/1/0', '3/1/0', '2/0/1'],
  ])
})

t.test('removeFault and clearFaults', async (t) => {
  const { ask, refuses, as } = await twins(t, { faults: ['503@GetAuthorizedUser', '500@GetAuthorizedTeams'] })

  await t.test('take away one, also one that was configured, or all', async (t) => {
    await ask('removeFault', { id: 'fault-1' })
    t.equal((await as.anna.get(USER)).status, 200)
    t.equal((await as.anna.get(TEAM)).status, 500)
    await ask('clearFaults')
    t.same(await ask('listFaults'), { schema_version: 1, faults: [] })
    t.equal((await as.anna.get(TEAM)).status, 200)
  })
  await t.test('give no id twice', async (t) => {
    t.equal((await ask('addFault', { fault: '503' })).fault.id, 'fault-3')
  })
  await t.test('refuse an id that is not there, or no longer', async () => {
    const problem = { where: 'id', what: 'there is no rule "fault-1"', right: /\/__mock\/faults lists/ }
    await refuses('removeFault', { id: 'fault-1' }, problem)
    await refuses('removeFault', { id: 'a/b c?' }, { where: 'id', what: 'there is no rule "a/b c?"' })
  })
  await t.test('leave the rules of a scenario, which are listed with their own ids', async (t) => {
    await ask('clearFaults')
    await ask('runScenario', { name: 'outage' })
    await as.anna.get(USER)
    t.same((await ask('listFaults')).faults, [
      { id: 'outage:fault-1', rule: { fault: '503' }, matched: 1, hits: 1, scenario: 'outage' },
    ])
    await refuses('removeFault', { id: 'outage:fault-1' }, { right: /the rules of a scenario end with it/ })
    await ask('clearFaults')
    t.equal((await ask('listFaults')).faults.length, 1)
    await ask('stopScenarios')
    t.equal((await ask('listFaults')).faults.length, 0)
  })
  await t.test('are undone by a reset: what was configured stands again, uncounted', async (t) => {
    await ask('addFault', { fault: '502' })
    await ask('reset')
    t.same((await ask('listFaults')).faults, [
      { id: 'fault-1', rule: { fault: '503', operation: 'GetAuthorizedUser' }, matched: 0, hits: 0 },
      { id: 'fault-2', rule: { fault: '500', operation: 'GetAuthorizedTeams' }, matched: 0, hits: 0 },
    ])
    t.equal((await as.anna.get(USER)).status, 503)
  })
})

t.test('a thousand rules stand, and one more is refused', async (t) => {
  const { ask, refuses, as } = await twins(t)
  await ask('addFault', { fault: '503', times: 1 })
  await as.anna.get(USER)
  await t.test('but for used-up ones, which make room', async (t) => {
    for (let count = 1; count < 1_000; count++) await ask('addFault', { fault: '503', token: 'nobody' })
    t.equal((await ask('listFaults')).faults.length, 1_000)
    t.match((await ask('addFault', { fault: '500', times: 1 })).fault, { id: 'fault-1001', remaining: 1 })
    t.equal((await ask('listFaults')).faults.length, 1_000)
    t.equal((await ask('listFaults')).faults[0].id, 'fault-2', 'the used-up one is forgotten')
  })
  await refuses('addFault', { fault: '503' }, { where: 'faults', what: /1000 rules already/, right: 'clear them' })
  t.equal((await as.anna.get(USER)).status, 500, 'the last one works')
})

t.test('a rule that is not right is refused, and nothing is added', async (t) => {
  const { ask, refuses } = await twins(t)
  const cases: readonly (readonly [rule: object, ...problems: object[]])[] = [
    [{}, { where: '/', what: 'the rule names no fault', right: /give it a fault/ }],
    [{ times: 2 }, { what: 'the rule names no fault' }],
    [{ fault: 'OAUTH_27' }, { where: '/', what: 'there is no fault "OAUTH_27"', right: /did you mean OAUTH_027/ }],
    [{ fault: 'rateLimitd' }, { what: /rateLimitd/, right: /did you mean rateLimited/ }],
    [{ fault: '99' }, { what: 'there is no fault "99"' }],
    [{ fault: '600' }, { what: 'there is no fault "600"' }],
    [{ fault: 503 }, { where: '/fault', right: /text.*"503"/ }],
    [
      { fault: '503', operation: 'GetAuthorizedUsr' },
      { what: /no operation/, right: /did you mean GetAuthorizedUser/ },
    ],
    [
      { fault: '503', tims: 1 },
      { where: '/tims', right: /did you mean times/ },
    ],
    [{ fault: '503', times: 0 }, { where: '/times' }],
    [{ fault: '503', times: 1.5 }, { where: '/times' }],
    [{ fault: '503', rate: 2 }, { where: '/rate' }],
    [
      { fault: '503', seed: -1 },
      { where: '/', what: 'seed is -1', right: /whole number from 0/ },
    ],
    [
      { fault: '503', when: 'during' },
      { where: '/when', right: /before, after/ },
    ],
    [
      { fault: '503', method: 'get' },
      { where: '/method', right: /GET/ },
    ],
    [
      { fault: '503', path: 'api' },
      { what: 'path is "api"', right: /starts with \// },
    ],
    [
      { fault: '503', delay: '50-10' },
      { what: 'delay is "50-10"', right: /range/ },
    ],
    [
      { fault: '503', delay: '600001' },
      { what: 'delay is "600001"', right: /up to 600000/ },
    ],
    [{ fault: '503', delay: 'long' }, { where: '/delay' }],
    [{ status: 199 }, { where: '/status' }],
    [{ status: 600 }, { where: '/status' }],
    [
      { fault: '503', headers: { 'bad name': 'x' } },
      { what: /bad name/, right: /of characters that/ },
    ],
    [
      { fault: '503', headers: { 'x-a': 'one\nx-b: two' } },
      { what: /^headers is/, right: /of characters that/ },
    ],
    [{ fault: '503', headers: { 'x-a': 5 } }, { where: '/headers/x-a' }],
    [{ rule: '' }, { where: '/rule', what: 'the rule names no fault' }],
    [{ rule: 5 }, { where: '/rule', right: /text/ }],
    [{ rule: '503@GetAuthorizedUsr' }, { where: '/rule', right: /GetAuthorizedUser/ }],
    [{ rule: '503@GetAuthorizedUser:tims=2' }, { where: '/rule', what: /no setting "tims"/, right: /times/ }],
    [{ rule: '503:times=many' }, { where: '/rule', what: /^times is/, right: /whole number from 1/ }],
    [
      { rule: '503', fault: '503' },
      { where: '/rule', what: 'there is no key "rule" here' },
    ],
    [
      { fault: 'nope', operation: 'nope', delay: '9-1' },
      { what: /^delay/ },
      { what: /operation "nope"/ },
      { what: /fault "nope"/ },
    ],
  ]
  for (const [rule, ...problems] of cases) {
    await t.test(JSON.stringify(rule), () => refuses('addFault', rule, ...problems))
  }
  t.same((await ask('listFaults')).faults, [])
})

t.test('mock.faults', async (t) => {
  const { mock, as } = await start(t)
  const { faults } = mock
  const codes = async (count: number) => {
    const answers: TestAnswer[] = []
    for (let call = 0; call < count; call++) answers.push(await as.anna.get(USER))
    return answers.map(({ body }) => body.ECODE)
  }

  await t.test('next: the next call gets the fault, or as many as times says', async (t) => {
    faults.next('GetAuthorizedUser', 'OAUTH_027').times(2)
    t.same(await codes(3), ['OAUTH_027', 'OAUTH_027', undefined])
    faults.next('GetAuthorizedUser', 'OAUTH_023')
    t.same(await codes(2), ['OAUTH_023', undefined])
    t.match(
      faults.list(),
      [
        { remaining: 0, hits: 2 },
        { remaining: 0, hits: 1 },
      ],
      'no rule is left over',
    )
  })
  await t.test('next: one after the other, in their order', async (t) => {
    faults.next('GetAuthorizedUser', '500')
    faults.next('GetAuthorizedUser', 'rateLimited')
    const answers = [await as.anna.get(USER), await as.anna.get(USER), await as.anna.get(USER)]
    t.same(
      answers.map(({ status }) => status),
      [500, 429, 200],
    )
    refused(t, answers[1] as TestAnswer, 'rateLimited')
  })
  await t.test('next: refuses what it does not know, and a count that is none', async (t) => {
    const untyped = faults.next as (operation: string, fault: string) => unknown // as in plain JavaScript
    t.throws(() => untyped('GetTheUser', '500'), { name: 'InputError', message: /no operation "GetTheUser"/ })
    t.throws(() => untyped('GetAuthorizedUser', 'OAUTH_27'), { name: 'InputError', message: /OAUTH_027/ })
    const before = faults.list().length
    const next = faults.next('GetAuthorizedUser', '500')
    t.throws(() => next.times(0), { name: 'InputError', message: /times/ })
    t.equal(faults.list().length, before + 1, 'the rule for the next call stays')
  })
  await t.test('add, list, remove and clear do what the control API does', async (t) => {
    faults.clear()
    const one = faults.add('503@GetAuthorizedUser')
    const other = faults.add({ fault: '500', operation: 'GetAuthorizedTeams' })
    t.same(faults.list(), [one, other])
    t.same(faults.list(), mock.control.listFaults().faults)
    faults.remove(one.id)
    t.same(faults.list(), [other])
    faults.clear()
    t.same(faults.list(), [])
    t.throws(() => faults.remove(other.id), { name: 'InputError' })
  })
  await t.test('belongs to its sandbox', async (t) => {
    mock.sandbox('two').faults.add('503')
    t.equal((await as.anna.get(USER)).status, 200)
    t.equal((await as.anna.get(`/s/two${USER}`)).status, 503)
  })
  await t.test('keeps what it was given: changing the object later changes no rule', async (t) => {
    const rule = { fault: '503', body: { err: 'mine' }, headers: { 'x-one': '1' } }
    faults.add(rule)
    rule.body.err = 'changed'
    rule.headers['x-one'] = 'bad\nvalue'
    const answer = await as.anna.get(USER)
    t.same(answer.body, { err: 'mine' })
    t.equal(answer.headers.get('x-one'), '1')
  })
})
