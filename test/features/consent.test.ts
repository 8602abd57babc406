// Consent: what the page's form does, and the ways to answer it without a browser.
import t from 'tap'
import { appOf, authorizePath, CALLBACK, codeFor, formFields, logIn, submit, wayBack } from '../help/oauth.js'
import { refused, start } from '../help/start.js'

const NORTHWIND = '9001001'
const HARBOR = '9001002'
const teamsSeen = (body: { teams: { id: string }[] }) => body.teams.map(({ id }) => id)

t.test('Consent', async (t) => {
  const started = await start(t)
  const { mock, withToken } = started
  const browser = withToken()
  const app = appOf(mock)
  const { body: page } = await browser.get(authorizePath(app, { state: 's' }))

  await t.test('sends a code and the state back, and remembers the user', async (t) => {
    const answer = await submit(browser, page, { user: 100003, decision: 'accept' })
    const back = wayBack(answer)
    t.equal(`${back.origin}${back.pathname}`, CALLBACK)
    t.same([...back.searchParams.keys()], ['code', 'state'])
    t.match(back.searchParams.get('code'), /^[A-Z0-9]{32}$/)
    const cookie = answer.headers.get('set-cookie') ?? ''
    t.match(cookie, /^clickup_mock_user=100003; Path=\/; HttpOnly; SameSite=Lax/)
    const again = await browser.get(authorizePath(app), { headers: { cookie: cookie.split(';')[0] ?? '' } })
    t.ok(formFields(again.body).some(({ name, value, checked }) => name === 'user' && value === '100003' && checked))
  })

  await t.test('sends access_denied and the state back when the person rejects', async (t) => {
    const back = wayBack(await submit(browser, page, { decision: 'reject' }))
    t.equal(back.href, `${CALLBACK}?error=access_denied&state=s`)
  })

  for (const workspaces of [[NORTHWIND], [HARBOR], [NORTHWIND, HARBOR]]) {
    await t.test(`opens the Workspaces that were ticked: ${workspaces.join(', ')}`, async (t) => {
      const token = await logIn(started, { user: 100001, workspaces })
      t.same(teamsSeen((await withToken(token).get('/api/v2/team')).body), workspaces)
      for (const id of [NORTHWIND, HARBOR]) {
        const answer = await withToken(token).get(`/api/v2/team/${id}/plan`)
        if (workspaces.includes(id)) t.equal(answer.status, 200)
        else refused(t, answer, 'teamsNotAuthorized')
      }
    })
  }

  await t.test('adds and removes Workspaces for the tokens there are when the person authorizes again', async (t) => {
    const first = await logIn(started, { user: 100003, workspaces: [NORTHWIND] })
    const other = await logIn(started, { user: 100001, workspaces: [NORTHWIND] })
    for (const workspaces of [[NORTHWIND, HARBOR], [HARBOR]]) {
      const next = await logIn(started, { user: 100003, workspaces })
      t.not(next, first)
      for (const token of [first, next])
        t.same(teamsSeen((await withToken(token).get('/api/v2/team')).body), workspaces)
    }
    t.same(teamsSeen((await withToken(other).get('/api/v2/team')).body), [NORTHWIND], 'another user is not touched')
  })

  await t.test('ticks what the app was granted before', async (t) => {
    await codeFor(started, { user: 100003, workspaces: [HARBOR] })
    const { body } = await browser.get(authorizePath(app))
    const ticked = formFields(body).filter(({ value, checked }) => value.startsWith('100003/') && checked)
    t.same(
      ticked.map(({ value }) => value),
      [`100003/${HARBOR}`],
    )
  })

  const hidden = Object.fromEntries(
    formFields(page)
      .filter(({ type }) => type === 'hidden')
      .map(({ name, value }) => [name, value]),
  )
  const base = { ...hidden, decision: 'accept' }
  const whole = { ...base, user: '100001', workspaces: `100001/${NORTHWIND}` }
  const mends = [
    ['Say who you are.', 'nobody is chosen', { workspaces: `100001/${NORTHWIND}` }],
    ['Say who you are.', 'the user is unknown', { user: '5', workspaces: `5/${NORTHWIND}` }],
    ['Tick at least one Workspace.', 'nothing is ticked', { user: '100001' }],
    [
      'Tick at least one Workspace.',
      'only those of others are ticked',
      { user: '100005', workspaces: `100001/${HARBOR}` },
    ],
    ['Tick at least one Workspace.', 'it is none of the user’s', { user: '100005', workspaces: `100005/${HARBOR}` }],
    ['Tick at least one Workspace.', 'it does not exist', { user: '100001', workspaces: '100001/7' }],
    [
      'Tick at least one Workspace.',
      'the invitation is still open',
      { user: '100004', workspaces: `100004/${NORTHWIND}` },
    ],
  ] as const
  for (const [problem, why, given] of mends) {
    await t.test(`shows the page again when ${why}`, async (t) => {
      const { status, headers, body } = await browser.post('/api', new URLSearchParams({ ...base, ...given }))
      t.equal(status, 200)
      t.equal(headers.get('set-cookie'), null)
      t.match(body, `<p role="alert" id="problem">${problem}</p>`)
      const fields = Object.fromEntries(formFields(body).map(({ name, value }) => [name, value]))
      t.match(fields, { client_id: app.client_id, redirect_uri: CALLBACK, state: 's' })
    })
  }

  const inBrowser = { origin: 'https://evil.example' }
  const strangers: readonly (readonly [why: string, form: Readonly<Record<string, string>>])[] = [
    ['has no token of the page', { ...whole, csrf_token: '' }],
    ['has a token that was made up', { ...whole, csrf_token: 'f'.repeat(64) }],
    ['has the token of a page for another state', { ...whole, state: 'other' }],
    ['rejects, which is a decision too', { ...whole, csrf_token: '', decision: 'reject' }],
  ]
  for (const [why, form] of strangers) {
    await t.test(`shows the page again, and nothing else happens, when a form ${why}`, async (t) => {
      const before = mock.control.exportWorld()
      const { status, headers, body } = await browser.post('/api', new URLSearchParams(form), { headers: inBrowser })
      t.match({ status, cookie: headers.get('set-cookie') }, { status: 200, cookie: null })
      t.match(body, '<p role="alert" id="problem">Decide here: the form that was sent is not of this page.</p>')
      t.same(mock.control.exportWorld(), before)
    })
  }
  await t.test('takes no form of another sandbox’s page', async (t) => {
    const { body } = await browser.post('/s/other/api', new URLSearchParams(whole), { headers: inBrowser })
    t.match(body, 'not of this page')
    const own = await browser.post('/api', new URLSearchParams(whole), { headers: inBrowser })
    t.match(wayBack(own).searchParams.get('code'), /./, 'its own does')
  })

  await t.test('asks for no token where no browser is, and so no page elsewhere', async (t) => {
    const form = new URLSearchParams(whole)
    form.delete('csrf_token')
    t.match(wayBack(await browser.post('/api', form)).searchParams.get('code'), /./)
  })

  await t.test('takes the user’s own Workspaces from among those of others', async (t) => {
    const form = new URLSearchParams({ ...base, user: '100005' })
    for (const value of [`100001/${HARBOR}`, `100005/${NORTHWIND}`, `100005/${HARBOR}`, 'junk'])
      form.append('workspaces', value)
    const code = wayBack(await browser.post('/api', form)).searchParams.get('code') ?? ''
    const { client_id, client_secret } = app
    const { body } = await browser.post('/api/v2/oauth/token', { client_id, client_secret, code })
    t.same(teamsSeen((await withToken(body.access_token).get('/api/v2/team')).body), [NORTHWIND])
  })

  await t.test('rejects when neither button was pressed', async (t) => {
    const { decision: _, ...form } = base
    t.equal(wayBack(await browser.post('/api', new URLSearchParams(form))).searchParams.get('error'), 'access_denied')
  })

  await t.test('reads nothing from values that no form can send', async (t) => {
    for (const workspaces of [[1, null, {}], 7, { a: 1 }, null]) {
      const { status, body } = await browser.post('/api', { ...base, user: 100001, workspaces })
      t.equal(status, 200)
      t.match(body, 'Tick at least one Workspace.')
    }
    const answer = await browser.post('/api', { ...base, decision: 'reject', state: '\ud800' })
    t.equal(wayBack(answer).searchParams.get('state'), '\ufffd')
  })
})

t.test('the consent page without a browser', async (t) => {
  const consents = [
    { how: 'the option', options: { consent: 'accept' }, sees: [NORTHWIND, HARBOR], user: 100001 },
    {
      how: 'the option with a handle',
      options: { consent: 'accept:user=chloe' },
      sees: [NORTHWIND, HARBOR],
      user: 100003,
    },
    {
      how: 'the option with a Workspace',
      options: { consent: 'accept; user=chloe; workspaces=harbor' },
      sees: [HARBOR],
      user: 100003,
    },
    { how: 'the header', header: 'accept; user=ben@northwind.example', sees: [NORTHWIND], user: 100002 },
    { how: 'the header with ids', header: `accept;user=100001;workspaces=${HARBOR}`, sees: [HARBOR], user: 100001 },
    { how: 'the query', query: { mock_consent: 'accept' }, sees: [NORTHWIND, HARBOR], user: 100001 },
    {
      how: 'the query with user and Workspaces',
      query: { mock_consent: 'accept', mock_user: 'anna', mock_workspaces: 'northwind,harbor' },
      sees: [NORTHWIND, HARBOR],
      user: 100001,
    },
    {
      how: 'the header before the query, the query before the option',
      options: { consent: 'reject' },
      query: { mock_consent: 'accept', mock_user: 'anna' },
      header: 'accept; user=gina',
      sees: [NORTHWIND],
      user: 100005,
    },
    {
      how: 'a Workspace that the user has not joined, left out',
      header: 'accept; user=ben; workspaces=northwind,harbor',
      sees: [NORTHWIND],
      user: 100002,
    },
  ]
  for (const { how, options = {}, header, query = {}, sees, user } of consents) {
    await t.test(`is accepted by ${how}`, async (t) => {
      const { mock, withToken } = await start(t, options)
      const headers = header === undefined ? {} : { 'x-mock-consent': header }
      const back = wayBack(await withToken().get(authorizePath(appOf(mock), { state: 's', ...query }), { headers }))
      t.equal(back.searchParams.get('state'), 's')
      const { client_id, client_secret } = appOf(mock)
      const code = back.searchParams.get('code') ?? ''
      const { body } = await withToken().post('/api/v2/oauth/token', { client_id, client_secret, code })
      const token = withToken(body.access_token)
      t.equal((await token.get('/api/v2/user')).body.user.id, user)
      t.same(teamsSeen((await token.get('/api/v2/team')).body), sees)
    })
  }

  await t.test('is asked again by the query where the option accepts', async (t) => {
    const { mock, withToken } = await start(t, { consent: 'accept' })
    const { status, body } = await withToken().get(authorizePath(appOf(mock), { mock_consent: 'ask' }))
    t.equal(status, 200)
    t.match(body, 'Team Dashboard')
  })

  const rejections = [
    { how: 'reject', header: 'reject', note: undefined },
    { how: 'an unknown user', header: 'accept; user=zoe', note: /there is nobody "zoe"/ },
    {
      how: 'Workspaces that are not the user’s',
      header: 'accept; user=ben; workspaces=harbor',
      note: /ben .* none of .*harbor/,
    },
    { how: 'a user who has joined none', header: 'accept; user=dev', note: /dev .* none/ },
  ]
  for (const { how, header, note } of rejections) {
    await t.test(`is rejected by ${how}`, async (t) => {
      const { mock, withToken } = await start(t)
      const answer = await withToken().get(authorizePath(appOf(mock)), { headers: { 'x-mock-consent': header } })
      t.equal(wayBack(answer).searchParams.get('error'), 'access_denied')
      const [entry] = mock.journal()
      if (note) t.match(entry?.notes[0], note)
      else t.same(entry?.notes, [])
    })
  }

  await t.test('is rejected where nobody has joined a Workspace', async (t) => {
    const { mock, withToken } = await start(t, {
      consent: 'accept',
      seed: { apps: { own: { redirect_uris: [CALLBACK] } } },
    })
    const answer = await withToken().get(authorizePath(appOf(mock, 'own')))
    t.equal(wayBack(answer).searchParams.get('error'), 'access_denied')
    t.match(mock.journal()[0]?.notes[0], 'there is nobody')
  })

  const slips = [
    { how: 'a header that names no answer', header: 'acept', problem: { what: /no consent "acept"/, right: /accept/ } },
    { how: 'a header with an unknown setting', header: 'accept; team=1', problem: { what: /"team=1"/ } },
    { how: 'a header with an empty setting', header: 'accept; user=', problem: { what: /"user="/ } },
    { how: 'a query that names no answer', query: { mock_consent: 'yes' }, problem: { where: /mock_consent/ } },
  ]
  for (const { how, header, query = {}, problem } of slips) {
    await t.test(`complains about ${how}`, async (t) => {
      const { mock, withToken } = await start(t)
      const headers = header === undefined ? {} : { 'x-mock-consent': header }
      const { status, body } = await withToken().get(authorizePath(appOf(mock), query), { headers })
      t.equal(status, 400)
      t.match(body, { problems: [problem] })
    })
  }
})
