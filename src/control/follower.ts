// One client that follows a stream: first it is written what is kept, as fast as it reads, then what is to come.
import type { ServerResponse } from 'node:http'
import { setImmediate } from 'node:timers/promises'
import type { FastifyReply } from 'fastify'
import { sizeText } from '../input/sizes.js'

/** In bytes: what a client may leave unread of what is to come. */
const MOST_UNREAD = 1_048_576
/** How long (ms) a client that was dropped may take to read what it was sent before. */
const LAST_WAIT = 5_000

/** An event of a stream. @param id - left out of events that cannot be continued from */
export function eventText(event: string, data: object, id?: string): string {
  return `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`
}

/** The answer to one client. */
export class Follower {
  readonly #raw: ServerResponse
  readonly #left: (() => void)[] = []
  /** What came while it was still being written what is kept. */
  #later: Buffer[] = []
  #laterBytes = 0
  #hasBegun = false
  #isOver = false

  /** @param comment - the first line of the stream */
  constructor(reply: FastifyReply, comment: string) {
    this.#raw = reply.hijack().raw
    this.#raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    this.#raw.write(`: ${comment}\n\n`)
    const leave = () => this.#leave()
    this.#raw.on('close', leave).on('error', leave) // what is written after a client has left is an error, too
    reply.server.held.hold(this.#raw, () => this.end())
  }

  /** Calls `left` when it is to be sent nothing more. */
  onLeave(left: () => void): void {
    this.#left.push(left)
  }

  /** Writes what is kept; what is sent meanwhile comes after it. */
  async begin(kept: Iterable<string>): Promise<void> {
    for (const text of kept) {
      if (this.#isOver) return
      await (this.#raw.write(text) ? setImmediate() : drained(this.#raw))
    }
    if (this.#isOver) return
    this.#raw.write(Buffer.concat(this.#later))
    this.#hasBegun = true
    this.#later = []
    this.#laterBytes = 0
  }

  /** Sends events. A client that leaves too much unread is dropped: the mock does not wait for it, and keeps only so much. */
  send(chunk: Buffer): void {
    if (this.#raw.writableLength + this.#laterBytes > MOST_UNREAD) this.#drop()
    else if (this.#hasBegun) this.#raw.write(chunk)
    else {
      this.#later.push(chunk)
      this.#laterBytes += chunk.length
    }
  }

  /** There is nothing more to come. */
  end(): void {
    this.#raw.end()
    this.#leave()
  }

  #drop(): void {
    const reason = `more than ${sizeText(MOST_UNREAD)} were left unread: begin again, with since the last id that was read`
    this.#raw.write(eventText('dropped', { reason }))
    setTimeout(() => this.#raw.destroy(), LAST_WAIT).unref()
    this.end()
  }

  #leave(): void {
    this.#isOver = true
    this.#later = []
    for (const left of this.#left.splice(0)) left()
  }
}

/** Resolves when there is room for more, or nobody to write to. */
function drained(raw: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      raw.off('drain', done)
      raw.off('close', done)
      resolve()
    }
    raw.once('drain', done)
    raw.once('close', done)
  })
}
