// The scenarios that come with the mock: each does what it says, as a client sees it.
import { readFileSync } from 'node:fs'
import t, { type Test } from 'tap'
import { parse } from 'yaml'
import { appOf, authorizePath, exchange, wayBack } from '../help/oauth.js'
import { refused } from '../help/start.js'
import { type Twins, twins } from '../help/twins.js'

const USER = '/api/v2/user'
const TEAM = '/api/v2/team'

/** By the name of the scenario, which runs. */
const proofs: Readonly<Record<string, (t: Test, pair: Twins) => Promise<void>>> = {
  outage: async (t, { as, withToken }) => {
    for (const client of [as.anna, withToken(), withToken('nobody')]) {
      for (const path of [USER, TEAM, '/api/v2/unknown', '/api']) {
        const { status, headers } = await client.get(path)
        t.match({ status, fault: headers.get('x-mock-fault') }, { status: 503, fault: '503' }, path)
      }
    }
  },

  flaky: async (t, { ask, as }) => {
    await ask('setLimit', { limit: 'off' })
    const run = async () => {
      const statuses: number[] = []
      for (let call = 0; call < 200; call++) statuses.push((await as.anna.get(USER)).status)
      return statuses
    }
    const statuses = await run()
    const failed = statuses.filter((status) => status !== 200).length
    t.ok(failed >= 30 && failed <= 50, `${failed} of 200 failed, about one in five`)
    t.same([...new Set(statuses)].sort(), [200, 500, 502, 503, 504])
    await ask('runScenario', { name: 'flaky' })
    t.same(await run(), statuses, 'begun anew, the same calls fail')
    await ask('reset')
    await ask('setLimit', { limit: 'off' })
    await ask('runScenario', { name: 'flaky' })
    t.same(await run(), statuses, 'after a reset as well')
  },

  'rate-limit-storm': async (t, { ask, as }) => {
    for (const left of [4, 3, 2, 1, 0]) {
      const { status, headers } = await as.anna.get(USER)
      t.same([status, headers.get('x-ratelimit-limit'), headers.get('x-ratelimit-remaining')], [200, '5', `${left}`])
    }
    const limited = await as.anna.get(USER)
    refused(t, limited, 'rateLimited')
    t.equal(limited.headers.get('x-ratelimit-reset'), String(Date.UTC(2026, 0, 5, 9, 0, 10) / 1_000))
    t.equal((await as.chloe.get(USER)).headers.get('x-ratelimit-limit'), '5', 'of each token, whatever its plan')
    t.match((await ask('getLimits')).tokens[0], { limit: '5/10', remaining: 0 })
    await ask('advanceClock', { ms: 10_000 })
    t.equal((await as.anna.get(USER)).status, 200)
  },

  'token-revoked-mid-run': async (t, pair) => {
    const { token, client } = await oauthClient(pair)
    for (let call = 1; call <= 3; call++) t.equal((await client.get(USER)).status, 200)
    for (let call = 4; call <= 6; call++) refused(t, await client.get(USER), 'oauthTokenNotFound')
    t.match((await pair.ask('listTokens')).tokens.at(-1), { token, revoked: true })
    t.equal((await pair.as.anna.get(USER)).status, 200, 'another token lives')
  },

  'partial-grant': async (t, pair) => {
    const token = await login(pair)
    const { teams } = (await pair.withToken(token).get(TEAM)).body
    t.match(teams, [{ name: 'Northwind' }])
    t.equal(teams.length, 1)
    const remembered = await pair.withToken(token).get('/api/v2/team/9001002/plan')
    refused(t, remembered, 'teamsNotAuthorized', '9001002')
  },

  'workspaces-withdrawn': async (t, pair) => {
    const { client } = await oauthClient(pair)
    const counts: number[] = []
    for (let call = 1; call <= 4; call++) counts.push((await client.get(TEAM)).body.teams.length)
    t.same(counts, [2, 2, 0, 0])
    t.equal((await client.get(USER)).status, 200, 'the token itself lives')
  },

  'consent-rejected': async (t, pair) => {
    const back = wayBack(await pair.withToken().get(authorizePath(appOf(pair.doors[0].mock), { state: 'st' })))
    t.equal(back.search, '?error=access_denied&state=st')
    await pair.ask('setConsent', { mode: 'accept', times: 1 })
    const again = wayBack(await pair.withToken().get(authorizePath(appOf(pair.doors[0].mock))))
    t.equal(again.searchParams.get('error'), 'access_denied', 'before a script, which is not used up')
    t.equal((await pair.ask('getConsent')).consent.remaining, 1)
  },

  'gateway-html': async (t, { as }) => {
    for (const call of [1, 2, 3, 4, 5, 6]) {
      const { status, headers, body } = await as.anna.get(USER)
      const html = call % 3 === 0
      t.equal(status, html ? 502 : 200, `call ${call}`)
      t.equal(headers.get('content-type'), html ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8')
      t.equal(typeof body, html ? 'string' : 'object')
    }
  },

  'commit-then-fail': async (t, pair) => {
    const { ask, withToken, as, doors } = pair
    const app = appOf(doors[0].mock)
    await ask('setConsent', { mode: 'accept' })
    const code = wayBack(await withToken().get(authorizePath(app))).searchParams.get('code') ?? ''
    const before = (await ask('listTokens')).tokens.length
    const answer = await withToken().post('/api/v2/oauth/token', exchange(app, code))
    t.equal(answer.status, 502)
    t.equal((await ask('listTokens')).tokens.length, before + 1, 'the token was made all the same')
    await ask('stopScenarios')
    refused(t, await withToken().post('/api/v2/oauth/token', exchange(app, code)), 'codeUsed')
    t.equal((await as.anna.get(USER)).status, 200)
  },
}

/** Told apart by latency, which is no matter of a client's answers: see own-scenarios.test.ts. */
const elsewhere = ['slow']

t.test('every scenario there is is proved', async (t) => {
  const { ask } = await twins(t)
  const { scenarios, running } = await ask('listScenarios')
  const names = scenarios.map(({ name }: { name: string }) => name)
  t.same([...Object.keys(proofs), ...elsewhere].sort(), names.sort())
  t.same(running, [])
  const written = parse(readFileSync('scenarios/built-in.yaml', 'utf8'))
  for (const { name, what, client } of scenarios) t.match(written[name], { what, client })
})

for (const [name, proof] of Object.entries(proofs)) {
  t.test(name, async (t) => {
    await t.test('runs by option', async (t) => {
      const pair = await twins(t, { scenario: name })
      t.same((await pair.ask('listScenarios')).running, [name])
      await proof(t, pair)
    })
    await t.test('runs by the control API, until it is stopped', async (t) => {
      const pair = await twins(t)
      await pair.ask('runScenario', { name })
      t.same((await pair.ask('listScenarios')).running, [name])
      await proof(t, pair)
      await pair.ask('stopScenarios')
      t.same((await pair.ask('listScenarios')).running, [])
      await pair.ask('setLimit')
      const { status, headers } = await pair.as.gina.get(USER)
      t.same([status, headers.get('x-ratelimit-limit'), headers.get('x-mock-fault')], [200, '100', null])
    })
  })
}

t.test('what a scenario changed in the world stays when it ends, until a reset', async (t) => {
  const pair = await twins(t, { scenario: ['token-revoked-mid-run', 'rate-limit-storm'] })
  const { token, client } = await oauthClient(pair)
  for (let call = 1; call <= 4; call++) await client.get(USER)
  await pair.ask('stopScenarios')
  refused(t, await client.get(USER), 'oauthTokenNotFound')
  await pair.ask('reset')
  t.same((await pair.ask('listScenarios')).running, ['token-revoked-mid-run', 'rate-limit-storm'], 'which bring back')
  t.notOk((await pair.ask('listTokens')).tokens.some((one: { token: string }) => one.token === token))
  const statuses: number[] = []
  for (let call = 1; call <= 5; call++) statuses.push((await pair.as.anna.get(USER)).status)
  t.same(statuses, [200, 200, 200, 401, 401], 'and counts from the beginning')
})

async function oauthClient({ ask, withToken }: Twins) {
  const { token } = (await ask('mintToken', { user: 'anna', app: 'dashboard' })).token
  return { token, client: withToken(token) }
}

/** A login as the scenario answers it. */
async function login({ doors, withToken }: Twins): Promise<string> {
  const app = appOf(doors[0].mock)
  const code = wayBack(await withToken().get(authorizePath(app))).searchParams.get('code') ?? ''
  return (await withToken().post('/api/v2/oauth/token', exchange(app, code))).body.access_token
}
