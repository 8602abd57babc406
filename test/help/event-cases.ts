// What is done to goals, for the walk through all events.
import { addGoal, goalClient } from './goals.js'
import type { Work } from './work.js'

/** What is done, and the events that tell of it in their order, with the fields of their history items. */
export interface EventCase {
  readonly act: (work: Work) => Promise<{ readonly status: number }>
  readonly told: readonly string[]
}

export const goalCases: Readonly<Record<string, EventCase>> = {
  'a goal is made, changed and deleted': {
    act: async ({ as }) => {
      const goals = goalClient(as.anna)
      const { goal } = (await goals.make()).body
      await goals.measure(goal.id)
      await goals.change(goal.id, { name: 'Sail on' })
      await goals.change(goal.id, { name: 'Sail on' })
      return goals.remove(goal.id)
    },
    told: ['goalCreated', 'keyResultCreated', 'goalUpdated', 'goalDeleted'],
  },
  'a key result is made, moved and deleted': {
    act: async ({ as, world, list, task }) => {
      const goals = goalClient(as.anna)
      const { key_result } = (await goals.measure(addGoal(world).id, { list_ids: [list.id], type: 'automatic' })).body
      await as.anna.send('PUT', `/api/v2/task/${task.id}`, { body: { status: 'complete' } })
      await goals.step(key_result.id, { steps_current: 1 })
      await goals.step(key_result.id, {})
      return goals.drop(key_result.id)
    },
    told: [
      ...['goalCreated', 'keyResultCreated', 'taskStatusUpdated: status', 'taskUpdated: status'],
      ...['keyResultUpdated', 'keyResultDeleted'],
    ],
  },
}
