// Authorize: the page a person sees, its refusals, and where it may lead.
import t from 'tap'
import { catalogue } from '../../src/contract/catalogue.js'
import { appOf, authorizePath, CALLBACK, formFields, submit, wayBack } from '../help/oauth.js'
import { refused, start } from '../help/start.js'

const html = { headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } }
const json = { headers: { accept: 'application/json' } }

t.test('Authorize', async (t) => {
  const { mock, withToken } = await start(t)
  const browser = withToken()
  const app = appOf(mock)

  await t.test('shows the app, the people who joined a Workspace, and their Workspaces', async (t) => {
    const { status, headers, body } = await browser.get(authorizePath(app), html)
    t.equal(status, 200)
    t.equal(headers.get('content-type'), 'text/html; charset=utf-8')
    for (const shown of ['Team Dashboard', 'Anna Brandt', 'Chloé Marchand', 'Gina Rossi', 'Northwind', 'Harbor Lab']) {
      t.match(body, shown)
    }
    t.notMatch(body, 'Dev Patel', 'an open invitation cannot sign in')
  })

  await t.test('is a form that works without a script', async (t) => {
    const { body } = await browser.get(authorizePath(app, { state: 's-1' }))
    t.match(body, '<form method="post" action=""')
    t.notMatch(body, '<script')
    const token = formFields(body).find(({ name }) => name === 'csrf_token')?.value ?? ''
    t.match(token, /^[0-9a-f]{64}$/)
    t.same(
      formFields(body).map(({ type, name, value, checked }) => [type, name, value, checked]),
      [
        ['hidden', 'client_id', app.client_id, false],
        ['hidden', 'redirect_uri', CALLBACK, false],
        ['hidden', 'csrf_token', token, false],
        ['hidden', 'state', 's-1', false],
        ['radio', 'user', '100001', true],
        ['radio', 'user', '100002', false],
        ['radio', 'user', '100003', false],
        ['radio', 'user', '100005', false],
        ['checkbox', 'workspaces', '100001/9001001', true],
        ['checkbox', 'workspaces', '100001/9001002', true],
        ['checkbox', 'workspaces', '100002/9001001', true],
        ['checkbox', 'workspaces', '100003/9001001', true],
        ['checkbox', 'workspaces', '100003/9001002', true],
        ['checkbox', 'workspaces', '100005/9001001', true],
        ['submit', 'decision', 'accept', false],
        ['submit', 'decision', 'reject', false],
      ],
    )
  })

  await t.test('leaves the state out of the form when there is none', async (t) => {
    const { body } = await browser.get(authorizePath(app))
    t.notOk(formFields(body).some(({ name }) => name === 'state'))
  })

  await t.test('tolerates parameters that ClickUp does not have', async (t) => {
    const { status, body } = await browser.get(
      authorizePath(app, { response_type: 'code', scope: 'read write', prompt: 'login', code_challenge: 'x' }),
    )
    t.equal(status, 200)
    t.match(body, 'Team Dashboard')
  })

  await t.test('takes the first of a parameter given twice', async (t) => {
    const { status } = await browser.get(`${authorizePath(app)}&client_id=another&redirect_uri=https://evil.example`)
    t.equal(status, 200)
  })

  for (const [cookie, chosen] of [
    ['clickup_mock_user=100003', '100003'],
    ['theme=dark; clickup_mock_user=100005; lang=en', '100005'],
    ['clickup_mock_user=100004', '100001'],
    ['clickup_mock_user=<script>', '100001'],
    ['other=1', '100001'],
  ] as const) {
    await t.test(`selects ${chosen} for the cookie ${cookie}`, async (t) => {
      const { body } = await browser.get(authorizePath(app), { headers: { cookie } })
      const chosenFields = formFields(body).filter(({ name, checked }) => name === 'user' && checked)
      t.same(
        chosenFields.map(({ value }) => value),
        [chosen],
      )
    })
  }
})

t.test('Authorize refuses in the order OAUTH_010, OAUTH_017, OAUTH_007', async (t) => {
  const { mock, withToken } = await start(t)
  const browser = withToken()
  const { client_id } = appOf(mock)
  const evil = 'https://evil.example/steal'
  const cases = [
    [{}, 'clientNotFound'],
    [{ client_id: 'nobody' }, 'clientNotFound'],
    [{ client_id: 'nobody', redirect_uri: evil }, 'clientNotFound'],
    [{ client_id }, 'redirectMissing'],
    [{ client_id, redirect_uri: '' }, 'redirectMissing'],
    [{ client_id, redirect_uri: evil }, 'redirectMismatch'],
    [{ client_id, redirect_uri: evil, mock_consent: 'accept' }, 'redirectMismatch'],
    [{ client_id, redirect_uri: evil, mock_consent: 'reject' }, 'redirectMismatch'],
  ] as const
  for (const [given, name] of cases) {
    await t.test(`${JSON.stringify(given)} is ${name}`, async (t) => {
      const asJson = await browser.get(`/api?${new URLSearchParams(given)}`, json)
      refused(t, asJson, name)
      for (const request of [html, {}]) {
        const asPage = await browser.get(`/api?${new URLSearchParams(given)}`, request)
        const { status, err, ECODE } = catalogue[name]
        t.equal(asPage.status, status)
        t.equal(asPage.headers.get('content-type'), 'text/html; charset=utf-8')
        t.match(asPage.body, String(err))
        t.match(asPage.body, `<code>${ECODE}</code>`)
        t.equal(asPage.headers.get('location'), null)
      }
      refused(t, await browser.post('/api', new URLSearchParams({ ...given, decision: 'reject' }), json), name)
    })
  }

  await t.test('says what would be right', async (t) => {
    const unknown = await browser.get('/api?client_id=nobody')
    t.match(unknown.body, client_id, 'names the apps there are')
    const host = await browser.get(authorizePath({ client_id }, { redirect_uri: evil }))
    t.match(host.body, 'The host name has to be that of one of these: http://localhost, http://127.0.0.1')
    const exact = await browser.get(authorizePath(appOf(mock, 'sync'), { redirect_uri: evil }))
    t.match(exact.body, 'It has to be one of these: https://sync.example/oauth/callback')
  })

  await t.test('shows a fault as a page too, with its code', async (t) => {
    const { body } = await browser.get('/api', { headers: { 'x-mock-fault': 'OAUTH_025' } })
    t.match(body, '<code>OAUTH_025</code>')
  })

  await t.test('says so when there is no app at all', async (t) => {
    const empty = await start(t, { seed: 'empty' })
    t.match((await empty.withToken().get('/api?client_id=nobody')).body, 'no app at all')
  })
})

const HOST = 'dashboard'
const EXACT = 'sync'
const registered = 'https://sync.example/oauth/callback'
const redirects: readonly [app: string, given: string, goesTo: string | undefined][] = [
  [HOST, 'http://localhost:3000/callback', 'http://localhost:3000/callback'],
  [HOST, 'http://127.0.0.1:49152/any/path', 'http://127.0.0.1:49152/any/path'],
  [HOST, 'https://localhost', 'https://localhost/'],
  [HOST, 'localhost:8080/cb', 'https://localhost:8080/cb'],
  [HOST, 'HTTP://LOCALHOST/Cb', 'http://localhost/Cb'],
  [HOST, 'http://localhost\\@evil.example/', 'http://localhost/@evil.example/'],
  [HOST, 'http://evil.example@localhost/', 'http://evil.example@localhost/'],
  [HOST, 'http://localhost/\r\nset-cookie: a=b', 'http://localhost/set-cookie:%20a=b'],
  [HOST, 'http://local\r\nhost/', 'http://localhost/'],
  [HOST, 'http://localhost.evil.example/', undefined],
  [HOST, 'http://evil.example/localhost', undefined],
  [HOST, 'http://localhost@evil.example/', undefined],
  [HOST, 'http://localhost:80@evil.example/', undefined],
  [HOST, 'http://evil.example\\@localhost/', undefined],
  [HOST, 'http://evil.example#@localhost/', undefined],
  [HOST, 'http://evil.example?@localhost/', undefined],
  [HOST, 'http://localhost%00.evil.example/', undefined],
  [HOST, 'http://localhost%0d%0a.evil.example/', undefined],
  [HOST, '//evil.example', undefined],
  [HOST, '/\\evil.example', undefined],
  [HOST, 'javascript:alert(1)', undefined],
  [HOST, 'javascript://localhost/%0aalert(1)', undefined],
  [HOST, 'data:text/html,localhost', undefined],
  [HOST, 'ftp://localhost/', undefined],
  [HOST, ' ', undefined],
  [EXACT, registered, registered],
  [EXACT, 'sync.example/oauth/callback', registered],
  [EXACT, 'https://SYNC.example:443/oauth/callback', registered],
  [EXACT, 'http://sync.example/oauth/callback', undefined],
  [EXACT, 'https://sync.example:8443/oauth/callback', undefined],
  [EXACT, `${registered}/`, undefined],
  [EXACT, `${registered}?next=1`, undefined],
  [EXACT, `${registered}#part`, undefined],
  [EXACT, 'https://sync.example/oauth/callback/../../evil', undefined],
  [EXACT, 'https://a@sync.example/oauth/callback', undefined],
]

t.test('Authorize leads to registered addresses only', async (t) => {
  const { mock, withToken } = await start(t)
  const browser = withToken()
  for (const [handle, redirect_uri, goesTo] of redirects) {
    await t.test(
      `${handle}: ${JSON.stringify(redirect_uri)} ${goesTo ? `goes to ${goesTo}` : 'is refused'}`,
      async (t) => {
        const asked = await browser.get(authorizePath(appOf(mock, handle), { redirect_uri }), json)
        const answered = await browser.get(
          authorizePath(appOf(mock, handle), { redirect_uri, mock_consent: 'reject' }),
          json,
        )
        if (goesTo === undefined) {
          refused(t, asked, 'redirectMismatch')
          refused(t, answered, 'redirectMismatch')
          t.equal(answered.headers.get('location'), null)
        } else {
          t.equal(asked.status, 200)
          const pressed = await submit(browser, asked.body, { decision: 'reject' })
          t.equal(pressed.headers.get('location'), `${goesTo}?error=access_denied`)
          t.equal(answered.headers.get('location'), `${goesTo}?error=access_denied`)
          t.equal(answered.headers.get('set-cookie'), null)
        }
      },
    )
  }
})

t.test('Authorize keeps what a redirect URI already has', async (t) => {
  const address = 'https://app.example/cb?keep=1&signature=a%2Fb+c#part'
  const seed = {
    apps: {
      own: { redirect_uris: ['http://', address, 'myapp://signed-in'] },
      host: { redirect_uris: ['localhost'], redirect_match: 'host' as const },
    },
  }
  const { mock, withToken } = await start(t, { seed })
  const browser = withToken()
  for (const [handle, redirect_uri, location] of [
    ['own', address, 'https://app.example/cb?keep=1&signature=a%2Fb+c&error=access_denied&state=x#part'],
    ['own', 'myapp://signed-in', 'myapp://signed-in?error=access_denied&state=x'],
    ['host', 'http://localhost/cb?', 'http://localhost/cb?error=access_denied&state=x'],
    ['host', 'http://localhost/cb?a=1&', 'http://localhost/cb?a=1&error=access_denied&state=x'],
    ['host', 'http://localhost/cb#', 'http://localhost/cb?error=access_denied&state=x#'],
  ] as const) {
    await t.test(redirect_uri, async (t) => {
      const path = authorizePath(appOf(mock, handle), { redirect_uri, state: 'x', mock_consent: 'reject' })
      t.equal((await browser.get(path)).headers.get('location'), location)
    })
  }
})

t.test('Authorize hands the state back untouched', async (t) => {
  const { mock, withToken } = await start(t)
  const browser = withToken()
  const states = [
    'a b+c&=%23é',
    '',
    '%',
    '%zz',
    'ünï→🦊',
    '"><script>alert(1)</script>',
    "'&amp;<",
    '{"a":[1]}',
    'x'.repeat(3_000),
  ]
  for (const state of states) {
    await t.test(JSON.stringify(state.slice(0, 40)), async (t) => {
      const { body } = await browser.get(authorizePath(appOf(mock), { state }))
      for (const decision of ['accept', 'reject']) {
        t.equal(wayBack(await submit(browser, body, { decision })).searchParams.get('state'), state)
        const atOnce = await browser.get(authorizePath(appOf(mock), { state, mock_consent: decision }))
        t.equal(wayBack(atOnce).searchParams.get('state'), state)
      }
    })
  }
})
