// Task Relationships: https://developer.clickup.com/reference/adddependency and the pages beside it.
import { isGuest } from '../../model/access.js'
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
    return { task: presentTask(call.world, call.task, { guest: isGuest(call.world, call.caller, call.task.team_id) }) }
  },

  DeleteTaskLink: (call) => {
    deleteLink(call, call.links_to)
    return { task: presentTask(call.world, call.task, { guest: isGuest(call.world, call.caller, call.task.team_id) }) }
  },
} satisfies Handlers
