// curl, with the commands of ClickUp's guides and reference; only the addresses come from the environment.
// https://developer.clickup.com/docs/authentication and https://developer.clickup.com/reference/getaccesstoken
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import t, { type Test } from 'tap'
import { filledIn, formOf } from '../help/form.js'
import { consented, environmentOf } from '../help/login.js'
import { refused, start, type TestAnswer } from '../help/start.js'

const sh = promisify(execFile)

/** The scripts print what curl prints. `$CODE`, `$TOKEN` and `$FORM` are what the step before has given. */
const authorize = {
  'a header': String.raw`
    curl -s -o /dev/null -w '%{redirect_url}' -G "$CLICKUP_AUTHORIZE_URL" \
      -H 'X-Mock-Consent: accept; user=chloe; workspaces=northwind' \
      -d client_id="$CLICKUP_CLIENT_ID" -d redirect_uri=http://localhost:3000/callback -d state=xyz`,
  'the query': String.raw`
    curl -s -o /dev/null -w '%{redirect_url}' -G "$CLICKUP_AUTHORIZE_URL" \
      -d mock_consent=accept -d mock_user=chloe -d mock_workspaces=northwind \
      -d client_id="$CLICKUP_CLIENT_ID" -d redirect_uri=http://localhost:3000/callback -d state=xyz`,
}

const seePage = String.raw`
  curl -s -G "$CLICKUP_AUTHORIZE_URL" \
    -d client_id="$CLICKUP_CLIENT_ID" -d redirect_uri=http://localhost:3000/callback -d state=xyz`

const submitForm = `
  curl -s -o /dev/null -w '%{redirect_url}' "$CLICKUP_AUTHORIZE_URL" -d "$FORM"`

const exchange = {
  'the query': String.raw`
    curl -i -X POST \
      "$CLICKUP_TOKEN_URL?client_id=$CLICKUP_CLIENT_ID&client_secret=$CLICKUP_CLIENT_SECRET&code=$CODE"`,
  'the query, with a JSON content type and no body': String.raw`
    curl -i -X POST -H 'Content-Type: application/json' \
      "$CLICKUP_TOKEN_URL?client_id=$CLICKUP_CLIENT_ID&client_secret=$CLICKUP_CLIENT_SECRET&code=$CODE"`,
  'a JSON body': String.raw`
    curl --include --request POST \
      --url "$CLICKUP_TOKEN_URL" \
      --header 'accept: application/json' \
      --header 'content-type: application/json' \
      --data '{"client_id":"'$CLICKUP_CLIENT_ID'","client_secret":"'$CLICKUP_CLIENT_SECRET'","code":"'$CODE'"}'`,
  'a form body': String.raw`
    curl --include --request POST \
      --url "$CLICKUP_TOKEN_URL" \
      --header 'accept: application/json' \
      --data client_id="$CLICKUP_CLIENT_ID" \
      --data client_secret="$CLICKUP_CLIENT_SECRET" \
      --data code="$CODE"`,
}

const readUser = `
  curl -i -X GET "$CLICKUP_BASE_URL/user" -H "Authorization: Bearer $TOKEN"`

const readTeams = String.raw`
  curl --include --request GET \
    --url "$CLICKUP_BASE_URL/team" \
    --header "Authorization: $TOKEN" \
    --header 'accept: application/json'`

t.test('curl', async (t) => {
  const { mock, withToken } = await start(t, { listen: true })
  const env = environmentOf(mock)
  const run = (script: string, more: Readonly<Record<string, string>> = {}) => output(script, { ...env, ...more })
  const call = async (script: string, more?: Readonly<Record<string, string>>) => answerIn(await run(script, more))
  const fillIn = async (press: string) => {
    const form = formOf(await run(seePage), env.CLICKUP_AUTHORIZE_URL)
    return filledIn(form, { choose: ['Chloé Marchand'], untick: ['Harbor Lab'], press }).toString()
  }

  const toRead = async (t: Test, callback: URL, script: string) => {
    t.equal(`${callback.origin}${callback.pathname}`, 'http://localhost:3000/callback')
    t.equal(callback.searchParams.get('state'), 'xyz')
    const exchanged = await call(script, { CODE: callback.searchParams.get('code') ?? '' })
    t.match(exchanged, { status: 200, body: { access_token: /^100003_[0-9a-f]{64}$/, token_type: 'Bearer' } })
    const TOKEN: string = exchanged.body.access_token
    const user = await call(readUser, { TOKEN })
    t.match(user, { status: 200, body: { user: { id: consented.userId, username: consented.username } } })
    t.same(user.body, (await withToken(TOKEN).get('/api/v2/user')).body, 'as the spec says')
    const teams = await call(readTeams, { TOKEN })
    t.same(
      teams.body.teams.map(({ id }: { id: string }) => id),
      consented.teams,
    )
    t.same(teams.body, (await withToken(TOKEN).get('/api/v2/team')).body, 'as the spec says')
    t.equal(teams.headers.get('x-ratelimit-limit'), '100')
  }

  const consents = [
    { name: 'a header', come: () => run(authorize['a header']) },
    { name: 'the query', come: () => run(authorize['the query']) },
    { name: 'the form', come: async () => run(submitForm, { FORM: await fillIn('Accept') }) },
  ]
  for (const { name, come } of consents) {
    await t.test(`logs in and reads user and Workspaces, consent by ${name}`, async (t) =>
      toRead(t, new URL(await come()), exchange['the query']),
    )
  }
  for (const [by, script] of Object.entries(exchange)) {
    await t.test(`logs in and reads user and Workspaces, exchange by ${by}`, async (t) =>
      toRead(t, new URL(await run(authorize['a header'])), script),
    )
  }

  const rejections = [
    { name: 'a header', come: () => run(authorize['a header'].replace(/accept;[^']*/, 'reject')) },
    {
      name: 'the query',
      come: () => run(authorize['the query'].replace('mock_consent=accept', 'mock_consent=reject')),
    },
    { name: 'the form', come: async () => run(submitForm, { FORM: await fillIn('Reject') }) },
  ]
  for (const { name, come } of rejections) {
    await t.test(`comes back without a code, consent rejected by ${name}`, async (t) => {
      const callback = new URL(await come())
      t.same(Object.fromEntries(callback.searchParams), { error: 'access_denied', state: 'xyz' })
    })
  }

  await t.test('prints the refusals of the exchange', async (t) => {
    for (const script of Object.values(exchange)) refused(t, await call(script, { CODE: '' }), 'codeNotFound')
    const stranger = { CODE: '', CLICKUP_CLIENT_ID: 'nobody' }
    refused(t, await call(exchange['the query'], stranger), 'clientNotFound')
    refused(
      t,
      await call(exchange['a JSON body'], { CODE: '', CLICKUP_CLIENT_SECRET: 'wrong' }),
      'clientSecretMismatch',
    )
    const callback = new URL(await run(authorize['the query']))
    const CODE = callback.searchParams.get('code') ?? ''
    t.equal((await call(exchange['a form body'], { CODE })).status, 200)
    refused(t, await call(exchange['a form body'], { CODE }), 'codeUsed')
  })

  await t.test('prints the refusals of a token', async (t) => {
    refused(t, await call(readTeams, { TOKEN: '' }), 'tokenMissing')
    refused(t, await call(readTeams, { TOKEN: 'pk_1_NOBODYS' }), 'personalTokenInvalid')
    refused(t, await call(readUser, { TOKEN: 'nobodys' }), 'oauthTokenNotFound')
  })
})

/** What a script prints. Nothing but its own variables reaches it: no proxy, no .curlrc. */
async function output(script: string, env: Readonly<Record<string, string>>): Promise<string> {
  const { stdout } = await sh('sh', ['-e', '-c', script], { env: { PATH: process.env.PATH, ...env } })
  return stdout
}

/** Reads what `curl --include` prints. */
function answerIn(printed: string): TestAnswer {
  const [head = '', body = ''] = printed.split(/\r\n\r\n(.*)/s)
  const [first = '', ...lines] = head.split('\r\n')
  const headers = new Headers(
    lines.map((line): [string, string] => {
      const [, name = '', value = ''] = /^([^:]+):\s*(.*)$/.exec(line) ?? []
      return [name, value]
    }),
  )
  return { status: Number(first.split(' ')[1]), headers, body: JSON.parse(body) }
}
