// Calls that cause each refusal of time tracking, for the walk over the catalogue.
import type { Test } from 'tap'
import type { RefusalName } from '../../src/contract/catalogue.js'
import type { Plan } from '../../src/model/people-rows.js'
import type { TestAnswer } from './start.js'
import { startTime } from './time.js'
import { ANNA, BEN } from './work.js'

type At = Awaited<ReturnType<typeof startTime>>
type Provoked = TestAnswer | { readonly answer: TestAnswer; readonly value: string }

/** Makes the call that is refused, in a world of its own. */
function here(call: (at: At) => Promise<Provoked>, plan?: Plan) {
  return async (_: unknown, t: Test) => call(await startTime(t, plan))
}

export const timeCauses = {
  timeEntriesNotAuthorized: here(({ as }) => as.anna.get('/api/v2/team/1/time_entries')),
  timeEntryAssigneeInvalid: here(({ time }) => time.anna.list('assignee=7')),
  timeEntriesForbidden: here(({ time }) => time.chloe.list(`assignee=${BEN}`)),
  timeEntryUpdateEmpty: here(({ time }) => time.anna.change('7', { tags: [] })),
  timeEntryLocationMalformed: here(({ time }) => time.anna.list('space_id=x')),
  timeEntryLocationAmbiguous: here(({ time }) => time.anna.list('space_id=1&task_id=1')),
  timeEntryDateMalformed: here(async ({ time }) => ({ answer: await time.anna.list('end_date=x'), value: 'x' })),
  timeEntryDescriptionNotInPlan: here(
    ({ time, task }) => time.anna.start({ tid: task.id, description: 'x' }),
    'unlimited',
  ),
  timeEntryTagsNotInPlan: here(({ time }) => time.anna.tags(), 'unlimited'),
  timeSpentWithoutEnd: here(({ as, task }) => as.anna.post(`/api/v2/task/${task.id}/time`, { start: 1, duration: 1 })),
  timeEntryStartMissing: here(({ time }) => time.anna.enter({ duration: 1 })),
  timerTaskMissing: here(({ time }) => time.anna.start(), 'free_forever'),
  runningTimerForbidden: here(({ time }) => time.app.current(`assignee=${ANNA}`)),
} satisfies Partial<Record<RefusalName, (started: unknown, t: Test) => Promise<Provoked>>>
