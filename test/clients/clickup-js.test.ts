// clickup.js: it exchanges the code and calls the API; the app itself makes the authorize URL.
// https://github.com/ComfortablyCoding/clickup.js
import { createClickup } from 'clickup.js'
import t from 'tap'
import { type ConsentWay, consented, consentWays, environmentOf } from '../help/login.js'
import { start } from '../help/start.js'

type Environment = ReturnType<typeof environmentOf>

const redirect_uri = 'http://localhost:3000/callback'

t.test('clickup.js', async (t) => {
  for (const [name, way] of Object.entries<ConsentWay>(consentWays)) {
    await t.test(`logs in and reads user and Workspaces, consent by ${name}`, async (t) => {
      const { mock, withToken } = await start(t, { listen: true, ...way.options('accept') })
      const env = environmentOf(mock)
      const callback = await way.answer(authorizeUrl(env), 'accept')
      t.equal(callback.searchParams.get('state'), 'xyz')
      const stranger = createClickup({ request: { prefixUrl: `${env.CLICKUP_MOCK_URL}/api/` } })
      const { access_token, token_type } = await stranger.authorization.createToken({
        clientId: env.CLICKUP_CLIENT_ID,
        clientSecret: env.CLICKUP_CLIENT_SECRET,
        code: callback.searchParams.get('code'),
      })
      t.equal(token_type, 'Bearer')
      const clickup = createClickup({ token: access_token, request: { prefixUrl: `${env.CLICKUP_MOCK_URL}/api/` } })
      const checked = withToken(access_token)
      const user = await clickup.authorization.user()
      t.match(user, { user: { id: consented.userId, username: consented.username } })
      t.same(user, (await checked.get('/api/v2/user')).body, 'as the spec says')
      const teams = await clickup.authorization.teams()
      t.same(
        teams.teams.map(({ id }) => id),
        consented.teams,
      )
      t.same(teams, (await checked.get('/api/v2/team')).body, 'as the spec says')
      for (const id of consented.teams) {
        t.same(await clickup.team.plan(id), (await checked.get(`/api/v2/team/${id}/plan`)).body)
        t.same(await clickup.team.seats(id), (await checked.get(`/api/v2/team/${id}/seats`)).body)
      }
    })
  }
})

t.test('clickup.js with a personal token', async (t) => {
  await t.test('reads the user', async (t) => {
    const { mock } = await start(t, { listen: true })
    const env = environmentOf(mock)
    const clickup = createClickup({ token: env.CLICKUP_TOKEN, request: { prefixUrl: `${env.CLICKUP_MOCK_URL}/api/` } })
    t.match(await clickup.authorization.user(), { user: { username: 'Anna Brandt' } })
  })

  await t.test('finds the token in the environment that clickup-mock env prints', async (t) => {
    const { mock } = await start(t, { listen: true })
    const env = environmentOf(mock)
    process.env.CLICKUP_TOKEN = env.CLICKUP_TOKEN
    t.teardown(() => delete process.env.CLICKUP_TOKEN)
    const clickup = createClickup({ request: { prefixUrl: `${env.CLICKUP_MOCK_URL}/api/` } })
    t.match(await clickup.authorization.user(), { user: { username: 'Anna Brandt' } })
  })

  const prefixes: Readonly<Record<string, (env: Environment) => string>> = {
    'the address without its last slash': (env) => `${env.CLICKUP_MOCK_URL}/api`,
    'the bare address of the mock': (env) => env.CLICKUP_MOCK_URL,
    'the address with the version': (env) => env.CLICKUP_BASE_URL,
  }
  for (const [prefix, prefixOf] of Object.entries(prefixes)) {
    await t.test(`reads the user at ${prefix} too`, async (t) => {
      const { mock } = await start(t, { listen: true })
      const env = environmentOf(mock)
      const clickup = createClickup({ token: env.CLICKUP_TOKEN, request: { prefixUrl: prefixOf(env) } })
      t.match(await clickup.authorization.user(), { user: { username: 'Anna Brandt' } })
    })
  }

  await t.test('asks once more by itself after a fault that other clients would show', async (t) => {
    const { mock } = await start(t, { listen: true, faults: '503@GetAuthorizedUser:times=1' })
    const env = environmentOf(mock)
    const clickup = createClickup({ token: env.CLICKUP_TOKEN, request: { prefixUrl: `${env.CLICKUP_MOCK_URL}/api/` } })
    t.match(await clickup.authorization.user(), { user: { username: 'Anna Brandt' } })
    t.same(
      mock.journal().map(({ status }) => status),
      [503, 200],
    )
  })

  await t.test('rejects with the words of the refusal', async (t) => {
    const { mock } = await start(t, { listen: true })
    const env = environmentOf(mock)
    mock.revokeToken(env.CLICKUP_TOKEN)
    const clickup = createClickup({ token: env.CLICKUP_TOKEN, request: { prefixUrl: `${env.CLICKUP_MOCK_URL}/api/` } })
    await t.rejects(clickup.authorization.teams(), { name: 'ClickupAPIError', message: 'Unauthorized: Token invalid' })
  })
})

t.test('clickup.js after a rejected consent', async (t) => {
  for (const [name, way] of Object.entries<ConsentWay>(consentWays)) {
    await t.test(`comes back without a code, consent rejected by ${name}`, async (t) => {
      const { mock } = await start(t, { listen: true, ...way.options('reject') })
      const env = environmentOf(mock)
      const callback = await way.answer(authorizeUrl(env), 'reject')
      t.same(Object.fromEntries(callback.searchParams), { error: 'access_denied', state: 'xyz' })
      const clickup = createClickup({ request: { prefixUrl: `${env.CLICKUP_MOCK_URL}/api/` } })
      const exchange = clickup.authorization.createToken({
        clientId: env.CLICKUP_CLIENT_ID,
        clientSecret: env.CLICKUP_CLIENT_SECRET,
        code: callback.searchParams.get('code'),
      })
      await t.rejects(exchange, { name: 'ClickupAPIError', message: 'Unauthorized: Code not found' })
      t.match(mock.journal().at(-1), { operation: 'GetAccessToken', ECODE: 'OAUTH_013' })
    })
  }
})

function authorizeUrl(env: Environment): string {
  const query = new URLSearchParams({ client_id: env.CLICKUP_CLIENT_ID, redirect_uri, state: 'xyz' })
  return `${env.CLICKUP_AUTHORIZE_URL}?${query}`
}
