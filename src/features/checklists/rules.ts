// Checklists: their order on a task, and which item stands under which.
import { type RefusalName, refuse } from '../../contract/catalogue.js'
import { isVisibleTo, rowIn } from '../../model/hierarchy.js'
import type { ChecklistItemRow, ChecklistRow, TaskRow } from '../../model/task-rows.js'
import type { World } from '../../model/world.js'
import { readFlag, readText, readUserId, type Sent } from '../body.js'
import { nextOrderIndex } from '../shared.js'
import { sortedChecklists } from './present.js'

/** The order index of the first checklist of a task (observed once; ClickUp's samples have 0). */
const FIRST = 1

/** The order index of a new checklist, below the others of its task. */
export function lastPlace(world: World, taskId: string): number {
  return nextOrderIndex(sortedChecklists(world, taskId), FIRST)
}

/** A new checklist, below the others of its task. A name that is not text becomes empty (assumed). */
export function addChecklist(world: World, task: TaskRow, name: unknown, creator: number): ChecklistRow {
  return world.checklists.add({
    id: world.newId('checklists'),
    team_id: task.team_id,
    task_id: task.id,
    name: readText(name) ?? '',
    orderindex: lastPlace(world, task.id),
    creator,
    date_created: world.clock.now(),
  })
}

/** Moves a checklist to a position on its task, counted from 0 at the top (documented); beyond the last is the end. */
export function moveChecklist(world: World, checklist: ChecklistRow, position: number): void {
  const others = sortedChecklists(world, checklist.task_id).filter(({ id }) => id !== checklist.id)
  others.splice(Math.max(0, position), 0, checklist)
  for (const [index, one] of others.entries()) {
    const orderindex = FIRST + index
    if (one.orderindex !== orderindex) world.checklists.update(one, { orderindex })
  }
}

type SentItem = Sent<'CreateChecklistItem' | 'EditChecklistItem'>

/** A new item, below the others. @throws Refusal newItemAssigneeWithoutAccess */
export function addItem(world: World, checklist: ChecklistRow, sent: SentItem): void {
  world.checklist_items.add({
    id: world.newId('checklist_items'),
    team_id: checklist.team_id,
    checklist_id: checklist.id,
    parent: null,
    name: readText(sent.name) ?? '',
    orderindex: null,
    assignee: assigneeIn(world, checklist, sent.assignee, 'newItemAssigneeWithoutAccess') ?? null,
    resolved: false,
    date_created: world.clock.now(),
  })
}

/** Changes what was sent of an item. @throws Refusal checklistAssigneeWithoutAccess, checklistFailed */
export function editItem(world: World, checklist: ChecklistRow, item: ChecklistItemRow, sent: SentItem): void {
  const { name, assignee, resolved, parent } = item
  const assigned = assigneeIn(world, checklist, sent.assignee, 'checklistAssigneeWithoutAccess')
  world.checklist_items.update(item, {
    name: readText(sent.name) ?? name,
    assignee: assigned === undefined ? assignee : assigned,
    resolved: readFlag(sent.resolved) ?? resolved,
    parent: sent.parent === undefined ? parent : parentIn(world, item, sent.parent),
  })
}

/** Takes an item off its checklist, with all that is nested under it (assumed). */
export function deleteItem(world: World, checklist: ChecklistRow, item: ChecklistItemRow): void {
  const gone = new Set([item.id])
  const items = itemsOf(world, checklist)
  for (const id of gone) for (const { id: child } of items.filter(({ parent }) => parent === id)) gone.add(child)
  for (const one of items) if (gone.has(one.id)) world.checklist_items.delete(one)
}

function itemsOf(world: World, { id }: ChecklistRow): ChecklistItemRow[] {
  return world.checklist_items.group('checklist', id)
}

/** The item of this id on this checklist. One that is not there is not refused (observed once, for a change, in 2026). */
export function itemOn(world: World, checklist: ChecklistRow, id: string): ChecklistItemRow | undefined {
  const item = world.checklist_items.find(id)
  return item?.checklist_id === checklist.id ? item : undefined
}

function assigneeIn(
  world: World,
  checklist: ChecklistRow,
  sent: unknown,
  refusal: RefusalName,
): number | null | undefined {
  const userId = readUserId(sent)
  if (userId === undefined || userId === null) return userId
  return isVisibleTo(world, userId, rowIn(world, 'tasks', checklist.task_id)) ? userId : refuse(refusal)
}

/** The new parent of an item: an item of the same checklist that is not below it (else it fails: assumed). */
function parentIn(world: World, item: ChecklistItemRow, sent: unknown): string | null {
  if (sent === null) return null
  const parent = world.checklist_items.find(readText(sent) ?? '')
  if (parent?.checklist_id !== item.checklist_id) refuse('checklistFailed')
  for (let at: ChecklistItemRow | undefined = parent; at; at = world.checklist_items.find(at.parent ?? '')) {
    if (at.id === item.id) refuse('checklistFailed')
  }
  return parent.id
}
