// Which Custom Fields apply where, and their values on tasks.
// https://developer.clickup.com/docs/customfields
import { refuse } from '../../contract/catalogue.js'
import type { Caller } from '../../model/access.js'
import type { CustomFieldRow } from '../../model/field-rows.js'
import { upwards } from '../../model/hierarchy.js'
import type { ListRow, Place } from '../../model/hierarchy-rows.js'
import { onKey } from '../../model/keys.js'
import type { TaskRow } from '../../model/task-rows.js'
import type { World } from '../../model/world.js'
import { typeOf } from './types.js'

/** What comes with a value. */
export interface WriteOptions {
  /** Who sets the value; undefined when a field is emptied by its own operation, which does not count as a use. */
  readonly caller?: Caller
  /** As sent; only `{ time: true }` has an effect. */
  readonly value_options?: unknown
}

/** How often a Workspace on the free plan may ever set a Custom Field (documented). */
const FREE_USES = 60

/** The fields that were made on this very place, oldest first. */
export function fieldsMadeOn(world: World, place: Place): CustomFieldRow[] {
  return world.custom_fields.group('on', onKey(place))
}

/** The fields that tasks of a List can have: those of the List, of what holds it, and of its Workspace. */
export function fieldsOf(world: World, list: ListRow): CustomFieldRow[] {
  const fields: CustomFieldRow[] = []
  for (const { table, row } of upwards(world, { table: 'lists', row: list })) {
    if (table === 'lists' || table === 'folders' || table === 'spaces') {
      fields.push(...fieldsMadeOn(world, { kind: table, id: row.id }))
    }
  }
  return [...fields, ...fieldsMadeOn(world, { kind: 'teams', id: list.team_id })]
}

/** The fields that a task has: those of its List that are for its type. */
export function fieldsOfTask(world: World, task: TaskRow): CustomFieldRow[] {
  return fieldsOf(world, world.lists.get(task.list_id)).filter((field) => isForType(field, task))
}

/** The value of a field on a task, kept or calculated; undefined if there is none. */
export function fieldValue(world: World, task: TaskRow, field: CustomFieldRow): unknown {
  const { calculate } = typeOf(field)
  return calculate ? calculate({ world, task, field }) : task.fields[field.id]
}

/**
 * Sets a field on a task. Each type has its own shape of values (types.ts); null empties the field.
 * @returns the row that replaces `task`
 * @throws Refusal fieldOutsideHierarchy, fieldOptionInvalid, fieldLabelsInvalid, fieldDateInvalid, fieldValueInvalid, fieldUsesExceeded
 */
export function setFieldValue(
  world: World,
  task: TaskRow,
  field: CustomFieldRow,
  value: unknown,
  { caller, value_options }: WriteOptions,
): TaskRow {
  if (!fieldsOf(world, world.lists.get(task.list_id)).some(({ id }) => id === field.id)) refuse('fieldOutsideHierarchy')
  // ClickUp documents a 400 without a code; this one is assumed.
  if (!isForType(field, task)) refuse('fieldValueInvalid')
  const time = Object(value_options).time === true
  const kept = isEmptying(value, field) ? undefined : typeOf(field).write(value, { world, task, field, caller, time })
  if (caller) countUse(world, field.team_id)
  return keep(world, task, field, kept)
}

/** Empties a field on a task. @throws Refusal fieldOutsideHierarchy, fieldValueInvalid if it is not for the task's type */
export function removeFieldValue(world: World, task: TaskRow, field: CustomFieldRow): TaskRow {
  return setFieldValue(world, task, field, null, {})
}

/** Only a date may come without a value (documented). */
function isEmptying(value: unknown, { type }: CustomFieldRow): boolean {
  return value === null || (value === undefined && type === 'date')
}

function keep(world: World, task: TaskRow, field: CustomFieldRow, kept: unknown): TaskRow {
  const { [field.id]: _, ...others } = task.fields
  const fields = kept === undefined ? others : { ...others, [field.id]: kept }
  return world.tasks.update(task, { fields, date_updated: world.clock.now() })
}

/** Some fields are for some task types only. */
export function isForType({ applied_objects }: CustomFieldRow, { custom_item_id }: TaskRow): boolean {
  return applied_objects === undefined || applied_objects.includes(custom_item_id)
}

/** Uses are counted as ids are, so that the count never goes back (documented). */
function countUse(world: World, teamId: string): void {
  if (world.teams.get(teamId).plan !== 'free_forever') return
  if (world.ids.next(`custom field use ${teamId}`) > FREE_USES) refuse('fieldUsesExceeded')
}
