// Time in status: how long a task has been in each, from its history and the world's clock.
// https://developer.clickup.com/reference/gettaskstimeinstatus

import { refuse } from '../../contract/catalogue.js'
import type { components } from '../../contract/clickup.gen.js'
import { shownStatus } from '../../model/statuses.js'
import type { TaskRow } from '../../model/task-rows.js'
import type { World } from '../../model/world.js'

type TimeInStatus = components['schemas']['TimeInStatus']

const MINUTE = 60_000

/**
 * The present stay, and the sum of all stays in each status, in the order of the statuses (as ClickUp's samples have it).
 * @throws Refusal timeInStatusOff on the free plan (that it lacks this is assumed)
 */
export function timeInStatus(world: World, task: TaskRow): TimeInStatus {
  if (world.teams.get(task.team_id).plan === 'free_forever') refuse('timeInStatusOff')
  const list = world.lists.get(task.list_id)
  const now = world.clock.now()
  const totals = new Map<string, { ms: number; since: number }>()
  task.status_history.forEach(({ status, since }, index) => {
    const until = task.status_history[index + 1]?.since ?? now
    totals.set(status, { ms: (totals.get(status)?.ms ?? 0) + until - since, since })
  })
  const { status, color } = shownStatus(world, list, task.status)
  const since = totals.get(task.status)?.since ?? task.date_created
  return {
    current_status: { status, color, total_time: totalTime(now - since, since) },
    status_history: [...totals]
      .map(([name, { ms, since }]) => {
        const { status, color, type, orderindex } = shownStatus(world, list, name)
        return { status, color, type, total_time: totalTime(ms, since), orderindex }
      })
      .sort((one, other) => one.orderindex - other.orderindex),
  }
}

function totalTime(ms: number, since: number) {
  return { by_minute: Math.floor(ms / MINUTE), since: String(since) }
}
