// Tasks by the page: https://developer.clickup.com/reference/gettasks and …/getfilteredteamtasks

import type { Handlers } from '../handlers.js'
import { viewerOf } from '../tasks/viewer.js'
import { compileFilter } from './filters.js'
import { pageOf } from './order.js'
import { tasksOfList, tasksOfTeam } from './scope.js'
import { pageText } from './texts.js'

export const taskLists = {
  GetTasks: ({ world, caller, rows: { list }, query }) => {
    const fits = compileFilter(world, list.team_id, query)
    return pageText(
      world,
      pageOf(tasksOfList(world, caller, list, query), fits, query),
      query,
      viewerOf(world, caller, list.team_id),
    )
  },

  GetFilteredTeamTasks: ({ world, caller, rows: { team }, query }) => {
    const fits = compileFilter(world, team.id, query)
    return pageText(
      world,
      pageOf(tasksOfTeam(world, caller, team.id, query), fits, query),
      query,
      viewerOf(world, caller, team.id),
    )
  },
} satisfies Handlers
