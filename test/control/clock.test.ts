// The clock while the mock runs: read, moved, stopped, let run; and what reads it.
import t from 'tap'
import { appOf, authorizePath, CALLBACK, exchange, wayBack } from '../help/oauth.js'
import { refused, start } from '../help/start.js'
import { twins } from '../help/twins.js'

/** Where start() stops the clock. */
const NINE = Date.UTC(2026, 0, 5, 9)
const MINUTE = 60_000

t.test('a stopped clock', async (t) => {
  const { ask } = await twins(t)
  const cases: readonly (readonly [title: string, ...Parameters<typeof ask>, now: number])[] = [
    ['is read', 'getClock', {}, NINE],
    ['is moved', 'advanceClock', { ms: MINUTE }, NINE + MINUTE],
    ['is moved by nothing', 'advanceClock', { ms: 0 }, NINE + MINUTE],
    ['stays where it is', 'freezeClock', {}, NINE + MINUTE],
    ['is set to ms', 'freezeClock', { at: 5_000 }, 5_000],
    ['is set to the beginning', 'freezeClock', { at: 0 }, 0],
    ['is set to a day', 'freezeClock', { at: '2026-02-01' }, Date.UTC(2026, 1, 1)],
    ['is set to a time', 'freezeClock', { at: '2026-02-01T10:00:00.5Z' }, Date.UTC(2026, 1, 1, 10, 0, 0, 500)],
    ['is set to a time of a zone', 'freezeClock', { at: '2026-02-01T10:00+02:00' }, Date.UTC(2026, 1, 1, 8)],
    ['is set to a leap day', 'freezeClock', { at: '2024-02-29' }, Date.UTC(2024, 1, 29)],
    ['is set to its last day', 'freezeClock', { at: '9999-12-31' }, Date.UTC(9999, 11, 31)],
    ['is set back', 'freezeClock', { at: NINE }, NINE],
  ]
  for (const [title, operation, input, now] of cases) {
    await t.test(`${title}: ${operation} ${JSON.stringify(input)}`, async (t) => {
      const iso = new Date(now).toISOString()
      t.same(await ask(operation, input), { schema_version: 1, now, iso, frozen: true })
    })
  }
})

t.test('a running clock', async (t) => {
  const { doors } = await twins(t)
  for (const { name, ask } of doors) {
    await t.test(
      `over the ${name}: runs on from where it stood or from a time, is moved, stopped and reset`,
      async (t) => {
        const { body: on } = await ask('runClock')
        t.match(on, { frozen: false })
        t.ok(on.now >= NINE, 'from where it stood')
        const { body: late } = await ask('runClock', { at: '2030-01-01' })
        t.ok(late.now >= Date.UTC(2030, 0, 1), 'from a time')
        t.equal(late.frozen, false)
        const { body: moved } = await ask('advanceClock', { ms: 3_600_000 })
        t.ok(moved.now >= Date.UTC(2030, 0, 1, 1), 'moved')
        t.equal(moved.frozen, false, 'and still running')
        t.match((await ask('freezeClock')).body, { frozen: true })
        const { body: reset } = await ask('resetClock')
        t.equal(reset.frozen, false)
        t.ok(reset.now < Date.UTC(2030, 0, 1) || Date.now() >= Date.UTC(2030, 0, 1), 'at the machine’s time')
      },
    )
  }
})

t.test('a time that is none is refused, and the clock stays as it is', async (t) => {
  const { ask, refuses } = await twins(t)
  const form = { where: '/at', what: /has the wrong form/, right: /milliseconds, or/ }
  const none = { where: '/at', what: /no such day or time/, right: /2025-01-31/ }
  const end = { where: 'clock', what: /cannot be set to/, right: /1970 to the end of 9999/ }
  const cases: readonly (readonly [...Parameters<typeof refuses>])[] = [
    ['advanceClock', {}, { where: '/', what: 'ms is missing' }],
    ['advanceClock', { sm: 5, ms: 5 }, { where: '/sm', what: 'there is no key "sm" here', right: /ms/ }],
    ['advanceClock', { ms: -1 }, { where: '/ms' }],
    ['advanceClock', { ms: 1.5 }, { where: '/ms', right: /whole number/ }],
    ['advanceClock', { ms: '5' }, { where: '/ms', right: /whole number/ }],
    ['advanceClock', { ms: 3_155_760_000_001 }, { where: '/ms' }],
    ['freezeClock', { at: 'yesterday' }, form],
    ['freezeClock', { at: '2026-1-5' }, form],
    ['freezeClock', { at: '2026-01-05 09:00' }, form],
    ['freezeClock', { at: null }, form],
    ['freezeClock', { at: -1 }, end],
    ['freezeClock', { at: 0.5 }, form],
    ['freezeClock', { at: {} }, form],
    ['freezeClock', { at: [] }, form],
    ['freezeClock', { at: '2026-13-45' }, none],
    ['freezeClock', { at: '2025-02-30' }, none],
    ['freezeClock', { at: '2025-02-29T10:00Z' }, none],
    ['runClock', { at: '2026-04-31' }, none],
    ['runClock', { at: '2100-02-29' }, none],
    ['freezeClock', { at: '2026-01-05T25:00Z' }, none],
    ['freezeClock', { at: 1e300 }, end],
    ['freezeClock', { ta: 1 }, { where: '/ta', right: /there is at|mean at/ }],
    ['runClock', { at: '2026-13-45' }, none],
    ['runClock', { at: 253_402_300_800_000 }, end],
    ['runClock', { at: true }, form],
  ]
  for (const [operation, input, problem] of cases) {
    await t.test(`${operation} ${JSON.stringify(input)}`, async (t) => {
      await refuses(operation, input, problem as object)
      t.match(await ask('getClock'), { now: NINE, frozen: true })
    })
  }
  await t.test('nor does it go beyond its end, step by step', async (t) => {
    await ask('freezeClock', { at: '9999-12-31' })
    await ask('advanceClock', { ms: 86_399_999 })
    await refuses('advanceClock', { ms: 1 }, end)
    t.match(await ask('getClock'), { iso: '9999-12-31T23:59:59.999Z' })
  })
  await t.test('and no code can set it so', async (t) => {
    const { mock } = await start(t)
    for (const ms of [Number.NaN, Infinity, -NINE - 1]) {
      t.throws(() => mock.clock.advance(ms), { name: 'InputError', message: /cannot be set/ }, String(ms))
    }
    t.throws(() => mock.clock.freeze(Number.NaN), { name: 'InputError' })
    t.throws(() => mock.clock.run(-1), { name: 'InputError' })
    t.equal(mock.clock.now(), NINE)
    t.equal(mock.clock.frozen, true)
  })
})

t.test('what reads the clock', async (t) => {
  const { ask, as, withToken, doors, tokens } = await twins(t)
  const app = appOf(doors[0].mock)
  const newCode = async (): Promise<string> => {
    const consent = { 'x-mock-consent': 'accept; user=anna' }
    const answer = await withToken().get(authorizePath(app), { headers: consent })
    return wayBack(answer).searchParams.get('code') ?? ''
  }
  const trade = (code: string) =>
    withToken().post('/api/v2/oauth/token', { ...exchange(app, code), redirect_uri: CALLBACK })

  await t.test('codes: one lives ten minutes, to the millisecond', async (t) => {
    const [good, late] = [await newCode(), await newCode()]
    await ask('advanceClock', { ms: 10 * MINUTE - 1 })
    t.equal((await trade(good)).status, 200)
    await ask('advanceClock', { ms: 1 })
    refused(t, await trade(late), 'codeNotFound')
  })
  await t.test('the limiter: advancing past a window frees a limited token at once', async (t) => {
    await ask('setLimit', { limit: 1, token: tokens.anna })
    await ask('advanceClock', { ms: MINUTE })
    t.equal((await as.anna.get('/api/v2/user')).status, 200)
    const limited = await as.anna.get('/api/v2/user')
    refused(t, limited, 'rateLimited')
    await ask('advanceClock', { ms: MINUTE - 1 })
    refused(t, await as.anna.get('/api/v2/user'), 'rateLimited')
    await ask('advanceClock', { ms: 1 })
    const freed = await as.anna.get('/api/v2/user')
    t.equal(freed.status, 200)
    const resets = [limited, freed].map(({ headers }) => Number(headers.get('x-ratelimit-reset')))
    t.equal((resets[1] ?? 0) - (resets[0] ?? 0), 60, 'a window later')
  })
  await t.test('the limiter again: before its window was opened, the window is none', async (t) => {
    const { now } = await ask('getClock')
    await ask('freezeClock', { at: now - 1 })
    t.equal((await as.anna.get('/api/v2/user')).status, 200)
  })
  await t.test('the journal, the HAR file and health', async (t) => {
    await ask('freezeClock', { at: '2027-03-04T05:06:07Z' })
    await as.ben.get('/api/v2/user')
    const now = Date.UTC(2027, 2, 4, 5, 6, 7)
    t.equal((await doors[0].ask('listCalls', { limit: 1 })).body.calls[0].at, now)
    t.match((await doors[0].ask('exportHar')).body.log.entries.at(-1), { startedDateTime: '2027-03-04T05:06:07.000Z' })
    t.equal((await ask('health')).now, now)
  })
  await t.test('but not dates that were: who was invited or joined when stays', async (t) => {
    const before = (await as.anna.get('/api/v2/team')).body
    await ask('advanceClock', { ms: 365 * 24 * 60 * MINUTE })
    t.same((await as.anna.get('/api/v2/team')).body, before)
    t.match(before.teams[0].members[1].user, { date_invited: String, date_joined: String })
  })
  await t.test('and each sandbox has its own', async (t) => {
    for (const { mock } of doors) {
      const other = mock.sandbox('other')
      other.control.freezeClock({ at: 1_000 })
      other.control.advanceClock({ ms: 500 })
      t.equal(other.control.getClock().now, 1_500)
      t.not(mock.control.getClock().now, 1_500)
    }
  })
})
