// Calls that cause each refusal of users, guests and user groups, for the walk over the catalogue.
import type { Test } from 'tap'
import type { RefusalName } from '../../src/contract/catalogue.js'
import { startEnterprise } from './enterprise.js'
import type { TestAnswer } from './start.js'
import { addGroup, BEN, NORTHWIND, startWork, type Work } from './work.js'

type Provoked = TestAnswer | { readonly answer: TestAnswer; readonly value: string }
const inTeam = `/api/v2/team/${NORTHWIND}`

/** Makes the call that is refused, in a world of its own. */
function here(call: (at: Work) => Promise<Provoked>, start: (t: Test) => Promise<Work> = startEnterprise) {
  return async (_: unknown, t: Test) => call(await start(t))
}

export const peopleCauses = {
  enterprisePlanRequired: here(({ as }) => as.anna.get(`${inTeam}/user/${BEN}`), startWork),
  permissionMissing: here(({ as }) => as.chloe.get(`${inTeam}/user/${BEN}`)),
  emailInvalid: here(({ as }) => as.anna.post(`${inTeam}/user`, {})),
  alreadyInTeam: here(({ as }) => as.anna.post(`${inTeam}/user`, { email: 'ben@northwind.example' })),
  userNotFound: here(({ as }) => as.anna.get(`${inTeam}/user/7`)),
  guestNotFound: here(({ as }) => as.anna.get(`${inTeam}/guest/${BEN}`)),
  permissionLevelInvalid: here(({ as, task }) => as.anna.post(`/api/v2/task/${task.id}/guest/${BEN}`, {})),
  groupIdMalformed: here(({ as }) => as.anna.send('DELETE', '/api/v2/group/x')),
  groupsUnsupported: here(({ as }) => as.anna.get('/api/v2/group')),
  groupsNotAuthorized: here(({ as }) => as.anna.get('/api/v2/group?team_id=1')),
  groupNotFound: here(({ as }) => as.anna.send('DELETE', '/api/v2/group/00000000-0000-4000-8000-000000000000')),
  groupNameMissing: here(({ as }) => as.anna.post(`${inTeam}/group`, {})),
  groupHandleTaken: here(({ as, world }) => as.anna.post(`${inTeam}/group`, { name: addGroup(world).handle })),
  groupLimitReached: here(async ({ as, world }) => {
    world.teams.update(world.teams.get(NORTHWIND), { plan: 'free_forever' })
    for (const handle of ['one', 'two']) addGroup(world, { handle })
    return { answer: await as.anna.post(`${inTeam}/group`, { name: 'x' }), value: '2' }
  }),
  taskAssigneesInvalid: here(({ as, world, task }) =>
    as.anna.send('PUT', `/api/v2/task/${task.id}`, { body: { assignees: { add: [addGroup(world).id] } } }),
  ),
} satisfies Partial<Record<RefusalName, (_: unknown, t: Test) => Promise<Provoked>>>
