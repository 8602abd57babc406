// How events show the values of a task. Keys in wire order, as in the samples of
// https://developer.clickup.com/docs/webhooktaskpayloads
import { optionsOf, position } from '../features/custom-fields/values.js'
import { presentFolderName } from '../features/lists/present.js'
import { priorityOf } from '../features/shared.js'
import { ownerOf } from '../model/access.js'
import type { CustomFieldRow } from '../model/field-rows.js'
import { tagKey } from '../model/keys.js'
import { markdownToText } from '../model/markdown.js'
import { shownStatus } from '../model/statuses.js'
import type { TaskRow } from '../model/task-rows.js'
import type { World } from '../model/world.js'

/** The value as it is kept; for a drop-down the option's uuid, not its index (sample). */
export function presentValue(field: CustomFieldRow, kept: unknown): unknown {
  if (kept === undefined) return null
  if (field.type !== 'drop_down') return kept
  return optionsOf(field).find((option, index) => position(option, index) === kept)?.id ?? null
}

/** The mock does not keep who made a field: the Workspace's owner is shown (assumed). */
export function presentDefinition(world: World, field: CustomFieldRow): object {
  const { id, name, type, type_config, team_id, date_created, hide_from_guests, required } = field
  return {
    id,
    name,
    type,
    type_config: { ...type_config },
    values_set: null,
    userid: String(ownerOf(world, world.teams.get(team_id))?.user_id ?? ''),
    date_created: String(date_created),
    hide_from_guests,
    team_id,
    deleted: false,
    deleted_by: null,
    pinned: false,
    required,
    required_on_subtasks: false,
    linked_subcategory: null,
  }
}

/** The status of a task. */
export function presentStatus(world: World, task: TaskRow) {
  const { status, color, orderindex, type } = shownStatus(world, world.lists.get(task.list_id), task.status)
  return { status, color, orderindex, type }
}

/** From 1, urgent, to 4, low. */
export function presentPriority(number: number | null): object | null {
  const found = priorityOf(number)
  return found && { id: String(number), priority: found.priority, color: found.color, orderindex: String(number) }
}

/** Tags of the task's Space; one that the Space no longer has keeps its name (assumed). */
export function presentTags(world: World, task: TaskRow, names: readonly string[]): object[] {
  const { space_id } = world.lists.get(task.list_id)
  return names.map((name) => {
    const { tag_fg = '', tag_bg = '', creator = task.creator } = world.tags.find(tagKey(space_id, name)) ?? {}
    return { name, tag_fg, tag_bg, creator }
  })
}

/** A List with its Folder and Space. */
export function presentLocation(world: World, listId: string): object {
  const list = world.lists.get(listId)
  const { id, name, hidden } = presentFolderName(world, list)
  const space = world.spaces.get(list.space_id)
  return { id: listId, name: list.name, category: { id, name, hidden }, project: { id: space.id, name: space.name } }
}

/** The text of a description as a Quill delta, without formats, which the mock does not keep. https://quilljs.com/docs/delta */
export function quillOf(markdown: string): string {
  return JSON.stringify({ ops: [{ insert: `${markdownToText(markdown)}\n` }] })
}

const units = [
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const

/** `1 hour 30 minutes` (the wording is assumed); null for none. */
export function durationInWords(ms: number | null): string | null {
  if (ms === null) return null
  let rest = ms
  const words = units.flatMap(([unit, length]) => {
    const count = Math.floor(rest / length)
    rest -= count * length
    return count ? [`${count} ${unit}${count === 1 ? '' : 's'}`] : []
  })
  return words.join(' ') || '0 minutes'
}
