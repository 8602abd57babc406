// Ranges of time by the names that ClickUp's filters have for them, where a user lives. https://developer.clickup.com/docs/filter-views
import { isoTime } from '../model/clock.js'
import type { UserRow } from '../model/people-rows.js'
import { beginningOf, dayOf } from './dates.js'

const DAY = 24 * 60 * 60 * 1000
const LONG_AGO = -8.64e15

/** The days of a range by its name, the second no longer in it. What exactly each name means is assumed. */
const ranges: Readonly<Record<string, (today: number, weekStart: number) => readonly [from: number, to: number]>> = {
  today: (today) => [today, today + 1],
  yesterday: (today) => [today - 1, today],
  tomorrow: (today) => [today + 1, today + 2],
  next7: (today) => [today, today + 7],
  last7: (today) => [today - 6, today + 1],
  thisweek: (today, weekStart) => {
    const first = today - ((weekdayOf(today) - weekStart + 7) % 7)
    return [first, first + 7]
  },
  thismonth: (today) => [firstOfMonth(today, 0), firstOfMonth(today, 1)],
  lastmonth: (today) => [firstOfMonth(today, -1), firstOfMonth(today, 0)],
}

/** A range by its name, both ends in it, in ms; undefined for an unknown name. Weeks begin on Sundays, unless the user says otherwise. */
export function rangeNamed(
  name: string,
  now: number,
  { timezone, week_start_day }: Pick<UserRow, 'timezone' | 'week_start_day'>,
): readonly [from: number, to: number] | undefined {
  if (name === 'overdue') return [LONG_AGO, now - 1]
  const today = dayOf(now, timezone)
  if (name === 'earlier') return [LONG_AGO, beginningOf(today, timezone) - 1]
  const range = ranges[name]
  if (!range) return undefined
  const [from, to] = range(today, Number(week_start_day))
  return [beginningOf(from, timezone), beginningOf(to, timezone) - 1]
}

/** 0 for a Sunday. The first day of all, 1970-01-01, was a Thursday. */
function weekdayOf(day: number): number {
  return (day + 4) % 7
}

/** The first day of the month of `day`, or of one before or after it. */
function firstOfMonth(day: number, further: number): number {
  const [year, month] = isoTime(day * DAY).split('-')
  return Date.UTC(Number(year), Number(month) - 1 + further, 1) / DAY
}
