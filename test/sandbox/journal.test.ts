// The journal: what a tester reads about the last calls.
import t from 'tap'
import { CallRecord } from '../../src/sandbox/call-record.js'
import { testApp } from '../help/parts.js'
import { start } from '../help/start.js'

t.test('journal', async (t) => {
  const { mock, as, withToken } = await start(t)

  await t.test('tells of each call what came, what answered it, and why', async (t) => {
    mock.clock.advance(5)
    await as.anna.get('/v2//team/abc/plan/')
    t.match(mock.journal(), [
      {
        id: 'm-1',
        at: mock.clock.now(),
        method: 'GET',
        path: '/api/v2/team/abc/plan',
        operation: 'GetWorkspaceplan',
        token: mock.tokens.anna,
        status: 400,
        ECODE: 'SHARD_024',
        step: 'ids',
        fault: undefined,
        notes: [],
      },
    ])
  })

  await t.test('names the step that answered', async (t) => {
    const calls: [ask: () => Promise<unknown>, step: string][] = [
      [() => withToken().get('/api/v2/user'), 'authenticate'],
      [() => as.anna.get('/api/v2/nothing'), 'route'],
      [() => withToken().get('/nothing'), 'route'],
      [() => withToken().post('/api/v2/oauth/token', {}), 'operate'],
      [() => as.anna.get('/api/v2/user'), 'operate'],
      [() => as.anna.get('/api/v2/user', { headers: { 'x-mock-fault': '500' } }), 'fault'],
    ]
    for (const [ask, step] of calls) {
      await ask()
      t.equal(mock.journal().at(-1)?.step, step)
    }
  })

  await t.test('keeps the tokens of the mock, and only the beginning of others', async (t) => {
    const live = 'pk_424242_ABCDEFGHIJKLMNOPQRSTUVWXYZ123456'
    const shown: [authorization: string | undefined, token: string | undefined][] = [
      [mock.tokens.ben, mock.tokens.ben],
      [`Bearer ${mock.tokens.ben}`, mock.tokens.ben],
      ['pk_fault_OAUTH_027', 'pk_fault_OAUTH_027'],
      [live, 'pk_424…'],
      [`Bearer ${live}`, 'pk_424…'],
      [undefined, undefined],
      ['Bearer', ''],
    ]
    for (const [authorization, token] of shown) {
      await withToken(authorization).get('/api/v2/user')
      t.equal(mock.journal().at(-1)?.token, token, `shown of ${authorization}`)
    }
    t.notMatch(JSON.stringify(mock.journal()), live)
  })

  await t.test('is emptied by a reset, and counts anew', async (t) => {
    mock.reset()
    t.same(mock.journal(), [])
    await as.anna.get('/api/v2/user')
    t.match(mock.journal(), [{ id: 'm-1' }])
  })

  await t.test('holds what it held when it was asked', async (t) => {
    const before = mock.journal()
    await as.anna.get('/api/v2/user')
    t.equal(before.length, 1)
    t.equal(mock.journal().length, 2)
  })
})

t.test('bounds', async (t) => {
  const { mock } = await start(t, { auth: 'any', rateLimit: 'off' })

  await t.test('a long path and a long test token are cut', async (t) => {
    await mock.fetch(`/api/v2/${'x'.repeat(5_000)}`, { headers: { authorization: `pk_fault_${'y'.repeat(5_000)}` } })
    const [entry] = mock.journal()
    t.match(entry?.path, /^\/api\/v2\/x+… \(5008 characters\)$/)
    t.ok((entry?.path.length ?? 0) < 2_100)
    t.ok((entry?.token?.length ?? 0) <= 80)
  })

  await t.test('only the last calls are kept, in their order', async (t) => {
    for (let call = 0; call < 2_300; call += 1) await mock.fetch('/nothing')
    const ids = mock.journal().map(({ id }) => Number(/\d+$/.exec(id)))
    t.ok(ids.length >= 100 && ids.length <= 1_000, `${ids.length} of 2,301`)
    t.same(
      ids,
      ids.map((_, index) => 2_301 - ids.length + 1 + index),
    )
  })
})

t.test('the log', async (t) => {
  const lines: string[] = []
  const { as, withToken } = await start(t, { logLevel: 'info', log: (line) => lines.push(line) })
  await as.anna.get('/api/v2/user?secret=1')
  await withToken('pk_1_SECRET').get('/api/v2/user')
  await as.anna.get('/api/v2/user', { headers: { 'x-mock-fault': '503' } })
  await withToken('pk_fault_42').get('/api/v2/user')
  t.match(lines, [
    'GET /api/v2/user 200',
    'GET /api/v2/user 401 OAUTH_025 (authenticate)',
    'GET /api/v2/user 503 (fault 503)',
    'GET /api/v2/user 401 OAUTH_025 (authenticate)',
    /^warn: m-4: token pk_fault_42: there is no fault "42"/,
  ])
  t.notMatch(lines.join(), /secret/i)
})

t.test('a call leaves nothing in its slot of the call that was there before', async (t) => {
  const { fetch, sandbox, token } = await testApp(t, () => ({}))
  const stale = Object.fromEntries(Object.keys(new CallRecord()).map((field) => [field, 'stale']))
  t.intercept(sandbox.journal, 'open', { value: () => Object.assign(new CallRecord(), stale) })
  const heard: object[] = []
  sandbox.journal.subscribe((record) => heard.push({ ...record }))
  await fetch('/api/v2/user', { headers: { authorization: token } })
  const [record = stale] = heard
  t.same(
    Object.entries(record).filter(([, value]) => value === 'stale'),
    [],
  )
})
