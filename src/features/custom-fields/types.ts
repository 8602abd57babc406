// The types of Custom Fields, one line each: how values are written, kept, shown and compared.
// https://developer.clickup.com/docs/customfields
import { type RefusalName, refuse } from '../../contract/catalogue.js'
import type { Caller } from '../../model/access.js'
import type { CustomFieldRow } from '../../model/field-rows.js'
import { isGone, isVisible } from '../../model/hierarchy.js'
import type { TaskRow } from '../../model/task-rows.js'
import type { World } from '../../model/world.js'
import { isFields, readText } from '../body.js'
import { fourInTheMorning, timeIn } from '../dates.js'
import { memberOf } from '../shared.js'
import { automaticProgress, manualProgress } from './progress.js'
import { type Shown, showFiles, showPeople, showTasks } from './show.js'
import { isNumber, numberIn, numberOr, optionsOf, position, setting } from './values.js'

/** What a type may look at, besides the value, when it is written. */
export interface Write {
  readonly world: World
  readonly task: TaskRow
  readonly field: CustomFieldRow
  /** Who writes; undefined for a fixture, which may name everything in its Workspace. */
  readonly caller: Caller | undefined
  /** Whether a date shows its time of day. */
  readonly time: boolean
}

/** How filters compare kept values (compare.ts). */
export type Comparison = 'text' | 'number' | 'set'

/** One type. */
export interface FieldType {
  /** What is kept of a value; undefined: nothing. @throws Refusal if the value does not suit */
  readonly write: (value: unknown, write: Write) => unknown
  /** How tasks show what is kept; left out: as it is. */
  readonly show?: (kept: unknown, shown: Shown) => unknown
  /** The value of a calculated field; what is kept does not count. */
  readonly calculate?: (shown: Shown) => unknown
  readonly compare: Comparison
}

const text: FieldType = { write: writeText(/^/), compare: 'text' }
const number: FieldType = { write: (value) => String(numberIn(value) ?? invalid()), compare: 'number' }
/** Nobody can write it: formulas are calculated, votes are cast in the app (documented). */
const unwritable = { write: () => invalid() }

const types: ReadonlyMap<string, FieldType> = new Map(
  Object.entries({
    text,
    short_text: text,
    url: { write: writeText(/^[a-z][a-z\d+.-]*:\/\/[^\s/]\S*$/i), compare: 'text' },
    email: { write: writeText(/^[^\s@]+@[^\s@]+$/), compare: 'text' },
    phone: { write: writeText(/^\+(?:[\s().-]*\d){6,15}$/, 'fieldPhoneInvalid'), compare: 'text' },
    number,
    currency: number,
    date: { write: writeDate, compare: 'number' },
    checkbox: { write: writeCheckbox, compare: 'set' },
    drop_down: { write: writeOption, compare: 'set' },
    labels: { write: writeLabels, compare: 'set' },
    users: { write: writePeople, show: showPeople, compare: 'set' },
    tasks: { write: writeTasks, show: showTasks, compare: 'set' },
    list_relationship: { write: writeTasks, show: showTasks, compare: 'set' },
    attachment: { write: writeFiles, show: showFiles, compare: 'set' },
    emoji: { write: writeRating, compare: 'number' },
    manual_progress: { write: writeProgress, compare: 'number' },
    automatic_progress: { ...unwritable, calculate: automaticProgress, compare: 'number' },
    location: { write: writeLocation, compare: 'text' },
    formula: { ...unwritable, compare: 'number' },
    votes: { ...unwritable, compare: 'number' },
    button: { write: (value) => (value === true ? undefined : invalid()), compare: 'set' },
  } satisfies Record<string, FieldType>),
)

/** The type of a field; an undocumented one counts as text. */
export function typeOf({ type }: Pick<CustomFieldRow, 'type'>): FieldType {
  return types.get(type) ?? text
}

function invalid(refusal: RefusalName = 'fieldValueInvalid'): never {
  return refuse(refusal)
}

/** An empty text empties the field (assumed). */
function writeText(shape: RegExp, refusal?: RefusalName): FieldType['write'] {
  return (value) => {
    if (typeof value !== 'string') return invalid(refusal)
    if (value === '') return undefined
    return shape.test(value) ? value : invalid(refusal)
  }
}

/** A date in ms; without a time of day, it is 4 am of that day where the user lives (documented). */
function writeDate(value: unknown, { caller, time }: Write): string {
  const date = numberIn(value)
  if (date === undefined || !Number.isInteger(date) || timeIn(date) === undefined) {
    return invalid('fieldDateInvalid')
  }
  return String(time ? date : fourInTheMorning(date, caller?.user.timezone ?? 'UTC'))
}

/** A boolean, kept as text, as clients read it. */
function writeCheckbox(value: unknown): string {
  return value === true || value === false || value === 'true' || value === 'false' ? String(value) : invalid()
}

/** An option by index or uuid, kept as its index, which calls read (observed). */
function writeOption(value: unknown, { field }: Write): number {
  const options = optionsOf(field)
  const index = options.findIndex(
    (option, at) => value === option.id || (value !== '' && isNumber(value) && position(option, at) === Number(value)),
  )
  const option = options[index]
  return option ? position(option, index) : invalid('fieldOptionInvalid')
}

/** Labels replace those that were there (documented). */
function writeLabels(value: unknown, { field }: Write): readonly string[] | undefined {
  const known = new Set(optionsOf(field).map(({ id }) => id))
  if (!Array.isArray(value) || !value.every((id) => known.has(id))) return invalid('fieldLabelsInvalid')
  return orNothing([...new Set<string>(value)])
}

/** A plain list of people changes nothing (one report). */
function writePeople(value: unknown, write: Write): readonly number[] | undefined {
  const { world, field } = write
  const sent = Array.isArray(value) ? {} : value
  const ids = addAndRemove(sent, write, (id) => memberOf(world, field.team_id, Number(id))?.id)
  // A field for one person keeps the last one (assumed).
  return orNothing(setting(field, 'single_user') === true ? ids.slice(-1) : ids)
}

/** Tasks; a list_relationship takes only those of the List that it names. One that the caller cannot see is refused as such. */
function writeTasks(value: unknown, write: Write): readonly string[] | undefined {
  const { world, task, field, caller } = write
  const listId = setting(field, 'subcategory_id')
  return orNothing(
    addAndRemove(value, write, (id) => {
      const row = world.tasks.find(id)
      const at = row?.team_id === field.team_id && { table: 'tasks' as const, row }
      if (!at || isGone(world, at) || (caller && !isVisible(world, caller, at))) return refuse('taskNotAccessible')
      const isWanted = listId === undefined || String(listId) === at.row.list_id
      return isWanted && at.row.id !== task.id ? at.row.id : undefined
    }),
  )
}

function writeFiles(value: unknown, write: Write): readonly string[] | undefined {
  const { world, field } = write
  const fileOf = (id: string) => {
    const file = world.attachments.find(id)
    return file?.team_id === field.team_id ? file.id : undefined
  }
  return orNothing(addAndRemove(value, write, fileOf))
}

/** The kept ids with those in `add` and without those in `rem`; an unknown one in `add` is refused. */
function addAndRemove<Id extends string | number>(
  value: unknown,
  { task, field }: Write,
  known: (id: string) => Id | undefined,
): Id[] {
  const { add = [], rem = [] } = isFields(value) ? value : invalid()
  if (!Array.isArray(add) || !Array.isArray(rem)) return invalid()
  const kept = task.fields[field.id]
  const ids = new Map<string, Id>(Array.isArray(kept) ? kept.map((id: Id) => [String(id), id]) : [])
  for (const sent of add) {
    const id = readText(sent) ?? invalid()
    ids.set(id, known(id) ?? invalid())
  }
  for (const sent of rem) ids.delete(readText(sent) ?? '')
  return [...ids.values()]
}

/** A rating from 0 to `count` (documented). */
function writeRating(value: unknown, { field }: Write): number {
  const rating = numberIn(value)
  const most = numberOr(setting(field, 'count'), 5)
  return rating !== undefined && Number.isInteger(rating) && rating >= 0 && rating <= most ? rating : invalid()
}

/** A position between `start` and `end` (documented; that others are refused is assumed). */
function writeProgress(value: unknown, { field }: Write): object {
  const current = isFields(value) ? numberIn(value.current) : undefined
  return (current !== undefined && manualProgress(field, current)) || invalid()
}

function writeLocation(value: unknown): object {
  const { location, place_id, formatted_address } = isFields(value) ? value : invalid()
  const { lat, lng } = isFields(location) ? location : invalid()
  if (typeof lat !== 'number' || typeof lng !== 'number' || typeof formatted_address !== 'string') return invalid()
  if (Math.abs(lat) > 90 || Math.abs(lng) > 180) return invalid()
  return { location: { lat, lng }, ...(typeof place_id === 'string' && { place_id }), formatted_address }
}

function orNothing<Item>(items: readonly Item[]): readonly Item[] | undefined {
  return items.length ? items : undefined
}
