// Tokens, grants, Workspaces and members, changed while the mock runs.
import t from 'tap'
import { refused, start } from '../help/start.js'
import { type Twins, twins } from '../help/twins.js'

const NORTHWIND = '/api/v2/team/9001001/plan'

/** The names of the Workspaces a token sees. */
async function teamsOf({ withToken }: Twins, token: string): Promise<string[]> {
  const { body } = await withToken(token).get('/api/v2/team')
  return body.teams.map(({ name }: { name: string }) => name)
}

/** Roles by handle, as the export has them. */
async function rolesIn({ ask }: Twins, workspace = 'northwind'): Promise<Record<string, string>> {
  const { members } = (await ask('exportWorld')).workspaces[workspace]
  return Object.fromEntries(Object.entries<{ role: string }>(members).map(([name, { role }]) => [name, role]))
}

t.test('mintToken', async (t) => {
  const pair = await twins(t)
  const { ask, refuses, withToken } = pair

  await t.test('makes a personal token, which sees all Workspaces of its user', async (t) => {
    const { token } = await ask('mintToken', { user: 'anna' })
    const fields = { user: 'anna', app: null, workspaces: ['northwind', 'harbor'], revoked: false }
    t.match(token, { token: /^pk_100001_[A-Z0-9]{32}$/, ...fields })
    t.same(await teamsOf(pair, token.token), ['Northwind', 'Harbor Lab'])
    t.same((await ask('listTokens')).tokens.at(-1), token)
  })
  await t.test('makes an OAuth token for some Workspaces, or for all', async (t) => {
    const some = await ask('mintToken', { user: 'chloe', app: 'sync', workspaces: ['harbor', '9001002'] })
    t.match(some.token, { token: /^100003_[0-9a-f]{64}$/, app: 'sync', workspaces: ['harbor'] })
    t.same(await teamsOf(pair, some.token.token), ['Harbor Lab'])
    const all = await ask('mintToken', { user: '100003', app: pair.doors[0].mock.apps.dashboard?.client_id })
    t.same(all.token.workspaces, ['northwind', 'harbor'])
  })
  await t.test('shares what they see among the tokens of an app and a user', async (t) => {
    const first = await ask('mintToken', { user: 'anna', app: 'dashboard', workspaces: ['northwind'] })
    const second = await ask('mintToken', { user: 'anna', app: 'dashboard' })
    t.same(second.token.workspaces, ['northwind'], 'as it was granted before')
    await ask('mintToken', { user: 'anna', app: 'dashboard', workspaces: [] })
    t.same([await teamsOf(pair, first.token.token), await teamsOf(pair, second.token.token)], [[], []])
  })
  await t.test('makes one for somebody who has only been invited: it sees nothing', async (t) => {
    for (const given of [{ user: 'dev' }, { user: 'dev', app: 'sync' }]) {
      const { token } = await ask('mintToken', given)
      t.same(token.workspaces, [])
      t.equal((await withToken(token.token).get('/api/v2/user')).status, 200)
      t.same(await teamsOf(pair, token.token), [])
      refused(t, await withToken(token.token).get(NORTHWIND), 'teamsNotAuthorized', '9001001')
    }
  })
  await t.test('refuses whom and what it does not know, and makes nothing', async (t) => {
    const before = await ask('exportWorld')
    const cases: readonly (readonly [given: object, problem: object])[] = [
      [{}, { what: 'user is missing' }],
      [{ user: 'ana' }, { where: '/user', what: 'there is no user "ana"', right: /did you mean anna/ }],
      [{ user: 100001 }, { where: '/user', right: /text/ }],
      [
        { user: 'anna', app: 'snyc' },
        { where: '/app', right: /did you mean sync/ },
      ],
      [
        { user: 'anna', workspaces: ['harbor'] },
        { where: '/workspaces', what: /personal token/, right: /name an app/ },
      ],
      [
        { user: 'anna', app: 'sync', workspaces: ['habor'] },
        { where: '/workspaces', right: /did you mean harbor/ },
      ],
      [
        { user: 'gina', app: 'sync', workspaces: ['northwind', 'harbor'] },
        { where: '/workspaces', what: 'gina has not joined harbor', right: 'gina has joined northwind' },
      ],
      [{ user: 'dev', app: 'sync', workspaces: ['northwind'] }, { right: 'dev has joined none' }],
    ]
    for (const [given, problem] of cases) await refuses('mintToken', given, problem)
    t.same(await ask('exportWorld'), before)
  })
})

t.test('revokeToken and regenerateToken', async (t) => {
  const pair = await twins(t)
  const { ask, refuses, tokens, as, withToken } = pair

  await t.test('end a token at once; a second time changes nothing', async (t) => {
    const { token } = (await ask('mintToken', { user: 'anna', app: 'sync' })).token
    const ended = await ask('revokeToken', { token })
    t.match(ended.token, { token, revoked: true })
    t.same(await ask('revokeToken', { token }), ended)
    refused(t, await withToken(token).get('/api/v2/user'), 'oauthTokenNotFound')
    t.same((await ask('listTokens')).tokens.at(-1), ended.token, 'and it is remembered')
  })
  await t.test('give a new personal token with the rate limit of the old one, which dies', async (t) => {
    const token = `pk_100002_${'A'.repeat(32)}`
    await ask('seed', { tokens: [{ user: 'ben', token, rate_limit: 5 }] })
    const fresh = (await ask('regenerateToken', { token })).token.token
    refused(t, await withToken(token).get('/api/v2/user'), 'personalTokenInvalid')
    t.equal((await withToken(fresh).get('/api/v2/user')).headers.get('x-ratelimit-limit'), '5')
    t.equal((await as.ben.get('/api/v2/user')).status, 200, 'another token of the user lives')
    const again = (await ask('regenerateToken', { token })).token
    t.match(again, { user: 'ben', revoked: false }, 'a dead one can be replaced as well')
    t.not(again.token, fresh)
  })
  await t.test('refuse a token that is not there, and an OAuth token has no successor', async () => {
    const none = { where: '/token', what: 'there is no token "nobody"', right: /\/__mock\/tokens lists/ }
    await refuses('revokeToken', { token: 'nobody' }, none)
    await refuses('regenerateToken', { token: 'nobody' }, none)
    await refuses('revokeToken', {}, { what: 'token is missing' })
    const { token } = (await ask('mintToken', { user: 'anna', app: 'sync' })).token
    await refuses('regenerateToken', { token }, { where: '/token', what: 'it is an OAuth token', right: /revoke it/ })
  })
  await t.test('are methods of the mock itself, too', async (t) => {
    const { mock } = await start(t)
    const fresh = mock.regenerateToken(tokens.anna ?? '')
    mock.revokeToken(fresh)
    t.match(mock.control.listTokens().tokens.at(-1), { token: fresh, revoked: true })
    t.throws(() => mock.revokeToken('nobody'), { name: 'InputError' })
    t.throws(() => mock.regenerateToken('nobody'), { name: 'InputError' })
  })
})

t.test('setGrant', async (t) => {
  const pair = await twins(t)
  const { ask, refuses } = pair
  const { token } = (await ask('mintToken', { user: 'anna', app: 'sync' })).token

  await t.test('gives and takes Workspaces, for the tokens there are', async (t) => {
    for (const [workspaces, teams] of [
      [['harbor'], ['Harbor Lab']],
      [
        ['harbor', 'northwind', 'harbor'],
        ['Northwind', 'Harbor Lab'],
      ],
      [[], []],
    ]) {
      await ask('setGrant', { app: 'sync', user: 'anna', workspaces })
      t.same(await teamsOf(pair, token), teams)
    }
  })
  await t.test('before there is a token', async (t) => {
    await ask('setGrant', { app: 'dashboard', user: 'ben', workspaces: [] })
    t.same((await ask('mintToken', { app: 'dashboard', user: 'ben' })).token.workspaces, [])
  })
  await t.test('refuses whom and what it does not know, and what is not the user’s to give', async () => {
    const right = { app: 'sync', user: 'anna', workspaces: ['northwind'] }
    await refuses('setGrant', { ...right, app: 'x' }, { where: '/app' })
    await refuses('setGrant', { ...right, user: 'x' }, { where: '/user' })
    await refuses('setGrant', { ...right, workspaces: ['x'] }, { where: '/workspaces' })
    await refuses('setGrant', { ...right, user: 'ben', workspaces: ['harbor'] }, { what: 'ben has not joined harbor' })
    await refuses('setGrant', {}, { what: /app is/ }, { what: /user is/ }, { what: /workspaces is/ })
  })
})

t.test('changeWorkspace', async (t) => {
  const { ask, refuses, as } = await twins(t)
  await t.test('changes the plan, and with it the limit of the window that is open', async (t) => {
    await as.anna.get(NORTHWIND)
    await ask('changeWorkspace', { workspace: '9001001', plan: 'enterprise' })
    const { headers, body } = await as.anna.get(NORTHWIND)
    t.match(body, { plan_name: 'Enterprise' })
    t.same([headers.get('x-ratelimit-limit'), headers.get('x-ratelimit-remaining')], ['10000', '9998'])
  })
  await t.test('refuses a plan or a Workspace that is not there', async () => {
    await refuses('changeWorkspace', { workspace: 'northwind', plan: 'gold' }, { where: '/plan', right: /enterprise/ })
    await refuses('changeWorkspace', { workspace: 'northwind' }, { what: 'plan is missing' })
    await refuses(
      'changeWorkspace',
      { workspace: 'nord', plan: 'business' },
      { where: 'workspace', right: /northwind/ },
    )
  })
})

t.test('changeMember and removeMember', async (t) => {
  const pair = await twins(t)
  const { ask, refuses, as, tokens } = pair
  const change = (user: string, role: string) => ask('changeMember', { workspace: 'northwind', user, role })
  const start = { anna: 'owner', ben: 'admin', chloe: 'member', dev: 'member', gina: 'guest' }

  await t.test('change a role, of somebody invited as well, who stays so', async (t) => {
    await change('ben', 'guest')
    await change('dev@northwind.example', 'admin')
    await change('anna', 'owner')
    t.same(await rolesIn(pair), { ...start, ben: 'guest', dev: 'admin' })
    t.equal((await ask('exportWorld')).workspaces.northwind.members.dev.pending, true)
  })
  await t.test('make another the owner, and the old one an admin', async (t) => {
    await change('chloe', 'owner')
    t.same(await rolesIn(pair), { ...start, anna: 'admin', ben: 'guest', chloe: 'owner', dev: 'admin' })
    const { northwind } = (await ask('exportWorld')).workspaces
    t.equal(northwind.members.anna.invited_by, 'chloe')
    t.equal(northwind.members.chloe.invited_by, undefined, 'nobody invites the owner')
    await refuses('changeMember', { workspace: 'northwind', user: 'chloe', role: 'guest' }, { right: /another member/ })
    await change('anna', 'owner')
    t.equal((await rolesIn(pair)).chloe, 'admin')
  })
  await t.test('put somebody out: the Workspace is gone for their tokens, and their grants give nothing', async (t) => {
    const { token } = (await ask('mintToken', { user: 'gina', app: 'sync' })).token
    await ask('removeMember', { workspace: 'northwind', user: 'gina' })
    t.same([await teamsOf(pair, token), await teamsOf(pair, tokens.gina ?? '')], [[], []])
    refused(t, await as.gina.get(NORTHWIND), 'teamsNotAuthorized', '9001001')
    t.notOk('gina' in (await rolesIn(pair)))
  })
  await t.test('refuse what would leave a Workspace without an owner who has joined', async () => {
    const owner = { where: '/role', what: 'a Workspace has an owner', right: /another member/ }
    await refuses('changeMember', { workspace: 'northwind', user: 'anna', role: 'member' }, owner)
    const pending = { where: '/role', what: 'dev has not joined yet', right: /accepted the invitation/ }
    await refuses('changeMember', { workspace: 'northwind', user: 'dev', role: 'owner' }, pending)
    await refuses('removeMember', { workspace: 'northwind', user: 'anna' }, { what: 'the owner stays', right: /first/ })
  })
  await t.test('refuse whom and what they do not know', async () => {
    const nobody = { where: 'user', what: 'gina is not in Northwind', right: 'its members are anna, ben, chloe, dev' }
    await refuses('removeMember', { workspace: 'northwind', user: 'gina' }, nobody)
    await refuses('changeMember', { workspace: 'northwind', user: 'gina', role: 'admin' }, nobody)
    await refuses('changeMember', { workspace: 'x', user: 'ben', role: 'admin' }, { where: 'workspace' })
    await refuses('removeMember', { workspace: 'northwind', user: 'x' }, { where: 'user' })
    await refuses('changeMember', { workspace: 'northwind', user: 'ben', role: 'boss' }, { where: '/role' })
  })
  await t.test('leave a world that can be exported and planted again', async (t) => {
    const world = await ask('exportWorld')
    const again = await twins(t, { seed: world })
    t.same(await again.ask('exportWorld'), world)
  })
})
