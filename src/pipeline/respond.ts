// The way out: sends the answer with ClickUp's headers, or breaks the connection as a fault says.
import { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import type { FastifyReply } from 'fastify'
import { type Answer, bytesOf, JsonText, type SentBody, textOf } from '../contract/answer.js'
import type { CallRecord } from '../sandbox/call-record.js'
import { endWhenSent, hasBody } from '../server/unread-body.js'
import type { NetworkFault } from '../settings/fault-rule.js'
import { guarded } from '../settings/guarded.js'
import { answerHead, isBodiless } from './answer-head.js'
import { type Call, noBody } from './call.js'
import { failed } from './pipeline.js'

/**
 * Sends the answer, or breaks the connection, and writes the call into the journal and the log. Where that fails, ClickUp's
 * 500 is sent instead, unless something was sent already.
 */
export function respond(reply: FastifyReply, call: Call, answer: Answer): void {
  try {
    answerWith(reply, call, answer)
  } catch (error) {
    const internalError = failed(call, error)
    if (reply.raw.headersSent) return
    call.network = undefined
    call.body = noBody // it may be what cannot be written down
    answerWith(reply, call, internalError)
  }
}

function answerWith(reply: FastifyReply, call: Call, sent: Answer): void {
  const { network } = call
  const body = isBodiless(sent.status) ? '' : sent.sent
  const connection = reply.getHeader('connection')
  const record = recordOf(
    call,
    sent,
    network ? undefined : body,
    connection === undefined ? undefined : `${connection}`,
  )
  if (network) breakConnection(reply, network, textOf(body))
  else send(reply, record)
  if (isLogged(call, record)) guarded(call.parts.log, call.id, () => logCall(call, record))
  call.sandbox.journal.add(record) // last: it may cut what is too large to keep
}

/**
 * Writes the answer without Fastify's `send`, which copies header by header: with all of ClickUp's headers that costs as
 * much as the whole pipeline. `writeHead` comes before `hijack`, so that Fastify can still answer if it throws.
 */
function send(reply: FastifyReply, record: CallRecord): void {
  const { status, method, responseBody } = record
  const whole = responseBody instanceof JsonText ? responseBody.bytes : responseBody
  const body = method === 'HEAD' ? '' : whole // Node would drop it, but not where there is no socket
  reply.raw.writeHead(status, answerHead(record))
  const { raw, request } = reply.hijack()
  const encoding = isAscii(record) ? 'latin1' : 'utf8' // the same bytes, which Node writes faster as latin1
  if (hasBody(request.headers)) endWhenSent(request.raw, raw, body, encoding)
  else raw.end(body, encoding)
}

/** Whether each letter of the answer is one byte. */
function isAscii({ responseBody, responseBytes }: CallRecord): boolean {
  return typeof responseBody === 'string' && responseBody.length === responseBytes
}

/**
 * Writes the call into its slot of the journal.
 * @param body - undefined if no HTTP answer is sent; the status is 0 then
 */
function recordOf(call: Call, sent: Answer, body: SentBody | undefined, connection: string | undefined): CallRecord {
  const { method, path, params, query, rawHeaders } = call.incoming
  const { journal } = call.sandbox
  const { requestHead, responseBody } = journal.shared(rawHeaders, body ?? '')
  const record = journal.open()
  record.id = call.id
  record.at = call.world.clock.now()
  record.method = method
  record.path = path === call.operation?.path ? call.operation.path : path // the same text for all calls
  record.params = params
  record.query = query
  record.requestHead = requestHead
  record.requestText = call.sentText ?? (call.body === noBody ? undefined : JSON.stringify(call.body))
  record.operation = call.operationId
  record.token = call.token
  record.status = body === undefined ? 0 : sent.status
  record.ECODE = body !== undefined && sent.status >= 400 ? (codeIn(sent.body) ?? call.pageCode) : undefined
  record.step = call.faulted === undefined ? call.step : 'fault'
  record.fault = call.faulted
  record.limit = call.window?.limit
  record.remaining = call.window?.remaining ?? 0
  record.reset = call.window?.reset ?? 0
  record.ownHeaders = sent.headers
  record.connection = connection
  record.isText = typeof sent.body === 'string'
  record.responseBody = responseBody
  record.responseBytes = bytesOf(responseBody)
  record.mockHeaders = call.settings.mockHeaders
  record.duration = performance.now() - call.started
  record.ignored = call.ignored
  record.violations = call.violations
  record.notes = call.notes
  record.changed = call.changes
  return record
}

function codeIn(body: unknown): string | undefined {
  return body && typeof body === 'object' && 'ECODE' in body ? String(body.ECODE) : undefined
}

function isLogged({ parts: { log } }: Call, { notes }: CallRecord): boolean {
  return log.shows('info') || (notes.length > 0 && log.shows('warn'))
}

/** Logs `m-1 GET /api/v2/user 400 OAUTH_017 (authenticate)`, and notes for the client's author. */
function logCall(call: Call, { id, method, path, status, ECODE, notes }: CallRecord): void {
  const { log } = call.parts
  const shown = call.redactor
  const step = call.faulted === undefined ? call.step : `fault ${call.faulted}`
  const why = status >= 400 || status === 0 ? [ECODE, `(${step})`] : []
  log.info(shown.text([id, method, path, status, ...why].filter((word) => word !== undefined).join(' ')))
  for (const note of notes) log.warn(shown.text(`${id}: ${note}`))
}

/** A socket that cannot be reset, as that of TLS or of `mock.fetch`, is broken off. */
function breakConnection(reply: FastifyReply, how: NetworkFault, text: string): void {
  const { raw } = reply.hijack()
  const { socket } = raw
  if (how === 'hang') {
    reply.server.held.hold(raw, () => raw.destroy())
  } else if (how === 'reset' && socket instanceof Socket && !(socket instanceof TLSSocket)) {
    socket.resetAndDestroy()
  } else if (how === 'garbage') {
    socket?.end('\u0000\u0001 this is no HTTP \r\n\r\n', () => raw.destroy())
  } else if (how === 'cut') {
    const length = Buffer.byteLength(text)
    raw.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': length })
    raw.write(Buffer.from(text).subarray(0, Math.floor(length / 2)), () => raw.destroy())
  } else raw.destroy()
}
