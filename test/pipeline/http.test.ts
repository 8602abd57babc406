// What real clients send works, and what is no proper HTTP gets an answer of ClickUp's shape: never a stack, never our 500.
import { once } from 'node:events'
import t, { type Test } from 'tap'
import type { RefusalName } from '../../src/contract/catalogue.js'
import { catalogue } from '../../src/contract/catalogue.js'
import { canonicalUrl } from '../../src/server/urls.js'
import { heard, opened, type RawAnswer, readAnswer, written } from '../help/socket.js'
import { refused, start } from '../help/start.js'

/** Asserts that bytes from the wire are this refusal. */
function refusedRaw(t: Test, text: string, name: RefusalName): RawAnswer {
  const answer = readAnswer(text)
  const { status, err, ECODE } = catalogue[name]
  t.same({ status: answer.status, body: JSON.parse(answer.body) }, { status, body: { err, ECODE } })
  t.equal(answer.headers['content-type'], 'application/json; charset=utf-8')
  return answer
}

t.test('forms of a URL', async (t) => {
  const { as } = await start(t)
  const right = [
    '/api/v2/user',
    '/v2/user',
    '/api/v2/user/',
    '/v2/user/',
    '/api//v2//user',
    '/api/v2//user//',
    '/v2//user',
    '/api/v2/user?',
    '/api/v2/user/?a=1&a=2&b[]=3&c[d]=4',
    '/v2/user?q=%E4%B8%AD&r=%',
    '/api/v2/user?__proto__=1&constructor=2&toString=3',
    '/api/v2/%75ser',
  ]
  for (const path of right) {
    await t.test(path, async (t) => t.match(await as.anna.get(path), { status: 200, body: { user: { id: 100001 } } }))
  }
  const unknown = [
    '/api/v2/User',
    '/api/v2/user/x',
    '/api/v2/user%2F',
    '/api/v2/user%00',
    '/api/v2/%',
    '/api/v2/%zz/user',
    '/v2/%C0%AF',
    '/api/v2/team//plan',
    '/api/v4/user',
    `/api/v2/${'long/'.repeat(3_000)}`,
  ]
  for (const path of unknown) {
    await t.test(`${path.slice(0, 40)} is no route`, async (t) => {
      const answer = await as.anna.get(path)
      refused(t, answer, 'routeNotFound')
      t.ok(answer.headers.has('x-ratelimit-limit'), 'and passed the limiter')
    })
  }
  for (const path of ['/v2', '/user', '/%', '/favicon.ico', '/apiv2/user']) {
    await t.test(`${path} is none either`, async (t) => refused(t, await as.anna.get(path), 'routeNotFound'))
  }

  await t.test('an id may be long, and is looked at as any other', async (t) => {
    const digits = '1'.repeat(20_000)
    refused(t, await as.anna.get(`/v2/team/${digits}/plan`), 'workspaceUnknown')
    refused(t, await as.anna.get(`/v2/team/${digits}x/plan`), 'workspaceIdMalformed', `${digits}x`)
    refused(t, await as.anna.get('/v2/team/%00/plan'), 'workspaceIdMalformed', '\0')
    refused(t, await as.anna.get('/v2/team/9001001%2F..%2F/plan'), 'workspaceIdMalformed', '9001001/../')
  })

  await t.test('a whole address, as proxies send it', async (t) => {
    const { mock } = await start(t, { listen: true })
    const headers = { Authorization: mock.tokens.anna ?? '' }
    for (const target of ['http://api.clickup.com/api/v2/user', 'HTTPS://api.clickup.com//v2/user/']) {
      t.equal(readAnswer((await heard(mock, written(`GET ${target}`, headers))).text).status, 200, target)
    }
    for (const target of ['http://api.clickup.com', 'http://api.clickup.com?a=1', '*']) {
      refusedRaw(t, (await heard(mock, written(`OPTIONS ${target}`, headers))).text, 'routeNotFound')
    }
  })

  t.same(canonicalUrl('/api/'), { url: '/api', sandbox: undefined })
  t.same(canonicalUrl('//'), { url: '/', sandbox: undefined })
  t.same(canonicalUrl('/s/blue'), { url: '/', sandbox: 'blue' })
})

t.test('bodies', async (t) => {
  const { mock, as, withToken } = await start(t)
  const nobody = withToken()
  const json = { 'content-type': 'application/json' }
  const tokenPath = '/api/v2/oauth/token'
  const send = (body: string, headers: Record<string, string> = json, path = tokenPath) =>
    nobody.send('POST', path, { headers, body })

  await t.test('an empty one of type JSON is none, on every verb', async (t) => {
    for (const headers of [json, { 'content-type': 'application/json; charset=utf-8' }]) {
      refused(t, await nobody.send('POST', tokenPath, { headers }), 'clientNotFound')
      refused(t, await nobody.send('POST', tokenPath, { headers, body: ' \n' }), 'clientNotFound')
      for (const method of ['PUT', 'DELETE', 'PATCH', 'POST']) {
        refused(t, await as.anna.send(method, '/api/v2/user', { headers }), 'routeNotFound')
      }
      t.equal((await as.anna.get('/api/v2/user', { headers })).status, 200)
    }
  })

  await t.test('malformed JSON is refused in the words of the parser', async (t) => {
    for (const body of ['abc', '{', '{"a":1,}', '[1', '"', '\u0000', '{"a":1}x']) {
      const answer = await send(body)
      t.match(answer, { status: 400, body: { err: /JSON/, ECODE: 'JSON_001' } }, JSON.stringify(body))
      t.notMatch(JSON.stringify(answer.body), /\bat .*:\d+/, 'no stack')
    }
    t.match(mock.journal().at(-1), { operation: 'GetAccessToken', step: 'check', status: 400, ECODE: 'JSON_001' })
    t.equal(mock.journal().at(-1)?.request.body, '{"a":1}x', 'the journal has it as text')
  })

  await t.test('a value that is neither object nor array is malformed too', async (t) => {
    for (const body of ['null', 'true', '1', '"text"']) {
      t.same((await send(body)).body, {
        err: `Unexpected token ${body[0]} in JSON at position 0`,
        ECODE: 'JSON_001',
      })
    }
    refused(t, await send('[]'), 'clientNotFound')
  })

  await t.test(
    'a content type that ClickUp does not know leaves the body unread, and the journal says so',
    async (t) => {
      const { client_id = '', client_secret = '' } = mock.apps.dashboard ?? {}
      const body = JSON.stringify({ client_id, client_secret, code: 'x' })
      refused(t, await send(body), 'codeNotFound')
      for (const type of ['text/plain', 'text/plain; charset=utf-8', 'application/xml', 'application/jsonx']) {
        refused(t, await send(body, { 'content-type': type }), 'clientNotFound')
        t.match(mock.journal().at(-1)?.notes, [`a body of type ${type} is not read by ClickUp: send application/json`])
      }
    },
  )

  await t.test('a content type that is none is refused', async (t) => {
    for (const type of ['///', 'json', 'a/b/c'])
      refused(t, await send('{}', { 'content-type': type }), 'requestMalformed')
  })

  await t.test('one that is too large is refused', async (t) => {
    const large = JSON.stringify({ code: 'x'.repeat(1_048_576) })
    refused(t, await send(large), 'bodyTooLarge')
    refused(t, await send(`code=${large}`, { 'content-type': 'application/x-www-form-urlencoded' }), 'bodyTooLarge')
    refused(t, await send(large, { 'content-type': 'text/plain' }), 'bodyTooLarge')
    refused(t, await send(JSON.stringify({ code: 'x'.repeat(1_048_000) })), 'clientNotFound')
  })

  await t.test('where there is no route, the body does not matter', async (t) => {
    refused(t, await send('abc', json, '/nowhere'), 'routeNotFound')
    refused(t, await send('{}', { 'content-type': '///' }, '/nowhere'), 'routeNotFound')
    refused(t, await send('abc', json, '/api/v2/nowhere'), 'tokenMissing')
  })

  await t.test('keys that every object has are just keys', async (t) => {
    const hostile = '{"__proto__":{"client_id":"x","polluted":1},"constructor":{"prototype":{"polluted":1}},"code":{}}'
    refused(t, await send(hostile), 'clientNotFound')
    const form = '__proto__=1&constructor=2&client_id=__proto__&hasOwnProperty=3&code=toString'
    refused(t, await send(form, { 'content-type': 'application/x-www-form-urlencoded' }), 'clientNotFound')
    refused(t, await nobody.post(`${tokenPath}?${form}`), 'clientNotFound')
    t.notOk('polluted' in {})
  })
})

t.test('verbs', async (t) => {
  const { mock, as, withToken } = await start(t, { listen: true })
  const headers = { Authorization: mock.tokens.anna ?? '' }

  await t.test('a wrong one is an unknown route', async (t) => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      refused(t, await as.anna.send(method, '/api/v2/user'), 'routeNotFound')
    }
    refused(t, await as.anna.get('/api/v2/oauth/token'), 'routeNotFound')
    for (const method of ['PROPFIND', 'QUERY', 'TRACE', 'SEARCH']) {
      refusedRaw(t, (await heard(mock, written(`${method} /api/v2/user`, headers))).text, 'routeNotFound')
    }
  })

  await t.test('OPTIONS is not allowed, with or without a token', async (t) => {
    for (const client of [as.anna, withToken()]) {
      const { status, headers, body } = await client.send('OPTIONS', '/api/v2/list/7')
      t.same([status, body, headers.get('allow')], [405, 'Method not allowed\n', 'GET, PUT, DELETE'])
    }
    refused(t, await as.anna.send('OPTIONS', '/api/v2/lists/7'), 'routeNotFound')
  })

  await t.test('OPTIONS lets browsers in with the option cors', async (t) => {
    const browser = (await start(t, { cors: true })).withToken()
    const ask = async (headers: Record<string, string>) => {
      const answer = await browser.send('OPTIONS', '/api/v2/user', { headers })
      const [origin, methods, sent] = ['origin', 'methods', 'headers'].map((name) =>
        answer.headers.get(`access-control-allow-${name}`),
      )
      t.same([answer.status, origin, methods], [204, '*', 'GET'])
      return sent
    }
    t.equal(await ask({}), 'authorization, content-type')
    t.equal(await ask({ 'access-control-request-headers': 'x-mine' }), 'x-mine')
  })

  await t.test('HEAD answers as GET does, without the body', async (t) => {
    const got = readAnswer((await heard(mock, written('GET /api/v2/user', headers))).text)
    const { status, headers: head, body } = readAnswer((await heard(mock, written('HEAD /api/v2/user', headers))).text)
    t.same({ status, length: head['content-length'], body }, { status: 200, length: String(got.body.length), body: '' })
    t.equal(head['x-mock-operation'], 'GetAuthorizedUser')
    t.equal(readAnswer((await heard(mock, written('HEAD /api/v2/user'))).text).status, 400)
  })

  await t.test('CONNECT ends the connection', async (t) =>
    t.same(await heard(mock, written('CONNECT mock:80')), { text: '', error: undefined }),
  )

  await t.test('GET with a body', async (t) => {
    for (const body of ['{}', 'abc', '']) {
      const more = { ...headers, 'Content-Type': 'application/json', 'Content-Length': String(body.length) }
      t.equal(readAnswer((await heard(mock, written('GET /v2/user', more, body))).text).status, 200)
    }
  })
})

t.test('the wire', async (t) => {
  const { mock, as } = await start(t, { listen: true, requestTimeout: 100 })
  const Authorization = mock.tokens.anna ?? ''

  await t.test('garbage is a bad request', async (t) => {
    const garbage = [
      '\0\x01\x02\r\n\r\n',
      'hello\r\n\r\n',
      'FOO / HTTP/1.1\r\n\r\n',
      'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
    ]
    for (const text of garbage) refusedRaw(t, (await heard(mock, text)).text, 'requestMalformed')
    const framed = ['abc', '-1', '1, 2'].map((length) => written('POST /v2/oauth/token', { 'Content-Length': length }))
    for (const text of framed) refusedRaw(t, (await heard(mock, text)).text, 'requestMalformed')
    const chunked = written('POST /v2/oauth/token', { 'Transfer-Encoding': 'chunked' }, 'zz\r\n')
    refusedRaw(t, (await heard(mock, chunked)).text, 'requestMalformed')
    refusedRaw(t, (await heard(mock, 'GET /v2/user HTTP/1.1\r\na b: c\r\n\r\n')).text, 'requestMalformed')
  })

  await t.test('100 kB of headers are too large', async (t) => {
    const one = written('GET /v2/user', { Authorization, 'X-Large': 'x'.repeat(100_000) })
    refusedRaw(t, (await heard(mock, one)).text, 'headersTooLarge')
    const many = Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`X-${index}`, 'x'.repeat(100)]))
    refusedRaw(t, (await heard(mock, written('GET /v2/user', many))).text, 'headersTooLarge')
    refusedRaw(t, (await heard(mock, written(`GET /${'x'.repeat(100_000)}`))).text, 'headersTooLarge')
  })

  await t.test('a client that stops in the middle of its headers is told that time is up', async (t) => {
    refusedRaw(t, (await heard(mock, 'GET /api/v2/user HTTP/1.1\r\nHost: mo')).text, 'requestTimeout')
  })

  await t.test('and so is one that stops in the middle of its body', async (t) => {
    for (const path of ['/api/v2/oauth/token', '/nowhere']) {
      const headers = { 'Content-Type': 'application/json', 'Content-Length': '100' }
      refusedRaw(t, (await heard(mock, written(`POST ${path}`, headers, '{"a'))).text, 'requestTimeout')
    }
  })

  await t.test('a request without Host, or with an Expect that nobody knows, is answered', async (t) => {
    const bare = `GET /v2/user HTTP/1.1\r\nConnection: close\r\nAuthorization: ${Authorization}\r\n\r\n`
    t.equal(readAnswer((await heard(mock, bare)).text).status, 200)
    const expecting = written('GET /v2/user', { Authorization, Expect: 'the unexpected' })
    t.equal(readAnswer((await heard(mock, expecting)).text).status, 200)
    const upgrade = written('GET /v2/user', { Authorization, Connection: 'upgrade, close', Upgrade: 'websocket' })
    t.equal(readAnswer((await heard(mock, upgrade)).text).status, 200)
  })

  await t.test('a client that breaks off leaves the mock in health', async (t) => {
    const large = written('POST /v2/oauth/token', { 'Content-Length': '2000000' }, 'x'.repeat(200_000))
    t.equal(readAnswer((await heard(mock, large)).text).status, 413)
    for (const text of ['GET /v2/us', written('POST /v2/oauth/token', { 'Content-Length': '9' }, 'x'), '']) {
      const socket = await opened(mock, text)
      socket.resetAndDestroy()
      await once(socket, 'close')
    }
    t.equal((await as.anna.get('/v2/user')).status, 200)
  })
})
