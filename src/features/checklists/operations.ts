// Task Checklists: https://developer.clickup.com/reference/createchecklist and the pages beside it.
import type { ChecklistRow } from '../../model/task-rows.js'
import type { World } from '../../model/world.js'
import type { Handlers } from '../handlers.js'
import { presentChecklist, presentNewChecklist } from './present.js'
import { addChecklist, addItem, deleteItem, editItem, itemOn, moveChecklist } from './rules.js'

export const checklists = {
  CreateChecklist: ({ world, rows: { task }, body, caller }) => ({
    checklist: presentNewChecklist(world, addChecklist(world, task, body.name, caller.user.id)),
  }),

  EditChecklist: ({ world, rows: { checklist }, body: { name = checklist.name, position } }) => {
    const named = world.checklists.update(checklist, { name })
    if (position !== undefined) moveChecklist(world, named, position)
    return whole(world, checklist)
  },

  DeleteChecklist: ({ world, rows: { checklist } }) => {
    world.delete('checklists', checklist)
    return {}
  },

  CreateChecklistItem: ({ world, rows: { checklist }, body }) => {
    addItem(world, checklist, body)
    return whole(world, checklist)
  },

  EditChecklistItem: ({ world, rows: { checklist }, params, body }) => {
    const item = itemOn(world, checklist, params.checklist_item_id)
    if (!item) return {}
    editItem(world, checklist, item, body)
    return whole(world, checklist)
  },

  DeleteChecklistItem: ({ world, rows: { checklist }, params }) => {
    const item = itemOn(world, checklist, params.checklist_item_id)
    if (item) deleteItem(world, checklist, item)
    return {}
  },
} satisfies Handlers

/** Every later change answers the whole checklist, as it is now (observed). */
function whole(world: World, { id }: ChecklistRow) {
  return { checklist: presentChecklist(world, world.checklists.get(id)) }
}
