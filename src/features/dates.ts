// Times of day where a user lives, from the time zone database of the machine.

/** A formatter takes longer to make than to use. */
const formats = new Map<string, Intl.DateTimeFormat>()

/**
 * 4 am of the day, in this time zone, in which `time` (ms) lies: what ClickUp makes of a date without a time of day.
 * An unknown zone counts as UTC. https://developer.clickup.com/docs/faq and …/docs/customfields
 */
export function fourInTheMorning(time: number, timezone: string): number {
  const { year, month, day } = wallClock(time, timezone)
  const wanted = Date.UTC(year, month - 1, day, 4)
  // The offset at 4 am may be another than now, on the days on which clocks are changed.
  const first = wanted - offset(wanted, timezone)
  return wanted - offset(first, timezone)
}

/** How far the zone's clocks are ahead of UTC at this time, in ms. */
function offset(time: number, timezone: string): number {
  const { year, month, day, hour, minute, second } = wallClock(time, timezone)
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(time / 1000) * 1000
}

function wallClock(time: number, timezone: string) {
  const parts = formatOf(timezone).formatToParts(time)
  const number = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value)
  return {
    year: number('year'),
    month: number('month'),
    day: number('day'),
    hour: number('hour'),
    minute: number('minute'),
    second: number('second'),
  }
}

function formatOf(timezone: string): Intl.DateTimeFormat {
  const format = formats.get(timezone) ?? makeFormat(timezone)
  formats.set(timezone, format)
  return format
}

function makeFormat(timezone: string): Intl.DateTimeFormat {
  const numeric = 'numeric'
  const parts = {
    year: numeric,
    month: numeric,
    day: numeric,
    hour: numeric,
    minute: numeric,
    second: numeric,
  } as const
  try {
    return new Intl.DateTimeFormat('en', { timeZone: timezone, hourCycle: 'h23', ...parts })
  } catch {
    return formatOf('UTC')
  }
}
