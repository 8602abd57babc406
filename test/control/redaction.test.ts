// Secrets: what the mock did not make may open a real account, and is shown whole nowhere; what it made is shown.
import t, { type Test } from 'tap'
import { World } from '../../src/model/world.js'
import { Redactor, type SecretPlaces } from '../../src/sandbox/secrets.js'
import { appOf, authorizePath, codeFor, exchange, logIn } from '../help/oauth.js'
import { start, type TestRequest } from '../help/start.js'

const TOKEN = '/api/v2/oauth/token'
const personal = 'pk_4711_ZXCVBNMASDFGHJKLQWERTYUIOP123456'
const oauth = `4711_${'9b'.repeat(32)}`
const secret = 'QWERTZUIOPASDFGHJKLYXCVBNM012345'.repeat(2)
const code = 'MLKJHGFDSAPOIUYTREWQNBVCXZ543210'
const password = 'correct-horse/battery staple'
const basic = Buffer.from(`FAKECLIENTSYNC000000000000000001:${password}`).toString('base64')
const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI0NzExIn0.c2lnbmF0dXJlLW9mLWl0'
const cookie = 'c00kie-value-of-a-session'
const json = { 'content-type': 'application/json' }
const form = (fields: Record<string, string>) => new URLSearchParams(fields)

/** What is sent, and what of it has to appear nowhere. */
const leaks: readonly [
  where: string,
  secrets: readonly string[],
  method: string,
  path: string,
  request: TestRequest,
][] = [
  ['the token', [personal], 'GET', '/api/v2/user', { headers: { authorization: personal } }],
  ['a bearer token', [oauth], 'GET', '/api/v2/user', { headers: { authorization: `Bearer ${oauth}` } }],
  ['a short token', ['hunter2'], 'GET', '/api/v2/user', { headers: { authorization: 'hunter2' } }],
  ['HTTP Basic', [basic, password], 'POST', TOKEN, { headers: { authorization: `Basic ${basic}` }, body: {} }],
  ['a cookie', [cookie], 'GET', '/api/v2/user', { headers: { cookie: `theme=dark; sid=${cookie}` } }],
  ['a header of another name', [jwt], 'GET', '/api/v2/user', { headers: { 'x-forwarded-authorization': jwt } }],
  [
    'a header that only looks so',
    [personal, jwt],
    'GET',
    '/api/v2/user',
    { headers: { 'x-note': `${personal},${jwt}` } },
  ],
  ['the referer', [code], 'GET', '/api/v2/user', { headers: { referer: `https://app.example/cb?code=${code}` } }],
  ['the query', [secret, code], 'POST', `${TOKEN}?client_secret=${secret}&code=${code}`, {}],
  ['the query, twice', [secret, code], 'POST', `${TOKEN}?code=${code}&code=${secret}`, {}],
  ['the query, encoded', [password], 'GET', `/api/v2/user?password=${encodeURIComponent(password)}`, {}],
  ['the name of a query parameter', [personal], 'GET', `/api/v2/user?${personal}=1`, {}],
  ['the path', [personal], 'GET', `/api/v2/team/${personal}/plan`, { headers: { authorization: 'none' } }],
  [
    'the path, known from a header',
    [password],
    'GET',
    `/api/v2/${encodeURIComponent(password)}`,
    {
      headers: { authorization: password },
    },
  ],
  ['a form', [secret, code], 'POST', TOKEN, { body: form({ client_id: 'x', client_secret: secret, code }) }],
  ['a form, in a list', [secret, code], 'POST', TOKEN, { body: form({ 'code[]': code, client_secret: secret }) }],
  ['JSON', [secret, code], 'POST', TOKEN, { body: { client_id: 'x', client_secret: secret, code } }],
  ['JSON, short', ['p4ss'], 'POST', TOKEN, { body: { password: 'p4ss' } }],
  ['JSON, a number', ['31415926'], 'POST', TOKEN, { body: { code: 31_415_926 } }],
  ['JSON, nested', [password, oauth], 'POST', TOKEN, { body: { a: [{ auth: { user: 'u', is: password } }, [oauth]] } }],
  ['JSON, a list', [code], 'POST', TOKEN, { headers: json, body: JSON.stringify([{ code }]) }],
  ['JSON, long', [password], 'POST', TOKEN, { body: { password, more: 'x'.repeat(70_000) } }],
  ['JSON, in a text', [code, jwt], 'POST', TOKEN, { body: { text: `{"code": "${code}"} Bearer ${jwt}` } }],
  ['JSON, malformed', ['hellosecret', 'hellosecre'], 'POST', TOKEN, { headers: json, body: '{"code": hellosecret}' }],
  ['JSON, cut off', ['hellosecret'], 'POST', TOKEN, { headers: json, body: '{"x": "a", "code": "hellosecret' }],
  ['JSON, odd quotes', ['hellosecret'], 'POST', TOKEN, { headers: json, body: '{"x": "a, "code": "hellosecret"}' }],
  ['JSON, as in Python', ['hellosecret'], 'POST', TOKEN, { headers: json, body: "{'code': 'hellosecret'}" }],
  ['JSON, as in scripts', ['hellosecret'], 'POST', TOKEN, { headers: json, body: "{x: 1, code: 'hellosecret'}" }],
  [
    'the header that asks for a fault',
    [personal],
    'GET',
    '/api/v2/user',
    {
      headers: { 'x-mock-fault': `OAUTH_027:token=${personal}` },
    },
  ],
  [
    'a test token that names no fault',
    [personal],
    'GET',
    '/api/v2/user',
    {
      headers: { authorization: `pk_fault_${personal}` },
    },
  ],
  [
    'the Location',
    [secret],
    'GET',
    authorizePath(
      { client_id: 'FAKECLIENTDASHBOARD0000000000001' },
      { redirect_uri: `http://localhost/cb?access_token=${secret}`, mock_consent: 'accept' },
    ),
    {},
  ],
]

t.test('what the mock did not make', async (t) => {
  for (const [where, secrets, method, path, request] of leaks) {
    await t.test(`is shown nowhere when it is in ${where}`, async (t) => {
      const seen: unknown[] = []
      const { mock, withToken } = await start(t, { logLevel: 'debug', log: (line) => seen.push(line) })
      mock.onCall((call) => seen.push(call))
      await withToken().send(method, path, request)
      const { control } = mock
      const near = control.verify({ token: 'another', query: { code: 'another' }, body: { code: 'c', password: 'p' } })
      seen.push(mock.journal(), control.listCalls(), control.exportHar(), control.getLimits(), near)
      t.equal(mock.journal().length, 1)
      t.equal(near.near.length, 1)
      notIn(t, JSON.stringify(seen), secrets)
    })
  }

  await t.test('is told from what is none, also in malformed JSON', async (t) => {
    const { mock, withToken } = await start(t)
    const body = '{"code": null, "state": "abc", "password": "p4ss",}'
    await withToken().send('POST', TOKEN, { headers: json, body })
    t.equal(mock.journal()[0]?.request.body, body.replace('p4ss', '…'))
  })

  await t.test('is shown nowhere in any auth mode', async (t) => {
    const { mock, withToken } = await start(t, { auth: 'any' })
    await withToken(personal).get('/api/v2/user')
    t.equal(mock.journal()[0]?.status, 200)
    notIn(t, JSON.stringify([mock.journal(), mock.control.exportHar(), mock.control.getLimits()]), [personal])
  })

  await t.test('is shown by its scheme and its beginning, so that one call can be told from another', async (t) => {
    const { mock, withToken } = await start(t)
    const shown = async (authorization: string) => {
      await withToken(authorization).get('/api/v2/user')
      const { token, request } = mock.journal().at(-1) ?? {}
      return [token, request?.headers?.authorization]
    }
    t.same(await shown(personal), ['pk_471…', 'pk_471…'])
    t.same(await shown(`Bearer ${oauth}`), ['4711_9…', 'Bearer 4711_9…'])
    t.same(await shown(`Basic ${basic}`), ['Basic …', 'Basic …'])
    t.same(await shown('hunter2'), ['…', '…'])
  })
})

t.test('what the mock made', async (t) => {
  const started = await start(t)
  const { mock, as, withToken } = started
  const app = appOf(mock)
  const everything = () => JSON.stringify([mock.journal(), mock.control.exportHar()])

  await t.test('is shown: token, code, secret, also behind Bearer and in a Location', async (t) => {
    const granted = await codeFor(started)
    t.match(mock.journal().at(-1)?.response.headers?.location, `code=${granted}`)
    const given = exchange(app, granted)
    const { body } = await withToken().post(TOKEN, given)
    t.same(mock.journal().at(-1)?.request.body, given)
    t.same(mock.journal().at(-1)?.response.body, body)
    await withToken(`Bearer ${body.access_token}`).get('/api/v2/user')
    t.match(mock.journal().at(-1), {
      token: body.access_token,
      request: { headers: { authorization: `Bearer ${body.access_token}` } },
    })
  })
  await t.test('is not shown in an HTTP Basic header, which nobody can read anyway', async (t) => {
    const own = Buffer.from(`${app.client_id}:${app.client_secret}`).toString('base64')
    await withToken(`Basic ${own}`).post(TOKEN, {})
    t.equal(mock.journal().at(-1)?.token, 'Basic …')
    notIn(t, everything(), [own])
  })
  await t.test('is shown after it was revoked', async (t) => {
    const token = await logIn(started)
    mock.revokeToken(token)
    await withToken(token).get('/api/v2/user')
    t.match(mock.journal().at(-1), { token, ECODE: 'OAUTH_019' })
  })
  await t.test('is shown beside what is not', async (t) => {
    await as.anna.get(`/api/v2/user?token=${personal}&state=${mock.tokens.anna}`)
    notIn(t, everything(), [personal])
    t.match(mock.journal().at(-1)?.request.query, { token: 'pk_471…', state: mock.tokens.anna })
  })
  await t.test('are test tokens, which open nothing', async (t) => {
    await withToken('pk_fault_OAUTH_027').get('/api/v2/user')
    t.equal(mock.journal().at(-1)?.token, 'pk_fault_OAUTH_027')
  })
})

t.test('Redactor', async (t) => {
  const redactor = (places: SecretPlaces = {}) => new Redactor(new World(), places)

  const harmless: readonly string[] = [
    'code=429',
    'token_type=bearer',
    '{"role_key":"owner","ECODE":"OAUTH_027"}',
    'client credentials in an HTTP Basic header are not read',
    'pk_ and 1234_5678',
    'state=abcdefgh',
  ]
  for (const text of harmless) {
    await t.test(`leaves ${text}`, async (t) => t.equal(redactor().text(text), text))
  }
  await t.test('hides a secret that is part of another one', async (t) => {
    const shown = redactor({ token: 'abcdefghij', requestBody: { code: 'abcdefghijklmnop' } })
    t.equal(shown.text('abcdefghijklmnop, abcdefghij'), '…, …')
  })
  const tokens: readonly (readonly [text: string, shown: string])[] = [
    [`at-${jwt}.more.of`, 'at-eyJhbG….more.of'],
    [`www.a.example/${jwt},${jwt}`, 'www.a.example/eyJhbG…,eyJhbG…'],
    [`a-long-name.b.${jwt}.${jwt}`, 'a-long-name.b.eyJhbG….eyJhbG…'],
    ['x.eyJhbGciOiJub25lIn0.e30.', 'x.eyJhbG…'],
    ['eyJhbGciOiJub25lIn0.e30 eyJhbGciOiJub25lIn0..e30', 'eyJhbGciOiJub25lIn0.e30 eyJhbGciOiJub25lIn0..e30'],
    ['heyJude.is.not.one eyJude.is.too.short', 'heyJude.is.not.one eyJude.is.too.short'],
  ]
  for (const [text, shown] of tokens) {
    await t.test(`finds the web tokens in ${text}`, async (t) => t.equal(redactor().text(text), shown))
  }
  await t.test('takes a text that cannot be decoded or encoded', async (t) => {
    t.equal(redactor({ token: '\ud800%%%%%%%%' }).text('code=%%%%%%%%&a=1'), 'code=…&a=1')
  })
  await t.test('is quick with long texts that look like nothing', async (t) => {
    for (const piece of ['a', '"', '"code":"', 'pk_1_', '1', 'bearer ', '=', '-eyJaaaaaaaa', '-a.']) {
      t.type(redactor().text(piece.repeat(50_000)), 'string', piece)
    }
  })
  await t.test('looks for so many secrets elsewhere, and hides all in their fields', async (t) => {
    const many = Array.from({ length: 1_000 }, (_, index) => `secret-number-${index}`)
    const shown = redactor({ requestBody: { token: many } })
    notIn(t, JSON.stringify(shown.fields({ token: many })), many)
  })
  await t.test('shows no more of a value than there is room for', async (t) => {
    const long = 'x'.repeat(50)
    t.same(redactor().beginning({ first: long, second: 1, third: [] }, 40), { first: long })
    t.same(redactor().beginning([long, 1, {}], 40), [long])
  })
})

function notIn(t: Test, text: string, secrets: readonly string[]): void {
  t.same(
    secrets.filter((one) => text.includes(one) || text.includes(encodeURIComponent(one))),
    [],
  )
}
