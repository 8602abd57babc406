// The way out: the answer with the headers ClickUp sends, or the connection broken as a fault says.
import { Socket } from 'node:net'
import type { FastifyReply } from 'fastify'
import { type Answer, JsonText, type SentBody, textOf } from '../contract/answer.js'
import type { CallRecord } from '../sandbox/journal.js'
import type { NetworkFault } from '../settings/fault-rule.js'
import { answerHead, isBodiless } from './answer-head.js'
import { type Call, noBody } from './call.js'

/** Sends what the pipeline came to, after the delay, and writes it into the journal and the log. */
export function respond(reply: FastifyReply, call: Call, sent: Answer): void {
  const { network } = call
  const body = sent.body === undefined || isBodiless(sent.status) ? '' : asSent(sent.body)
  const connection = reply.getHeader('connection')
  const record = recordOf(
    call,
    sent,
    network ? undefined : body,
    connection === undefined ? undefined : `${connection}`,
  )
  call.sandbox.journal.add(record)
  tell(call, record)
  if (network) breakConnection(reply, network, textOf(body))
  else send(reply, record)
}

/**
 * Past Fastify's own `send`, which copies header by header: with all the headers of ClickUp that costs as much as the
 * whole pipeline. `writeHead` comes before `hijack`: should it throw, Fastify still answers.
 */
function send(reply: FastifyReply, record: CallRecord): void {
  const body = record.responseBody
  reply.raw.writeHead(record.status, answerHead(record))
  reply.hijack().raw.end(body instanceof JsonText ? body.bytes : body)
}

/** @param body - undefined when nothing that is an HTTP answer is sent: the status is 0 then */
function recordOf(call: Call, sent: Answer, body: SentBody | undefined, connection: string | undefined): CallRecord {
  const { method, path, params, query, rawHeaders } = call.incoming
  const { requestHead, responseBody } = call.sandbox.journal.shared(rawHeaders.join('\n'), body ?? '')
  return {
    id: call.id,
    at: call.world.clock.now(),
    method,
    path: path === call.operation?.path ? call.operation.path : path, // the same text for all calls
    params,
    query,
    requestHead,
    requestBody: call.body === noBody ? undefined : call.body,
    requestBytes: bytesOf(call),
    operation: call.operation?.operationId,
    token: call.token,
    status: body === undefined ? 0 : sent.status,
    ECODE: body !== undefined && sent.status >= 400 ? (codeIn(sent.body) ?? call.pageCode) : undefined,
    step: call.faulted === undefined ? call.step : 'fault',
    fault: call.faulted,
    limit: call.window?.limit,
    remaining: call.window?.remaining ?? 0,
    reset: call.window?.reset ?? 0,
    ownHeaders: sent.headers,
    connection,
    isText: typeof sent.body === 'string',
    responseBody,
    mockHeaders: call.settings.mockHeaders,
    duration: performance.now() - call.started,
    ignored: call.ignored,
    violations: call.violations,
    notes: call.notes,
    changed: call.changes,
  }
}

/** Of a form only the texts are kept. */
function bytesOf({ body, files, headers }: Call): number {
  if (body === noBody) return 0
  return Number((files ? undefined : headers['content-length']) ?? JSON.stringify(body).length)
}

function codeIn(body: unknown): string | undefined {
  return body && typeof body === 'object' && 'ECODE' in body ? String(body.ECODE) : undefined
}

/** `m-1 GET /api/v2/user 400 OAUTH_017 (authenticate)`, and what the client's author should know. */
function tell(call: Call, { id, method, path, status, ECODE, notes }: CallRecord): void {
  const { log } = call.parts
  if (!log.shows('info') && !(notes.length && log.shows('warn'))) return
  const shown = call.redactor
  const step = call.faulted === undefined ? call.step : `fault ${call.faulted}`
  const why = status >= 400 || status === 0 ? [ECODE, `(${step})`] : []
  log.info(shown.text([id, method, path, status, ...why].filter((word) => word !== undefined).join(' ')))
  for (const note of notes) log.warn(shown.text(`${id}: ${note}`))
}

function asSent(body: unknown): SentBody {
  return typeof body === 'string' || body instanceof JsonText ? body : JSON.stringify(body)
}

/** The socket of a request made without one (`mock.fetch`) fails as a broken connection does. */
function breakConnection(reply: FastifyReply, how: NetworkFault, text: string): void {
  const { raw } = reply.hijack()
  const { socket } = raw
  if (how === 'hang') {
    reply.server.held.hang(raw)
  } else if (how === 'reset' && socket instanceof Socket) {
    socket.resetAndDestroy()
  } else if (how === 'garbage') {
    socket?.end('\u0000\u0001 this is no HTTP \r\n\r\n', () => raw.destroy())
  } else if (how === 'cut') {
    const length = Buffer.byteLength(text)
    raw.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': length })
    raw.write(Buffer.from(text).subarray(0, Math.floor(length / 2)), () => raw.destroy())
  } else raw.destroy()
}
