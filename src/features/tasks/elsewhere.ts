// What another chapter shows of a task, until it is merged: files.
import type { components } from '../../contract/clickup.gen.js'
import type { TaskRow } from '../../model/work-rows.js'
import type { World } from '../../model/world.js'

/** No file yet. */
export function presentTaskAttachments(_world: World, _task: TaskRow): components['schemas']['TaskAttachment'][] {
  return []
}
