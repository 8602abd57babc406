// 4 am of a day, wherever and whenever that is.
import fc from 'fast-check'
import t from 'tap'
import { fourInTheMorning, timeIn } from '../../src/features/dates.js'
import { SEED } from '../help/arbitraries.js'

/** [zone, any time of the day, 4 am of it]. */
const days: readonly [zone: string, time: string, expected: string][] = [
  ['UTC', '2026-01-05T00:00:00Z', '2026-01-05T04:00:00Z'],
  ['UTC', '2026-01-05T23:59:59.999Z', '2026-01-05T04:00:00Z'],
  ['Europe/Berlin', '2026-01-05T23:30:00Z', '2026-01-06T03:00:00Z'],
  ['America/New_York', '2026-01-05T03:00:00Z', '2026-01-04T09:00:00Z'],
  ['Asia/Kathmandu', '2026-01-05T12:00:00Z', '2026-01-04T22:15:00Z'],
  // Clocks go forward and back at 1 o'clock UTC on these days.
  ['Europe/Berlin', '2026-03-29T00:30:00Z', '2026-03-29T02:00:00Z'],
  ['Europe/Berlin', '2026-10-24T22:30:00Z', '2026-10-25T03:00:00Z'],
  // Half an hour of summer time, and a day of 24 hours less.
  ['Australia/Lord_Howe', '2026-04-04T14:00:00Z', '2026-04-04T17:30:00Z'],
  ['Pacific/Apia', '2011-12-31T09:00:00Z', '2011-12-30T14:00:00Z'],
  // Before time zones, clocks differed by minutes and seconds.
  ['Europe/Berlin', '1850-06-01T12:00:00Z', '1850-06-01T03:06:32Z'],
  ['No/Where', '2026-01-05T12:00:00Z', '2026-01-05T04:00:00Z'],
]

t.test('fourInTheMorning', async (t) => {
  for (const [zone, time, expected] of days) {
    await t.test(`${time} in ${zone} is a day from ${expected}`, async (t) => {
      t.equal(new Date(fourInTheMorning(Date.parse(time), zone)).toJSON(), new Date(expected).toJSON())
    })
  }

  await t.test('is on the same day at 4, in every zone', async (t) => {
    const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'))
    const times = fc.integer({ min: Date.UTC(1950, 0), max: Date.UTC(2090, 0) })
    fc.assert(
      fc.property(zones, times, (zone, time) => {
        const clock = { timeZone: zone, dateStyle: 'short', timeStyle: 'medium', hourCycle: 'h23' } as const
        const shown = (at: number) => new Date(at).toLocaleString('en-GB', clock)
        const four = fourInTheMorning(time, zone)
        t.equal(shown(four), `${shown(time).slice(0, 10)}, 04:00:00`, `${time} in ${zone}`)
        t.equal(fourInTheMorning(four, zone), four, 'and stays there')
      }),
      { seed: SEED, numRuns: 300 },
    )
  })

  await t.test('is the time itself at the ends of the calendar', async (t) => {
    for (const time of [8.64e15, -8.64e15, Number.POSITIVE_INFINITY])
      t.equal(fourInTheMorning(time, 'Asia/Tokyo'), time)
  })
})

t.test('timeIn', async (t) => {
  t.same([0, -5, '12', '-3', 8.64e15, '9'.repeat(400), null, true].map(timeIn), [
    0,
    -5,
    12,
    -3,
    undefined,
    undefined,
    undefined,
    undefined,
  ])
})
