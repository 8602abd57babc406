// @ts-check
// A call of the journal to copy: as a line for the shell, as a fault rule, as a test.

/** @import { Schemas } from '../api-types.js' */

/** Headers that the client makes anew when it sends the call again. */
const ownHeaders = [
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'accept-encoding',
  'user-agent',
  'accept',
  'accept-language',
]
const browserHeaders = /^(sec-|origin$|referer$|upgrade-insecure-requests$|dnt$|priority$|keep-alive$|expect$)/

/**
 * The call for a shell, with everything quoted that came from the client.
 * @param {Schemas['Call']} call
 * @param {string} mockUrl
 */
export function curlOf(call, mockUrl) {
  const { method, request } = call
  const words = ['curl', ...(method === 'GET' ? [] : ['-X', method]), quoted(`${mockUrl}${pathOf(call)}`)]
  const headers = Object.entries(headersOf(call)).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`)
  const body = bodyOf(request)
  const data = body === undefined ? [] : [`--data-raw ${quoted(body)}`]
  return [words.join(' '), ...headers, ...data].join(' \\\n  ')
}

/**
 * The fault rule that lets the next such call end alike; for a call that went well, with an outage.
 * @param {Schemas['Call']} call
 */
export function ruleOf({ operation, method, path, status, ECODE, fault }) {
  const [, word] = /^([\w-]+)/.exec(fault ?? '') ?? []
  const what = ECODE ?? word ?? (status >= 400 ? String(status) : '503')
  return `${what}@${operation ?? `${method} ${path}`}:times=1`
}

/**
 * The call as a test for node:test.
 * @param {Schemas['Call']} call
 */
export function testOf(call) {
  const { method, operation, path, status, ECODE, fault, request } = call
  const body = bodyOf(request)
  const asked = {
    ...(method !== 'GET' && { method }),
    headers: headersOf(call),
    ...(body !== undefined && { body }),
  }
  const name = `${operation ?? `${method} ${path}`} answers ${status === 0 ? 'nothing' : status}${ECODE ? ` ${ECODE}` : ''}`
  const answer = `mock.fetch(${JSON.stringify(pathOf(call))}, ${JSON.stringify(asked)})`
  const outcome =
    status === 0
      ? [`  await assert.rejects(${answer})`]
      : [`  const answer = await ${answer}`, `  assert.equal(answer.status, ${status})`]
  return [
    "import assert from 'node:assert/strict'",
    "import { test } from 'node:test'",
    "import { createClickUpMock } from 'clickup-mock'",
    '',
    `test(${JSON.stringify(name)}, async (t) => {`,
    '  const mock = await createClickUpMock({ listen: false })',
    '  t.after(() => mock.close())',
    ...(fault === undefined ? [] : [`  mock.control.addFault({ rule: ${JSON.stringify(ruleOf(call))} })`]),
    ...outcome,
    ...(ECODE ? [`  assert.equal((await answer.json()).ECODE, ${JSON.stringify(ECODE)})`] : []),
    '})',
    '',
  ].join('\n')
}

/** @param {Schemas['Call']} call */
function pathOf({ path, request }) {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(request.query)) {
    for (const one of [value].flat()) query.append(name, String(one))
  }
  return `${path}${query.size ? `?${query}` : ''}`
}

/** @param {Schemas['Call']} call */
function headersOf({ request }) {
  const sent = Object.entries(request.headers)
  return Object.fromEntries(sent.filter(([name]) => !ownHeaders.includes(name) && !browserHeaders.test(name)))
}

/** @param {Schemas['Request']} request */
function bodyOf({ body, headers }) {
  if (body === null || body === undefined) return undefined
  if (typeof body === 'string') return body
  if (/urlencoded/i.test(headers['content-type'] ?? '')) {
    const fields = new URLSearchParams()
    for (const [name, value] of Object.entries(body)) for (const one of [value].flat()) fields.append(name, String(one))
    return String(fields)
  }
  return JSON.stringify(body)
}

/** @param {string} text */
function quoted(text) {
  return `'${text.replaceAll("'", "'\\''")}'`
}
