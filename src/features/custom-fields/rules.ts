// Which Custom Fields apply where, and their values on tasks.
// https://developer.clickup.com/docs/customfields
import { refuse } from '../../contract/catalogue.js'
import type { Caller } from '../../model/access.js'
import { upwards } from '../../model/hierarchy.js'
import { onKey } from '../../model/keys.js'
import type { CustomFieldRow, ListRow, Place, TaskRow } from '../../model/work-rows.js'
import type { World } from '../../model/world.js'
import { typeOf } from './types.js'

/** What is said beside a value. */
export interface WriteOptions {
  /** Who writes; left out by fixtures, which may name everything in their Workspace and do not count as uses. */
  readonly caller?: Caller
  /** As sent: only `{ time: true }` means something. */
  readonly value_options?: unknown
}

/** How often a Workspace on the free plan may set a Custom Field, ever (documented). */
const FREE_USES = 60

/** The fields made on one place itself, oldest first. */
export function fieldsMadeOn(world: World, place: Place): CustomFieldRow[] {
  return world.custom_fields.group('on', onKey(place))
}

/** The fields that tasks of a List can have: made on it, on what holds it, and on its Workspace. */
export function fieldsOf(world: World, list: ListRow): CustomFieldRow[] {
  const fields: CustomFieldRow[] = []
  for (const { table, row } of upwards(world, { table: 'lists', row: list })) {
    if (table === 'lists' || table === 'folders' || table === 'spaces') {
      fields.push(...fieldsMadeOn(world, { kind: table, id: row.id }))
    }
  }
  return [...fields, ...fieldsMadeOn(world, { kind: 'teams', id: list.team_id })]
}

/** The fields a task has: those of its List which are for its type. */
export function fieldsOfTask(world: World, task: TaskRow): CustomFieldRow[] {
  return fieldsOf(world, world.lists.get(task.list_id)).filter((field) => isForType(field, task))
}

/** What a field holds on a task, or what is calculated for it; undefined for nothing. */
export function fieldValue(world: World, task: TaskRow, field: CustomFieldRow): unknown {
  const { calculate } = typeOf(field)
  return calculate ? calculate({ world, task, field }) : task.fields[field.id]
}

/**
 * Sets a field on a task to what is written: each type has its own shape (types.ts), null empties it. The row that is
 * returned takes the place of `task`.
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
  // ClickUp documents a 400 without its code: which one it is is assumed.
  if (!isForType(field, task)) refuse('fieldValueInvalid')
  const time = Object(value_options).time === true
  const kept = isEmptying(value, field) ? undefined : typeOf(field).write(value, { world, task, field, caller, time })
  if (caller) countUse(world, field.team_id)
  return keep(world, task, field, kept)
}

/** Empties a field on a task. @throws Refusal fieldOutsideHierarchy */
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

/** Uses are counted as ids are: they accumulate and never start anew (documented). */
function countUse(world: World, teamId: string): void {
  if (world.teams.get(teamId).plan !== 'free_forever') return
  if (world.ids.next(`custom field use ${teamId}`) > FREE_USES) refuse('fieldUsesExceeded')
}
