// What is taken from a template: everything except ids and what the options leave out.
// https://developer.clickup.com/reference/createspacelistfromtemplate (what the options do is concluded from their names)
import type { TemplateRow } from '../../model/hierarchy-rows.js'

type Options = Readonly<Record<string, unknown>>

/** The keys that an option leaves out of a task when it is false; other options have no effect. */
const ofTasks: Readonly<Record<string, readonly string[]>> = {
  old_due_date: ['due_date', 'due_date_time'],
  old_start_date: ['start_date', 'start_date_time'],
  old_followers: ['watchers'],
  old_tags: ['tags'],
  old_assignees: ['assignees'],
  old_status: ['status'],
  old_checklists: ['checklists'],
  priority: ['priority'],
  time_estimate: ['time_estimate'],
  custom_type: ['custom_item_id'],
  custom_fields: ['custom_fields'],
  attachments: ['attachments'],
  comment: ['comments'],
  internal_dependencies: ['depends_on'],
  relationships: ['links_to'],
  subtasks: ['subtasks'],
}

/** The same for a List or a Folder. */
const ofPlaces: Readonly<Record<string, readonly string[]>> = {
  old_statuses: ['statuses'],
  include_views: ['views'],
  custom_fields: ['custom_fields'],
}

/** The keys that nothing takes from a template. */
const neverTaken = [
  'id',
  'custom_id',
  'orderindex',
  'date_created',
  'date_updated',
  'date_closed',
  'date_done',
  'status_history',
  'deleted',
]

/** A copy of a template's content without what is never taken and what the options leave out. */
export function withoutParts(content: object, kind: TemplateRow['kind'], options: Options): object {
  const tasks = leftOut(ofTasks, options)
  const subtasks = new Set([...tasks, ...(options.old_subtask_assignees === false ? ['assignees'] : [])])
  const places = leftOut(ofPlaces, options)
  const outOf: Readonly<Record<string, ReadonlySet<string>>> = { folders: places, lists: places, tasks, subtasks }
  return copyWithout(content, kind === 'task' ? tasks : places, outOf)
}

function leftOut(keysOf: Readonly<Record<string, readonly string[]>>, options: Options): ReadonlySet<string> {
  const refused = Object.entries(keysOf).filter(([option]) => options[option] === false)
  return new Set([...neverTaken, ...refused.flatMap(([, keys]) => keys)])
}

/** A copy without the keys in `out`. @param outOf - the keys to leave out of the things in a list, by the key of the list */
function copyWithout(
  part: object,
  out: ReadonlySet<string>,
  outOf: Readonly<Record<string, ReadonlySet<string>>>,
): object {
  const kept = Object.entries(part).filter(([key]) => !out.has(key))
  return Object.fromEntries(
    kept.map(([key, value]) => {
      const outInside = outOf[key]
      return [key, outInside ? value.map((one: object) => copyWithout(one, outInside, outOf)) : value]
    }),
  )
}
