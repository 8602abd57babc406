// Dependencies and links, and which tasks can have them. What ClickUp answers if a task is related to itself, or if tasks
// wait in a circle, is not known: both have no effect here, and the journal says so.
import { refuse } from '../../contract/catalogue.js'
import type { Caller } from '../../model/access.js'
import { isReachable } from '../../model/hierarchy.js'
import { customKey } from '../../model/keys.js'
import type { DependencyRow, TaskLinkRow, TaskRow } from '../../model/task-rows.js'
import type { World } from '../../model/world.js'
import { readText } from '../body.js'

/** The parts of a call that the rules need. */
export interface Asking {
  readonly world: World
  readonly caller: Caller
  readonly rows: { readonly task: TaskRow }
  readonly query: { readonly custom_task_ids?: unknown }
  note(text: string): void
}

/** The two ways to name the other task; ClickUp's documentation leaves the body open. */
type NamedTasks = { readonly [Key in 'depends_on' | 'dependency_of' | 'depedency_of']?: unknown }

/** Lets one task wait for the other. @throws Refusal dependencyMissing, unless one of the two is named; taskNotAccessible */
export function addDependency(asking: Asking, named: NamedTasks): void {
  const { world, caller, note } = asking
  const [[task_id, depends_on] = refuse('dependencyMissing'), another] = pairsIn(asking, named)
  if (another) refuse('dependencyMissing')
  if (waitsFor(world, depends_on, task_id)) {
    note('a task would wait for itself: what ClickUp answers then is not known; nothing was changed')
  } else if (!world.dependencies.find(`${task_id}/${depends_on}`)) {
    world.dependencies.add({ task_id, depends_on, ...stamp(asking, caller) })
  }
}

/** Undoes the named dependencies; without effect if there is none (assumed). @throws Refusal taskNotAccessible */
export function deleteDependency(asking: Asking, named: NamedTasks): void {
  for (const [task_id, depends_on] of pairsIn(asking, named)) {
    const dependency = asking.world.dependencies.find(`${task_id}/${depends_on}`)
    if (dependency) asking.world.dependencies.delete(dependency)
  }
}

/** Links two tasks; without effect if they are linked already (assumed). @throws Refusal teamsNotAuthorized */
export function addLink(asking: Asking, other: TaskRow): void {
  const {
    world,
    caller,
    rows: { task },
    note,
  } = asking
  if (!isWithinReach(asking, other)) refuse('teamsNotAuthorized')
  if (task.id === other.id) note('a task is linked to itself: what ClickUp answers then is not known')
  else if (!linkOf(asking, other)) {
    world.links.add({ task_id: task.id, link_id: other.id, ...stamp(asking, caller) })
  }
}

/** Undoes a link, from whichever side it was made. */
export function deleteLink(asking: Asking, other: TaskRow): void {
  const link = linkOf(asking, other)
  if (link) asking.world.links.delete(link)
}

function linkOf({ world, rows: { task } }: Asking, other: TaskRow): TaskLinkRow | undefined {
  return world.links.find(`${task.id}/${other.id}`) ?? world.links.find(`${other.id}/${task.id}`)
}

/** Pairs of the task that waits and the one it waits for. */
function pairsIn(asking: Asking, named: NamedTasks): [waits: string, awaited: string][] {
  const { depends_on, depedency_of, dependency_of = depedency_of } = named // the slip is older, and is taken still (observed)
  const pairs: [waits: string, awaited: string][] = []
  const [awaited, waiting] = [taskNamed(asking, depends_on), taskNamed(asking, dependency_of)]
  if (awaited) pairs.push([asking.rows.task.id, awaited.id])
  if (waiting) pairs.push([waiting.id, asking.rows.task.id])
  return pairs
}

/** The task of an id that was sent: a custom id if custom_task_ids=true. @throws Refusal taskNotAccessible */
function taskNamed(asking: Asking, sent: unknown): TaskRow | undefined {
  const {
    world,
    rows: { task },
    query,
  } = asking
  const id = readText(sent)
  // ClickUp's documentation requires both ids to undo a dependency, which has one: an empty id counts as left out (assumed).
  if (!id) return undefined
  const isCustom = query.custom_task_ids === true
  const other = isCustom ? world.tasks.group('custom', customKey(task.team_id, id))[0] : world.tasks.find(id)
  return other && isWithinReach(asking, other) ? other : refuse('taskNotAccessible')
}

/** Whether the other task is in the same Workspace, seen by the caller and not deleted. */
function isWithinReach({ world, caller, rows: { task } }: Asking, other: TaskRow): boolean {
  return other.team_id === task.team_id && isReachable(world, caller, { table: 'tasks', row: other })
}

/** Whether a task waits for another, directly or through others. */
function waitsFor(world: World, taskId: string, awaitedId: string): boolean {
  const met = new Set([taskId])
  for (const id of met) {
    if (id === awaitedId) return true
    for (const { depends_on } of world.dependencies.group('task', id)) met.add(depends_on)
  }
  return false
}

function stamp(
  { world, rows: { task } }: Asking,
  { user }: Caller,
): Pick<DependencyRow, 'team_id' | 'date_created' | 'userid'> {
  return { team_id: task.team_id, date_created: world.clock.now(), userid: user.id }
}
