// Task Relationships: https://developer.clickup.com/reference/adddependency and the pages beside it.
import type { Handlers } from '../handlers.js'
import { presentTask } from '../tasks/present.js'
import { viewerOf } from '../tasks/viewer.js'
import { type Asking, addDependency, addLink, deleteDependency, deleteLink } from './rules.js'

export const relationships = {
  AddDependency: (call) => {
    addDependency(call, call.body)
    return {}
  },

  DeleteDependency: (call) => {
    deleteDependency(call, call.query)
    return {}
  },

  AddTaskLink: (call) => {
    addLink(call, call.rows.links_to)
    return linked(call)
  },

  DeleteTaskLink: (call) => {
    deleteLink(call, call.rows.links_to)
    return linked(call)
  },
} satisfies Handlers

/** The task that the call is about, as it is now and as GetTask shows it: with its files (observed 2026-01). */
function linked({ world, caller, url, rows: { task } }: Asking & { readonly url: string }) {
  const viewer = viewerOf(world, caller, task.team_id)
  return { task: presentTask(world, task, { attachments: url, time_spent: true, viewer }) }
}
