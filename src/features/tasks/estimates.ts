// Estimates by person: https://developer.clickup.com/reference/updatetimeestimatesbyuser and the page beside it. The estimate of
// the task is their sum.
import { refuse } from '../../contract/catalogue.js'
import type { Plan } from '../../model/people-rows.js'
import type { TaskRow, TimeEstimateRow } from '../../model/task-rows.js'
import type { World } from '../../model/world.js'
import type { CallTo } from '../handlers.js'

const plansWithout: readonly Plan[] = ['free_forever', 'unlimited']

type EstimatingCall = CallTo<'updateTimeEstimatesByUser' | 'replaceTimeEstimatesByUser'>

/**
 * Sets estimates of a task. @returns those that were sent, by person, and the sum of all
 * @throws Refusal timeEstimatesNotInPlan, requestUnfit for somebody to whom the task is not assigned (assumed)
 */
export function setEstimates({ world, rows: { workspace, task }, body }: EstimatingCall) {
  if (plansWithout.includes(workspace.plan)) refuse('timeEstimatesNotInPlan')
  const estimates = new Map(body.map(({ assignee, time }) => [assignee, time]))
  for (const [assignee, time] of estimates) {
    if (assignee !== 'unassigned' && !task.assignees.includes(assignee)) refuse('requestUnfit')
    const before = world.time_estimates.find(`${task.id}/${assignee}`)
    if (before) world.time_estimates.update(before, { time })
    else world.time_estimates.add({ team_id: task.team_id, task_id: task.id, assignee, time })
  }
  const total = estimatesOf(world, task).reduce((sum, { time }) => sum + time, 0)
  world.tasks.update(task, { time_estimate: total, date_updated: world.clock.now() })
  return { set: Object.fromEntries(estimates), total }
}

/** The estimates of a task by person. */
export function estimatesOf(world: World, { id }: TaskRow): readonly TimeEstimateRow[] {
  return world.time_estimates.group('task', id)
}

/** Removes the estimates of all people. */
export function clearEstimates(world: World, task: TaskRow): void {
  for (const one of estimatesOf(world, task)) world.time_estimates.delete(one)
}
