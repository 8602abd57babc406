// Times of day where a user lives, from the time zone database of the machine.

const MINUTE = 60 * 1000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** The last time with a whole day on both sides: two days before the end of what a Date can hold. */
const FARTHEST = 8.64e15 - 2 * DAY

/** Formatters are kept: making one takes longer than using it. */
const formats = new Map<string, Intl.DateTimeFormat>()

/** A time in ms, sent as a number or as text; undefined if it is neither, or if no calendar reaches that far. */
export function timeIn(value: unknown): number | undefined {
  const time = typeof value === 'string' ? Number.parseInt(value, 10) : value
  return typeof time === 'number' && Math.abs(time) <= FARTHEST ? time : undefined
}

/**
 * 4 am of the day of `time` (ms) in this time zone: what ClickUp makes of a date without a time of day. An unknown zone
 * counts as UTC; times at the ends of the calendar stay as they are.
 * https://developer.clickup.com/docs/faq and …/docs/customfields
 */
export function fourInTheMorning(time: number, timezone: string): number {
  return timeIn(time) === undefined ? time : timeOn(dayOf(time, timezone), 4 * HOUR, timezone)
}

/** The day of `time` in this time zone, counted from 1970-01-01. */
export function dayOf(time: number, timezone: string): number {
  return Math.floor((time + offset(time, timezone)) / DAY)
}

/** When a day begins in this time zone, in ms. @param day - counted from 1970-01-01 */
export function beginningOf(day: number, timezone: string): number {
  return timeOn(day, 0, timezone)
}

/** @param clock - the time of day, in ms */
function timeOn(day: number, clock: number, timezone: string): number {
  const wanted = day * DAY + clock
  // On days on which clocks change, the offset then may differ from that of another time of the day.
  const first = wanted - offset(wanted, timezone)
  return wanted - offset(first, timezone)
}

/** How far the zone's clocks are ahead of UTC at this time, in ms. The formatter writes it as `GMT-05:00`. */
function offset(time: number, timezone: string): number {
  const parts = formatOf(timezone).formatToParts(time)
  const written = String(parts.find(({ type }) => type === 'timeZoneName')?.value)
  const [, hours = 0, minutes = 0, seconds = 0] = written.split(/[+:-]/)
  const ahead = Number(hours) * HOUR + Number(minutes) * MINUTE + Number(seconds) * 1000
  return written.includes('-') ? -ahead : ahead
}

function formatOf(timezone: string): Intl.DateTimeFormat {
  const format = formats.get(timezone) ?? makeFormat(timezone)
  formats.set(timezone, format)
  return format
}

function makeFormat(timezone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: timezone, timeZoneName: 'longOffset' })
  } catch {
    return formatOf('UTC')
  }
}
