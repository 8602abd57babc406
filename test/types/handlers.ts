// Proves, by `tsc --noEmit`, that a handler with a wrong name, a wrong parameter or a wrong answer does not compile:
// a line marked @ts-expect-error that did compile would itself be an error.
import { JsonText, page } from '../../src/contract/answer.js'
import type { Sent } from '../../src/features/body.js'
import type { Handlers } from '../../src/features/handlers.js'

const plan = { plan_name: 'Free Forever', plan_id: 1 }
const token = { access_token: '', token_type: 'Bearer' as const }

export const right = {
  Authorize: ({ query }) => page(200, query.client_id ?? ''),
  GetAccessToken: ({ body, note }) => {
    note(body.code ?? '')
    return token
  },
  GetWorkspaceplan: ({ rows: { team }, params }) => ({ plan_name: team.name, plan_id: params.team_id.length }),
} satisfies Handlers

export const wrongName = {
  // @ts-expect-error the operation is called GetWorkspaceplan
  GetWorkspacePlan: () => plan,
} satisfies Handlers

export const wrongPathParameter = {
  // @ts-expect-error its path has no list_id
  GetWorkspaceplan: ({ params }) => ({ ...plan, plan_name: params.list_id }),
} satisfies Handlers

export const wrongQueryParameter = {
  // @ts-expect-error its query has no nonce
  Authorize: ({ query }) => page(200, query.nonce ?? ''),
} satisfies Handlers

export const wrongBodyField = {
  // @ts-expect-error its body has no password
  GetAccessToken: ({ body }) => ({ ...token, access_token: body.password ?? '' }),
} satisfies Handlers

export const trustingBody = {
  // @ts-expect-error ClickUp checks nothing: the code may be missing
  GetAccessToken: ({ body }) => ({ ...token, access_token: body.code.trim() }),
} satisfies Handlers

export const wrongRow = {
  // @ts-expect-error no path parameter of its names a task
  GetWorkspaceplan: ({ rows: { task } }) => task,
} satisfies Handlers

export const rowOfAnother = {
  // @ts-expect-error GetAuthorizedTeams has no Workspace in its path
  GetAuthorizedTeams: ({ rows: { team } }) => ({ teams: [team] }),
} satisfies Handlers

export const wrongColumn = {
  // @ts-expect-error a Workspace has no plan_name
  GetWorkspaceplan: ({ rows: { team } }) => ({ ...plan, plan_name: team.plan_name }),
} satisfies Handlers

export const missingKey = {
  // @ts-expect-error plan_id is missing
  GetWorkspaceplan: () => ({ plan_name: '' }),
} satisfies Handlers

export const wrongType = {
  // @ts-expect-error plan_id is a number
  GetWorkspaceplan: () => ({ ...plan, plan_id: '1' }),
} satisfies Handlers

export const wrongWord = {
  // @ts-expect-error token_type is Bearer
  GetAccessToken: () => ({ ...token, token_type: 'bearer' as const }),
} satisfies Handlers

export const nothing = {
  // @ts-expect-error it answers JSON, never nothing
  GetWorkspaceplan: () => undefined,
} satisfies Handlers

export const jsonForPage = {
  // @ts-expect-error the consent page is an Answer
  Authorize: () => ({ html: '' }),
} satisfies Handlers

export const pageForJson = {
  // @ts-expect-error the plan is JSON, no page
  GetWorkspaceplan: () => page(200, ''),
} satisfies Handlers

export const late = {
  // @ts-expect-error handlers do not wait
  GetWorkspaceplan: async () => plan,
} satisfies Handlers

export const textOfBody = {
  GetWorkspaceplan: () => new JsonText<typeof plan>(Buffer.from(JSON.stringify(plan))),
} satisfies Handlers

export const textOfAnother = {
  // @ts-expect-error the text of a token is no plan
  GetWorkspaceplan: () => new JsonText<typeof token>(Buffer.from(JSON.stringify(token))),
} satisfies Handlers

export const wrongBodyKey = (sent: Sent<'CreateTask' | 'UpdateTask'>) => [
  sent.priority,
  // @ts-expect-error a task has no priorty
  sent.priorty,
]
