// Fixtures: what they plant, and how a wrong one is refused.
import { readFileSync } from 'node:fs'
import t from 'tap'
import { createClickUpMock } from '../../src/index.js'
import { complaintsOf } from '../help/complaints.js'
import { type Started, start, type TestAnswer } from '../help/start.js'

const anna = 'users:\n  anna: { email: a@b.example }\n'
const two = `${anna}  ben: { email: b@b.example }\n`
const app = 'apps:\n  x: { redirect_uris: ["http://localhost"] }\n'
const inNorth = (member: string) => `${two}workspaces:\n  north:\n    members: { anna: owner, ${member} }\n`

/** What a mock holds, as a client sees it. */
async function seen({ mock, withToken }: Started) {
  const teams: Record<string, TestAnswer['body']> = {}
  for (const [handle, token] of Object.entries(mock.tokens)) {
    teams[handle] = (await withToken(token).get('/api/v2/team')).body.teams
  }
  return { tokens: mock.tokens, apps: mock.apps, env: mock.env, teams }
}

t.test('the default fixture', async (t) => {
  const { mock, as, withToken } = await start(t)

  await t.test(
    'holds two Workspaces on different plans, with owner, admin, member, guest and an open invitation',
    async (t) => {
      const { body } = await as.anna.get('/api/v2/team')
      t.same(
        body.teams.map(({ name, members }: { name: string; members: { user: { role_key: string } }[] }) => [
          name,
          members.map(({ user }) => user.role_key),
        ]),
        [
          ['Northwind', ['owner', 'admin', 'member', 'member', 'guest']],
          ['Harbor Lab', ['owner', 'member']],
        ],
      )
      t.equal(body.teams[0].members.filter((one: { user: { username: null } }) => one.user.username === null).length, 1)
      const plans = await Promise.all(['9001001', '9001002'].map((id) => as.anna.get(`/api/v2/team/${id}/plan`)))
      t.not(plans[0]?.body.plan_name, plans[1]?.body.plan_name)
    },
  )

  await t.test('gives the token of the first Workspace, whose plan allows 100 requests a minute', async (t) => {
    const token = mock.env.CLICKUP_API_TOKEN
    t.equal(token, mock.tokens.anna)
    const { headers, body } = await withToken(token).get('/api/v2/user')
    t.equal(body.user.username, 'Anna Brandt')
    t.equal(headers.get('x-ratelimit-limit'), '100')
  })

  await t.test('holds two apps and a revoked token', async (t) => {
    t.same(Object.keys(mock.apps), ['dashboard', 'sync'])
    const dead = `100002_fa4e${'dead'.padStart(60, '0')}`
    t.match(await withToken(dead).get('/api/v2/user'), { status: 401, body: { ECODE: 'OAUTH_019' } })
  })

  await t.test('has only secrets that say they are fake', async (t) => {
    const text = readFileSync('fixtures/default.yaml', 'utf8')
    const secrets = [...text.matchAll(/(?:token|client_id|client_secret): (\S+)/g)].map(([, secret]) => secret ?? '')
    t.ok(secrets.length >= 10)
    for (const secret of secrets) t.match(secret, /FAKE|fa4e/)
  })
})

t.test('the empty fixture holds nobody', async (t) => {
  const mock = await createClickUpMock({ seed: 'empty', listen: false })
  t.teardown(() => mock.close())
  t.same([mock.tokens, mock.apps], [{}, {}])
  t.same(
    Object.keys(mock.env).filter((name) => /TOKEN$|CLIENT|KEY/.test(name)),
    [],
  )
})

t.test('what a fixture leaves out', async (t) => {
  const seed = {
    users: {
      anna: { email: 'a@b.example' },
      'lee-ann_b': { email: 'l@b.example' },
      taken: { id: 100_003, email: 'n@b.example' },
      next: { email: 'm@b.example' },
    },
    workspaces: { north: { members: { anna: 'owner', 'lee-ann_b': { role: 'admin', pending: true } } } },
    apps: { x: { redirect_uris: ['http://localhost'] } },
    tokens: [{ user: 'anna' }, { user: 'anna', app: 'x' }, { user: 'next', rate_limit: '5/10' }],
  } as const
  const [one, other] = [await start(t, { seed: seed as object }), await start(t, { seed: seed as object })]

  await t.test('is derived, the same on every run', async (t) => t.same(await seen(one), await seen(other)))

  await t.test('is believable and plainly fake', async (t) => {
    t.match(one.mock.tokens.anna, /^pk_\d+_FAKETOKEN0+1$/)
    t.match(one.mock.apps.x, {
      name: 'X',
      client_id: /^FAKECLIENT[A-Z0-9]{22}$/,
      client_secret: /^FAKESECRET[A-Z0-9]{54}$/,
    })
    const { teams } = await seen(one)
    t.match(teams.anna[0], {
      name: 'North',
      members: [
        { user: { username: 'Anna', initials: 'A', date_invited: '1736154000000' } },
        { user: { username: null, date_joined: null } },
      ],
    })
  })

  await t.test('never takes an id that was given by hand', async (t) => {
    const { body } = await one.withToken(one.mock.tokens.next).get('/api/v2/user')
    t.equal(body.user.id, 100_004)
  })
})

t.test('what a fixture gives is what the mock shows', async (t) => {
  const text = inNorth(
    'ben: { role: member, invited_by: anna, date_invited: "2025-02-01T10:00Z", date_joined: 1738500000000, last_active: 2025-02-03 }',
  )
  const tokens = `tokens: [{ user: anna }, { user: ben, rate_limit: 7 }]\n${app}`
  const file = t.testdir({ 'north.yaml': text + tokens })
  const north = await start(t, { seed: `${file}/north.yaml` })
  const { teams } = await seen(north)
  t.match(teams.anna[0].members[1], {
    user: { date_invited: '1738404000000', date_joined: '1738500000000', last_active: '1738540800000' },
    invited_by: { email: 'a@b.example' },
  })
  const { headers } = await north.withToken(north.mock.tokens.ben).get('/api/v2/user')
  t.equal(headers.get('x-ratelimit-limit'), '7')
})

t.test('tokens of one app and user share the Workspaces; the last that names some decides', async (t) => {
  const seed = {
    users: { anna: { email: 'a@b.example' } },
    workspaces: { one: { members: { anna: 'owner' } }, two: { members: { anna: 'owner' } } },
    apps: { x: { redirect_uris: ['http://localhost'] } },
    tokens: ['a', 'b', 'c'].map((digit) => ({
      user: 'anna',
      app: 'x',
      token: `1_${digit.repeat(64)}`,
      ...(digit === 'b' && { workspaces: ['two'] }),
    })),
  } as const
  const { withToken } = await start(t, { seed: seed as object })
  for (const digit of ['a', 'b', 'c']) {
    const { body } = await withToken(`1_${digit.repeat(64)}`).get('/api/v2/team')
    t.match(body, { teams: [{ name: 'Two' }] }, digit)
    t.equal(body.teams.length, 1)
  }
})

t.test('a file may be JSON or YAML, with CRLF or a byte order mark', async (t) => {
  const files = {
    'one.json': JSON.stringify({ users: { anna: { email: 'a@b.example' } }, tokens: [{ user: 'anna' }] }),
    'crlf.yaml': `${anna}tokens: [{ user: anna }]\n`.replaceAll('\n', '\r\n'),
    'bom.yaml': `\ufeff${anna}tokens: [{ user: anna }]\n`,
    'alias.yaml': 'users:\n  anna: { email: &mail a@b.example, username: *mail }\ntokens: [{ user: anna }]\n',
    'constructor.yaml': 'users: { constructor: { email: a@b.example } }\ntokens: [{ user: constructor }]\n',
    'schema.json': '{"$schema": "x", "users": {"anna": {"email": "a@b.example"}}, "tokens": [{"user": "anna"}]}',
  }
  const folder = t.testdir(files)
  for (const name of Object.keys(files)) {
    const mock = await createClickUpMock({ seed: `${folder}/${name}`, listen: false })
    t.equal(Object.keys(mock.tokens).length, 1, name)
    await mock.close()
  }
})

t.test('a fixture that cannot be read is refused', async (t) => {
  const folder = t.testdir({
    'nothing.yaml': '',
    'comments.yaml': '# nothing yet\n',
    'nothing.json': ' ',
    'comma.json': '{\n  "users": {},\n}',
    'yaml.json': 'users: {}',
  })
  const refusal = (seed: string) => complaintsOf(() => createClickUpMock({ seed, listen: false }))
  t.same(await refusal(`${folder}/no.yaml`), [
    `${folder}/no.yaml: there is no such file; write its path, or default, or empty`,
  ])
  t.same(await refusal(folder), [`${folder}: it is a folder, not a file; write its path, or default, or empty`])
  t.same(await refusal('defualt'), ['defualt: there is no such file; did you mean default?'])
  for (const name of ['nothing.yaml', 'comments.yaml', 'nothing.json']) {
    t.match(await refusal(`${folder}/${name}`), [`${folder}/${name}:1:1: it holds nothing; write users`])
  }
  t.match(await refusal(`${folder}/comma.json`), [
    /comma\.json:3:1: it is not valid JSON: .*; mend it, or call the file \.yaml$/,
  ])
  t.match(await refusal(`${folder}/yaml.json`), [/yaml\.json:1:1: it is not valid JSON: /])
  t.match(await refusal('no\u0000where'), [/cannot be read \(.*null bytes/])
})

t.test('a refused fixture plants nothing', async (t) => {
  const { mock, withToken } = await start(t)
  const { post } = withToken()
  const zoe = { users: { zoe: { email: 'z@b.example' } }, tokens: [{ user: 'zoe' }] }
  const wrong = { ...zoe, tokens: [{ user: 'zoe' }, { user: 'nobody' }] }
  t.match(await post('/__mock/seed', wrong), { status: 400, body: { problems: [{ where: '/tokens/1/user' }] } })
  t.match(await post('/__mock/seed', zoe), { status: 200 }, 'zoe is not taken')
  t.match(await post('/__mock/seed', zoe), {
    status: 400,
    body: { problems: [{ where: '/users/zoe', what: 'there is a user "zoe" already' }] },
  })
  mock.reset()
  t.match(await post('/__mock/seed', zoe), { status: 200 }, 'a reset forgets what was planted')
})

t.test('a handle that is taken is refused', async (t) => {
  const { withToken } = await start(t)
  const { status, body } = await withToken().post('/__mock/seed', {
    workspaces: { northwind: { members: { anna: 'owner' } } },
    apps: { sync: { redirect_uris: ['a.example'] } },
  })
  t.equal(status, 400)
  t.match(body.problems, [
    { where: '/workspaces/northwind', what: 'there is a Workspace "northwind" already' },
    { where: '/apps/sync', what: 'there is an app "sync" already' },
  ])
})
