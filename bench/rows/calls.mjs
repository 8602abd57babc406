// The calls that are compared with bare Fastify.
import { readFileSync } from 'node:fs'
import { answerOf } from '../wire.mjs'
import { rowOf } from './against-fastify.mjs'
import { exchanges } from './codes.mjs'
import { LIST, seedFile } from './seeds.mjs'

const DEFAULT_LIST = '/api/v2/list/901200000002/task'
const CHANNEL = '/api/v3/workspaces/9001001/chat/channels/6-901200000002-8'
const PAGE = `/api/v2/list/${LIST}/task?subtasks=true&include_closed=true`
const task = { method: 'POST', url: DEFAULT_LIST, body: { name: 'Measured', priority: 2 } }
const message = { method: 'POST', url: `${CHANNEL}/messages`, body: { type: 'message', content: 'Measured' } }

export const user = rowOf({
  what: 'GET /user',
  rounds: [7, 1],
  cpu: { most: 1.34, aim: 1.1 },
  noise: true,
  callOf: () => ({ url: '/api/v2/user' }),
})

export const token = rowOf({
  what: 'Token exchange',
  rounds: [3, 1],
  cpu: { most: 1.43 },
  once: true,
  callOf: exchanges,
})

export const getTask = rowOf({
  what: 'GetTask',
  rounds: [3, 1],
  callOf: async (mock) => ({ url: `/api/v2/task/${(await answerOf(mock, task)).id}` }),
})

export const page = rowOf({
  what: 'GetTasks, a page of 100 against Fastify serialising it',
  rounds: [5, 1],
  rate: { least: 10 },
  seed: () => seedFile(1_000),
  callOf: async (mock) => {
    const { tasks } = await answerOf(mock, { url: PAGE })
    if (tasks.length !== 100) throw new Error(`the page has ${tasks.length} tasks`)
    return { url: PAGE, schema: pageSchema() }
  },
})

export const create = rowOf({ what: 'CreateTask', rounds: [3, 1], callOf: () => task })

export const chat = rowOf({ what: 'Create a chat message (v3)', rounds: [3, 1], callOf: () => message })

/** The schema of GetTasks, without references: what is free-form in it is serialised as it is. */
function pageSchema() {
  const document = JSON.parse(readFileSync(new URL('../../dist/specs/clickup.json', import.meta.url), 'utf8'))
  const target = (reference) => {
    const keys = reference.slice(2).split('/')
    return keys.reduce((at, key) => at[key], document)
  }
  const follow = (part) => {
    if (Array.isArray(part)) return part.map(follow)
    if (typeof part !== 'object' || part === null) return part
    if (part.$ref) return follow(target(part.$ref))
    return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, follow(value)]))
  }
  const { responses } = document.paths['/api/v2/list/{list_id}/task'].get
  return follow(follow(responses['200']).content['application/json'].schema)
}
