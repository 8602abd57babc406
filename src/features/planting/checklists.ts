// Planting checklists and their items.
import type { ChecklistRow, TaskRow } from '../../model/work-rows.js'
import type { Parts, Planting } from './planting.js'

/** A checklist with its items. */
export function plantChecklist(
  planting: Planting,
  task: TaskRow,
  checklist: Parts['FixtureChecklist'],
  at: string,
  orderindex: number,
): void {
  const { world, team_id } = planting
  const row = world.checklists.add({
    id: planting.id('checklists', checklist.id, at, () => world.ids.uuid()),
    team_id,
    task_id: task.id,
    name: checklist.name,
    orderindex: checklist.orderindex ?? orderindex,
    creator: planting.person(checklist.creator, `${at}/creator`) ?? task.creator,
    date_created: planting.time(checklist.date_created, `${at}/date_created`) ?? task.date_created,
  })
  plantItems(planting, row, null, checklist.items, `${at}/items`, 0)
}

/** @returns the next order index: items count through, nested or not */
function plantItems(
  planting: Planting,
  checklist: ChecklistRow,
  parent: string | null,
  items: Parts['FixtureItems'] | undefined,
  at: string,
  first: number,
): number {
  const { world, team_id } = planting
  let orderindex = first
  for (const [index, written] of (items ?? []).entries()) {
    const where = `${at}/${index}`
    const item = typeof written === 'string' ? { name: written } : written
    const { id } = world.checklist_items.add({
      id: planting.id('checklist_items', item.id, where, () => world.ids.uuid()),
      team_id,
      checklist_id: checklist.id,
      parent,
      name: item.name,
      orderindex: item.orderindex ?? orderindex,
      assignee: planting.person(item.assignee, `${where}/assignee`) ?? null,
      resolved: item.resolved ?? false,
      date_created: planting.time(item.date_created, `${where}/date_created`) ?? checklist.date_created,
    })
    orderindex = plantItems(planting, checklist, id, item.items, `${where}/items`, orderindex + 1)
  }
  return orderindex
}
