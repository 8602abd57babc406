// Task Checklists: https://developer.clickup.com/reference/createchecklist and the pages beside it.
import type { ChecklistRow } from '../../model/task-rows.js'
import type { World } from '../../model/world.js'
import type { Handlers } from '../handlers.js'
import { presentChecklist } from './present.js'
import { addChecklist, addItem, deleteItem, editItem, moveChecklist } from './rules.js'

export const checklists = {
  CreateChecklist: ({ world, rows: { task }, body, caller }) =>
    whole(world, addChecklist(world, task, body.name, caller.user.id)),

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

  EditChecklistItem: ({ world, rows: { checklist, checklist_item }, body }) => {
    editItem(world, checklist, checklist_item, body)
    return whole(world, checklist)
  },

  DeleteChecklistItem: ({ world, rows: { checklist, checklist_item } }) => {
    deleteItem(world, checklist, checklist_item)
    return {}
  },
} satisfies Handlers

/** Every change answers the whole checklist, as it is now (observed). */
function whole(world: World, { id }: ChecklistRow) {
  return { checklist: presentChecklist(world, world.checklists.get(id)) }
}
