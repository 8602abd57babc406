// Auth.js with its own ClickUp provider, driven as its framework adapters drive it: Auth(request, config). Only the
// provider's addresses are pointed at the mock. https://authjs.dev/reference/core/providers/click-up
import { Auth, type AuthConfig } from '@auth/core'
import ClickUp from '@auth/core/providers/click-up'
import t from 'tap'
import type { MockOptions } from '../../src/index.js'
import { type ConsentWay, consented, consentWays, type Decision, environmentOf } from '../help/login.js'
import { start } from '../help/start.js'

type Provider = AuthConfig['providers'][number]
type Configure = (env: ReturnType<typeof environmentOf>) => Provider

/** No word of how to authenticate the app, so Auth.js sends HTTP Basic. */
const asShipped: Configure = (env) =>
  ClickUp({
    clientId: env.CLICKUP_CLIENT_ID,
    clientSecret: env.CLICKUP_CLIENT_SECRET,
    authorization: env.CLICKUP_AUTHORIZE_URL,
    token: env.CLICKUP_TOKEN_URL,
    userinfo: `${env.CLICKUP_BASE_URL}/user`,
  })

/** As ClickUp needs it. */
const secretInBody: Configure = (env) =>
  ClickUp({
    clientId: env.CLICKUP_CLIENT_ID,
    clientSecret: env.CLICKUP_CLIENT_SECRET,
    authorization: env.CLICKUP_AUTHORIZE_URL,
    token: env.CLICKUP_TOKEN_URL,
    userinfo: `${env.CLICKUP_BASE_URL}/user`,
    client: { token_endpoint_auth_method: 'client_secret_post' },
  })

const working: Readonly<Record<string, { configure: Configure; options: MockOptions }>> = {
  'with client_secret_post': { configure: secretInBody, options: {} },
  'as shipped, the mock with basicAuth': { configure: asShipped, options: { basicAuth: true } },
}

for (const [how, { configure, options }] of Object.entries(working)) {
  t.test(`Auth.js ${how}`, async (t) => {
    for (const [name, way] of Object.entries<ConsentWay>(consentWays)) {
      await t.test(`signs in and lists the Workspaces, consent by ${name}`, async (t) => {
        const { mock, withToken } = await start(t, { listen: true, ...options, ...way.options('accept') })
        const app = appOf(configure(environmentOf(mock)))
        t.equal(await app.signIn(way, 'accept'), `${origin}/home`, 'the person is back where they started')
        t.same(app.errors, [])
        t.match(mock.journal().slice(-2), [
          { operation: 'GetAccessToken', status: 200 },
          { operation: 'GetAuthorizedUser', status: 200 },
        ])
        t.same(
          mock.journal().flatMap(({ notes }) => notes),
          [],
        )
        const { user, accessToken } = await app.session()
        t.equal(user.name, consented.username)
        const authorization = `Bearer ${accessToken}`
        const response = await fetch(`${mock.apiUrl}/v2/team`, { headers: { authorization } })
        const { teams } = await response.json()
        t.same(
          teams.map(({ id }: { id: string }) => id),
          consented.teams,
        )
        t.same({ teams }, (await withToken(authorization).get('/api/v2/team')).body, 'as the spec says')
      })

      await t.test(`says that the provider returned an error, consent rejected by ${name}`, async (t) => {
        const { mock } = await start(t, { listen: true, ...options, ...way.options('reject') })
        const app = appOf(configure(environmentOf(mock)))
        t.equal(await app.signIn(way, 'reject'), `${origin}/auth/signin?error=OAuthCallbackError`)
        t.match(app.callback(), { error: 'access_denied', state: String })
        t.match(app.errors, [{ type: 'OAuthCallbackError', message: /^OAuth Provider returned an error/ }])
        t.match(await app.page('/auth/signin?error=OAuthCallbackError'), 'Try signing in with a different account.')
        t.equal(await app.session(), null)
        t.notOk(
          mock.journal().some(({ operation }) => operation === 'GetAccessToken'),
          'no exchange was tried',
        )
      })
    }
  })
}

t.test('Auth.js as shipped, the mock as strict as ClickUp', async (t) => {
  const lines: string[] = []
  const log = (line: string) => lines.push(line)
  const { mock } = await start(t, { listen: true, logLevel: 'warn', log })
  const app = appOf(asShipped(environmentOf(mock)))
  const end = await app.signIn(consentWays.form, 'accept')
  const advice = /HTTP Basic header are not read by ClickUp.*client_secret_post.*--basic-auth/

  await t.test('is refused with OAUTH_011, and told only that something is misconfigured', async (t) => {
    t.equal(end, `${origin}/auth/error?error=Configuration`)
    t.match(await app.page(`${end}`), 'There is a problem with the server configuration.')
    t.match(app.errors, [
      { type: 'CallbackRouteError', cause: { err: { message: /unexpected HTTP status code/ }, provider: 'click-up' } },
    ])
    t.equal(await app.session(), null)
    t.match(mock.journal().at(-1), { operation: 'GetAccessToken', status: 401, ECODE: 'OAUTH_011' })
  })

  await t.test('finds in journal and log why, and what to change', async (t) => {
    t.match(mock.journal().at(-1)?.notes, [advice])
    t.match(lines, [advice])
    const secret = environmentOf(mock).CLICKUP_CLIENT_SECRET
    const shown = JSON.stringify([mock.journal(), lines])
    t.notOk(shown.includes(secret) || shown.includes(Buffer.from(secret).toString('base64').slice(0, 40)))
  })
})

const origin = 'http://localhost:3000'

/** An app with Auth.js at /auth, and the one browser that visits it. */
function appOf(provider: Provider) {
  const errors: Error[] = []
  const config: AuthConfig = {
    providers: [provider],
    secret: 'a secret of this test',
    trustHost: true,
    basePath: '/auth',
    logger: { error: (error) => errors.push(error) },
    callbacks: {
      jwt: ({ token, account }) => (account ? { ...token, accessToken: account.access_token } : token),
      session: ({ session, token }) => Object.assign(session, { accessToken: token.accessToken }),
    },
  }
  const cookies = new Map<string, string>()
  let callback = new URL(origin)

  const visit = async (address: string, form?: Record<string, string>): Promise<Response> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const posted = form && { method: 'POST', body: new URLSearchParams(form) }
    const response = await Auth(new Request(new URL(address, origin), { headers: { cookie }, ...posted }), config)
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      cookies.set(name, value)
    }
    return response
  }

  return {
    errors,
    /** Presses "Sign in with ClickUp", answers the consent page and comes back. Gives where the person ends. */
    signIn: async (way: ConsentWay, decision: Decision): Promise<string | null> => {
      const { csrfToken } = await (await visit('/auth/csrf')).json()
      const leaving = await visit('/auth/signin/click-up', { csrfToken, callbackUrl: `${origin}/home` })
      callback = await way.answer(leaving.headers.get('location') ?? '', decision)
      return (await visit(callback.href)).headers.get('location')
    },
    /** What the mock sent the person back with. */
    callback: () => Object.fromEntries(callback.searchParams),
    session: async () => (await visit('/auth/session')).json(),
    page: async (address: string) => (await visit(address)).text(),
  }
}
