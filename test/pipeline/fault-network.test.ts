// Faults below HTTP and delays: over a real socket, through mock.fetch, and when the mock closes meanwhile.
import { once } from 'node:events'
import t from 'tap'
import { networkFaults } from '../../src/settings/fault-rule.js'
import { heard, opened, readAnswer, takenUp, written } from '../help/socket.js'
import { refused, start } from '../help/start.js'

const line = 'GET /api/v2/user'

t.test('over a socket', async (t) => {
  const { mock, as } = await start(t, { listen: true })
  const Authorization = mock.tokens.anna ?? ''
  const ask = (fault: string) => heard(mock, written(line, { Authorization, 'X-Mock-Fault': fault }))

  await t.test('reset: the connection is reset', async (t) =>
    t.same(await ask('reset'), { text: '', error: 'ECONNRESET' }),
  )

  await t.test('empty: the connection ends without an answer', async (t) =>
    t.same(await ask('empty'), { text: '', error: undefined }),
  )

  await t.test('garbage: what comes is no HTTP', async (t) => {
    const { text } = await ask('garbage')
    t.match(text, /this is no HTTP/)
    t.throws(() => readAnswer(text))
  })

  await t.test('cut: the body ends before its length', async (t) => {
    const { status, headers, body } = readAnswer((await ask('cut')).text)
    t.equal(status, 200)
    t.equal(headers['content-type'], 'application/json; charset=utf-8')
    t.equal(body.length, Math.floor(Number(headers['content-length']) / 2))
    t.match(body, /^\{"user":\{"id":100001,/)
  })

  await t.test('cut, asked to come before the operation: half of a failure', async (t) =>
    t.match(readAnswer((await ask('cut:when=before')).text).body, /^\{"err":"Internal server/),
  )

  await t.test('hang: nothing comes, while others are answered, until the client gives up', async (t) => {
    const silent = await opened(mock, written(line, { Authorization, 'X-Mock-Fault': 'hang' }))
    silent.on('data', () => t.fail('a hung call was answered'))
    t.equal((await as.anna.get('/api/v2/user')).status, 200)
    silent.destroy()
    await once(silent, 'close')
    t.equal((await as.anna.get('/api/v2/user')).status, 200)
  })

  await t.test('a real client sees its own kind of error', async (t) => {
    for (const fault of ['reset', 'empty', 'garbage', 'cut']) {
      const headers = { authorization: Authorization, 'x-mock-fault': fault }
      await t.rejects(
        fetch(`${mock.apiUrl}/v2/user`, { headers }).then((response) => response.text()),
        TypeError,
        fault,
      )
    }
    const headers = { authorization: Authorization, 'x-mock-fault': 'timeout' }
    await t.rejects(fetch(`${mock.apiUrl}/v2/user`, { headers, signal: AbortSignal.timeout(20) }), {
      name: 'TimeoutError',
    })
  })

  await t.test('the journal says that there was no answer, and why', async (t) => {
    await ask('empty')
    t.match(mock.journal().at(-1), { status: 0, ECODE: undefined, step: 'fault', fault: 'empty' })
  })
})

t.test('through mock.fetch', async (t) => {
  for (const fault of networkFaults.filter((name) => name !== 'hang')) {
    await t.test(fault, async (t) => {
      const { mock } = await start(t, { faults: fault })
      await t.rejects(mock.fetch('/api/v2/user', { headers: { authorization: mock.tokens.anna ?? '' } }), TypeError)
    })
  }

  await t.test('hang: until the client gives up', async (t) => {
    const { mock } = await start(t)
    const headers = { authorization: 'pk_fault_timeout' }
    const patience = new AbortController()
    const call = () => mock.fetch('/api/v2/user', { headers, signal: patience.signal })
    const hung = t.rejects(call(), { name: 'AbortError' })
    await mock.fetch('/api/v2/user')
    patience.abort()
    await hung
    await t.rejects(call(), { name: 'AbortError' }, 'before it began')
  })
})

t.test('a late network fault', async (t) => {
  await t.test('lets the operation take effect', async (t) => {
    const { mock, withToken } = await start(t, { faults: 'empty@GetAccessToken:when=after,times=1' })
    const { client_id = '', client_secret = '' } = mock.apps.dashboard ?? {}
    const query = new URLSearchParams({ client_id, redirect_uri: 'http://localhost/', mock_consent: 'accept' })
    const { headers } = await withToken().get(`/api?${query}`)
    const code = new URL(headers.get('location') ?? '').searchParams.get('code')
    const body = { client_id, client_secret, code }
    await t.rejects(withToken().post('/api/v2/oauth/token', body), TypeError)
    refused(t, await withToken().post('/api/v2/oauth/token', body), 'codeUsed')
  })
})

t.test('delay', async (t) => {
  for (const fault of ['OAUTH_027:delay=10', 'OAUTH_027:delay=5-15', 'OAUTH_027:delay=10,when=after']) {
    await t.test(`${fault} answers in the end`, async (t) => {
      const { as } = await start(t, { faults: fault })
      refused(t, await as.anna.get('/api/v2/user'), 'teamNotAuthorized')
    })
  }

  await t.test('slow answers what it would answer anyway', async (t) => {
    const { as } = await start(t, { faults: 'slow:delay=10', latency: '1-3' })
    const { status, body, headers } = await as.anna.get('/api/v2/user')
    t.match({ status, body }, { status: 200, body: { user: { id: 100001 } } })
    t.equal(headers.get('x-mock-fault'), 'slow')
    t.equal(headers.get('x-ratelimit-remaining'), '99')
    refused(t, await as.anna.get('/api/v2/team/abc/plan'), 'workspaceIdMalformed', 'abc')
  })

  await t.test('slow, after the operation', async (t) => {
    const { as } = await start(t, { faults: 'slow:delay=10,when=after' })
    t.match(await as.anna.get('/api/v2/user'), { status: 200, body: { user: { id: 100001 } } })
  })

  await t.test('a client that goes away meanwhile does no harm', async (t) => {
    const { mock, as } = await start(t, {
      listen: true,
      faults: ['slow@GetAuthorizedUser:delay=30', 'cut@/v2/team:delay=30'],
    })
    const Authorization = mock.tokens.anna ?? ''
    for (const path of ['/api/v2/user', '/api/v2/team']) {
      const socket = await opened(mock, written(`GET ${path}`, { Authorization }))
      await takenUp(mock, 1)
      mock.reset() // counts the calls from 0
      socket.destroy()
      await once(socket, 'close')
    }
    t.match(await as.anna.get('/api/v2/user'), { status: 200 })
    t.match(await as.anna.get('/api/v2/team/9001001/plan'), { status: 200 })
  })
})

t.test('close', async (t) => {
  const hour = 'slow:delay=600000'

  await t.test('drops calls that hang', async (t) => {
    const { mock } = await start(t, { listen: true })
    const text = written(line, { 'X-Mock-Fault': 'hang' })
    const [one, other] = [await opened(mock, text), await opened(mock, text)]
    const unheard = mock.fetch('/api/v2/user', { headers: { 'x-mock-fault': 'hang' } })
    const closed = Promise.all([once(one, 'close'), once(other, 'close')])
    await takenUp(mock, 3)
    one.resume()
    other.resume()
    await Promise.all([t.rejects(unheard, TypeError), mock.close(), closed])
  })

  await t.test('answers at once what is delayed', async (t) => {
    const { mock } = await start(t, { listen: true })
    const Authorization = mock.tokens.anna ?? ''
    const early = mock.fetch('/api/v2/user', { headers: { authorization: Authorization, 'x-mock-fault': hour } })
    const late = mock.fetch('/api/v2/user', {
      headers: { authorization: Authorization, 'x-mock-fault': `${hour},when=after` },
    })
    const byToken = mock.fetch('/api/v2/user', { headers: { authorization: 'pk_fault_slow' } })
    const socket = heard(mock, written(line, { Authorization, 'X-Mock-Fault': hour }))
    await takenUp(mock, 4)
    await mock.close()
    for (const answer of await Promise.all([early, late, byToken])) t.equal(answer.status, 200)
    t.equal(readAnswer((await socket).text).status, 200)
  })

  await t.test('answers in the shape of its API where a body is not whole', async (t) => {
    const { mock } = await start(t, { listen: true, closeTimeout: 100 })
    const headers = { 'Content-Type': 'application/json', 'Content-Length': '100' }
    const control = heard(mock, written('POST /__mock/seed', headers, '{'))
    const clickup = heard(mock, written('POST /api/v2/oauth/token', headers, '{'))
    await takenUp(mock, 1)
    await mock.close()
    const answer = readAnswer((await clickup).text)
    t.same(JSON.parse(answer.body), { err: 'clickup-mock is closing', ECODE: 'MOCK_503' })
    t.match(answer, { status: 503, headers: { connection: 'close' } })
    t.match(mock.journal().slice(-1), [{ operation: 'GetAccessToken', status: 503, ECODE: 'MOCK_503', step: 'check' }])
    t.match(readAnswer((await control).text), { status: 503, body: /"what":"it is closing"/ })
  })

  await t.test('answers what comes meanwhile', async (t) => {
    const { mock } = await start(t, { listen: true })
    const Authorization = mock.tokens.anna ?? ''
    const [begin, end] = ['GET /api/v2/user HTTP/1.1\r\nHost: mock\r\n', `Authorization: ${Authorization}\r\n\r\n`]
    const late = await opened(mock, begin)
    const hung = await opened(mock, `${begin}X-Mock-Fault: hang\r\n`)
    const texts: string[] = []
    for (const socket of [late, hung]) socket.on('error', () => undefined).on('data', (part) => texts.push(`${part}`))
    await mock.fetch('/nothing')
    const closed = mock.close()
    const gone = Promise.all([once(late, 'close'), once(hung, 'close')])
    for (const socket of [late, hung]) socket.write(end)
    await Promise.all([closed, gone])
    t.equal(texts.length, 1, 'what hangs is dropped')
    t.match(readAnswer(texts.join('')), { status: 200, headers: { connection: 'close' }, body: /Anna Brandt/ })
  })

  await t.test('delays nothing any more', async (t) => {
    const { mock } = await start(t, { listen: true, latency: 600_000, faults: hour })
    const body = '{}'
    const headers = { 'Content-Type': 'application/json', 'Content-Length': '2' }
    const first = heard(mock, written('POST /api/v2/oauth/token', headers, body))
    const health = await mock.fetch('/__mock/health')
    t.equal(health.status, 200, 'the control API is never delayed')
    await takenUp(mock, 1)
    await mock.close()
    t.match(readAnswer((await first).text), { status: 401, body: /OAUTH_010/ })
  })

  await t.test('does not wait for clients in the middle of a request, nor for those that never let go', async (t) => {
    const { mock } = await start(t, { listen: true })
    const stuck = [
      'GET /api/v2/user HTTP/1.1\r\nHost',
      written('POST /api/v2/oauth/token', { 'Content-Type': 'application/json', 'Content-Length': '100' }, '{'),
      'this is no HTTP\r\n\r\n',
      written(line, { 'X-Mock-Fault': 'garbage' }),
      written(line, { 'X-Mock-Fault': 'empty' }),
      written(line, { Connection: 'keep-alive' }),
    ]
    const sockets = await Promise.all(stuck.map((text) => opened(mock, text, { allowHalfOpen: true })))
    for (const socket of sockets) socket.on('error', () => undefined).resume()
    await mock.close()
    for (const socket of sockets) socket.destroy()
    t.match(mock.journal(), Array, 'and what was written down stays')
  })
})
