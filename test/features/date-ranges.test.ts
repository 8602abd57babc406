// The ranges of time that filters of views name, where the user lives.
import t from 'tap'
import { rangeNamed } from '../../src/features/date-ranges.js'

const berlin = { timezone: 'Europe/Berlin', week_start_day: 1 }
const newYork = { timezone: 'America/New_York', week_start_day: null }

t.test('a range by its name has both of its ends', async (t) => {
  // A Wednesday; in New York it is still Tuesday. On the 29th clocks go forward in Berlin.
  const now = Date.parse('2026-03-25T02:30:00Z')
  for (const [name, user, from, to] of [
    ['today', berlin, '2026-03-24T23:00', '2026-03-25T23:00'],
    ['today', newYork, '2026-03-24T04:00', '2026-03-25T04:00'],
    ['yesterday', berlin, '2026-03-23T23:00', '2026-03-24T23:00'],
    ['tomorrow', berlin, '2026-03-25T23:00', '2026-03-26T23:00'],
    ['next7', berlin, '2026-03-24T23:00', '2026-03-31T22:00'],
    ['last7', berlin, '2026-03-18T23:00', '2026-03-25T23:00'],
    ['thisweek', berlin, '2026-03-22T23:00', '2026-03-29T22:00'],
    ['thisweek', newYork, '2026-03-22T04:00', '2026-03-29T04:00'],
    ['thismonth', berlin, '2026-02-28T23:00', '2026-03-31T22:00'],
    ['lastmonth', berlin, '2026-01-31T23:00', '2026-02-28T23:00'],
    ['overdue', berlin, '-271821-04-20T00:00', '2026-03-25T02:30'],
    ['earlier', berlin, '-271821-04-20T00:00', '2026-03-24T23:00'],
  ] as const) {
    await t.test(`${name} in ${user.timezone}`, async (t) => {
      const wanted = [Date.parse(`${from}:00Z`), Date.parse(`${to}:00Z`) - 1]
      t.same(rangeNamed(name, now, user), wanted)
    })
  }
})

t.test('thismonth of a January, lastmonth of one', async (t) => {
  const now = Date.parse('2026-01-31T12:00:00Z')
  t.same(rangeNamed('lastmonth', now, { timezone: 'UTC', week_start_day: 0 }), [
    Date.UTC(2025, 11, 1),
    Date.UTC(2026, 0, 1) - 1,
  ])
})

t.test('an unknown name has none', async (t) => t.equal(rangeNamed('someday', 0, berlin), undefined))
