// Planting tasks with what hangs on them. What names another task or a List is planted last, when all of them stand.
import { isGone, place } from '../../model/places.js'
import { statusSource } from '../../model/statuses.js'
import type { CustomFieldRow, ListRow, Status, StatusStay, TaskRow } from '../../model/work-rows.js'
import { customKey } from '../../model/world.js'
import { suggestion } from '../../nearest.js'
import { fieldsOf } from '../custom-fields/rules.js'
import { plantChecklist } from './checklists.js'
import { plantValues } from './fields.js'
import { none, type Parts, type Planting } from './planting.js'
import { plantRelations } from './relations.js'
import { plantShares, plantTag, priorityNumber } from './small.js'
import { plantComments, plantFiles } from './talk.js'
import { DAY, HOUR } from './times.js'

type Written = Parts['FixtureTask']

/** A List and what its tasks can have, looked up once. */
export interface ListScope {
  readonly list: ListRow
  readonly statuses: readonly Status[]
  /** The status of a new task. */
  readonly first: Status
  readonly fields: readonly CustomFieldRow[]
}

export function listScope({ world }: Planting, list: ListRow): ListScope {
  const { statuses } = statusSource(world, list)
  const first = statuses.reduce((one, other) => (one.type !== 'open' && other.type === 'open' ? other : one))
  return { list, statuses, first, fields: fieldsOf(world, list) }
}

/** A task with its subtasks, a `step` later than the one before. */
export function plantTask(
  planting: Planting,
  scope: ListScope,
  task: Written,
  at: string,
  parent: string | null,
  step = HOUR,
): TaskRow {
  const { world, team_id } = planting
  const { list } = scope
  const creator = planting.person(task.creator, `${at}/creator`) ?? planting.creator
  const values = plantValues(planting, scope.fields, task.custom_fields, `${at}/custom_fields`)
  const row = world.tasks.add({
    id: planting.id('tasks', task.id, at, () => world.ids.task()),
    team_id,
    list_id: list.id,
    custom_id: customId(planting, task.custom_id, at),
    custom_item_id: typeNumber(planting, task.custom_item_id, `${at}/custom_item_id`),
    name: task.name,
    markdown: task.description ?? '',
    ...life(planting, scope, task, at, step),
    orderindex: task.orderindex ?? world.ids.taskOrder(),
    archived: task.archived ?? false,
    creator,
    assignees: planting.people(task.assignees, `${at}/assignees`),
    group_assignees: task.group_assignees ?? none,
    watchers: task.watchers ? planting.people(task.watchers, `${at}/watchers`) : [creator],
    tags: tagsOf(planting, list, task, at, parent),
    parent,
    priority: priorityNumber(task.priority),
    ...planting.dates(task, at),
    points: task.points ?? null,
    time_estimate: task.time_estimate ?? null,
    fields: values.kept,
    deleted: task.deleted ?? false,
  })
  values.set(row)
  plantRest(planting, scope, task, row, at, step)
  return row
}

function plantRest(planting: Planting, scope: ListScope, task: Written, row: TaskRow, at: string, step: number): void {
  planting.named('tasks', task.name, row.id)
  for (const [index, one] of (task.checklists ?? []).entries()) {
    plantChecklist(planting, row, one, `${at}/checklists/${index}`, index)
  }
  plantComments(planting, { kind: 'task', id: row.id }, task.comments, `${at}/comments`, row.date_created)
  plantFiles(planting, row, task.attachments ?? none, `${at}/attachments`)
  plantShares(planting, 'tasks', row.id, task.shared_with, at)
  plantRelations(planting, row, task, at)
  for (const [index, subtask] of (task.subtasks ?? []).entries()) {
    plantTask(planting, scope, subtask, `${at}/subtasks/${index}`, row.id, step)
  }
}

function customId(planting: Planting, given: string | undefined, at: string): string | null {
  if (given === undefined) return null
  if (planting.world.tasks.count('custom', customKey(planting.team_id, given))) {
    planting.wrong(`${at}/custom_id`, `another task has ${given}`, 'each task has its own')
  }
  return given
}

/** Its tags, which are made where its Space lacks them; not for a task that is gone, whose tags may be too. */
function tagsOf(
  planting: Planting,
  list: ListRow,
  { tags, deleted }: Written,
  at: string,
  parent: string | null,
): readonly string[] {
  if (!tags) return none
  const { world } = planting
  const holder = parent === null ? place(world, 'lists', list.id) : place(world, 'tasks', parent)
  if (deleted || isGone(world, holder)) return tags.map((tag) => tag.toLowerCase())
  return tags.map((tag, index) => plantTag(planting, list.space_id, tag, `${at}/tags/${index}`))
}

type Life = Pick<TaskRow, 'status' | 'status_history' | 'date_created' | 'date_updated' | 'date_closed' | 'date_done'>

/** Its status and its dates: a task begins in the first open status, and is in its present one a day later. */
function life(planting: Planting, scope: ListScope, task: Written, at: string, step: number): Life {
  const date_created = planting.time(task.date_created, `${at}/date_created`) ?? planting.tick(step)
  const { first } = scope
  const { status, type } = statusFor(planting, scope, task, at)
  const history: readonly StatusStay[] = task.status_history?.map((stay, index) => ({
    status: stay.status,
    since: planting.time(stay.since, `${at}/status_history/${index}/since`) ?? date_created,
  })) ?? [
    { status: first.status, since: date_created },
    ...(first.status === status ? none : [{ status, since: planting.after(date_created, DAY) }]),
  ]
  const since = history.reduce((_, stay) => stay.since, date_created)
  const closed = planting.time(task.date_closed, `${at}/date_closed`)
  const done = planting.time(task.date_done, `${at}/date_done`)
  return {
    status,
    status_history: history,
    date_created,
    date_updated: planting.time(task.date_updated, `${at}/date_updated`) ?? since,
    date_closed: closed === undefined && type === 'closed' ? since : (closed ?? null),
    date_done: done === undefined && (type === 'closed' || type === 'done') ? since : (done ?? null),
  }
}

/** The status it names. A deleted task may have one that its List has no more. */
function statusFor(
  planting: Planting,
  { statuses, first }: ListScope,
  { status: name, deleted }: Written,
  at: string,
): { readonly status: string; readonly type?: Status['type'] } {
  if (name === undefined) return first
  const found = statuses.find(({ status }) => status.toLowerCase() === name.toLowerCase())
  if (found) return found
  if (deleted) return { status: name }
  planting.wrong(
    `${at}/status`,
    `its List has no status "${name}"`,
    suggestion(
      name,
      statuses.map(({ status }) => status),
    ),
  )
  return first
}

/** A task type by its name or its number; 0 is a plain task. */
function typeNumber(planting: Planting, written: string | number | undefined, at: string): number {
  if (typeof written !== 'string') return written ?? 0
  const types = [
    { name: 'Task', id: 0 },
    { name: 'Milestone', id: 1 },
    ...planting.world.task_types.group('team', planting.team_id),
  ]
  const found = types.find(({ name }) => name === written)
  if (!found)
    planting.wrong(
      at,
      `there is no task type "${written}"`,
      suggestion(
        written,
        types.map(({ name }) => name),
      ),
    )
  return found?.id ?? 0
}
