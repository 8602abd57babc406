// The streams of the control API: server-sent events until the client leaves, the sandbox is deleted or the server closes.
// https://html.spec.whatwg.org/#server-sent-events
import type { FastifyReply } from 'fastify'
import type { CallRecord } from '../sandbox/call-record.js'
import type { Sandbox } from '../sandbox/sandbox.js'
import { guarded } from '../settings/guarded.js'
import type { Log } from '../settings/log.js'
import type { Delivery } from '../webhooks/delivery.js'
import { Broadcast } from './broadcast.js'
import { presentCall, type ShownCall } from './calls.js'
import type { StreamOperation } from './context.js'
import {
  type DeliveryFilter,
  findDeliveries,
  matches,
  presentDelivery,
  type ShownDelivery,
  shownDeliveries,
} from './deliveries.js'
import { type CallFilter, differences, findCalls, keptCalls } from './find-calls.js'
import { eventText, Follower } from './follower.js'

/** The streams of one server: what happens in a sandbox is told once to all who follow it. */
export class Streams {
  readonly #calls = new WeakMap<Sandbox, Broadcast<Readonly<CallRecord>>>()
  readonly #deliveries = new WeakMap<Sandbox, Broadcast<Delivery>>()
  readonly #log: Log

  constructor(log: Log) {
    this.#log = log
  }

  /** Answers with a stream. @throws InputError for a `since` that is not kept */
  open(operationId: StreamOperation, reply: FastifyReply, sandbox: Sandbox, filter: object): void {
    if (operationId === 'streamCalls') this.#followCalls(reply, sandbox, filter)
    else this.#followDeliveries(reply, sandbox, filter)
  }

  #followCalls(reply: FastifyReply, sandbox: Sandbox, { since, ...wanted }: CallFilter): void {
    const places = since === undefined ? [] : findCalls(sandbox, { since, ...wanted }).map(({ place }) => place)
    const broadcast =
      this.#calls.get(sandbox) ??
      new Broadcast<Readonly<CallRecord>>(
        (record) => callText(presentCall(sandbox, record)),
        (listener, ended) => sandbox.journal.subscribe(listener, ended),
        this.#log,
      )
    this.#calls.set(sandbox, broadcast)
    const follower = new Follower(reply, 'every call of this sandbox, as it happens')
    broadcast.add(follower, wanted, (record) => differences(record, wanted).length === 0)
    this.#begin(follower, texts(keptCalls(sandbox, places), callText))
  }

  #followDeliveries(reply: FastifyReply, sandbox: Sandbox, { since, ...wanted }: DeliveryFilter): void {
    const kept = since === undefined ? [] : findDeliveries(sandbox, { since, ...wanted })
    const broadcast =
      this.#deliveries.get(sandbox) ??
      new Broadcast<Delivery>(
        (delivery) => deliveryText(presentDelivery(delivery)),
        (listener, ended) => sandbox.deliveries.log.subscribe(listener, ended),
        this.#log,
      )
    this.#deliveries.set(sandbox, broadcast)
    const follower = new Follower(reply, 'every try and every end of a delivery of this sandbox, as it happens')
    broadcast.add(follower, wanted, (delivery) => matches(delivery, wanted))
    follower.onLeave(sandbox.onReplaced(() => follower.send(replaced)))
    this.#begin(follower, texts(shownDeliveries(kept), deliveryText))
  }

  #begin(follower: Follower, kept: Iterable<string>): void {
    guarded(this.#log, 'the beginning of a stream', () => follower.begin(kept))
  }
}

/** Tells a receiver that its webhook may be gone. */
const replaced = Buffer.from(eventText('replaced', {}))

function callText(call: ShownCall): string {
  return eventText('call', call, call.id)
}

function deliveryText(delivery: ShownDelivery): string {
  return eventText('delivery', delivery, delivery.id)
}

function* texts<Item>(items: Iterable<Item>, textOf: (item: Item) => string): Generator<string> {
  for (const item of items) yield textOf(item)
}
