// The way out: the answer with the headers ClickUp sends, or the connection broken as a fault says.
import { Socket } from 'node:net'
import type { FastifyReply } from 'fastify'
import { Answer } from '../contract/answer.js'
import type { Log } from '../log.js'
import type { NetworkFault } from '../sandbox/fault-rule.js'
import type { Call } from './call.js'
import type { Outcome } from './fault.js'
import { limitHeaders } from './limit.js'

/**
 * On every answer of the API, as recorded in 2024 and 2025. Left out are those of the network before ClickUp
 * (CloudFront, shard names, trace ids) and strict-transport-security, which means nothing on plain http.
 */
const standingHeaders = {
  server: 'nginx',
  'access-control-allow-origin': '*',
  'access-control-allow-credentials': 'true',
  'cache-control': 'no-cache, no-store',
  pragma: 'no-cache',
  expires: '0',
  'content-language': 'en-US',
  'timing-allow-origin': '*',
  'x-content-type-options': 'nosniff',
} as const

/** Sends what the pipeline came to, after the delay, and writes it into the journal and the log. */
export function respond(reply: FastifyReply, call: Call, { answer, network }: Outcome, log: Log): void {
  const sent = answer ?? new Answer(200, {})
  record(call, network ? 0 : sent.status, sent.body, log)
  if (network) breakConnection(reply, network, asText(sent.body))
  else send(reply, call, sent)
}

function send(reply: FastifyReply, call: Call, answer: Answer): void {
  reply.code(answer.status)
  reply.headers(standingHeaders)
  if (call.window) reply.headers(limitHeaders(call))
  reply.header('x-mock-request-id', call.id)
  if (call.operation) reply.header('x-mock-operation', call.operation.operationId)
  if (call.faulted) reply.header('x-mock-fault', call.faulted)
  if (typeof answer.body !== 'string') reply.header('content-type', 'application/json; charset=utf-8')
  reply.headers(answer.headers)
  reply.send(answer.body === undefined ? undefined : asText(answer.body))
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
  return call.world.tokens.find(token) || token.startsWith('pk_fault_') ? token.slice(0, 80) : `${token.slice(0, 6)}…`
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
