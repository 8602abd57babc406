// How ClickUp shows Custom Fields. Keys in wire order, as in the samples of ClickUp's documentation.
import type { components } from '../../contract/clickup.gen.js'
import type { CustomFieldRow } from '../../model/field-rows.js'
import type { TaskRow } from '../../model/task-rows.js'
import type { World } from '../../model/world.js'
import { fieldsOfTask, fieldValue } from './rules.js'
import { typeOf } from './types.js'

type Schemas = components['schemas']

/** The number that stands for task types among the things that a field can be for (documented). */
const TASK_TYPE = 19

/** A field as it is listed for a place. @param withAppliedObjects - shows the task types of fields that are not for all */
export function presentField(field: CustomFieldRow, withAppliedObjects = false): Schemas['CustomField'] {
  const { applied_objects: types } = field
  return {
    ...presentDefinition(field),
    required: field.required,
    ...(withAppliedObjects &&
      types && { applied_objects: types.map((object_id) => ({ object_type: TASK_TYPE, object_id })) }),
  }
}

/** The fields of a task with their values. @param guest - leaves out fields that are hidden from guests */
export function presentTaskFields(world: World, task: TaskRow, guest = false): Schemas['TaskCustomField'][] {
  return fieldsOfTask(world, task)
    .filter((field) => !(guest && field.hide_from_guests))
    .map((field) => presentTaskField(world, task, field))
}

function presentTaskField(world: World, task: TaskRow, field: CustomFieldRow): Schemas['TaskCustomField'] {
  const value = fieldValue(world, task, field)
  if (value === undefined) return { ...presentDefinition(field), required: field.required }
  const { show } = typeOf(field)
  return {
    ...presentDefinition(field),
    value: show ? show(value, { world, task, field }) : value,
    value_richtext: '', // in all samples, and always empty
    required: field.required,
  }
}

function presentDefinition({ id, name, type, type_config, date_created, hide_from_guests }: CustomFieldRow) {
  return { id, name, type, type_config: { ...type_config }, date_created: String(date_created), hide_from_guests }
}
