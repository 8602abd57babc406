// Times as somebody writes them.
import { reject } from './problems.js'

const DAY = 86_400_000

/** A day, or a day and a time of day with its zone: the forms of ISO 8601 that fixtures may have. */
const form = /^(\d{4})-(\d\d)-(\d\d)(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d))?$/

/** Milliseconds, from milliseconds or an ISO 8601 date. @throws InputError for a day the calendar does not have */
export function readTime(time: string | number | undefined, at: string): number | undefined {
  const ms = typeof time === 'string' ? parsed(time) : time
  if (!Number.isNaN(ms)) return ms
  const right = 'write one of the calendar, such as 2025-01-31'
  return reject(at, `there is no such day or time as ${time}`, right)
}

/** NaN for what is no time. `Date` by itself takes 30 February for 2 March, and much that is not ISO 8601. */
function parsed(text: string): number {
  const [, year = 0, month = 0, day = Number.NaN] = form.exec(text)?.map(Number) ?? []
  const alike = 2000 + (year % 400) // the calendar repeats itself, and `Date.UTC` takes the years below 100 for others
  const days = (Date.UTC(alike, month) - Date.UTC(alike, month - 1)) / DAY
  return day <= days ? Date.parse(text) : Number.NaN
}
