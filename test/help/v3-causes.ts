// The causes of what version 3 refuses, for the walk over the catalogue (test/errors.test.ts).
import type { RefusalName } from '../../src/contract/catalogue.js'
import type { Started, TestAnswer } from './start.js'

/** The Workspace of Anna and Ben. */
export const WORKSPACE = '/api/v3/workspaces/9001001'

/** By refusal, a call that it answers. */
export const v3Causes: Readonly<Partial<Record<RefusalName, (started: Started) => Promise<TestAnswer>>>> = {
  requestUnfit: ({ as }) => as.anna.post(`${WORKSPACE}/docs`, { name: 7 }),
  resourceNotFound: ({ as }) => as.anna.post(`${WORKSPACE}/docs/8jp19-5/pages`, { parent_page_id: 'x' }),
  docNotFound: ({ as }) => as.anna.get(`${WORKSPACE}/docs/8jp19-999`),
  docNotShared: async ({ as }) => {
    const { body } = await as.ben.post(`${WORKSPACE}/docs`, { visibility: 'PRIVATE' })
    return as.anna.get(`${WORKSPACE}/docs/${body.id}`)
  },
}
