// Times of day where a user lives, from the time zone database of the machine.

const MINUTE = 60 * 1000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** The last time that has a day to itself on both sides: what a Date can hold, less two days. */
const FARTHEST = 8.64e15 - 2 * DAY

/** A formatter takes longer to make than to use. */
const formats = new Map<string, Intl.DateTimeFormat>()

/** The time in ms that a body has as a number or as digits in a text; undefined when no calendar reaches that far. */
export function timeIn(value: unknown): number | undefined {
  const time = typeof value === 'string' ? Number.parseInt(value, 10) : value
  return typeof time === 'number' && Math.abs(time) <= FARTHEST ? time : undefined
}

/**
 * 4 am of the day, in this time zone, in which `time` (ms) lies: what ClickUp makes of a date without a time of day.
 * An unknown zone counts as UTC; times at the ends of the calendar stay as they are.
 * https://developer.clickup.com/docs/faq and …/docs/customfields
 */
export function fourInTheMorning(time: number, timezone: string): number {
  if (timeIn(time) === undefined) return time
  const wanted = Math.floor((time + offset(time, timezone)) / DAY) * DAY + 4 * HOUR
  // The offset at 4 am may be another than now, on the days on which clocks are changed.
  const first = wanted - offset(wanted, timezone)
  return wanted - offset(first, timezone)
}

/** How far the zone's clocks are ahead of UTC at this time, in ms; it is written as in `GMT-05:00`. */
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
