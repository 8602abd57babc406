// Planting statuses: words, of which the first is open and the last closed, or more about each.
import type { Status } from '../../model/work-rows.js'
import type { Parts, Planting } from './planting.js'

/** Colours of ClickUp's own first statuses; of those between, our choice. */
const OPEN = '#87909e'
const CLOSED = '#008844'
const BETWEEN = ['#5f55ee', '#e16b16', '#b660e0', '#0f9d9f', '#d33d44']

/** @param place - what their ids begin with: `p`, `c` or `sc` and the id of the Space, Folder or List (documented) */
export function plantStatuses(
  planting: Planting,
  written: Parts['FixtureStatuses'],
  place: string,
  at: string,
): readonly Status[] {
  const { world } = planting
  const statuses = written.map((one, index): Status => {
    const given = typeof one === 'string' ? { status: one } : one
    const type = given.type ?? (index === 0 ? 'open' : index === written.length - 1 ? 'closed' : 'custom')
    return {
      id: given.id ?? world.ids.status(place),
      status: given.status,
      type,
      orderindex: given.orderindex ?? index,
      color:
        given.color ?? { open: OPEN, closed: CLOSED }[String(type)] ?? String(BETWEEN[(index - 1) % BETWEEN.length]),
    }
  })
  const names = statuses.map(({ status }) => status.toLowerCase())
  for (const [index, name] of names.entries()) {
    if (names.indexOf(name) !== index)
      planting.wrong(`${at}/${index}`, `"${name}" stands there twice`, 'keep one of the two')
  }
  for (const type of ['open', 'closed'] as const) {
    if (!statuses.some((one) => one.type === type))
      planting.wrong(at, `none is of the type ${type}`, 'give one that type')
  }
  return statuses
}
