// Members: https://developer.clickup.com/reference/gettaskmembers and the page beside it.
import type { Handlers } from '../handlers.js'
import { presentExplicitMember } from './present.js'
import { explicitMembers } from './rules.js'

export const members = {
  GetTaskMembers: ({ world, rows: { task } }) => {
    const ids = explicitMembers(world, world.lists.get(task.list_id), 'tasks', task.id)
    return { members: ids.map((id) => presentExplicitMember(world, task.team_id, id)) }
  },

  GetListMembers: ({ world, rows: { list } }) => {
    const ids = explicitMembers(world, list, 'lists', list.id)
    return { members: ids.map((id) => presentExplicitMember(world, list.team_id, id)) }
  },
} satisfies Handlers
