// What other chapters show of a task, until theirs are merged: files and Custom Fields.
import type { components } from '../../contract/clickup.gen.js'
import type { TaskRow } from '../../model/work-rows.js'
import type { World } from '../../model/world.js'

/** No file yet. */
export function presentTaskAttachments(_world: World, _task: TaskRow): components['schemas']['TaskAttachment'][] {
  return []
}

/** No Custom Field yet. */
export function presentTaskFields(_world: World, _task: TaskRow): components['schemas']['TaskCustomField'][] {
  return []
}
