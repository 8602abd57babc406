// A task gets another home List: https://developer.clickup.com/docs/move-a-task-to-a-new-list
import { refuse } from '../../contract/catalogue.js'
import type { ListRow, Place, Status } from '../../model/hierarchy-rows.js'
import { statusNamed, statusSource } from '../../model/statuses.js'
import type { TaskRow } from '../../model/task-rows.js'
import type { World } from '../../model/world.js'
import { fieldsOf } from '../custom-fields/rules.js'
import type { CallTo } from '../handlers.js'
import { moveToList, withSubtasks } from './moving.js'

type Moving = CallTo<'moveTask'>

/**
 * Moves a task and its subtasks. In its own List nothing changes (observed).
 * @throws Refusal statusMappingNeeded, statusMappingRefused
 */
export function moveHome(call: Moving): void {
  const { world, rows } = call
  const { task, list } = rows
  if (task.list_id === list.id) return
  const all = withSubtasks(world, task)
  const mapped = mappedStatuses(call)
  const statusOf = ({ status }: TaskRow) =>
    statusNamed(world, list, status) ?? mapped.get(status.toLowerCase()) ?? refuse('statusMappingNeeded')
  bringFields(call, all)
  moveToList(world, world.tasks.get(task.id), list, statusOf)
}

/** By the name of the status before, in small letters. */
function mappedStatuses({ world, rows: { task, list }, body }: Moving): Map<string, Status> {
  const from = world.lists.get(task.list_id)
  const pairs = (body.status_mappings ?? []).map((mapping): [string, Status] => {
    const source = statusIn(world, from, mapping.source_status_id ?? mapping.source_status)
    const target = statusIn(world, list, mapping.destination_status_id ?? mapping.destination_status)
    if (!source || !target || statusNamed(world, list, source.status)) return refuse('statusMappingRefused')
    return [source.status.toLowerCase(), target]
  })
  return new Map(pairs)
}

/** By id, or by name. */
function statusIn(world: World, list: ListRow, named = ''): Status | undefined {
  return statusSource(world, list).statuses.find(({ id }) => id === named) ?? statusNamed(world, list, named)
}

/**
 * Values of fields that the List does not have are lost, unless they bring their fields (seen once, and documented). A field
 * that is brought is from then on one of the Space, or of the Workspace where the move leaves the Space: our choice, since a
 * field of the mock stands in one place.
 */
function bringFields({ world, rows: { list }, body }: Moving, tasks: readonly TaskRow[]): void {
  const { move_custom_fields = false, custom_fields_to_move: chosen } = body
  for (const task of tasks) {
    const { space_id } = world.lists.get(task.list_id)
    const place: Place =
      space_id === list.space_id ? { kind: 'spaces', id: space_id } : { kind: 'teams', id: list.team_id }
    const isThere = (id: string) => fieldsOf(world, list).some((field) => field.id === id)
    const leftBehind = Object.keys(task.fields).filter((id) => !isThere(id))
    const brought = leftBehind.filter((id) => move_custom_fields && (!chosen || chosen.includes(id)))
    for (const id of brought) world.custom_fields.update(world.custom_fields.get(id), { place })
    const fields = Object.fromEntries(Object.entries(task.fields).filter(([id]) => isThere(id)))
    if (leftBehind.length > 0) world.tasks.update(task, { fields })
  }
}
