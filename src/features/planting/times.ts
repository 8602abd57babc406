// Times as fixtures write them, and what those are counted from that they leave out.
import { InputError } from '../../errors.js'

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR
/** What derived dates count from: a Monday morning. */
export const FIRST_DAY = Date.UTC(2025, 0, 6, 9)

/** Milliseconds, from milliseconds or an ISO 8601 date. @throws InputError for a day the calendar does not have */
export function readTime(time: string | number | undefined, at: string): number | undefined {
  const ms = typeof time === 'string' ? Date.parse(time) : time
  if (!Number.isNaN(ms)) return ms
  const right = 'write one of the calendar, such as 2025-01-31'
  throw new InputError([{ where: at, what: `there is no such day or time as ${time}`, right }])
}
