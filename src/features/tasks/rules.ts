// Makes, changes and deletes tasks. https://developer.clickup.com/reference/createtask and the pages beside it.
import { type RefusalName, refuse } from '../../contract/catalogue.js'
import { plainText } from '../../input/plain-text.js'
import type { Caller } from '../../model/access.js'
import { isGone, isVisible, type TableRow, upwards } from '../../model/hierarchy.js'
import type { ListRow, Status } from '../../model/hierarchy-rows.js'
import { customKey } from '../../model/keys.js'
import { may } from '../../model/permissions.js'
import { firstStatus, statusNamed } from '../../model/statuses.js'
import type { TaskRow } from '../../model/task-rows.js'
import { planter, type World } from '../../model/world.js'
import { removeAttachment } from '../attachments/rules.js'
import { type KeysIn, readFields, readText } from '../body.js'
import { fieldsOf, fieldsOfTask, fieldValue, setFieldValue } from '../custom-fields/rules.js'
import { needTag } from '../tags/rules.js'
import { groupsIn } from '../user-groups/rules.js'
import {
  blank,
  changedGroups,
  changedPeople,
  columnsIn,
  needNoGroups,
  peopleIn,
  type SentTask,
  statusColumns,
} from './columns.js'
import { clearEstimates } from './estimates.js'
import { moveToList, withSubtasks } from './moving.js'

/** How often a Workspace on the free plan may give a task a custom type, ever (the number is assumed). */
const FREE_TYPE_USES = 10

/**
 * A new task, the last of its List, in its first status unless another is named.
 * @throws Refusal taskAssigneesInvalid, taskStatusUnknown, taskParentElsewhere, taskDateInvalid, taskTypeLimitReached,
 * sprintPointsOff, taskNotAccessible, and those of Custom Fields
 */
export function addTask(world: World, caller: Caller, list: ListRow, sent: SentTask): TaskRow {
  const { team_id, space_id } = list
  const here: TableRow = { table: 'lists', row: list }
  const status =
    statusIn(world, list, sent.status, 'taskStatusUnknown') ?? firstStatus(world, list) ?? refuse('taskStatusUnknown')
  needNoGroups(world, sent.assignees)
  const now = world.clock.now()
  const tags = Array.isArray(sent.tags) ? sent.tags.flatMap((name) => readText(name) || []) : []
  const columns = columnsIn(sent, blank, caller.user.timezone)
  if (columns.points !== null && !world.spaces.get(space_id).features.points.enabled) refuse('sprintPointsOff')
  const parent = parentIn(world, caller, sent.parent)
  if (parent && parent.list_id !== list.id) refuse('taskParentElsewhere')
  const task = world.tasks.add({
    id: world.newId('tasks'),
    team_id,
    list_id: list.id,
    custom_id: null,
    custom_item_id: typeIn(world, team_id, sent.custom_item_id, 0, 'taskTypeLimitReached'),
    ...columns,
    ...statusColumns(status, now),
    orderindex: world.ids.taskOrder(),
    date_created: now,
    date_updated: now,
    creator: caller.user.id,
    assignees: peopleIn(world, here, sent.assignees),
    group_assignees: groupsIn(world, team_id, sent.group_assignees).map(({ id }) => id),
    watchers: [caller.user.id],
    tags: [...new Set(tags.map((name) => needTag(world, space_id, { name }, caller.user.id).name))],
    parent: parent?.id ?? null,
    fields: {},
    deleted: false,
  })
  linkTo(world, caller, task, sent.links_to)
  return withFields(world, caller, task, sent)
}

/**
 * A task with what was sent. Custom Fields and tags have operations of their own and are ignored here (observed). Under a
 * parent in another List, the task moves there (observed).
 * @throws Refusal taskAssigneesInvalid, taskStatusUnknownOnUpdate, taskParentElsewhere, taskDateInvalid, taskTypeLimitReachedOnUpdate
 */
export function updateTask(world: World, caller: Caller, task: TaskRow, sent: SentTask): TaskRow {
  const parent = parentIn(world, caller, sent.parent)
  // What ClickUp answers to these is assumed.
  if (parent && (parent.team_id !== task.team_id || isWithin(world, parent, task))) refuse('taskParentElsewhere')
  const moved = parent ? moveToList(world, task, world.lists.get(parent.list_id)) : task
  const list = world.lists.get(moved.list_id)
  const status = statusIn(world, list, sent.status, 'taskStatusUnknownOnUpdate')
  needNoGroups(world, sent.assignees)
  const now = world.clock.now()
  const columns = columnsIn(sent, moved, caller.user.timezone)
  if (columns.time_estimate !== moved.time_estimate) clearEstimates(world, moved) // assumed
  return world.tasks.update(moved, {
    ...columns,
    ...(status && statusColumns(status, now, moved)),
    custom_item_id: typeIn(
      world,
      task.team_id,
      sent.custom_item_id,
      task.custom_item_id,
      'taskTypeLimitReachedOnUpdate',
    ),
    date_updated: now,
    assignees: changedPeople(world, moved, moved.assignees, sent.assignees),
    group_assignees: changedGroups(world, moved, sent.group_assignees),
    watchers: changedPeople(world, moved, moved.watchers, sent.watchers),
    parent: parent?.id ?? moved.parent,
  })
}

/** Deletes a task with all its subtasks. @throws Refusal taskDeletionForbidden */
export function deleteTask(world: World, caller: Caller, task: TaskRow): void {
  if (!may(world, caller, task.team_id, 'deleteTasks', [task.creator])) refuse('taskDeletionForbidden')
  for (const one of withSubtasks(world, task)) {
    deletePartsOf(world, one.id)
    world.tasks.update(one, { ...kept, status_history: one.status_history.slice(-1), deleted: true })
  }
}

/** What is kept of a deleted task: where it was, and what fields of other tasks show of it. */
const kept = {
  markdown: '',
  assignees: [],
  group_assignees: [],
  watchers: [],
  tags: [],
  fields: {},
} satisfies Partial<TaskRow>

/** Deletes what can be reached only through a task. */
function deletePartsOf(world: World, id: string): void {
  for (const file of world.attachments.group('task', id)) removeAttachment(world, file)
  world.deletePartsOf('tasks', id)
}

/**
 * Keeps of tasks that are gone with their List, Folder or Space no more than of deleted ones. They are many, so this is done
 * when memory is short, not when the List is deleted. No webhook hears of it.
 */
export function forgetGone(world: World): void {
  const forget = (task: TaskRow) => {
    deletePartsOf(world, task.id)
    world.tasks.update(task, { ...kept, status_history: task.status_history.slice(-1) })
  }
  const gone = world.tasks.all().filter((row) => !isForgotten(row) && isGone(world, { table: 'tasks', row }))
  world.transact(() => gone.forEach(forget), planter)
}

function isForgotten(task: TaskRow): boolean {
  return Object.keys(kept).every((column) => {
    const value: unknown = Reflect.get(task, column)
    return typeof value === 'string' ? value === '' : Object.keys(Object(value)).length === 0
  })
}

/** A query, which may say that tasks are named by their custom ids. */
export type AnyQuery = Readonly<Record<string, unknown>>

/** The id of the task that is named; undefined if no task has this custom id, or its Workspace is not named. */
export function idOfTask(world: World, named: string, { custom_task_ids, team_id }: AnyQuery): string | undefined {
  return custom_task_ids === true ? world.tasks.group('custom', customKey(String(team_id), named))[0]?.id : named
}

/** A task that a body or a query names. @throws Refusal `foreign` if the caller cannot see it, `deleted` if it is gone */
export function taskNamed(
  world: World,
  caller: Caller,
  sent: unknown,
  refusals: { readonly foreign: RefusalName; readonly deleted: RefusalName },
): TaskRow {
  const row = world.tasks.find(readText(sent) ?? '')
  if (!row || !isVisible(world, caller, { table: 'tasks', row })) refuse(refusals.foreign)
  return isGone(world, { table: 'tasks', row }) ? refuse(refusals.deleted) : row
}

/** Whether a task is `above`, or somewhere below it. */
export function isWithin(world: World, task: TaskRow, above: TaskRow): boolean {
  for (const { table, row } of upwards(world, { table: 'tasks', row: task })) {
    if (table === 'tasks' && row.id === above.id) return true
  }
  return false
}

function statusIn(world: World, list: ListRow, sent: unknown, refusal: RefusalName): Status | undefined {
  if (sent === undefined || sent === null) return undefined
  return statusNamed(world, list, readText(sent) ?? '') ?? refuse(refusal)
}

/** The task that is to be the parent. That one whom the caller cannot see is refused so is assumed. @throws Refusal taskParentElsewhere */
function parentIn(world: World, caller: Caller, sent: unknown): TaskRow | undefined {
  if (sent === undefined || sent === null || sent === '') return undefined
  return taskNamed(world, caller, sent, { foreign: 'taskParentElsewhere', deleted: 'taskParentElsewhere' })
}

/**
 * The task type after a call. Every Workspace has 0 and 1; null means 0; an unknown type is ignored (assumed). Uses of others
 * are counted as ids are, so that the count never goes back, as with Custom Fields.
 * @throws Refusal `spent` where the plan allows no more
 */
function typeIn(world: World, teamId: string, sent: unknown, before: number, spent: RefusalName): number {
  if (sent === null) return 0
  const type = Number(readText(sent) || Number.NaN)
  if (type === 0 || type === 1) return type
  if (type === before || !world.task_types.find(`${teamId}/${type}`)) return before
  const isCounted = world.teams.get(teamId).plan === 'free_forever'
  if (isCounted && world.ids.next(`task type use ${teamId}`) > FREE_TYPE_USES) refuse(spent)
  return type
}

function linkTo(world: World, caller: Caller, { id, team_id }: TaskRow, sent: unknown): void {
  if (sent === undefined || sent === null || sent === '') return
  const hidden = 'taskNotAccessible'
  const other = taskNamed(world, caller, sent, { foreign: hidden, deleted: hidden })
  if (other.team_id !== team_id) refuse(hidden)
  const [date_created, userid] = [world.clock.now(), caller.user.id]
  world.links.add({ team_id, task_id: id, link_id: other.id, date_created, userid })
}

/** Sets the Custom Fields of a new task. Values of fields that are not for its type are ignored (documented). */
function withFields(world: World, caller: Caller, task: TaskRow, sent: SentTask): TaskRow {
  const inList = fieldsOf(world, world.lists.get(task.list_id))
  const applicable = new Set(fieldsOfTask(world, task))
  let row = task
  for (const one of Array.isArray(sent.custom_fields) ? sent.custom_fields : []) {
    const { id, name, type, value, value_options } = readFields<KeysIn<'CreateTask', 'custom_fields'>>(one)
    if (id === undefined && name !== undefined && type !== undefined) continue // passed over (one suite, 2024)
    if (id === undefined) refuse('fieldIdMalformed')
    const field = world.custom_fields.find(plainText(id)) ?? refuse('fieldNotFound')
    if (inList.includes(field) && !applicable.has(field)) continue
    row = setFieldValue(world, row, field, value, { caller, value_options })
  }
  if (sent.check_required_custom_fields === true) needRequiredFields(world, row)
  return row
}

/** ClickUp documents a refusal, but not which: the one without a known cause is used (assumed). @throws Refusal fieldRefused */
function needRequiredFields(world: World, task: TaskRow): void {
  const missing = fieldsOfTask(world, task).find(
    (field) => field.required && fieldValue(world, task, field) === undefined,
  )
  if (missing) refuse('fieldRefused')
}
