// How ClickUp shows checklists: https://developer.clickup.com/reference/createchecklistitem
import type { components } from '../../contract/clickup.gen.js'
import type { ChecklistItemRow, ChecklistRow, TaskRow } from '../../model/task-rows.js'
import type { World } from '../../model/world.js'
import { personIn } from '../shared.js'

type Schemas = components['schemas']
type ShownItem = Omit<Schemas['ChecklistItem'], 'children'> & { children: ShownItem[] }

/** All checklists of a task, from the top. */
export function presentChecklists(world: World, task: TaskRow): Schemas['Checklist'][] {
  return sortedChecklists(world, task.id).map((checklist) => presentChecklist(world, checklist))
}

/** A checklist with its items; the counts are those of all items, nested or not (assumed). */
export function presentChecklist(world: World, checklist: ChecklistRow): Schemas['Checklist'] {
  const items = world.checklist_items.group('checklist', checklist.id)
  const resolved = items.filter((item) => item.resolved).length
  return {
    id: checklist.id,
    task_id: checklist.task_id,
    name: checklist.name,
    date_created: String(checklist.date_created),
    orderindex: checklist.orderindex,
    creator: checklist.creator,
    resolved,
    unresolved: items.length - resolved,
    items: nested(items.map((item) => presentItem(world, item))),
  }
}

/** The checklists of a task, from the top. */
export function sortedChecklists(world: World, taskId: string): ChecklistRow[] {
  return world.checklists.group('task', taskId).sort((one, other) => one.orderindex - other.orderindex)
}

/** Puts items into the `children` of their parents; the others stay at the top (assumed, as clients read it). */
function nested(items: readonly ShownItem[]): ShownItem[] {
  const byId = new Map(items.map((item) => [item.id, item]))
  return items.filter((item) => {
    const parent = byId.get(item.parent ?? '')
    parent?.children.push(item)
    return !parent
  })
}

function presentItem(world: World, item: ChecklistItemRow): ShownItem {
  return {
    id: item.id,
    name: item.name,
    orderindex: item.orderindex,
    assignee: item.assignee === null ? null : presentAssignee(world, item, item.assignee),
    resolved: item.resolved,
    parent: item.parent,
    date_created: String(item.date_created),
    children: [],
  }
}

function presentAssignee(world: World, { team_id }: ChecklistItemRow, userId: number): Schemas['ChecklistAssignee'] {
  const { id, username, email, color, initials, profilePicture } = personIn(world, team_id, userId)
  return { id, username, email, color, initials, profilePicture }
}
