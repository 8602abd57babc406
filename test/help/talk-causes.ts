// Calls that cause each refusal of webhooks and of items of a task, for the walk over the catalogue.
import type { Test } from 'tap'
import type { RefusalName } from '../../src/contract/catalogue.js'
import { STORAGE } from '../../src/features/attachments/rules.js'
import type { TestAnswer } from './start.js'
import { addView, GINA, NORTHWIND, startWork, type Work } from './work.js'

const WEBHOOKS = `/api/v2/team/${NORTHWIND}/webhook`
const VIEWS = `/api/v2/team/${NORTHWIND}/view`

type Provoked = TestAnswer | { readonly answer: TestAnswer; readonly value: string }

/** A call by Anna on the task of a world of its own. */
function anna(call: (client: Work['as']['anna'], task: string, work: Work) => Promise<Provoked>) {
  return async (_: unknown, t: Test) => {
    const work = await startWork(t)
    return call(work.as.anna, `/api/v2/task/${work.task.id}`, work)
  }
}

function form(field: string): FormData {
  const made = new FormData()
  made.append(field, new File(['oak'], 'oak.txt'))
  return made
}

export const talkCauses = {
  checklistFailed: anna((client) => client.send('DELETE', '/api/v2/checklist/7')),
  newItemAssigneeWithoutAccess: anna(async (client, task) => {
    const { body } = await client.post(`${task}/checklist`, { name: 'x' })
    return client.post(`/api/v2/checklist/${body.checklist.id}/checklist_item`, { assignee: GINA })
  }),
  checklistAssigneeWithoutAccess: anna(async (client, task) => {
    const path = `/api/v2/checklist/${(await client.post(`${task}/checklist`, { name: 'x' })).body.checklist.id}`
    const { body } = await client.post(`${path}/checklist_item`, { name: 'x' })
    return client.send('PUT', `${path}/checklist_item/${body.checklist.items[0].id}`, { body: { assignee: GINA } })
  }),
  spaceTagMissing: anna((client, _, { space }) => client.post(`/api/v2/space/${space.id}/tag`, { name: 'x' })),
  spaceTagNameTooLong: anna((client, _, { space }) =>
    client.post(`/api/v2/space/${space.id}/tag`, { tag: { name: 'x'.repeat(10_000) } }),
  ),
  dependencyMissing: anna((client, task) => client.post(`${task}/dependency`, {})),
  taskNotAccessible: anna((client, task) => client.post(`${task}/dependency`, { depends_on: 'nobody' })),
  commentIdMalformed: anna(async (client) => ({
    answer: await client.send('DELETE', '/api/v2/comment/abc'),
    value: 'abc',
  })),
  commentNotFound: anna((client) => client.send('DELETE', '/api/v2/comment/7')),
  commentTextEmpty: anna((client, task) => client.post(`${task}/comment`, { comment_text: '' })),
  commentOfAnother: anna(async (client, task, { as }) => {
    const { id } = (await client.post(`${task}/comment`, { comment_text: 'x' })).body
    return as.ben.send('PUT', `/api/v2/comment/${id}`, { body: { comment_text: 'y' } })
  }),
  replyNotEditable: anna(async (client, task) => {
    const { id } = (await client.post(`${task}/comment`, { comment_text: 'x' })).body
    const reply = await client.post(`/api/v2/comment/${id}/reply`, { comment_text: 'y' })
    return client.send('PUT', `/api/v2/comment/${reply.body.id}`, { body: { comment_text: 'z' } })
  }),
  viewNotConversation: anna((client) => client.get('/api/v2/view/nobody/comment')),
  viewWithoutTasks: anna((client) => client.get('/api/v2/view/nobody/task')),
  viewIdMalformed: anna((client) => client.get('/api/v2/view/nobody')),
  viewNameInvalid: anna((client) => client.post(VIEWS, { type: 'list' })),
  viewTypeInvalid: anna((client) => client.post(VIEWS, { name: 'x', type: 'form' })),
  viewParentInvalid: anna((client) =>
    client.send('PUT', `/api/v2/view/7-${NORTHWIND}-1`, { body: { parent: { id: '1', type: 12 } } }),
  ),
  viewRequired: anna((client) => client.send('DELETE', `/api/v2/view/7-${NORTHWIND}-1`)),
  viewProtected: anna((_, __, { as, world }) => {
    const { id } = addView(world, { kind: 'teams', id: NORTHWIND }, { protected: true })
    return as.chloe.send('DELETE', `/api/v2/view/${id}`)
  }),
  attachmentInvalid: anna((client, task) => client.post(`${task}/attachment`, { attachment: 'x' })),
  attachmentMissing: anna((client, task) => client.post(`${task}/attachment`, form('file'))),
  storageFull: anna(async (client, task, { world }) => {
    const { body } = await client.post(`${task}/attachment`, form('attachment'))
    const file = world.attachments.get(body.id)
    world.attachments.update(file, { content: { ...file.content, size: STORAGE } })
    for (const row of world.storage.all()) world.storage.update(row, { bytes: STORAGE })
    return client.post(`${task}/attachment`, form('attachment'))
  }),
  uuidMalformed: anna(async (client) => ({ answer: await client.send('DELETE', '/api/v2/webhook/x'), value: 'x' })),
  webhookEndpointInvalid: anna((client) => client.post(WEBHOOKS, { endpoint: 'x', events: '*' })),
  webhookEventsInvalid: anna((client) => client.post(WEBHOOKS, { endpoint: 'http://localhost:9', events: ['x'] })),
  webhookAlreadyExists: anna(async (client) => {
    await client.post(WEBHOOKS, { endpoint: 'http://localhost:9', events: '*' })
    return client.post(WEBHOOKS, { endpoint: 'http://localhost:9', events: '*' })
  }),
} satisfies Partial<Record<RefusalName, (started: unknown, t: Test) => Promise<Provoked>>>
