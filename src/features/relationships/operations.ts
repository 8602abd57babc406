// Task Relationships: https://developer.clickup.com/reference/adddependency and the pages beside it.
import type { Handlers } from '../handlers.js'
import { presentTask } from '../tasks/present.js'
import { addDependency, addLink, deleteDependency, deleteLink } from './rules.js'

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
    addLink(call, call.links_to)
    return { task: presentTask(call.world, call.task) }
  },

  DeleteTaskLink: (call) => {
    deleteLink(call, call.links_to)
    return { task: presentTask(call.world, call.task) }
  },
} satisfies Handlers
