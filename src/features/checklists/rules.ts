// Checklists: their order on a task, and which item stands under which.
import { refuse } from '../../contract/catalogue.js'
import { isVisibleTo, rowIn } from '../../model/hierarchy.js'
import type { ChecklistItemRow, ChecklistRow, TaskRow } from '../../model/task-rows.js'
import type { World } from '../../model/world.js'
import { readFlag, readText, readUserId, type Sent } from '../body.js'
import { nextOrderIndex } from '../shared.js'
import { sortedChecklists } from './present.js'

/** A new checklist, below the others of its task. A name that is not text becomes empty (assumed). */
export function addChecklist(world: World, task: TaskRow, name: unknown, creator: number): ChecklistRow {
  return world.checklists.add({
    id: world.newId('checklists'),
    team_id: task.team_id,
    task_id: task.id,
    name: readText(name) ?? '',
    orderindex: nextOrderIndex(sortedChecklists(world, task.id)),
    creator,
    date_created: world.clock.now(),
  })
}

/** Moves a checklist to a position on its task, counted from 0 at the top (documented); beyond the last is the end. */
export function moveChecklist(world: World, checklist: ChecklistRow, position: number): void {
  const others = sortedChecklists(world, checklist.task_id).filter(({ id }) => id !== checklist.id)
  others.splice(Math.max(0, position), 0, checklist)
  for (const [orderindex, one] of others.entries()) {
    if (one.orderindex !== orderindex) world.checklists.update(one, { orderindex })
  }
}

type SentItem = Sent<'CreateChecklistItem' | 'EditChecklistItem'>

/** A new item, below the others. @throws Refusal checklistAssigneeWithoutAccess */
export function addItem(world: World, checklist: ChecklistRow, sent: SentItem): void {
  world.checklist_items.add({
    id: world.newId('checklist_items'),
    team_id: checklist.team_id,
    checklist_id: checklist.id,
    parent: null,
    name: readText(sent.name) ?? '',
    orderindex: nextOrderIndex(itemsOf(world, checklist)),
    assignee: assigneeIn(world, checklist, sent.assignee) ?? null,
    resolved: false,
    date_created: world.clock.now(),
  })
}

/** Changes what was sent of an item. @throws Refusal checklistAssigneeWithoutAccess, checklistFailed */
export function editItem(world: World, checklist: ChecklistRow, item: ChecklistItemRow, sent: SentItem): void {
  const { name, assignee, resolved, parent } = itemIn(checklist, item)
  const assigned = assigneeIn(world, checklist, sent.assignee)
  world.checklist_items.update(item, {
    name: readText(sent.name) ?? name,
    assignee: assigned === undefined ? assignee : assigned,
    resolved: readFlag(sent.resolved) ?? resolved,
    parent: sent.parent === undefined ? parent : parentIn(world, item, sent.parent),
  })
}

/** Takes an item off its checklist, with all that is nested under it (assumed). @throws Refusal checklistFailed */
export function deleteItem(world: World, checklist: ChecklistRow, item: ChecklistItemRow): void {
  const gone = new Set([itemIn(checklist, item).id])
  const items = itemsOf(world, checklist)
  for (const id of gone) for (const { id: child } of items.filter(({ parent }) => parent === id)) gone.add(child)
  for (const one of items) if (gone.has(one.id)) world.checklist_items.delete(one)
}

function itemsOf(world: World, { id }: ChecklistRow): ChecklistItemRow[] {
  return world.checklist_items.group('checklist', id)
}

/** The item, which must be on this checklist (else the refusal is assumed). @throws Refusal checklistFailed */
function itemIn(checklist: ChecklistRow, item: ChecklistItemRow): ChecklistItemRow {
  return item.checklist_id === checklist.id ? item : refuse('checklistFailed')
}

function assigneeIn(world: World, checklist: ChecklistRow, sent: unknown): number | null | undefined {
  const userId = readUserId(sent)
  if (userId === undefined || userId === null) return userId
  return isVisibleTo(world, userId, rowIn(world, 'tasks', checklist.task_id))
    ? userId
    : refuse('checklistAssigneeWithoutAccess')
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
