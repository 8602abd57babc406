// Members: https://developer.clickup.com/reference/gettaskmembers and the page beside it.
import type { Handlers } from '../handlers.js'
import { presentPersonWithAccess } from './present.js'
import { peopleOfList, peopleOfTask } from './rules.js'

export const members = {
  GetTaskMembers: ({ world, rows: { task } }) => ({
    members: peopleOfTask(world, task).map((id) => presentPersonWithAccess(world, task.team_id, id)),
  }),

  GetListMembers: ({ world, rows: { list } }) => ({
    members: peopleOfList(world, list).map((id) => presentPersonWithAccess(world, list.team_id, id)),
  }),
} satisfies Handlers
