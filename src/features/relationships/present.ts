// How tasks show their dependencies and links: https://developer.clickup.com/reference/gettask
import type { components } from '../../contract/clickup.gen.js'
import { isGone, rowIn } from '../../model/hierarchy.js'
import type { DependencyRow, TaskLinkRow, TaskRow } from '../../model/task-rows.js'
import type { World } from '../../model/world.js'

type Schemas = components['schemas']

/** The dependencies of a task: first the tasks it waits for, then those that wait for it. Deleted tasks are left out. */
export function presentDependencies(world: World, { id }: TaskRow): Schemas['Dependency'][] {
  const waits = world.dependencies.group('task', id).filter(({ depends_on }) => isThere(world, depends_on))
  const blocks = world.dependencies.group('depended', id).filter(({ task_id }) => isThere(world, task_id))
  return [...waits, ...blocks].map(presentDependency)
}

/** A dependency, which is the same on both of its tasks. */
export function presentDependency(dependency: DependencyRow): Schemas['Dependency'] {
  return {
    task_id: dependency.task_id,
    depends_on: dependency.depends_on,
    type: 1,
    date_created: String(dependency.date_created),
    userid: String(dependency.userid),
    workspace_id: dependency.team_id,
    chain_id: null,
  }
}

/** The links of a task, first those that were made from it. Deleted tasks are left out. */
export function presentLinks(world: World, { id }: TaskRow): Schemas['TaskLink'][] {
  return [...world.links.group('task', id), ...world.links.group('linked', id)]
    .map((link) => presentLink(link, id))
    .filter(({ link_id }) => isThere(world, link_id))
}

/** A link as this task shows it, with the other task in `link_id` (assumed for the task that was linked to). */
export function presentLink(link: TaskLinkRow, taskId: string): Schemas['TaskLink'] {
  return {
    task_id: taskId,
    link_id: link.task_id === taskId ? link.link_id : link.task_id,
    date_created: String(link.date_created),
    userid: String(link.userid),
    workspace_id: link.team_id,
  }
}

function isThere(world: World, taskId: string): boolean {
  return !isGone(world, rowIn(world, 'tasks', taskId))
}
