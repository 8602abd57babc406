// Apps and the consent page, changed while the mock runs, and used in a login.
import t from 'tap'
import { appOf, authorizePath, CALLBACK, wayBack } from '../help/oauth.js'
import { refused, type TestAnswer } from '../help/start.js'
import { giveUp, type Twins, twins } from '../help/twins.js'

interface App {
  readonly client_id: string
  readonly client_secret: string
}

/** Sends the person to the consent page, which answers at once. */
function sendPerson({ withToken }: Twins, app: App, redirect_uri: string): Promise<TestAnswer> {
  return withToken().get(authorizePath(app, { redirect_uri, state: 'st' }))
}

/** A whole login: the names of the Workspaces its token sees, and whose it is. */
async function login(pair: Twins, app: App, redirect_uri = CALLBACK): Promise<{ user: string; teams: string[] }> {
  const code = wayBack(await sendPerson(pair, app, redirect_uri)).searchParams.get('code')
  const { client_id, client_secret } = app
  const traded = await pair.withToken().post('/api/v2/oauth/token', { client_id, client_secret, code })
  const client = pair.withToken(traded.body.access_token)
  const { teams } = (await client.get('/api/v2/team')).body
  const { user } = (await client.get('/api/v2/user')).body
  return { user: user.email, teams: teams.map(({ name }: { name: string }) => name) }
}

const https = ['https://more.example/callback']

t.test('registerApp', async (t) => {
  const pair = await twins(t, { consent: 'accept' })
  const { ask, refuses } = pair

  await t.test('gives an app with which one can log in', async (t) => {
    const { app } = await ask('registerApp', { name: 'More & Most', redirect_uris: https })
    const secrets = { client_id: /^[A-Z0-9]{32}$/, client_secret: /^[A-Z0-9]{64}$/ }
    t.match(app, { handle: 'more-most', name: 'More & Most', ...secrets })
    t.match(app, { redirect_uris: https, redirect_match: 'exact' })
    t.same((await ask('listApps')).apps.at(-1), app)
    t.same(await login(pair, app, https[0]), { user: 'anna@northwind.example', teams: ['Northwind', 'Harbor Lab'] })
    refused(
      t,
      await pair.withToken().get(authorizePath(app), { headers: { accept: 'application/json' } }),
      'redirectMismatch',
    )
  })
  await t.test('matches by host where that is asked for', async (t) => {
    const { app } = await ask('registerApp', { name: 'Wide', redirect_uris: https, redirect_match: 'host' })
    t.equal((await sendPerson(pair, app, 'http://more.example:81/elsewhere')).status, 302)
  })
  await t.test('keeps the handle it is given, and makes one of the name otherwise', async (t) => {
    const handles: readonly (readonly [given: { name: string; handle?: string }, handle: string])[] = [
      [{ name: 'Any', handle: 'my_own-app_' }, 'my_own-app_'],
      [{ name: 'Sync' }, 'sync-2'],
      [{ name: 'sync' }, 'sync-3'],
      [{ name: '  -- 3 Sync! ' }, 'sync-4'],
      [{ name: 'Приложение' }, 'app'],
      [{ name: '42' }, 'app-2'],
    ]
    for (const [given, handle] of handles) {
      t.equal((await ask('registerApp', { ...given, redirect_uris: https })).app.handle, handle, given.name)
    }
  })
  await t.test('refuses what is no app', async () => {
    const cases: readonly (readonly [given: object, problem: object])[] = [
      [
        { name: 'X', handle: 'sync' },
        { where: '/handle', what: 'there is an app "sync" already' },
      ],
      [{ name: 'X', handle: 'Not One' }, { where: '/handle' }],
      [{ name: '' }, { where: '/name' }],
      [{ name: 'x'.repeat(201) }, { where: '/name' }],
      [{ name: 'X', redirect_uris: [] }, { where: '/redirect_uris' }],
      [
        { name: 'X', redirect_uris: ['no address'] },
        { what: '"no address" is not a valid address', right: /https:\/\// },
      ],
      [
        { name: 'X', redirect_uris: ['javascript:alert(1)'] },
        { where: '/redirect_uris', what: /not a valid address/ },
      ],
      [
        { name: 'X', redirect_uri: 'https://x.example' },
        { where: '/redirect_uri', right: /redirect_uris/ },
      ],
      [
        { name: 'X', redirect_match: 'some' },
        { where: '/redirect_match', right: /exact, host/ },
      ],
      [{ name: undefined }, { what: 'name is missing' }],
    ]
    const count = (await ask('listApps')).apps.length
    for (const [given, problem] of cases) await refuses('registerApp', { redirect_uris: https, ...given }, problem)
    t.equal((await ask('listApps')).apps.length, count)
  })
})

t.test('changeApp', async (t) => {
  const pair = await twins(t)
  const { ask, refuses, withToken } = pair
  const app = appOf(pair.doors[0].mock)

  await t.test('changes the name that the page shows', async (t) => {
    t.match((await ask('changeApp', { app: 'dashboard', name: 'Neu <b>' })).app, { ...app, name: 'Neu <b>' })
    t.match((await withToken().get(authorizePath(app))).body, /Neu &lt;b&gt;/)
  })
  await t.test(
    'changes redirect URIs and how they match, by client_id too; what was registered before is none',
    async (t) => {
      await ask('changeApp', { app: app.client_id, redirect_uris: https, redirect_match: 'exact' })
      await ask('setConsent', { mode: 'accept' })
      t.equal((await sendPerson(pair, app, https[0] ?? '')).status, 302)
      const old = await withToken().get(authorizePath(app), { headers: { accept: 'application/json' } })
      refused(t, old, 'redirectMismatch')
    },
  )
  await t.test('refuses to change nothing, or an app that is not there', async () => {
    await refuses('changeApp', { app: 'dashboard' }, { where: '/' })
    await refuses('changeApp', { app: 'dashbord', name: 'X' }, { where: 'app', right: /did you mean dashboard/ })
    await refuses('changeApp', { app: 'dashboard', redirect_uris: ['::'] }, { what: /not a valid address/ })
    await refuses('changeApp', { app: 'dashboard', client_secret: 'x' }, { where: '/client_secret' })
  })
})

t.test('setConsent', async (t) => {
  const pair = await twins(t)
  const { ask, refuses, withToken, doors } = pair
  const app = appOf(doors[0].mock)
  const mode = async () => (await ask('getConsent')).consent
  const notes = async () => (await doors[0].ask('listCalls', { limit: 1 })).body.calls[0].notes

  await t.test('accepts as whom and for what it is told', async (t) => {
    const cases: readonly (readonly [script: object, user: string, teams: string[]])[] = [
      [{}, 'anna@northwind.example', ['Northwind', 'Harbor Lab']],
      [{ user: 'chloe' }, 'chloe@harbor.example', ['Northwind', 'Harbor Lab']],
      [{ user: '100002' }, 'ben@northwind.example', ['Northwind']],
      [{ user: 'gina@studio.example' }, 'gina@studio.example', ['Northwind']],
      [{ workspaces: ['harbor'] }, 'anna@northwind.example', ['Harbor Lab']],
      [{ user: 'chloe', workspaces: ['9001002', 'first'] }, 'chloe@harbor.example', ['Northwind', 'Harbor Lab']],
      [{ user: 'anna', workspaces: ['first'] }, 'anna@northwind.example', ['Northwind']],
    ]
    for (const [script, user, teams] of cases) {
      t.same(await ask('setConsent', { mode: 'accept', ...script }), {
        schema_version: 1,
        consent: { mode: 'accept', ...script },
      })
      t.same(await login(pair, app), { user, teams }, JSON.stringify(script))
    }
  })
  await t.test('rejects', async (t) => {
    await ask('setConsent', { mode: 'reject' })
    t.match(wayBack(await sendPerson(pair, app, CALLBACK)), { search: '?error=access_denied&state=st' })
  })
  await t.test('asks', async (t) => {
    await ask('setConsent', { mode: 'ask' })
    t.match(await sendPerson(pair, app, CALLBACK), { status: 200, body: /<form/ })
  })
  await t.test('never answers: the client gives up, and the journal has the call', async (t) => {
    await ask('setConsent', { mode: 'wait', times: 1 })
    for (const { mock } of doors) {
      t.match(await giveUp(mock, authorizePath(app)), { operation: 'Authorize', status: 0, fault: undefined })
    }
    t.same(await mode(), { mode: 'ask' }, 'it was the only one')
  })
  await t.test('for so many logins, then as before: the script before it, or the options', async (t) => {
    await ask('setConsent', { mode: 'reject' })
    await ask('setConsent', { mode: 'accept', user: 'ben', times: 2 })
    t.same(await mode(), { mode: 'accept', user: 'ben', remaining: 2 })
    t.equal((await login(pair, app)).user, 'ben@northwind.example')
    t.same(await mode(), { mode: 'accept', user: 'ben', remaining: 1 })
    t.equal((await login(pair, app)).user, 'ben@northwind.example')
    t.same(await mode(), { mode: 'reject' })
    await ask('setConsent', { mode: 'accept', times: 9 })
    await ask('setConsent', { mode: 'ask' })
    t.same(await mode(), { mode: 'ask' }, 'a script without an end takes the place of both')
    await ask('reset')
    const accepting = await twins(t, { consent: 'accept; user=ben' })
    await accepting.ask('setConsent', { mode: 'reject', times: 1 })
    t.equal(wayBack(await sendPerson(accepting, app, CALLBACK)).searchParams.get('error'), 'access_denied')
    t.same((await accepting.ask('getConsent')).consent, { mode: 'accept', user: 'ben' })
  })
  await t.test(
    'is used up neither by a login that says itself how it is answered, nor by one that is refused',
    async (t) => {
      await ask('setConsent', { mode: 'accept', times: 1 })
      await withToken().get(authorizePath(app), { headers: { 'x-mock-consent': 'reject' } })
      await withToken().get(authorizePath(app, { mock_consent: 'reject' }))
      await withToken().get(authorizePath(app, { client_id: 'nobody' }))
      t.same(await mode(), { mode: 'accept', remaining: 1 })
    },
  )
  await t.test('rejects, and says why, where the user has nothing to let the app into', async (t) => {
    for (const [script, note] of [
      [{ user: 'dev' }, /^consent: dev has joined none of the Workspaces there are; rejected/],
      [{ user: 'gina', workspaces: ['harbor'] }, /^consent: gina has joined none of the Workspaces harbor/],
    ] as const) {
      await ask('setConsent', { mode: 'accept', ...script })
      t.equal(wayBack(await sendPerson(pair, app, CALLBACK)).searchParams.get('error'), 'access_denied')
      t.match(await notes(), [note])
    }
  })
  await t.test('refuses whom and what it does not know', async () => {
    await ask('setConsent', { mode: 'accept' })
    const cases: readonly (readonly [script: object, problem: object])[] = [
      [{ mode: 'accepts' }, { where: '/mode', right: /did you mean accept/ }],
      [{ user: 'anna' }, { what: 'mode is missing' }],
      [
        { mode: 'accept', user: 'ana' },
        { where: '/user', right: /did you mean anna/ },
      ],
      [
        { mode: 'accept', workspaces: ['habor'] },
        { where: '/workspaces', right: /did you mean harbor/ },
      ],
      [{ mode: 'accept', workspaces: 'harbor' }, { where: '/workspaces' }],
      [{ mode: 'accept', times: 0 }, { where: '/times' }],
    ]
    for (const [script, problem] of cases) await refuses('setConsent', script, problem)
    t.same(await mode(), { mode: 'accept' })
  })
  await t.test('of an empty world, knows nobody', async () => {
    await ask('reset', { hard: true })
    await refuses('setConsent', { mode: 'accept', user: 'anna' }, { what: 'there is no user "anna"', right: String })
  })
})
