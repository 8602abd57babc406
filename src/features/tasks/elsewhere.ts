// What other chapters show of a task, until theirs are merged: files.
import type { components } from '../../contract/clickup.gen.js'
import type { TaskRow } from '../../model/work-rows.js'
import type { World } from '../../model/world.js'

/** No file yet. */
export function presentTaskAttachments(_world: World, _task: TaskRow): components['schemas']['TaskAttachment'][] {
  return []
}
