// The two pages themselves: what they show of hostile, missing and many values.
import t from 'tap'
import { consentPage, refusalPage } from '../../src/features/authorization/consent-page.js'
import { appOf, authorizePath, CALLBACK, formFields, submit } from '../help/oauth.js'
import { start } from '../help/start.js'

const HOSTILE = `"'><img src=x onerror=alert(1)></style><script>alert(2)</script>&amp;`

t.test('the consent page escapes every value', async (t) => {
  const seed = {
    users: { eve: { email: `eve"><b>@evil.example`, username: HOSTILE, initials: '<i>', timezone: HOSTILE } },
    workspaces: { lair: { name: HOSTILE, members: { eve: 'owner' as const } } },
    apps: { trap: { name: HOSTILE, redirect_uris: [`${CALLBACK}?a=${HOSTILE}`] } },
  }
  const { mock, withToken } = await start(t, { seed })
  const app = appOf(mock, 'trap')
  const redirect_uri = `${CALLBACK}?a=${HOSTILE}`
  for (const given of [{ redirect_uri, state: HOSTILE }, { redirect_uri: `https://evil.example/${HOSTILE}` }]) {
    const { body, headers } = await withToken().get(authorizePath(app, given))
    t.notMatch(body, /<(script|img|b|i)\b/)
    t.equal(body.match(/<style>/g)?.length, 1)
    t.equal(body.match(/<\/style>/g)?.length, 1)
    t.match(headers.get('content-security-policy'), "default-src 'none'")
    t.match(headers.get('content-security-policy'), "frame-ancestors 'none'")
  }
  const { body } = await withToken().get(authorizePath(app, { redirect_uri, state: HOSTILE }))
  t.match(body, '&quot;&#39;&gt;&lt;img src=x onerror=alert(1)&gt;')
  const values = Object.fromEntries(formFields(body).map(({ name, value }) => [name, value]))
  t.match(values, { redirect_uri, state: HOSTILE }, 'and a browser reads the very values')
})

t.test('the consent page of a crowd', async (t) => {
  const seed = {
    users: Object.fromEntries([...'abcdefg'].map((name) => [name, { email: `${name}@crowd.example` }])),
    workspaces: {
      crowd: {
        members: Object.fromEntries(
          [...'abcdefg'].map((name, index) => [name, index ? ('member' as const) : ('owner' as const)]),
        ),
      },
    },
    apps: { own: { redirect_uris: [CALLBACK] } },
  }
  const { mock, withToken } = await start(t, { seed })

  await t.test('scrolls to the person who is chosen', async (t) => {
    const { body } = await withToken().get(authorizePath(appOf(mock, 'own')))
    t.match(body, 'class="choices many"')
    t.match(body, /value="100001" checked autofocus>/)
  })

  await t.test('leaves the focus to the problem when there is one', async (t) => {
    const page = await withToken().get(authorizePath(appOf(mock, 'own')))
    const { body } = await submit(withToken(), page.body, { user: 100002, workspaces: [], decision: 'accept' })
    t.match(body, /value="100002" checked>/)
    t.match(body, '<fieldset id="workspaces-100002" aria-describedby="problem">')
    t.match(body, /value="100002\/9001001" checked autofocus>/)
    t.match(body, '<title>Error: Allow')
  })
})

t.test('the consent page where nobody has joined a Workspace', async (t) => {
  const { mock, withToken } = await start(t, { seed: { apps: { own: { redirect_uris: [CALLBACK] } } } })
  const { status, body } = await withToken().get(authorizePath(appOf(mock, 'own')))
  t.equal(status, 200)
  t.match(body, 'There is nobody to choose')
})

t.test('the consent page of a person without name, colour or Workspace', async (t) => {
  const person = { id: 1, username: '', email: 'someone@example.com', initials: 'S', color: null, teams: [] }
  const view = {
    app: { name: 'App', client_id: 'C' },
    redirect_uri: CALLBACK,
    destination: CALLBACK,
    state: undefined,
    csrf_token: '0',
    people: [person],
    chosen: 1,
  }
  const page = consentPage(view)
  t.match(page, '<bdi>someone@example.com</bdi> is not a member of any Workspace.')
  t.equal(page.match(/someone@example\.com/g)?.length, 3, 'the address stands for the name, not beside it')
})

t.test('the consent page paints what has a colour, with text that can be read on it', async (t) => {
  const colors = [
    ['#ffff00', 'style="background:#ffff00;color:#000"'],
    ['#00007f', 'style="background:#00007f;color:#fff"'],
    ['red;}', 'aria-hidden="true">'],
  ] as const
  for (const [color, attribute] of colors) {
    const team = { id: '1', name: 'Team', color, role: 'member', ticked: false }
    const person = { id: 1, username: 'Someone', email: 's@example.com', initials: 'S', color, teams: [team] }
    const app = { name: 'App', client_id: 'C' }
    const asked = { app, redirect_uri: CALLBACK, destination: CALLBACK, state: undefined, csrf_token: '0' }
    const page = consentPage({ ...asked, people: [person], chosen: 1 })
    t.match(page, `<span class="avatar" aria-hidden="true"`)
    t.ok(page.split(attribute).length > 2, `${color} on the person and on the Workspace`)
  }
})

t.test('the refusal page shows what it is told as text', async (t) => {
  const page = refusalPage({ status: 400, err: 'No <b>', ECODE: 'OAUTH_<7>', explanation: 'Because.' })
  t.match(page, 'No &lt;b&gt;')
  t.match(page, '<code>OAUTH_&lt;7&gt;</code>')
})
