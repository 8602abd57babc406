// Stories that random calls would hardly ever tell: what is large or deep in sum, and not in any one call.
import { piecesOf } from './requests.mjs'
import { meaningful, suspects } from './texts.mjs'

/** Batches that have a story, by their number: the first of each kind comes early. */
const every = { deep: 40, headers: 40, receivers: 40, fill: 40, nest: 80, repeat: 40 }
const first = { deep: 1, headers: 2, receivers: 3, fill: 11, nest: 21, repeat: 31 }

/** Which story a batch begins with; undefined for most. */
export function storyOf(number) {
  return Object.keys(every).find((name) => number % every[name] === first[name])
}

const LARGE = 700_000
const MANY = 24

/** Tasks whose list is one answer of many megabytes, larger than what a journal keeps. */
export function fillCalls(api, list) {
  const create = api.find('CreateTask')
  const read = api.find('GetTasks')
  const body = Buffer.from(JSON.stringify({ name: 'large', description: 'd'.repeat(LARGE) }))
  const headers = { 'content-type': 'application/json' }
  const path = `/api/v2/list/${list}/task`
  const creations = Array.from({ length: MANY }, () => ({ operation: create, method: 'POST', path, headers, body }))
  return [...creations, { operation: read, method: 'GET', path, headers: {} }]
}

const DEPTHS = [900, 1_001, 8_000, 20_000, 50_000]
const json = { 'content-type': 'application/json' }

/** Tasks with an unknown key that holds something deep, in both framings, with and without an answer that comes later. */
export function deepCalls(apis, list) {
  const create = apis.clickup.find('CreateTask')
  const path = `/api/v2/list/${list}/task`
  const nested = (depth) => '['.repeat(depth) + ']'.repeat(depth)
  const later = { 'x-mock-fault': 'slow:delay=1,when=after' }
  const tasks = DEPTHS.flatMap((depth) =>
    [true, false].flatMap((isChunked) =>
      [{}, later].map((fault) => (_last, mark) => {
        const body = Buffer.from(`{"name":"${mark}","y":${nested(depth)}}`)
        const asksFault = fault === later
        return { operation: create, method: 'POST', path, headers: { ...json, ...fault }, body, isChunked, asksFault }
      }),
    ),
  )
  const waits = DEPTHS.flatMap((depth) =>
    ['waitForDelivery', 'verify'].map((id) => {
      const operation = apis.mock.find(id)
      const text = id === 'verify' ? `{"body":{"a":${nested(depth)}}}` : `{"timeout":5,"where":{"a":${nested(depth)}}}`
      const call = { operation, method: 'POST', path: operation.path, headers: json, body: Buffer.from(text) }
      return { api: 'mock', ...call, mayHang: id === 'waitForDelivery' }
    }),
  )
  return [...tasks, ...waits]
}

/** Faults with each header that means something to HTTP itself, at once and later, and a call that meets each. */
export function headerCalls(apis) {
  const add = apis.mock.find('addFault')
  const rules = meaningful.flatMap((name) => [{}, { delay: '1' }].map((delay) => ({ [name]: 'x', delay })))
  return rules.flatMap(({ delay, ...headers }) => {
    const body = Buffer.from(JSON.stringify({ fault: '503', times: 1, headers, ...delay }))
    const rule = { api: 'mock', operation: add, method: 'POST', path: add.path, headers: json, body }
    return [
      rule,
      { operation: apis.clickup.find('GetAuthorizedUser'), method: 'GET', path: '/api/v2/user', headers: {} },
    ]
  })
}

/** A webhook for each way in which a receiver behaves badly, and events for all of them. */
export function receiverCalls(apis, { port, paths }, task) {
  const create = apis.clickup.find('CreateWebhook')
  const update = apis.clickup.find('UpdateTask')
  const webhooks = paths.map((path) => {
    const body = Buffer.from(JSON.stringify({ endpoint: `http://127.0.0.1:${port}/${path}`, events: '*' }))
    return { operation: create, method: 'POST', path: '/api/v2/team/9001001/webhook', headers: json, body }
  })
  const updates = ['one', 'two', 'three'].map((name) => {
    const body = Buffer.from(JSON.stringify({ name }))
    return { operation: update, method: 'PUT', path: `/api/v2/task/${task}`, headers: json, body }
  })
  const settle = apis.mock.find('settleDeliveries')
  const timeout = Buffer.from('{"timeout":1}')
  const done = {
    api: 'mock',
    operation: settle,
    method: 'POST',
    path: settle.path,
    headers: json,
    body: timeout,
    mayHang: true,
  }
  // The first calls of a kind compile its checks, for longer than the mock waits for a receiver.
  return [...updates, done, ...webhooks, ...updates]
}

const LONG = 120_000

/** Everything that was slow once when it was repeated, as Markdown and as a comment; then a look at the journal. */
export function repeatCalls(apis, task) {
  const update = apis.clickup.find('UpdateTask')
  const comment = apis.clickup.find('CreateTaskComment')
  const headers = { 'content-type': 'application/json' }
  const calls = suspects.flatMap((unit) => {
    const text = unit.repeat(Math.ceil(LONG / unit.length))
    const markdown = Buffer.from(JSON.stringify({ markdown_content: text }))
    const words = Buffer.from(JSON.stringify({ comment_text: text }))
    return [
      { operation: update, method: 'PUT', path: `/api/v2/task/${task}`, headers, body: markdown },
      { operation: comment, method: 'POST', path: `/api/v2/task/${task}/comment`, headers, body: words },
    ]
  })
  const look = {
    api: 'mock',
    operation: apis.mock.find('listCalls'),
    method: 'GET',
    path: '/__mock/calls',
    headers: {},
  }
  return [...calls, look]
}

const DEPTH = 3_000

/** Makes each task below the one before. @param wire - a connection of its own */
export async function nest(wire, sandbox, { list, token, label }) {
  let parent = null
  for (let level = 0; level < DEPTH; level++) {
    const body = Buffer.from(JSON.stringify({ name: `level ${level}`, parent }))
    const headers = { authorization: token, 'content-type': 'application/json' }
    const call = { method: 'POST', path: `/api/v2/list/${list}/task`, headers, body, isChunked: false }
    const { answer } = await wire.ask('POST', piecesOf(call, sandbox, label), 30_000)
    if (answer?.status !== 200) return
    parent = JSON.parse(answer.text).id
  }
}
