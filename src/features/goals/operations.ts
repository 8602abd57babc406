// Goals and key results: https://developer.clickup.com/reference/getgoals and the pages beside it.

import { progressOfGoal } from '../../model/goal-progress.js'
import type { Handlers } from '../handlers.js'
import { addKeyResult, changeKeyResult } from './key-results.js'
import { presentFolder, presentGoal, presentKeyResult, presentListed } from './present.js'
import { addGoal, changeGoal, foldersOf, goalsOf } from './rules.js'

export const goals = {
  GetGoals: (call) => {
    const { world, query } = call
    const shown = goalsOf(call).filter((goal) => query.include_completed || progressOfGoal(world, goal) < 1)
    const within = (id: string | null) => shown.filter(({ folder_id }) => folder_id === id)
    return {
      goals: within(null).map((goal) => presentListed(world, goal)),
      folders: foldersOf(call).map((folder) => presentFolder(world, folder, within(folder.id))),
    }
  },

  CreateGoal: (call) => ({ goal: presentGoal(call.world, addGoal(call)) }),

  GetGoal: ({ world, rows: { goal } }) => ({ goal: presentGoal(world, goal) }),

  UpdateGoal: (call) => ({ goal: presentGoal(call.world, changeGoal(call)) }),

  DeleteGoal: ({ world, rows: { goal } }) => {
    world.goals.update(goal, { deleted: true })
    return {}
  },

  CreateKeyResult: (call) => ({ key_result: presentKeyResult(call.world, addKeyResult(call)) }),

  EditKeyResult: (call) => ({ key_result: presentKeyResult(call.world, changeKeyResult(call)) }),

  DeleteKeyResult: ({ world, rows: { key_result } }) => {
    world.delete('key_results', key_result)
    return {}
  },
} satisfies Handlers
