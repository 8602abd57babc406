// Calls that cause each refusal of goals, for the walk over the catalogue.
import type { Test } from 'tap'
import type { RefusalName } from '../../src/contract/catalogue.js'
import { addGoal, startGoals } from './goals.js'
import type { TestAnswer } from './start.js'

type At = Awaited<ReturnType<typeof startGoals>>

/** Makes the call that is refused, in a world of its own. */
function here(call: (at: At) => Promise<TestAnswer>) {
  return async (_: unknown, t: Test) => call(await startGoals(t))
}

export const goalCauses = {
  goalsNotAuthorized: here(({ as }) => as.anna.get('/api/v2/team/1/goal')),
  goalCreationNotAuthorized: here(({ as }) => as.anna.post('/api/v2/team/1/goal', { name: 'x' })),
  goalNameMissing: here(({ goals }) => goals.anna.make({})),
  goalIdMalformed: here(({ goals }) => goals.anna.get('0')),
  goalDeleted: here(({ goals, world }) => goals.anna.get(addGoal(world, { deleted: true }).id)),
  goalForbidden: here(({ goals }) => goals.gina.make()),
  keyResultInvalid: here(({ goals, world }) => goals.anna.measure(addGoal(world).id, { type: 'miles' })),
} satisfies Partial<Record<RefusalName, (started: unknown, t: Test) => Promise<TestAnswer>>>
