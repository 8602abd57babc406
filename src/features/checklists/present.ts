// How ClickUp shows checklists: https://developer.clickup.com/reference/createchecklistitem
import type { components } from '../../contract/clickup.gen.js'
import type { ChecklistItemRow, ChecklistRow, TaskRow } from '../../model/task-rows.js'
import type { World } from '../../model/world.js'
import { presentCommentUser } from '../comments/present.js'

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

/** A checklist that was just made, which lacks two keys (observed 2026-01). */
export function presentNewChecklist(world: World, checklist: ChecklistRow): Schemas['NewChecklist'] {
  const { date_created: _date, creator: _creator, ...shown } = presentChecklist(world, checklist)
  return shown
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

/** v2 has no operation that sets a group or a date. */
function presentItem(world: World, item: ChecklistItemRow): ShownItem {
  return {
    id: item.id,
    name: item.name,
    orderindex: item.orderindex,
    assignee: item.assignee === null ? null : presentCommentUser(world, item.team_id, item.assignee),
    group_assignee: null,
    resolved: item.resolved,
    parent: item.parent,
    date_created: String(item.date_created),
    start_date: null,
    start_date_time: false,
    due_date: null,
    due_date_time: false,
    sent_due_date_notif: null,
    children: [],
  }
}
