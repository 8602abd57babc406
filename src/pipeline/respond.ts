// The way out: the answer with the headers ClickUp sends, or the connection broken as a fault says.
import { Socket } from 'node:net'
import type { FastifyReply } from 'fastify'
import type { Answer } from '../contract/answer.js'
import type { Log } from '../log.js'
import { type NetworkFault, testTokenPrefix } from '../sandbox/fault-rule.js'
import type { Call } from './call.js'
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
  record(call, network ? 0 : sent.status, sent.body, log)
  if (network) breakConnection(reply, network, asText(sent.body))
  else send(reply, call, sent)
}

/**
 * Past Fastify's own `send`, which copies header by header: with all the headers of ClickUp that costs as much as the
 * whole pipeline. `writeHead` comes before `hijack`: should it throw, Fastify still answers.
 */
function send(reply: FastifyReply, call: Call, { status, body, headers }: Answer): void {
  const text = isBodiless(status) || body === undefined ? '' : asText(body)
  const connection = reply.getHeader('connection') // `close` after a body that Fastify did not read
  const head = standingHeaders.concat(
    limitHeaders(call),
    mockHeaders(call),
    connection === undefined ? [] : ['connection', String(connection)],
    isBodiless(status) ? [] : bodyHeaders(typeof body === 'string', text),
  )
  reply.raw.writeHead(status, overlaid(head, headers))
  reply.hijack().raw.end(text)
}

function isBodiless(status: number): boolean {
  return status === 204 || status === 304
}

/** Which call this was, for whoever looks it up in the journal. */
function mockHeaders({ id, operation, faulted }: Call): string[] {
  const head = ['x-mock-request-id', id]
  if (operation) head.push('x-mock-operation', operation.operationId)
  if (faulted) head.push('x-mock-fault', faulted)
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

/** Status 0 in the journal: nothing that is an HTTP answer was sent. */
function record(call: Call, status: number, body: unknown, log: Log): void {
  const shown = body && typeof body === 'object' && 'ECODE' in body ? String(body.ECODE) : call.pageCode
  const ECODE = status >= 400 ? shown : undefined
  const step = call.faulted ? 'fault' : call.step
  const { method, path } = call.incoming
  call.sandbox.journal.add({
    id: call.id,
    at: call.world.clock.now(),
    method,
    path,
    operation: call.operation?.operationId,
    token: call.token && shownToken(call, call.token),
    status,
    ECODE,
    step,
    fault: call.faulted,
    notes: call.notes,
  })
  if (log.shows('info')) {
    const why =
      status >= 400 || status === 0 ? ` ${ECODE ?? ''} (${step}${call.faulted ? ` ${call.faulted}` : ''})` : ''
    log.info(`${method} ${path} ${status}${why}`)
  }
  for (const note of call.notes) log.warn(`${call.id}: ${note}`)
}

/** A token the mock did not make may be a live one: only its beginning is kept. */
function shownToken(call: Call, token: string): string {
  const known = call.world.tokens.find(token)?.id // the row's text, so that the journal does not keep the request's
  if (known !== undefined) return known.slice(0, 80)
  return token.startsWith(testTokenPrefix) ? token.slice(0, 80) : `${token.slice(0, 6)}…`
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
