// Stories that random calls would hardly ever tell: what is large or deep in sum, and not in any one call.
import { piecesOf } from './requests.mjs'
import { suspects } from './texts.mjs'

/** Batches that have a story, by their number: the first of each kind comes early. */
const every = { fill: 40, nest: 80, repeat: 40 }
const first = { fill: 11, nest: 21, repeat: 31 }

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

const LONG = 40_000

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
