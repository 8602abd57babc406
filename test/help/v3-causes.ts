// The causes of what version 3 refuses, for the walk over the catalogue (test/errors.test.ts).

import type { Test } from 'tap'
import type { RefusalName } from '../../src/contract/catalogue.js'
import { type Started, start, type TestAnswer } from './start.js'

type Provoked = TestAnswer | { readonly answer: TestAnswer; readonly value: string }
type Cause = (started: Started, t: Test) => Promise<Provoked>

/** The Workspace of Anna and Ben. */
export const WORKSPACE = '/api/v3/workspaces/9001001'

/** By refusal, a call that it answers. */
export const v3Causes: Readonly<Partial<Record<RefusalName, Cause>>> = {
  requestUnfit: ({ as }) => as.anna.post(`${WORKSPACE}/docs`, { name: 7 }),
  resourceNotFound: ({ as }) => as.anna.post(`${WORKSPACE}/docs/8jp19-5/pages`, { parent_page_id: 'x' }),
  docNotFound: ({ as }) => as.anna.get(`${WORKSPACE}/docs/8jp19-999`),
  statusMappingNeeded: async ({ as, mock }) => {
    const { lists } = mock.control.getWorld().workspaces[0]?.spaces[1] ?? { lists: [] }
    return as.anna.send('PUT', `${WORKSPACE}/tasks/86a000001/home_list/${lists[0]?.id}`)
  },
  statusMappingRefused: ({ as }) =>
    as.anna.send('PUT', `${WORKSPACE}/tasks/86a000001/home_list/901200000002`, { body: { status_mappings: [{}] } }),
  timeEstimatesNotInPlan: async (_, t) => {
    const { as } = await start(t, { plan: 'unlimited' })
    const headers = { 'content-type': 'application/json' }
    return as.anna.send('PUT', `${WORKSPACE}/tasks/86a000001/time_estimates_by_user`, { headers, body: '[]' })
  },
  entityTypeInvalid: async ({ as }) => {
    return { answer: await as.anna.get(`${WORKSPACE}/posts/7/attachments`), value: 'posts' }
  },
  enterprisePlanRequired: ({ as }) => as.anna.send('PATCH', `${WORKSPACE}/task/86a000001/acls`),
  resourceForbidden: async (_, t) => {
    const { as, mock } = await start(t, { plan: 'enterprise' })
    const { lists } = mock.control.getWorld().workspaces[0]?.spaces[0]?.folders[1] ?? { lists: [] }
    return as.gina.send('PATCH', `${WORKSPACE}/list/${lists[0]?.id}/acls`)
  },
  auditLogNotInPlan: ({ as }) => as.anna.post(`${WORKSPACE}/auditlogs`, { applicability: 'user-activity' }),
  docNotShared: async ({ as }) => {
    const { body } = await as.ben.post(`${WORKSPACE}/docs`, { visibility: 'PRIVATE' })
    return as.anna.get(`${WORKSPACE}/docs/${body.id}`)
  },
}
