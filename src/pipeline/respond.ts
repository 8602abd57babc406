// The way out: the answer with the headers ClickUp sends, or the connection broken as a fault says.
import { Socket } from 'node:net'
import type { FastifyReply } from 'fastify'
import type { Answer } from '../contract/answer.js'
import type { Log } from '../log.js'
import type { NetworkFault } from '../sandbox/fault-rule.js'
import { type Call, noBody } from './call.js'
import { limitHeaders } from './limit.js'

/**
 * On every answer of the API, as recorded in 2024 and 2025. Left out are those of the network before ClickUp
 * (CloudFront, shard names, trace ids) and strict-transport-security, which means nothing on plain http. Names and values
 * in turn: the form Node writes fastest.
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

/** Sends what the pipeline came to, after the delay, and writes it into the journal and the log. */
export function respond(
  reply: FastifyReply,
  call: Call,
  sent: Answer,
  network: NetworkFault | undefined,
  log: Log,
): void {
  const text = sent.body === undefined || isBodiless(sent.status) ? '' : asText(sent.body)
  const status = network ? 0 : sent.status
  const head = network ? [] : headOf(reply, call, sent, text)
  const ECODE = status >= 400 ? (codeIn(sent.body) ?? call.pageCode) : undefined
  record(call, status, head, network ? '' : text, ECODE)
  tell(call, status, ECODE, log)
  if (network) breakConnection(reply, network, text)
  else send(reply, status, head, text)
}

/**
 * Past Fastify's own `send`, which copies header by header: with all the headers of ClickUp that costs as much as the
 * whole pipeline. `writeHead` comes before `hijack`: should it throw, Fastify still answers.
 */
function send(reply: FastifyReply, status: number, head: readonly string[], text: string): void {
  reply.raw.writeHead(status, [...head])
  reply.hijack().raw.end(text)
}

/** The headers, names and values in turn. */
function headOf(reply: FastifyReply, call: Call, { status, body, headers }: Answer, text: string): readonly string[] {
  const connection = reply.getHeader('connection') // `close` after a body that Fastify did not read
  const head = standingHeaders.concat(
    limitHeaders(call),
    call.settings.mockHeaders ? mockHeaders(call) : [],
    connection === undefined ? [] : ['connection', String(connection)],
    isBodiless(status) ? [] : bodyHeaders(typeof body === 'string', text),
  )
  return overlaid(head, headers)
}

function isBodiless(status: number): boolean {
  return status === 204 || status === 304
}

/** Ours, for the person who debugs a client; `--mock-headers off` turns them off. */
function mockHeaders({ id, operation, faulted, ignored }: Call): readonly string[] {
  const head = ['x-mock-request-id', id]
  if (operation) head.push('x-mock-operation', operation.operationId)
  if (faulted !== undefined) head.push('x-mock-fault', printable(faulted))
  if (ignored.length > 0) head.push('x-mock-ignored', printable(ignored.join(', ')))
  return head
}

function bodyHeaders(isText: boolean, text: string): string[] {
  const type = isText ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8'
  return ['content-type', type, 'content-length', String(Buffer.byteLength(text))]
}

/** Headers of the answer itself win over those that stand; only the length is always the true one. */
function overlaid(head: string[], own: Answer['headers']): string[] {
  for (const [name, value] of Object.entries(own)) {
    const at = head.findIndex((text, index) => text === name && index % 2 === 0)
    if (at === -1) head.push(name, value)
    else if (name !== 'content-length') head[at + 1] = value
  }
  return head
}

/** Status 0: nothing that is an HTTP answer was sent. */
function record(
  call: Call,
  status: number,
  responseHeaders: readonly string[],
  responseText: string,
  ECODE: string | undefined,
): void {
  const { method, path, params, query, headers } = call.incoming
  call.sandbox.journal.add({
    id: call.id,
    at: call.world.clock.now(),
    method,
    path,
    params,
    query,
    requestHeaders: headers,
    requestBody: call.body === noBody ? undefined : call.body,
    requestBytes: Number(headers['content-length'] ?? JSON.stringify(call.body).length),
    operation: call.operation?.operationId,
    token: call.token,
    status,
    ECODE,
    step: call.faulted === undefined ? call.step : 'fault',
    fault: call.faulted,
    window: call.window,
    responseHeaders,
    responseText,
    duration: performance.now() - call.started,
    ignored: call.ignored,
    violations: call.violations,
    notes: call.notes,
  })
}

function codeIn(body: unknown): string | undefined {
  return body && typeof body === 'object' && 'ECODE' in body ? String(body.ECODE) : undefined
}

/** `m-1 GET /api/v2/user 400 OAUTH_017 (authenticate)`, and what the client's author should know. */
function tell(call: Call, status: number, ECODE: string | undefined, log: Log): void {
  if (!log.shows('info') && !(call.notes.length && log.shows('warn'))) return
  const { method, path } = call.incoming
  const shown = call.redactor
  const step = call.faulted === undefined ? call.step : `fault ${call.faulted}`
  const why = status >= 400 || status === 0 ? [ECODE, `(${step})`] : []
  log.info(shown.text([call.id, method, path, status, ...why].filter((word) => word !== undefined).join(' ')))
  for (const note of call.notes) log.warn(shown.text(`${call.id}: ${note}`))
}

/** As much of a text as a header may carry. */
function printable(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?').slice(0, 500)
}

function asText(body: unknown): string {
  return typeof body === 'string' ? body : JSON.stringify(body)
}

/** The socket of a request made without one (`mock.fetch`) fails as a broken connection does. */
function breakConnection(reply: FastifyReply, how: NetworkFault, text: string): void {
  const { raw } = reply.hijack()
  const { socket } = raw
  if (how === 'hang') {
    reply.server.waiting.hang(raw)
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
