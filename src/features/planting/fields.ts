// Planting Custom Fields, and their values on tasks as people write them: options, people and tasks by name.
import { Refusal } from '../../errors.js'
import type { CustomFieldRow, FieldPlace, TaskRow } from '../../model/work-rows.js'
import { suggestion } from '../../nearest.js'
import { typeOf } from '../custom-fields/types.js'
import { optionsOf } from '../custom-fields/values.js'
import type { Parts, Planting } from './planting.js'
import { FIRST_DAY } from './times.js'

/** The fields made on one place. */
export function plantFields(
  planting: Planting,
  place: FieldPlace,
  fields: readonly Parts['FixtureField'][] | undefined,
  at: string,
): void {
  const { world, team_id } = planting
  for (const [index, field] of (fields ?? []).entries()) {
    const where = `${at}/custom_fields/${index}`
    const { applied_objects } = field
    world.custom_fields.add({
      id: planting.id('custom_fields', field.id, where, () => world.ids.uuid()),
      team_id,
      place,
      name: field.name,
      type: field.type,
      type_config: configOf(planting, field, where),
      date_created: planting.time(field.date_created, `${where}/date_created`) ?? FIRST_DAY,
      hide_from_guests: field.hide_from_guests ?? false,
      required: field.required ?? false,
      ...(applied_objects && { applied_objects }),
    })
  }
}

function configOf(planting: Planting, { type, type_config, options }: Parts['FixtureField'], at: string): object {
  if (!options) return type_config ?? defaults[type] ?? {}
  if (type !== 'drop_down' && type !== 'labels') {
    planting.wrong(`${at}/options`, `a field of type ${type} has no options`, 'leave them out')
  }
  const shown = options.map((one, orderindex) => {
    const { name, id, color = null } = typeof one === 'string' ? { name: one } : one
    const made = { id: id ?? planting.world.ids.uuid(), [type === 'labels' ? 'label' : 'name']: name, color }
    return type === 'labels' ? made : { ...made, orderindex }
  })
  return { ...defaults[type], ...type_config, options: shown }
}

/** What GetAccessibleCustomFields shows of a field that was made without a choice (documented samples). */
const defaults: Readonly<Record<string, object>> = {
  drop_down: { default: 0, placeholder: null, new_drop_down: true },
  currency: { default: null, precision: 2, currency_type: 'EUR' },
  emoji: { code_point: '2b50', count: 5 },
  manual_progress: { start: 0, end: 100 },
  automatic_progress: { tracking: { subtasks: true, checklists: true, assigned_comments: true }, complete_on: 3 },
  users: { include_guests: true, include_team_members: true },
}

/** The values of a task. */
export interface Values {
  /** Those written by the id of the field, as they are. */
  readonly kept: Readonly<Record<string, unknown>>
  /** Sets those written by name, when all that they may name stands. */
  set(task: TaskRow): void
}

const noValues: Values = { kept: Object.freeze({}), set: () => undefined }

/** A task's values by the name or the id of the field. */
export function plantValues(
  planting: Planting,
  fields: readonly CustomFieldRow[],
  written: Readonly<Record<string, unknown>> | undefined,
  at: string,
): Values {
  if (!written) return noValues
  const kept: Record<string, unknown> = {}
  const byName: (readonly [field: CustomFieldRow, value: unknown, at: string])[] = []
  const byId: (readonly [id: string, at: string])[] = []
  for (const [name, value] of Object.entries(written)) {
    const where = `${at}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
    if (uuid.test(name)) {
      kept[name] = value
      byId.push([name, where])
    } else {
      const field = fieldNamed(planting, fields, name, where)
      if (field) byName.push([field, value, where])
    }
  }
  const set = (task: TaskRow) => {
    planting.later(() => {
      for (const [id, where] of byId) {
        if (!planting.world.custom_fields.find(id)) planting.wrong(where, `there is no field of the id ${id}`)
      }
      for (const [field, value, where] of byName) setValue(planting, task, field, value, where)
    })
  }
  return { kept, set }
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

function fieldNamed(
  planting: Planting,
  fields: readonly CustomFieldRow[],
  name: string,
  at: string,
): CustomFieldRow | undefined {
  const [field, another] = fields.filter((one) => one.name === name)
  if (!field)
    planting.wrong(
      at,
      `tasks here have no field "${name}"`,
      suggestion(
        name,
        fields.map((one) => one.name),
      ),
    )
  if (!another) return field
  planting.wrong(at, `"${name}" is the name of several fields`, 'name them differently')
  return undefined
}

function setValue(planting: Planting, task: TaskRow, field: CustomFieldRow, value: unknown, at: string): void {
  const { world } = planting
  const sent = sentValue(planting, field, value, at)
  if (sent === undefined) return
  try {
    const now = world.tasks.get(task.id)
    const kept = typeOf(field).write(sent, { world, task: now, field, caller: undefined, time: true })
    if (kept !== undefined) world.tasks.update(now, { fields: { ...now.fields, [field.id]: kept } })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    planting.wrong(at, `${JSON.stringify(value)} is no value for a field of type ${field.type}`)
  }
}

/** As a call of the API sends it; undefined with a problem where a name in it is unknown. */
function sentValue(planting: Planting, field: CustomFieldRow, value: unknown, at: string): unknown {
  const one = (index: number): string => `${at}/${index}`
  switch (field.type) {
    case 'drop_down':
      return typeof value === 'string' ? optionNamed(planting, field, value, at) : value
    case 'labels':
      return Array.isArray(value)
        ? allOf(value.map((name, index) => optionNamed(planting, field, String(name), one(index))))
        : value
    case 'users':
      return Array.isArray(value) ? added(value.map((name, index) => planting.person(String(name), one(index)))) : value
    case 'tasks':
    case 'list_relationship':
      return Array.isArray(value)
        ? added(value.map((name, index) => planting.find('tasks', String(name), one(index))))
        : value
    case 'date':
      return typeof value === 'string' || typeof value === 'number'
        ? (planting.day(value, at).time ?? undefined)
        : value
    case 'manual_progress':
      return typeof value === 'number' ? { current: value } : value
    default:
      return value
  }
}

function added(ids: readonly (string | number | undefined)[]): object | undefined {
  const add = allOf(ids)
  return add && { add }
}

/** All of them, or undefined where one is missing. */
function allOf<Item>(items: readonly (Item | undefined)[]): readonly Item[] | undefined {
  const there = items.filter((item) => item !== undefined)
  return there.length === items.length ? there : undefined
}

/** The id of an option by its name. */
function optionNamed(planting: Planting, field: CustomFieldRow, name: string, at: string): string | undefined {
  const options = optionsOf(field)
  const names = options.map((option) => String(Reflect.get(option, field.type === 'labels' ? 'label' : 'name')))
  const found = options[names.indexOf(name)]
  if (!found) planting.wrong(at, `there is no option "${name}"`, suggestion(name, names))
  return found?.id
}
