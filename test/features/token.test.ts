// GetAccessToken: every way to send the three values, ClickUp's order of refusals, the life of a code.
import t from 'tap'
import { appOf, codeFor, exchange } from '../help/oauth.js'
import { refused, start, type TestRequest } from '../help/start.js'

const TOKEN = '/api/v2/oauth/token'
const MINUTE = 60_000

type Values = Record<string, string>
const ways: readonly [way: string, request: (values: Values) => TestRequest & { query?: string }][] = [
  ['the query', (values) => ({ query: `?${new URLSearchParams(values)}` })],
  ['a JSON body', (values) => ({ body: values })],
  ['a form body', (values) => ({ body: new URLSearchParams(values) })],
  [
    'the query, with an empty body that calls itself JSON',
    (values) => ({
      query: `?${new URLSearchParams(values)}`,
      headers: { 'content-type': 'application/json' },
      body: '',
    }),
  ],
  [
    'the query, with the JSON content type and no body',
    (values) => ({ query: `?${new URLSearchParams(values)}`, headers: { 'content-type': 'application/json' } }),
  ],
  ['the query, with an empty JSON object', (values) => ({ query: `?${new URLSearchParams(values)}`, body: {} })],
  [
    'the body, which wins over the query',
    (values) => ({ query: '?client_id=other&client_secret=other&code=other', body: values }),
  ],
  [
    'the query and the body together',
    ({ code = '', ...client }) => ({ query: `?${new URLSearchParams({ code })}`, body: new URLSearchParams(client) }),
  ],
  [
    'a JSON body beside an Authorization header',
    (values) => ({ body: values, headers: { authorization: 'Bearer null' } }),
  ],
]

t.test('GetAccessToken', async (t) => {
  const started = await start(t)
  const { mock, withToken } = started
  const app = appOf(mock)
  const client = withToken()

  for (const [way, request] of ways) {
    for (const more of [{}, { grant_type: 'authorization_code', redirect_uri: 'http://localhost:3000/callback' }]) {
      await t.test(`reads ${way}${'grant_type' in more ? ', and tolerates what OAuth adds' : ''}`, async (t) => {
        const code = await codeFor(started, { user: 100002 })
        const { query = '', ...sent } = request({ ...exchange(app, code), ...more })
        const { status, body } = await client.send('POST', `${TOKEN}${query}`, sent)
        t.equal(status, 200)
        t.same(Object.keys(body), ['access_token', 'token_type'], 'nothing expires and nothing is refreshed')
        t.match(body, { access_token: /^100002_[0-9a-f]{64}$/, token_type: 'Bearer' })
        const user = await withToken(`Bearer ${body.access_token}`).get('/api/v2/user')
        t.match(user, { status: 200, body: { user: { id: 100002 } } })
      })
    }
  }

  await t.test('gives another token each time', async (t) => {
    const tokens = []
    for (let count = 0; count < 3; count++) {
      tokens.push((await client.post(TOKEN, exchange(app, await codeFor(started)))).body.access_token)
    }
    t.equal(new Set(tokens).size, 3)
    for (const token of tokens) t.equal((await withToken(token).get('/api/v2/user')).status, 200)
  })

  await t.test('checks client, then secret, then code', async (t) => {
    const { client_id, client_secret } = app
    const used = await codeFor(started)
    await client.post(TOKEN, exchange(app, used))
    const cases = [
      [{}, 'clientNotFound'],
      [{ client_id: 'nobody', client_secret: 'wrong', code: 'wrong' }, 'clientNotFound'],
      [{ client_id: 'nobody', client_secret, code: used }, 'clientNotFound'],
      [{ client_id }, 'clientSecretMismatch'],
      [{ client_id, client_secret: '', code: used }, 'clientSecretMismatch'],
      [{ client_id, client_secret: 'wrong', code: 'wrong' }, 'clientSecretMismatch'],
      [{ client_id, client_secret: appOf(mock, 'sync').client_secret, code: used }, 'clientSecretMismatch'],
      [{ client_id, client_secret }, 'codeNotFound'],
      [{ client_id, client_secret, code: '' }, 'codeNotFound'],
      [{ client_id, client_secret, code: 'wrong' }, 'codeNotFound'],
      [{ client_id, client_secret, code: used }, 'codeUsed'],
    ] as const
    for (const [given, name] of cases) {
      refused(t, await client.post(TOKEN, given), name)
      refused(t, await client.post(TOKEN, new URLSearchParams(given)), name)
      refused(t, await client.post(`${TOKEN}?${new URLSearchParams(given)}`), name)
    }
  })

  await t.test('refuses another app’s code, which stays good for its own', async (t) => {
    const code = await codeFor(started)
    refused(t, await client.post(TOKEN, exchange(appOf(mock, 'sync'), code)), 'codeNotFound')
    t.equal((await client.post(TOKEN, exchange(app, code))).status, 200)
  })

  await t.test('spends no code on a wrong secret', async (t) => {
    const code = await codeFor(started)
    refused(t, await client.post(TOKEN, { ...exchange(app, code), client_secret: 'x' }), 'clientSecretMismatch')
    t.equal((await client.post(TOKEN, exchange(app, code))).status, 200)
  })

  await t.test('lets exactly one of fifty exchanges racing for a code win', async (t) => {
    const code = await codeFor(started)
    const answers = await Promise.all(Array.from({ length: 50 }, () => client.post(TOKEN, exchange(app, code))))
    t.equal(answers.filter(({ status }) => status === 200).length, 1)
    for (const answer of answers.filter(({ status }) => status !== 200)) refused(t, answer, 'codeUsed')
  })

  await t.test('reads the first of values given twice, and no objects', async (t) => {
    const code = await codeFor(started)
    const query = new URLSearchParams(exchange(app, code))
    t.equal((await client.post(`${TOKEN}?${query}&code=other&client_id=other`)).status, 200)
    refused(t, await client.post(TOKEN, { client_id: { a: 1 }, client_secret: true }), 'clientNotFound')
    refused(t, await client.post(TOKEN, { ...exchange(app, code), code: null }), 'codeNotFound')
  })

  await t.test('passes on what the JSON parser says', async (t) => {
    const headers = { 'content-type': 'application/json' }
    for (const body of ['{"client_id":', 'client_id=x', '{]']) {
      refused(t, await client.send('POST', TOKEN, { headers, body }), 'jsonMalformed', parserMessage(body))
    }
    for (const body of ['5', '"text"', 'null', 'true']) {
      const message = `Unexpected token ${body[0]} in JSON at position 0`
      refused(t, await client.send('POST', TOKEN, { headers, body }), 'jsonMalformed', message)
    }
    refused(t, await client.send('POST', TOKEN, { headers, body: ' \n' }), 'clientNotFound')
  })

  await t.test('does not read a body of another type, and the journal says so', async (t) => {
    const body = JSON.stringify(exchange(app, await codeFor(started)))
    const answer = await client.send('POST', TOKEN, { headers: { 'content-type': 'text/plain' }, body })
    refused(t, answer, 'clientNotFound')
    t.match(mock.journal().at(-1)?.notes[0], /text\/plain is not read by ClickUp: send application\/json/)
  })
})

t.test('GetAccessToken, the life of a code', async (t) => {
  for (const [options, lifetime] of [
    [{}, 10 * MINUTE],
    [{ codeLifetime: 5 }, 5_000],
  ] as const) {
    await t.test(`is ${lifetime / 1000} seconds with ${JSON.stringify(options)}`, async (t) => {
      const started = await start(t, options)
      const { mock, withToken } = started
      const [one, other] = [await codeFor(started), await codeFor(started)]
      mock.clock.advance(lifetime - 1)
      t.equal((await withToken().post(TOKEN, exchange(appOf(mock), one))).status, 200)
      mock.clock.advance(1)
      for (const code of [one, other]) {
        refused(t, await withToken().post(TOKEN, exchange(appOf(mock), code)), 'codeNotFound')
      }
      const next = await codeFor(started)
      refused(t, await withToken().post(TOKEN, exchange(appOf(mock), other)), 'codeNotFound')
      t.equal((await withToken().post(TOKEN, exchange(appOf(mock), next))).status, 200)
    })
  }
})

t.test('GetAccessToken, credentials by HTTP Basic', async (t) => {
  const basic = (text: string) => ({ headers: { authorization: `Basic ${Buffer.from(text).toString('base64')}` } })

  await t.test('are not read, and the journal and the log say what to change', async (t) => {
    const lines: string[] = []
    const started = await start(t, { logLevel: 'warn', log: (line) => lines.push(line) })
    const { mock, withToken } = started
    const { client_id, client_secret } = appOf(mock)
    const code = await codeFor(started)
    const header = basic(`${client_id}:${client_secret}`)
    for (const body of [{ code }, { code, client_id }, new URLSearchParams({ code })]) {
      refused(t, await withToken().post(TOKEN, body, header), 'clientSecretMismatch')
    }
    const note = /client_secret_post.*--basic-auth/
    t.match(mock.journal().at(-1)?.notes, [note])
    t.match(lines, [note, note, note])
    t.notMatch(JSON.stringify(mock.journal()), client_secret, 'and the secret is in neither')
    refused(t, await withToken().post(TOKEN, { code }, basic('nobody:x')), 'clientNotFound')
    const ignored = await withToken().post(TOKEN, { client_id, client_secret, code }, basic('nobody:x'))
    t.equal(ignored.status, 200, 'the body alone decides')
  })

  await t.test('are read with the option basicAuth', async (t) => {
    const started = await start(t, { basicAuth: true })
    const { mock, withToken } = started
    const { client_id, client_secret } = appOf(mock)
    const code = await codeFor(started)
    refused(t, await withToken().post(TOKEN, { code }, basic('nobody:x')), 'clientNotFound')
    refused(t, await withToken().post(TOKEN, { code }, basic('nobody')), 'clientNotFound')
    refused(t, await withToken().post(TOKEN, { code }, basic(`${client_id}:`)), 'clientSecretMismatch')
    refused(t, await withToken().post(TOKEN, { code }, basic(client_id)), 'clientSecretMismatch')
    refused(t, await withToken().post(TOKEN, { code, client_id: 'nobody' }, basic(`${client_id}:x`)), 'clientNotFound')
    const { status } = await withToken().post(TOKEN, { code }, basic(`${client_id}:${client_secret}`))
    t.equal(status, 200)
    t.same(mock.journal().at(-1)?.notes, [])
  })

  await t.test('are form-decoded, as RFC 6749 has it', async (t) => {
    const started = await start(t, { basicAuth: true })
    const { mock, withToken } = started
    const { client_id, client_secret } = appOf(mock)
    const encoded = (text: string) => [...text].map((letter) => `%${letter.charCodeAt(0).toString(16)}`).join('')
    const header = basic(`${encoded(client_id)}:${encoded(client_secret)}`)
    t.equal((await withToken().post(TOKEN, { code: await codeFor(started) }, header)).status, 200)
    refused(t, await withToken().post(TOKEN, {}, basic(`${client_id}&a=1:x`)), 'clientNotFound')
  })
})

function parserMessage(text: string): string {
  try {
    JSON.parse(text)
  } catch (error) {
    if (error instanceof Error) return error.message
  }
  throw new Error(`${text} is JSON`)
}
