// The headers of an answer, made from its record: to send them, and again when somebody reads the journal.
import type { CallRecord } from '../sandbox/call-record.js'

/**
 * Sent with every answer of the API, as recorded in 2024 and 2025. We leave out the headers of the network in front of
 * ClickUp (CloudFront, shard names, trace ids) and strict-transport-security, which means nothing on plain http. Names and
 * values alternate: Node writes this form fastest.
 */
const standingHeaders: readonly string[] = Object.entries({
  server: 'nginx',
  'access-control-allow-origin': '*',
  'access-control-allow-credentials': 'true',
  'cache-control': 'no-cache, no-store',
  pragma: 'no-cache',
  expires: '0',
  'content-language': 'en-US',
  'timing-allow-origin': '*',
  'x-content-type-options': 'nosniff',
}).flat()

/** Names and values alternate; the list is empty where no HTTP answer was sent. */
export function answerHead(record: CallRecord): string[] {
  const { status, connection, isText, responseBytes } = record
  if (status === 0) return []
  const head = standingHeaders.slice()
  addLimitHeaders(head, record)
  if (reachedShard(record)) head.push('vary', 'Origin')
  if (status < 300) head.push('server-timing', 'total;dur=0') // true by the mock's clock, and the same in every run
  if (record.mockHeaders) addMockHeaders(head, record)
  if (connection !== undefined) head.push('connection', connection)
  if (!isBodiless(status)) {
    const type = isText ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8'
    if (isText || responseBytes > 0) head.push('content-type', type)
    head.push('content-length', String(responseBytes))
  }
  return overlaid(head, record.ownHeaders)
}

/** Whether a call came so far that, at ClickUp, the servers of its Workspace answer it (recorded since 2025). */
function reachedShard({ limit, step }: CallRecord): boolean {
  return limit !== undefined || step === 'admit' || step === 'check' || step === 'operate'
}

/** Whether HTTP lets an answer of this status have a body. */
export function isBodiless(status: number): boolean {
  return status === 204 || status === 304
}

/**
 * `X-RateLimit-…`, as recorded: whole seconds, and the present request is counted already.
 * V8 keeps the texts of numbers that `String` makes: right for limit and reset, which come again and again, and a waste for
 * what remains, which is another number each time.
 */
function addLimitHeaders(head: string[], { limit, remaining, reset }: CallRecord): void {
  if (limit === undefined) return
  head.push('x-ratelimit-limit', String(limit))
  head.push('x-ratelimit-remaining', remaining.toFixed())
  head.push('x-ratelimit-reset', String(reset))
}

/** Headers of our own, for whoever debugs a client; `--mock-headers off` turns them off. */
function addMockHeaders(head: string[], { id, operation, fault, ignored }: CallRecord): void {
  head.push('x-mock-request-id', id)
  if (operation !== undefined) head.push('x-mock-operation', operation)
  if (fault !== undefined) head.push('x-mock-fault', printable(fault))
  if (ignored.length > 0) head.push('x-mock-ignored', printable(ignored.join(', ')))
}

/** Headers of the answer itself replace the standing ones; only content-length is always the true one. */
function overlaid(head: string[], own: CallRecord['ownHeaders']): string[] {
  for (const name in own) {
    const value = own[name] as string // it is one of its own names
    const at = head.findIndex((text, index) => text === name && index % 2 === 0)
    if (at === -1) head.push(name, value)
    else if (name !== 'content-length') head[at + 1] = value
  }
  return head
}

/** The part of a text that a header may carry. */
function printable(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?').slice(0, 500)
}
