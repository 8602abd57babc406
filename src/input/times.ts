// Times as somebody writes them.
import { reject } from './problems.js'

/** Milliseconds, from milliseconds or an ISO 8601 date. @throws InputError for a day the calendar does not have */
export function readTime(time: string | number | undefined, at: string): number | undefined {
  const ms = typeof time === 'string' ? Date.parse(time) : time
  if (!Number.isNaN(ms)) return ms
  const right = 'write one of the calendar, such as 2025-01-31'
  return reject(at, `there is no such day or time as ${time}`, right)
}
