// The rate limit while the mock runs: read, set, used up, refilled; and the note for who calls again too early.
import t from 'tap'
import { createClickUpMock } from '../../src/index.js'
import { refused } from '../help/start.js'
import { type Twins, twins } from '../help/twins.js'

const USER = '/api/v2/user'
const MINUTE = 60_000
/** Unix seconds at which a window ends that is opened when start() stops the clock. */
const RESET = Date.UTC(2026, 0, 5, 9, 1) / 1_000
const plans = { free_forever: '100', unlimited: '100', business: '100', business_plus: '1000', enterprise: '10000' }

/** The limit a client reads from its next answer; null when there is none. */
async function limitSeen({ as }: Twins, name: 'anna' | 'chloe' = 'anna'): Promise<string | null> {
  return (await as[name].get(USER)).headers.get('x-ratelimit-limit')
}

t.test('getLimits', async (t) => {
  const { ask, as, tokens, withToken } = await twins(t)

  await t.test('shows the plans, and nobody who has not called', async (t) => {
    t.same(await ask('getLimits'), { schema_version: 1, everyone: null, plans, tokens: [] })
  })
  await t.test('shows the window of each token that called', async (t) => {
    await as.anna.get(USER)
    await as.anna.get(USER)
    await as.chloe.get(USER)
    t.same((await ask('getLimits')).tokens, [
      { token: tokens.anna, user: 'anna', limit: '100', remaining: 98, reset: RESET },
      { token: tokens.chloe, user: 'chloe', limit: '100', remaining: 99, reset: RESET },
    ])
  })
  await t.test('shows a window that has ended as none, and the token no more than before', async (t) => {
    await ask('advanceClock', { ms: MINUTE })
    t.match((await ask('getLimits')).tokens, [
      { remaining: 100, reset: null },
      { remaining: 100, reset: null },
    ])
  })
  await t.test('shows tokens that ended, and those that never were, without telling a secret', async (t) => {
    await ask('revokeToken', { token: tokens.chloe })
    await withToken('pk_fault_APP_002').get(USER)
    await withToken('nobody').get(USER, { headers: { 'x-mock-fault': '429' } })
    t.match((await ask('getLimits')).tokens, [
      { user: 'anna' },
      { token: tokens.chloe, user: 'chloe', limit: '100' },
      { token: 'pk_fault_APP_002', user: 'anna', limit: '100', remaining: 99 },
      { token: '…', user: null, limit: '100', remaining: 99 },
    ])
  })
})

t.test('getLimits shows the limit that applies where every token is accepted', async (t) => {
  const { ask, withToken } = await twins(t, { auth: 'any', plan: 'enterprise' })
  const answer = await withToken('anything').get(USER)
  t.equal(answer.headers.get('x-ratelimit-limit'), '10000')
  t.match((await ask('getLimits')).tokens, [{ token: '…', user: 'anna', limit: '10000', remaining: 9_999 }])
  await ask('exhaustToken', { token: 'anything' })
  refused(t, await withToken('anything').get(USER), 'rateLimited')
})

t.test('setLimit', async (t) => {
  const pair = await twins(t)
  const { ask, tokens } = pair

  await t.test('of everyone', async (t) => {
    await ask('setLimit', { limit: 7 })
    t.equal(await limitSeen(pair), '7')
    t.equal((await ask('getLimits')).everyone, '7')
    await ask('setLimit', { limit: '20/5' })
    t.equal((await ask('getLimits')).everyone, '20/5')
    await ask('setLimit', { limit: 'off' })
    t.equal(await limitSeen(pair), null)
    t.equal((await ask('getLimits')).everyone, 'off')
    t.match((await ask('getLimits')).tokens, [{ limit: 'off', remaining: null, reset: null }])
  })
  await t.test('of everyone, back to the start', async (t) => {
    await ask('setLimit')
    t.equal(await limitSeen(pair), '100')
    t.equal((await ask('getLimits')).everyone, null)
  })
  await t.test('of a plan: for the tokens whose first Workspace has it', async (t) => {
    await ask('setLimit', { plan: 'business', limit: 8 })
    t.equal(await limitSeen(pair), '8')
    t.equal((await ask('getLimits')).plans.business, '8')
    await ask('changeWorkspace', { workspace: 'northwind', plan: 'unlimited' })
    t.equal(await limitSeen(pair), '100', 'another plan, another limit')
    await ask('setLimit', { plan: 'unlimited', limit: 'off' })
    t.equal(await limitSeen(pair), null)
    await ask('setLimit', { plan: 'unlimited' })
    t.equal((await ask('getLimits')).plans.unlimited, '100')
    await ask('changeWorkspace', { workspace: 'northwind', plan: 'business' })
    t.equal(await limitSeen(pair), '8')
    await ask('setLimit', { plan: 'business' })
  })
  await t.test('of a token: before those of everyone and of plans', async (t) => {
    await ask('setLimit', { limit: 7 })
    await ask('setLimit', { plan: 'business', limit: 8 })
    await ask('setLimit', { token: tokens.anna, limit: 9 })
    t.equal(await limitSeen(pair), '9')
    t.equal(await limitSeen(pair, 'chloe'), '7')
    await ask('setLimit', { token: tokens.anna })
    t.equal(await limitSeen(pair), '7')
    await ask('setLimit')
    t.equal(await limitSeen(pair), '8')
  })
  await t.test('is undone by a reset', async (t) => {
    await ask('setLimit', { limit: 7 })
    await ask('setLimit', { token: tokens.chloe, limit: 9 })
    await ask('reset')
    t.same(await ask('getLimits'), { schema_version: 1, everyone: null, plans, tokens: [] })
    await ask('freezeClock', { at: 0 })
    t.equal(await limitSeen(pair), '100')
    t.equal(await limitSeen(pair, 'chloe'), '100')
  })
  await t.test('goes before the options, and back to them', async (t) => {
    const chloe = tokens.chloe ?? ''
    const optional = await twins(t, { rateLimit: ['50', `${chloe}=5/1`] })
    t.equal((await optional.ask('getLimits')).everyone, '50')
    await optional.ask('setLimit', { plan: 'business', limit: 8 })
    await optional.ask('setLimit', { token: chloe, limit: 6 })
    t.same([await limitSeen(optional), await limitSeen(optional, 'chloe')], ['8', '6'])
    await optional.ask('setLimit', { limit: 30 })
    t.same([await limitSeen(optional), await limitSeen(optional, 'chloe')], ['30', '6'])
    for (const back of [{}, { plan: 'business' }, { token: chloe }]) await optional.ask('setLimit', back)
    t.same([await limitSeen(optional), await limitSeen(optional, 'chloe')], ['50', '5'])
  })
  await t.test('leaves the limit a fixture gives a token to that token', async (t) => {
    const token = `pk_7_${'A'.repeat(32)}`
    await ask('seed', {
      users: { zoe: { id: 7, email: 'z@b.example' } },
      tokens: [{ user: 'zoe', token, rate_limit: '3/9' }],
    })
    await ask('setLimit', { limit: 7 })
    t.equal((await pair.withToken(token).get(USER)).headers.get('x-ratelimit-limit'), '3')
    t.match((await ask('getLimits')).tokens.at(-1), { token, user: 'zoe', limit: '3/9' })
  })
  await t.test('refuses what is no limit, and two kinds at once', async () => {
    const form = { where: '/limit', what: /wrong form/, right: /^write off, a number of requests a minute/ }
    for (const limit of ['ten', 0, -1, 1.5, '', '5/', '0', '10/0', null, true, {}, []]) {
      await pair.refuses('setLimit', { limit }, form)
    }
    await pair.refuses('setLimit', { limit: '9999999999' }, { where: '/limit' })
    await pair.refuses('setLimit', { plan: 'gold', limit: 5 }, { where: '/plan', right: /business_plus/ })
    await pair.refuses('setLimit', { token: '', limit: 5 }, { where: '/token' })
    await pair.refuses('setLimit', { limt: 5 }, { where: '/limt', right: /did you mean limit/ })
    const both = { plan: 'business', token: 'x', limit: 5 }
    await pair.refuses('setLimit', both, { where: 'body', what: /a plan and a token/, right: /one of them/ })
  })
  await t.test('keeps the limits of ten thousand tokens, and refuses more', async (t) => {
    const mock = await createClickUpMock({ listen: false }) // start() would check ten thousand answers
    t.teardown(() => mock.close())
    const limit = 5
    for (let count = 0; count < 10_000; count++) mock.control.setLimit({ token: `token ${count}`, limit })
    t.throws(() => mock.control.setLimit({ token: 'straw', limit }), { message: /^\/token: 10000 tokens have/ })
    mock.control.setLimit({ token: 'token 0', limit: 6 })
    mock.control.setLimit({ token: 'never had one' })
    mock.control.setLimit({ token: 'token 0' })
    mock.control.setLimit({ token: 'straw', limit })
  })
})

t.test('exhaustToken and refillToken', async (t) => {
  const { ask, refuses, as, tokens } = await twins(t)
  const { anna } = tokens

  await t.test('use up the window, and close it', async (t) => {
    const { window } = await ask('exhaustToken', { token: anna })
    t.same(window, { token: anna, user: 'anna', limit: '100', remaining: 0, reset: RESET })
    const answer = await as.anna.get(USER)
    refused(t, answer, 'rateLimited')
    t.equal(answer.headers.get('x-ratelimit-reset'), String(RESET))
    t.equal((await as.chloe.get(USER)).status, 200, 'others are left alone')
    await ask('refillToken', { token: anna })
    t.equal((await as.anna.get(USER)).headers.get('x-ratelimit-remaining'), '99')
  })
  await t.test('open no second window where one is open', async (t) => {
    await ask('advanceClock', { ms: 30_000 })
    t.equal((await ask('exhaustToken', { token: anna })).window.reset, RESET)
    await ask('advanceClock', { ms: 30_000 })
    t.equal((await as.anna.get(USER)).status, 200, 'and end with it')
  })
  await t.test('know no token that is none, and none without a limit', async () => {
    const none = { where: '/token', what: 'there is no token "nobody"', right: /\/__mock\/tokens/ }
    await refuses('exhaustToken', { token: 'nobody' }, none)
    await refuses('exhaustToken', {}, { what: 'token is missing' })
    await refuses('refillToken', { token: '' }, { where: '/token' })
    await ask('setLimit', { token: anna, limit: 'off' })
    await refuses('exhaustToken', { token: anna }, { where: '/token', what: 'its limit is off', right: /set one/ })
    await ask('refillToken', { token: 'nobody' })
  })
  await t.test('go by the limit of a scenario at work', async (t) => {
    await ask('runScenario', { scenario: { what: 'w', client: 'c', limit: '2000/10' } })
    const { window } = await ask('exhaustToken', { token: anna })
    t.match(window, { limit: '2000/10', remaining: 0, reset: RESET + 10 })
    refused(t, await as.anna.get(USER), 'rateLimited')
    await ask('stopScenarios')
    t.equal((await as.anna.get(USER)).status, 200, 'and back to none')
  })
})

t.test('who calls again before X-RateLimit-Reset is told in the journal', async (t) => {
  const { ask, as, doors, tokens, withToken } = await twins(t)
  const note = (seconds: number) => `retried too early by ${seconds} s: wait until X-RateLimit-Reset after a 429`
  const lastNotes = async () => (await doors[0].ask('listCalls', { limit: 1 })).body.calls[0].notes
  /** Calls after so many ms, and gives status and notes. */
  const later = async (ms: number, headers = {}) => {
    await ask('advanceClock', { ms })
    const { status } = await as.anna.get(USER, { headers })
    return [status, ...(await lastNotes())]
  }

  await t.test('after a 429 by the limit, with the seconds that were missing by the mock’s clock', async (t) => {
    await ask('setLimit', { limit: 1 })
    t.same(await later(0), [200])
    t.same(await later(10_000), [429], 'the first 429 could not be known of')
    t.same(await later(0), [429, note(50)])
    t.same(await later(38_000), [429, note(12)])
    t.same(await later(11_500), [429, note(1)], 'a part of a second is one to wait')
    t.same(await later(500), [200], 'at the reset it is in time')
    t.same(await later(0), [429], 'a new window, a new 429')
  })
  await t.test('after a token was exhausted, only when it was told so', async (t) => {
    await ask('setLimit', {})
    await ask('advanceClock', { ms: MINUTE })
    await ask('exhaustToken', { token: tokens.anna })
    t.same(await later(0), [429])
    t.same(await later(5_000), [429, note(55)])
    await ask('refillToken', { token: tokens.anna })
    t.same(await later(0), [200], 'and not when the tester made room')
  })
  await t.test('after a 429 by a fault, though the call itself passes', async (t) => {
    await ask('advanceClock', { ms: MINUTE })
    await ask('addFault', { fault: 'APP_002', nth: 2 })
    t.same(await later(0), [200])
    t.same(await later(1_000), [429])
    t.same(await later(47_000), [200, note(12)])
    t.same(await later(12_000), [200])
  })
  await t.test('after a 429 that came when the operation had taken effect, which counts once', async (t) => {
    await ask('clearFaults')
    await ask('refillToken', { token: tokens.anna })
    t.same(await later(0, { 'x-mock-fault': '429:when=after' }), [429])
    t.match((await ask('getLimits')).tokens, [{ token: tokens.anna, remaining: 99 }])
    t.same(await later(20_000), [200, note(40)])
  })
  await t.test('but not where another token calls, or there is no limit to wait for', async (t) => {
    await as.chloe.get(USER)
    t.same(await lastNotes(), [])
    await ask('setLimit', { limit: 'off' })
    t.same(await later(0, { 'x-mock-fault': '429' }), [429])
    t.same(await later(0), [200])
    await withToken('nobody').get(USER, { headers: { 'x-mock-fault': '429' } })
    const unknown = await withToken('nobody').get(USER, { headers: { 'x-mock-fault': '429' } })
    t.equal(unknown.status, 429)
    t.same(await lastNotes(), [note(60)], 'a token nobody has is counted all the same')
  })
})
