// What version 3 puts files on: a task, by the word attachments, or a Custom Field.
import { refuse } from '../../contract/catalogue.js'
import type { Caller } from '../../model/access.js'
import { isReachable } from '../../model/hierarchy.js'
import type { World } from '../../model/world.js'
import type { Holder } from './rules.js'

/** The thing that a path names. @throws Refusal resourceNotFound, also for other kinds of things that were seen to answer so */
export function entityNamed(
  world: World,
  caller: Caller,
  team_id: string,
  { entity_type, entity_id }: { readonly entity_type: string; readonly entity_id: string },
): Holder {
  const field = entity_type === 'custom_fields' ? world.custom_fields.find(entity_id) : undefined
  if (field?.team_id === team_id) return { team_id, task_id: null, field_id: field.id }
  const task = entity_type === 'attachments' ? world.tasks.find(entity_id) : undefined
  if (task?.team_id !== team_id || !isReachable(world, caller, { table: 'tasks', row: task })) {
    return refuse('resourceNotFound')
  }
  return { team_id, task_id: task.id, field_id: null }
}
