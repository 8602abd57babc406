// Replies that are held back: for a delay, for ever, or until a body is whole. All are let go when the server closes, or it
// could not close.
import type { ServerResponse } from 'node:http'
import { guarded } from '../settings/guarded.js'
import type { Log } from '../settings/log.js'

/** Why a call that waits for something gets no answer: the server closes. */
export class Closing extends Error {
  constructor() {
    super('clickup-mock is closing')
  }
}

/** The held replies of one server. */
export class HeldReplies {
  readonly #log: Log
  readonly #held = new Map<ServerResponse, () => void>()
  readonly #unread = new Map<ServerResponse, () => void>()
  readonly #delayed = new Map<NodeJS.Timeout, () => void>()
  #ended = false

  constructor(log: Log) {
    this.#log = log
  }

  /** Holds a reply until the client leaves or the server closes. @param letGo - called when the server closes */
  hold(response: ServerResponse, letGo: () => void): void {
    if (this.#ended) letGo()
    else keep(this.#held, response, letGo)
  }

  /** Waits for the rest of a request. @param giveUp - called when the server cannot wait any longer */
  awaitBody(response: ServerResponse, giveUp: () => void): void {
    keep(this.#unread, response, giveUp)
  }

  /** Does `work`, which answers, after so many ms. If it fails then, the connection is cut. */
  delay(response: ServerResponse, ms: number, work: () => void): void {
    if (this.#ended) {
      work()
      return
    }
    const safely = () => {
      guarded(this.#log, 'a delayed answer', () => {
        try {
          work()
        } catch (error) {
          response.destroy()
          throw error
        }
      })
    }
    const timer = setTimeout(() => {
      this.#delayed.delete(timer)
      safely()
    }, ms)
    this.#delayed.set(timer, safely)
  }

  /** Does all delayed work now, lets go what is held, and holds nothing from now on. */
  end(): void {
    this.#ended = true
    for (const [timer, work] of this.#delayed) {
      clearTimeout(timer)
      work()
    }
    this.#delayed.clear()
    this.#letGo(this.#held)
  }

  /** Gives up on the bodies that are not whole. */
  giveUp(): void {
    this.#letGo(this.#unread)
  }

  #letGo(held: Map<ServerResponse, () => void>): void {
    for (const work of held.values()) guarded(this.#log, 'a held reply', work)
    held.clear()
  }
}

function keep(held: Map<ServerResponse, () => void>, response: ServerResponse, work: () => void): void {
  held.set(response, work)
  response.once('close', () => held.delete(response))
}
