// The journal: what is kept of a call, how it is shown, how much is kept.
import t from 'tap'
import { readDocument } from '../../src/contract/contract.js'
import type { ShownCall } from '../../src/index.js'
import { appOf, codeFor, exchange } from '../help/oauth.js'
import { heard } from '../help/socket.js'
import { start } from '../help/start.js'

const NOW = Date.UTC(2026, 0, 5, 9)
const TOKEN = '/api/v2/oauth/token'
const host = 'clickup-mock.localhost'
const agent = { host, 'user-agent': 'lightMyRequest' }

/** @throws Error when there is none */
function lastOf(calls: readonly ShownCall[]): ShownCall {
  const last = calls.at(-1)
  if (!last) throw new Error('there is no call')
  return last
}

t.test('a shown call', async (t) => {
  const { mock, as, withToken } = await start(t)
  const { anna = '' } = mock.tokens
  const last = () => lastOf(mock.journal())

  await t.test('tells what was asked, what answered and why', async (t) => {
    const { headers, body } = await as.anna.get('/api/v2/team/9001001/plan?page_size=5')
    const { duration, response, ...others } = last()
    t.same(others, {
      id: 'm-1',
      at: NOW,
      sandbox: 'default',
      method: 'GET',
      path: '/api/v2/team/9001001/plan',
      operation: 'GetWorkspaceplan',
      token: anna,
      status: 200,
      step: 'operate',
      limit: `99 of 100 left until ${NOW / 1000 + 60}`,
      request: { query: { page_size: '5' }, headers: { ...agent, authorization: anna }, body: null },
      ignored: ['query page_size'],
      violations: ['query page_size is ignored by ClickUp'],
      notes: [],
      changed: [],
    })
    t.type(duration, 'number')
    t.same(response.body, body)
    const sent = Object.fromEntries(headers)
    t.match(sent, response.headers ?? {}, 'the headers are those of the answer')
    t.equal(response.headers?.['x-mock-request-id'], 'm-1')
  })

  const steps: readonly [step: string, ECODE: string | undefined, path: string, headers: Record<string, string>][] = [
    ['authenticate', 'OAUTH_025', '/api/v2/user', { authorization: 'pk_none' }],
    ['ids', 'SHARD_024', '/api/v2/team/abc/plan', {}],
    ['admit', 'OAUTH_027', '/api/v2/task/nobody', {}],
    ['limit', 'APP_002', '/api/v2/user', {}],
    ['route', 'APP_001', '/api/v2/nothing', { authorization: mock.tokens.ben ?? '' }],
    ['operate', undefined, '/api/v2/user', { authorization: mock.tokens.ben ?? '' }],
  ]
  for (const [step, ECODE, path, headers] of steps) {
    await t.test(`names the step that answered: ${step}`, async (t) => {
      if (step === 'limit') mock.control.exhaustToken({ token: anna })
      await as.anna.get(path, { headers })
      mock.control.refillToken({ token: anna })
      t.equal(last().step, step)
      t.equal(last().ECODE, ECODE)
      t.equal('operation' in last(), step !== 'route', 'an unknown route has no operation')
    })
  }
  await t.test('names check as the step where the body cannot be read', async (t) => {
    await withToken().send('POST', TOKEN, { headers: { 'content-type': 'application/json' }, body: '{"code":' })
    t.match(last(), { step: 'check', ECODE: 'JSON_001', status: 400 })
  })

  await t.test('names the fault, and status 0 where it broke the connection', async (t) => {
    await as.anna.get('/api/v2/user', { headers: { 'x-mock-fault': 'OAUTH_027' } })
    t.match(last(), { step: 'fault', fault: 'OAUTH_027', ECODE: 'OAUTH_027', status: 401 })
    await t.rejects(as.anna.get('/api/v2/user', { headers: { 'x-mock-fault': 'reset' } }))
    t.match(last(), { step: 'fault', fault: 'reset', status: 0, response: { headers: {}, body: null } })
    t.notOk('ECODE' in last(), 'nothing was sent')
  })

  await t.test('has no token where none was sent, and no limit where none applies', async (t) => {
    await withToken().get('/api/v2/user')
    t.notOk('token' in last())
    t.notOk('limit' in last())
  })

  await t.test('has every field of the spec in one call or another, and no other', async (t) => {
    const { schemas = {} } = readDocument('mock').components ?? {}
    const { properties } = schemas.Call as { properties: object }
    t.same(new Set(mock.journal().flatMap(Object.keys)), new Set(Object.keys(properties)))
  })
})

t.test('shown headers', async (t) => {
  const { mock } = await start(t, { listen: true })
  const heads: readonly [what: string, lines: string, shown: Record<string, string>][] = [
    ['of a header sent twice are one', 'X-One: 1\r\nx-one: 2\r\n', { 'x-one': '1, 2' }],
    ['of a request without any are none', '', {}],
  ]
  for (const [what, lines, shown] of heads) {
    await t.test(what, async (t) => {
      await heard(mock, `GET /api/v2/user HTTP/1.0\r\n${lines}\r\n`) // 1.0 asks for no Host, and ends the connection
      t.same(lastOf(mock.journal()).request.headers, shown)
    })
  }
})

t.test('a shown body', async (t) => {
  const started = await start(t)
  const { mock, withToken } = started
  const client = withToken()
  const lastBody = () => mock.journal().at(-1)?.request.body
  const text = { 'content-type': 'application/json' }
  const bodies: readonly [what: string, headers: Record<string, string>, body: unknown, shown: unknown][] = [
    ['JSON', {}, { client_id: 'x', more: [1, { two: null }] }, { client_id: 'x', more: [1, { two: null }] }],
    ['a list', text, '[1,[2]]', [1, [2]]],
    [
      'a form',
      {},
      new URLSearchParams([
        ['client_id', 'x'],
        ['a', '1'],
        ['a', '2'],
      ]),
      { client_id: 'x', a: ['1', '2'] },
    ],
    ['null when there is none', {}, undefined, null],
    ['null when it is empty', text, '', null],
    ['text when it is malformed', text, '{', '{'],
    ['null when ClickUp does not read its type', { 'content-type': 'text/csv' }, 'a,b', null],
  ]
  for (const [what, headers, body, shown] of bodies) {
    await t.test(`is ${what}`, async (t) => {
      await client.send('POST', TOKEN, { headers, body })
      t.same(lastBody(), shown)
    })
  }

  await t.test('is the beginning of its text when it is long', async (t) => {
    await client.post(TOKEN, { note: 'x'.repeat(70_000) })
    t.match(lastBody(), /^\{"note":"x{65527}… \(70011 characters\)$/)
    await client.get(`/api?client_id=${'y'.repeat(3_000)}`, { headers: { accept: 'application/json' } })
    await client.get(`/${'z'.repeat(3_000)}`)
    t.match(mock.journal().at(-1)?.path, /^\/z{2047}… \(3001 characters\)$/)
  })
  await t.test('is cut where it is nested without end', async (t) => {
    const depth = 900
    await client.send('POST', TOKEN, { headers: text, body: `{"a":${'['.repeat(depth)}${']'.repeat(depth)}}` })
    t.match(JSON.stringify(lastBody()), /^\{"a":\[+"…"\]+\}$/)
  })
  await t.test('of the answer is JSON, a page or null', async (t) => {
    const answered = () => mock.journal().at(-1)?.response.body
    const code = await codeFor(started)
    t.equal(answered(), null, 'a redirect has none')
    const { body } = await client.post(TOKEN, exchange(appOf(mock), code))
    t.same(answered(), body)
    mock.faults.add({ fault: '503', body: '{ is no JSON', times: 1 })
    await client.get('/api/v2/user')
    t.equal(answered(), '{ is no JSON')
    const page = await client.get('/api?client_id=nobody', { headers: { accept: 'text/html' } })
    t.equal(answered(), page.body)
  })
})

t.test('a journal', async (t) => {
  await t.test('is in the order of the answers, oldest first', async (t) => {
    const { mock, as } = await start(t)
    const paths = ['/api/v2/team', '/api/v2/user', '/api/v2/nothing', '/api/v2/team']
    for (const path of paths) {
      mock.clock.advance(10)
      await as.anna.get(path)
    }
    t.same(
      mock.journal().map(({ id, at, path }) => [id, at, path]),
      paths.map((path, index) => [`m-${index + 1}`, NOW + (index + 1) * 10, path]),
    )
  })
  await t.test('of another sandbox has ids of its name', async (t) => {
    const { mock } = await start(t)
    const one = mock.sandbox('one')
    const { headers } = await one.fetch('/api/v2/user')
    t.equal(headers.get('x-mock-request-id'), 'one-1')
    t.match(one.journal(), [{ id: 'one-1', sandbox: 'one' }])
    t.same(mock.journal(), [])
  })
  await t.test('holds the control API’s calls never', async (t) => {
    const { mock, withToken } = await start(t)
    await withToken().get('/__mock/calls')
    await withToken().get('/__mock/nothing')
    t.same(mock.journal(), [])
  })
  await t.test('keeps the last thousand calls, and counts those it forgets', async (t) => {
    const { mock } = await start(t, { rateLimit: 'off' })
    for (let call = 0; call < 1_005; call++) await mock.fetch('/api/v2/user')
    const { count, dropped, calls } = mock.control.listCalls()
    t.same([count, dropped, calls[0]?.id, calls.at(-1)?.id], [1_000, 5, 'm-6', 'm-1005'])
    t.equal(mock.control.listSandboxes().sandboxes[0]?.calls, 1_005)
  })
  await t.test('is emptied by clearCalls, as if nothing had been called, but no id comes twice', async (t) => {
    const { mock, as } = await start(t)
    await as.anna.get('/api/v2/user?odd=1')
    mock.control.clearCalls()
    t.match(mock.control.listCalls(), { count: 0, dropped: 0, calls: [] })
    t.match(mock.control.listSandboxes().sandboxes[0], { calls: 0, violations: 0 })
    await as.anna.get('/api/v2/user')
    t.match(mock.journal(), [{ id: 'm-2' }])
  })
})
