// Goals and key results: https://developer.clickup.com/reference/getgoals and the pages beside it.

import { progressOfGoal } from '../../model/goal-progress.js'
import type { Handlers } from '../handlers.js'
import { addKeyResult, changeKeyResult } from './key-results.js'
import { presentFolder, presentGoal, presentKeyResult, presentListed } from './present.js'
import { addGoal, changeGoal, foldersOf, goalsOf } from './rules.js'

export const goals = {
  GetGoals: ({ world, caller, rows: { team }, query: { include_completed } }) => {
    const shown = goalsOf(world, caller, team.id).filter((goal) => include_completed || progressOfGoal(world, goal) < 1)
    const within = (id: string | null) => shown.filter(({ folder_id }) => folder_id === id)
    return {
      goals: within(null).map((goal) => presentListed(world, goal)),
      folders: foldersOf(world, caller, team.id).map((folder) => presentFolder(world, folder, within(folder.id))),
    }
  },

  CreateGoal: ({ world, caller, rows: { team }, body }) => ({
    goal: presentGoal(world, addGoal(world, caller, team.id, body)),
  }),

  GetGoal: ({ world, rows: { goal } }) => ({ goal: presentGoal(world, goal) }),

  UpdateGoal: ({ world, rows: { goal }, body }) => ({ goal: presentGoal(world, changeGoal(world, goal, body)) }),

  DeleteGoal: ({ world, rows: { goal } }) => {
    world.goals.update(goal, { deleted: true })
    return {}
  },

  CreateKeyResult: ({ world, caller, rows: { goal }, body }) => ({
    key_result: presentKeyResult(world, addKeyResult(world, caller, goal, body)),
  }),

  EditKeyResult: ({ world, caller, rows: { key_result }, body }) => ({
    key_result: presentKeyResult(world, changeKeyResult(world, caller, key_result, body)),
  }),

  DeleteKeyResult: ({ world, rows: { key_result } }) => {
    world.delete('key_results', key_result)
    return {}
  },
} satisfies Handlers
