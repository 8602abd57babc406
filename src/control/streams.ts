// The streams of the control API: server-sent events until the client leaves, the sandbox is deleted or the server closes.
// https://html.spec.whatwg.org/#server-sent-events
import type { FastifyReply } from 'fastify'
import type { Sandbox } from '../sandbox/sandbox.js'
import { presentCall } from './calls.js'
import type { StreamOperation } from './context.js'
import { type DeliveryFilter, findDeliveries, matches, presentDelivery } from './deliveries.js'
import { type CallFilter, differences, findCalls } from './find-calls.js'

/** What is streamed: first what is kept, then what is to come. */
interface Source<Item extends { readonly id: string }> {
  /** The name of its events. */
  readonly event: string
  /** The first line of the stream. */
  readonly comment: string
  readonly kept: readonly Item[]
  readonly isWanted: (item: Item) => boolean
  readonly show: (item: Item) => object
  /** Calls `listener` for each item from now on, and `ended` when there will be no more. Returns what ends it. */
  readonly subscribe: (listener: (item: Item) => void, ended: () => void) => () => void
}

/** Each stream by its operationId. @throws InputError for a `since` that is not kept */
export const streamers: Readonly<
  Record<StreamOperation, (reply: FastifyReply, sandbox: Sandbox, filter: object) => void>
> = {
  streamCalls: (reply, sandbox, { since, ...wanted }: CallFilter) =>
    stream(reply, {
      event: 'call',
      comment: 'every call of this sandbox, as it happens',
      kept: since === undefined ? [] : findCalls(sandbox, { since, ...wanted }),
      isWanted: (record) => differences(record, wanted).length === 0,
      show: (record) => presentCall(sandbox, record),
      subscribe: (listener, ended) => sandbox.journal.subscribe(listener, ended),
    }),

  streamDeliveries: (reply, sandbox, { since, ...wanted }: DeliveryFilter) =>
    stream(reply, {
      event: 'delivery',
      comment: 'every try and every end of a delivery of this sandbox, as it happens',
      kept: since === undefined ? [] : findDeliveries(sandbox, { since, ...wanted }),
      isWanted: (delivery) => matches(delivery, wanted),
      show: presentDelivery,
      subscribe: (listener, ended) => sandbox.deliveries.log.subscribe(listener, ended),
    }),
}

/** In bytes. */
const MOST_UNREAD = 4 * 1_048_576

function stream<Item extends { readonly id: string }>(reply: FastifyReply, source: Source<Item>): void {
  const { event, comment, kept, isWanted, show, subscribe } = source
  const { raw } = reply.hijack()
  const send = (item: Item) => raw.write(`id: ${item.id}\nevent: ${event}\ndata: ${JSON.stringify(show(item))}\n\n`)
  raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
  raw.write(`: ${comment}\n\n`)
  kept.forEach(send)
  const listener = (item: Item) => {
    if (!isWanted(item)) return
    // The mock does not wait for a client that does not read, and keeps only so much for it.
    if (raw.writableLength > MOST_UNREAD) raw.destroy()
    else send(item)
  }
  const stop = subscribe(listener, () => raw.end())
  reply.server.held.hold(raw, () => {
    // At once: what would be written between this end and the close of the connection is an error that nobody hears.
    raw.off('close', stop)
    stop()
    raw.end()
  })
  raw.once('close', stop)
}
