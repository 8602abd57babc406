// Filters by Custom Fields: JSON in the query. https://developer.clickup.com/docs/taskfilters
import { refuse } from '../../contract/catalogue.js'
import { readJson } from '../../input/json.js'
import type { CustomFieldRow } from '../../model/field-rows.js'
import type { TaskRow } from '../../model/task-rows.js'
import type { World } from '../../model/world.js'
import { isFields } from '../body.js'
import { compileValueTest } from '../custom-fields/compare.js'
import { fieldsOf, fieldValue, isForType } from '../custom-fields/rules.js'

/** Whether a task is wanted. */
export type TaskTest = (task: TaskRow) => boolean

/** The parameters: `custom_fields` is an array of filters, `custom_field` may also be a single one. */
export interface FieldQuery {
  readonly custom_fields?: unknown
  readonly custom_field?: unknown
}

/**
 * One test for each filter; a task has to pass all of them.
 * @throws Refusal customFieldFilterNotJson, customFieldFilterNotArray; taskFilterFailed for a field that the Workspace does
 * not have, an unknown operator or a bad value (which of these ClickUp refuses is assumed)
 */
export function compileFieldFilters(world: World, teamId: string, query: FieldQuery): TaskTest[] {
  const single = parse(query.custom_field)
  const filters = [...asArray(parse(query.custom_fields)), ...(isFields(single) ? [single] : asArray(single))]
  return filters.map((filter) => {
    const { field_id, operator, value } = isFields(filter) ? filter : failed()
    const field = typeof field_id === 'string' ? world.custom_fields.find(field_id) : undefined
    if (field?.team_id !== teamId) return failed()
    const test = compileValueTest(field, operator, value)
    const read = shownValue(world, field)
    return (task) => test(read(task))
  })
}

/** Reads the value of a field where a task shows it; undefined: it has none. */
export function shownValue(world: World, field: CustomFieldRow): (task: TaskRow) => unknown {
  const isShown = shownOn(world, field)
  return (task) => (isShown(task) ? fieldValue(world, task, field) : undefined)
}

/** Tests whether a task has the field: a task that was moved keeps values of fields that it no longer has. */
function shownOn(world: World, field: CustomFieldRow): TaskTest {
  const byList = new Map<string, boolean>()
  return (task) => {
    let isInList = byList.get(task.list_id)
    if (isInList === undefined) {
      isInList = fieldsOf(world, world.lists.get(task.list_id)).some(({ id }) => id === field.id)
      byList.set(task.list_id, isInList)
    }
    return isInList && isForType(field, task)
  }
}

function parse(text: unknown): unknown {
  if (text === undefined) return []
  if (typeof text !== 'string') return refuse('customFieldFilterNotJson')
  try {
    return readJson(text)
  } catch {
    return refuse('customFieldFilterNotJson')
  }
}

function asArray(filters: unknown): readonly unknown[] {
  return Array.isArray(filters) ? filters : refuse('customFieldFilterNotArray')
}

function failed(): never {
  return refuse('taskFilterFailed')
}
