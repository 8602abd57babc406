// simple-oauth2, a generic OAuth client: it makes the authorize URL and exchanges the code; the app itself calls the API.
// https://github.com/lelylan/simple-oauth2
import { AuthorizationCode } from 'simple-oauth2'
import t from 'tap'
import { type ConsentWay, consented, consentWays, environmentOf } from '../help/login.js'
import { start } from '../help/start.js'

type Environment = ReturnType<typeof environmentOf>

const redirect_uri = 'http://localhost:3000/callback'
const state = 'it comes back as it is: é&=+%'

const secretInBody = (env: Environment) =>
  new AuthorizationCode({
    client: { id: env.CLICKUP_CLIENT_ID, secret: env.CLICKUP_CLIENT_SECRET },
    auth: { tokenHost: env.CLICKUP_MOCK_URL, tokenPath: '/api/v2/oauth/token', authorizePath: '/api' },
    options: { authorizationMethod: 'body' },
  })

const secretInJson = (env: Environment) =>
  new AuthorizationCode({
    client: { id: env.CLICKUP_CLIENT_ID, secret: env.CLICKUP_CLIENT_SECRET },
    auth: { tokenHost: env.CLICKUP_MOCK_URL, tokenPath: '/api/v2/oauth/token', authorizePath: '/api' },
    options: { authorizationMethod: 'body', bodyFormat: 'json' },
  })

const asShipped = (env: Environment) =>
  new AuthorizationCode({
    client: { id: env.CLICKUP_CLIENT_ID, secret: env.CLICKUP_CLIENT_SECRET },
    auth: { tokenHost: env.CLICKUP_MOCK_URL, tokenPath: '/api/v2/oauth/token', authorizePath: '/api' },
  })

const working = [
  { how: 'with the secret in a form body', clientOf: secretInBody, options: {} },
  { how: 'with the secret in a JSON body', clientOf: secretInJson, options: {} },
  { how: 'as shipped, the mock with basicAuth', clientOf: asShipped, options: { basicAuth: true } },
]

for (const { how, clientOf, options } of working) {
  t.test(`simple-oauth2 ${how}`, async (t) => {
    for (const [name, way] of Object.entries<ConsentWay>(consentWays)) {
      await t.test(`logs in and reads user and Workspaces, consent by ${name}`, async (t) => {
        const { mock, withToken } = await start(t, { listen: true, ...options, ...way.options('accept') })
        const client = clientOf(environmentOf(mock))
        const callback = await way.answer(client.authorizeURL({ redirect_uri, state }), 'accept')
        t.equal(callback.searchParams.get('state'), state)
        const login = await client.getToken({ code: callback.searchParams.get('code'), redirect_uri })
        t.equal(login.expired(), false, 'tokens of ClickUp do not expire')
        const { token_type, access_token } = login.token
        const authorization = `${token_type} ${access_token}`
        const read = async (path: string) => {
          const response = await fetch(`${mock.apiUrl}${path}`, { headers: { authorization } })
          const body = await response.json()
          t.same(body, (await withToken(authorization).get(`/api${path}`)).body, `${path} is as the spec says`)
          return body
        }
        t.match(await read('/v2/user'), { user: { id: consented.userId, username: consented.username } })
        const { teams } = await read('/v2/team')
        t.same(
          teams.map(({ id }: { id: string }) => id),
          consented.teams,
        )
      })
    }
  })
}

t.test('simple-oauth2 as shipped, the mock as strict as ClickUp', async (t) => {
  await t.test('is refused with OAUTH_011, and the journal says why and what to change', async (t) => {
    const { mock } = await start(t, { listen: true })
    const client = asShipped(environmentOf(mock))
    const callback = await consentWays.form.answer(client.authorizeURL({ redirect_uri }), 'accept')
    const code = callback.searchParams.get('code')
    await t.rejects(client.getToken({ code, redirect_uri }), {
      message: 'Response Error: 401 Unauthorized',
      data: { payload: { err: 'Client secret does not match', ECODE: 'OAUTH_011' } },
    })
    t.match(mock.journal().at(-1)?.notes, [/not read by ClickUp.*client_secret_post.*--basic-auth/])

    await t.test('and the code is still good for the corrected client', async (t) => {
      const { token } = await secretInBody(environmentOf(mock)).getToken({ code, redirect_uri })
      t.match(token, { access_token: /^100003_/, token_type: 'Bearer' })
    })
  })
})

t.test('simple-oauth2 after a rejected consent', async (t) => {
  for (const [name, way] of Object.entries<ConsentWay>(consentWays)) {
    await t.test(`comes back without a code, consent rejected by ${name}`, async (t) => {
      const { mock } = await start(t, { listen: true, ...way.options('reject') })
      const client = secretInBody(environmentOf(mock))
      const callback = await way.answer(client.authorizeURL({ redirect_uri, state }), 'reject')
      t.equal(`${callback.origin}${callback.pathname}`, redirect_uri)
      t.same(Object.fromEntries(callback.searchParams), { error: 'access_denied', state })
      const code = callback.searchParams.get('code')
      await t.rejects(
        client.getToken({ code, redirect_uri }),
        { message: /401/, data: { payload: { err: 'Code not found', ECODE: 'OAUTH_013' } } },
        'an app that does not look at the error is told by the exchange',
      )
    })
  }
})
