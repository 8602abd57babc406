// Sandboxes: many worlds on one server that never meet.
import t from 'tap'
import { createClickUpMock, type Fixture } from '../../src/index.js'
import { start } from '../help/start.js'

// biome-ignore lint/suspicious/noExplicitAny: bodies of many shapes, looked into by the assertions below
const json = (response: Response): Promise<any> => response.json() as Promise<any>

/** What one test worker does: the whole login in its own sandbox, a fault of its own, and what it saw. */
async function work(url: string, worker: number) {
  const base = `${url}/s/worker-${worker}`
  const control = (path: string, body: object, method = 'POST') =>
    fetch(`${base}/__mock/${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }).then(json)
  const { app } = await control('apps', { name: `App ${worker}`, redirect_uris: ['https://app.example/cb'] })
  const user = worker % 2 ? 'anna' : 'chloe'
  await control('consent', { mode: 'accept', user, workspaces: ['northwind'] }, 'PUT')
  const query = new URLSearchParams({ client_id: app.client_id, redirect_uri: 'https://app.example/cb' })
  const consented = await fetch(`${base}/api?${query}`, { redirect: 'manual' })
  const code = new URL(consented.headers.get('location') ?? '').searchParams.get('code')
  const { client_id, client_secret } = app
  const token = await fetch(`${base}/api/v2/oauth/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ client_id, client_secret, code }),
  }).then(json)
  const ecode = `OAUTH_0${30 + (worker % 10)}`
  await control('faults', { fault: ecode, operation: 'GetAuthorizedTeams', times: 1 })
  // Without the prefix: the token alone tells the sandbox.
  const call = (path: string) => fetch(`${url}${path}`, { headers: { authorization: token.access_token } }).then(json)
  const faulted = await call('/api/v2/team')
  const teams = await call('/api/v2/team')
  const me = await call('/api/v2/user')
  const { calls } = await fetch(`${base}/__mock/calls`).then(json)
  return { user, ecode, faulted, teams, me, calls, app, token: token.access_token }
}

t.test('sixty-four workers on one server see only their own world', async (t) => {
  await using mock = await createClickUpMock()
  const results = await Promise.all(Array.from({ length: 64 }, (_, worker) => work(mock.url, worker)))
  for (const [worker, { user, ecode, faulted, teams, me, calls }] of results.entries()) {
    t.equal(faulted.ECODE, ecode, `worker ${worker} gets its own fault`)
    t.same(
      teams.teams.map(({ name }: { name: string }) => name),
      ['Northwind'],
      `worker ${worker} sees the Workspace it let the app into`,
    )
    t.match(me.user.email, new RegExp(`^${user}@`), `worker ${worker} is who consented there`)
    t.same(
      calls.map(({ operation, sandbox, status }: Record<string, unknown>) => [operation, sandbox, status]),
      [
        ['Authorize', `worker-${worker}`, 302],
        ['GetAccessToken', `worker-${worker}`, 200],
        ['GetAuthorizedTeams', `worker-${worker}`, 401],
        ['GetAuthorizedTeams', `worker-${worker}`, 200],
        ['GetAuthorizedUser', `worker-${worker}`, 200],
      ],
      `worker ${worker} finds its own calls in its journal`,
    )
  }
  t.equal(new Set(results.map(({ token }) => token)).size, 64, 'no two workers have the same token')
  t.same(mock.journal(), [], 'nobody called in the default sandbox')
  t.same(Object.keys(mock.apps), ['dashboard', 'sync'], 'no app leaked out')
})

t.test('a sandbox is chosen', async (t) => {
  const { mock, withToken } = await start(t)
  const { anna } = mock.tokens
  const client = withToken(anna)
  const seenIn = (name: string) => mock.sandbox(name).control.listCalls().count

  await t.test('by path prefix', async (t) => {
    await client.get('/s/one/api/v2/user')
    await client.get('/s/one/v2/user/')
    t.equal(seenIn('one'), 2)
  })
  await t.test('by header, before which the path goes', async (t) => {
    await client.get('/api/v2/user', { headers: { 'x-mock-sandbox': 'two' } })
    await client.get('/s/one/api/v2/user', { headers: { 'x-mock-sandbox': 'two' } })
    t.same([seenIn('one'), seenIn('two')], [3, 1])
  })
  await t.test('by a token that was made in it', async (t) => {
    const { token } = mock.sandbox('three').control.mintToken({ user: 'ben' }).token
    const { body } = await withToken(token).get('/api/v2/user')
    t.equal(body.user.email, 'ben@northwind.example')
    t.equal(seenIn('three'), 1)
  })
  await t.test('and is the default one for everything else', async (t) => {
    await client.get('/api/v2/user')
    t.equal(seenIn('default'), 1)
  })
  await t.test('never by a name that is none: the call is refused with what would be right', async (t) => {
    for (const name of ['No', '..', 'a b', 'x'.repeat(65), '-x', 'ü']) {
      const { status, body } = await client.get('/api/v2/user', {
        headers: { 'x-mock-sandbox': encodeURIComponent(name) },
      })
      t.equal(status, 400, name)
      t.match(body, { problems: [{ where: 'sandbox', what: /is no name for a sandbox/, right: /up to 64/ }] })
    }
  })
})

t.test('createSandbox', async (t) => {
  const { mock, as } = await start(t)
  const { control } = mock

  await t.test('plants a seed of its own', async (t) => {
    await control.createSandbox({
      name: 'own',
      seed: { users: { zoe: { email: 'zoe@own.example' } }, workspaces: { solo: { members: { zoe: 'owner' } } } },
    })
    t.same(mock.sandbox('own').control.exportWorld().users?.zoe?.email, 'zoe@own.example')
    t.same(Object.keys(mock.sandbox('own').control.exportWorld().users ?? {}), ['zoe'])
  })
  await t.test('gives its own Workspaces the plan the server was started with', async (t) => {
    const { mock: planned } = await start(t, { plan: ['enterprise', 'northwind=business'] })
    const seed = {
      users: { zoe: { email: 'zoe@own.example' } },
      workspaces: { solo: { plan: 'unlimited' as const, members: { zoe: 'owner' as const } } },
    }
    await planned.control.createSandbox({ name: 'planned', seed })
    t.match(planned.sandbox('planned').control.exportWorld(), { workspaces: { solo: { plan: 'enterprise' } } })
  })
  await t.test('copies the server seed when it is given none', async (t) => {
    const { sandbox } = await control.createSandbox({ name: 'copy' })
    t.same(sandbox, { name: 'copy', url: `${mock.url}/s/copy`, calls: 0, violations: 0 })
    t.same(mock.sandbox('copy').control.exportWorld(), control.exportWorld())
  })
  await t.test('refuses a name that is taken, and a seed that is wrong, and makes nothing', async (t) => {
    await t.rejects(control.createSandbox({ name: 'copy' }), { message: /already.*reset or delete/ })
    await t.rejects(
      control.createSandbox({ name: 'broken', seed: { workspaces: { solo: { members: { nobody: 'owner' } } } } }),
      { message: /no user "nobody"/ },
    )
    t.notOk(control.listSandboxes().sandboxes.some(({ name }) => name === 'broken'))
  })
  await t.test('answers others while it plants', async (t) => {
    const large = control.createSandbox({ name: 'large', seed: generated(20_000) })
    const others = [as.anna.get('/api/v2/user'), mock.fetch('/__mock/health')]
    t.same(await Promise.race([large.then(() => 'large'), Promise.all(others).then(() => 'others')]), 'others')
    t.equal((await large).sandbox.name, 'large')
    const [workspace] = mock.sandbox('large').control.getWorld().workspaces
    t.match(workspace?.spaces, [{ lists: [{ tasks: 20_000 }] }])
  })
  await t.test('plants one after another: whoever comes second with a name is refused', async (t) => {
    const [first, second] = [1, 2].map(() => control.createSandbox({ name: 'twin', seed: generated(200) }))
    const taken = t.rejects(second as Promise<unknown>, { message: /a sandbox "twin" already/ })
    t.equal((await first)?.sandbox.name, 'twin')
    await taken
  })
  await t.test('stops when the client leaves', async (t) => {
    await using mock = await createClickUpMock()
    const { control } = mock
    const leaving = new AbortController()
    const sent = fetch(`${mock.url}/__mock/sandboxes`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'left', seed: generated(200_000) }),
      signal: leaving.signal,
    })
    setTimeout(() => leaving.abort(), 50)
    await t.rejects(sent, { name: 'AbortError' })
    await control.createSandbox({ name: 'next', seed: generated(1) }) // waits for what is planted before it
    t.notOk(control.listSandboxes().sandboxes.some(({ name }) => name === 'left'))
  })
  await t.test('refuses the one that is too many', async (t) => {
    const { sandboxes } = control.listSandboxes()
    for (let number = sandboxes.length; number < 5_000; number++) mock.sandbox(`n${number}`)
    await t.rejects(control.createSandbox({ name: 'straw' }), { message: /5000 sandboxes already.*delete/ })
  })
})

t.test('deleteSandbox', async (t) => {
  const { mock } = await start(t)
  const { control } = mock
  const one = mock.sandbox('one')
  one.control.registerApp({ name: 'Gone', redirect_uris: ['https://gone.example'] })

  await t.test('forgets a world; the name begins anew', async (t) => {
    control.deleteSandbox({ name: 'one' })
    t.same(
      control.listSandboxes().sandboxes.map(({ name }) => name),
      ['default'],
    )
    t.same(
      one.control.listApps().apps.map(({ handle }) => handle),
      ['dashboard', 'sync'],
    )
  })
  await t.test('refuses the default one and one that is not there', async (t) => {
    t.throws(() => control.deleteSandbox({ name: 'default' }), { message: /stays.*reset it/ })
    t.throws(() => control.deleteSandbox({ name: 'never' }), { message: /no sandbox "never"/ })
  })
})

/** A seed with so many tasks. */
function generated(tasks: number): Fixture {
  const spaces = [{ name: 'Space', lists: [{ name: 'List', generate: { tasks } }] }]
  return { users: { zoe: { email: 'zoe@own.example' } }, workspaces: { solo: { members: { zoe: 'owner' }, spaces } } }
}
