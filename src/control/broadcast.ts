// One kind of event of one sandbox, told to all who follow it. Each event is written as text once, and the events that come
// together are sent together: what many followers cost, the calls that are followed do not wait for.
import { guarded } from '../settings/guarded.js'
import type { Log } from '../settings/log.js'
import type { Follower } from './follower.js'

/** Followers with the same filter, and what they are to be sent. */
interface Group<Item> {
  readonly isWanted: (item: Item) => boolean
  readonly followers: Set<Follower>
  texts: string[]
}

/** In characters: when so much is to be sent, it is sent at once. */
const MOST_UNSENT = 1_048_576
/** Sending to so many takes a tenth of a ms, or less; then follows a pause of a ms, so that calls have nine tenths of the time. */
const FOLLOWERS_IN_A_MS = 10

/** Tells what happens, while anybody follows. */
export class Broadcast<Item> {
  readonly #textOf: (item: Item) => string
  readonly #subscribe: (listener: (item: Item) => void, ended: () => void) => () => void
  readonly #log: Log
  readonly #groups = new Map<string, Group<Item>>()
  /** undefined while nobody follows. */
  #unsubscribe: (() => void) | undefined
  #unsent = 0
  #isDue = false

  /**
   * @param textOf - an item as the event that is sent
   * @param subscribe - calls `listener` for each item from now on, and `ended` when there will be no more; gives what ends it
   */
  constructor(
    textOf: (item: Item) => string,
    subscribe: (listener: (item: Item) => void, ended: () => void) => () => void,
    log: Log,
  ) {
    this.#log = log
    this.#textOf = textOf
    this.#subscribe = subscribe
  }

  /** Sends to a follower what is wanted, until it leaves. @param filter - says what is wanted */
  add(follower: Follower, filter: object, isWanted: (item: Item) => boolean): void {
    const key = JSON.stringify(filter)
    this.#flush() // what happened before it came is not for it
    const group = this.#groups.get(key) ?? { isWanted, followers: new Set(), texts: [] }
    this.#groups.set(key, group)
    group.followers.add(follower)
    follower.onLeave(() => this.#remove(key, group, follower))
    this.#unsubscribe ??= this.#subscribe(
      (item) => this.#hear(item),
      () => this.#end(),
    )
  }

  #remove(key: string, group: Group<Item>, follower: Follower): void {
    group.followers.delete(follower)
    if (group.followers.size === 0) this.#groups.delete(key)
    if (this.#groups.size > 0) return
    const unsubscribe = this.#unsubscribe as () => void // somebody followed until now
    this.#unsubscribe = undefined
    unsubscribe()
  }

  #hear(item: Item): void {
    let text: string | undefined
    for (const group of this.#groups.values()) {
      if (!group.isWanted(item)) continue
      text ??= this.#textOf(item)
      group.texts.push(text)
      this.#unsent += text.length
    }
    if (this.#unsent > MOST_UNSENT) this.#flush()
    else if (this.#unsent > 0 && !this.#isDue) {
      this.#isDue = true
      setImmediate(() => this.#flushAndPause())
    }
  }

  #flushAndPause(): void {
    let followers = 0
    for (const group of this.#groups.values()) followers += group.followers.size
    const sent = this.#unsent
    guarded(this.#log, 'a stream', () => this.#flush())
    if (sent > 0) setTimeout(() => this.#flushAndPause(), followers / FOLLOWERS_IN_A_MS).unref()
    else this.#isDue = false
  }

  #flush(): void {
    this.#unsent = 0
    for (const group of this.#groups.values()) {
      if (group.texts.length === 0) continue
      const chunk = Buffer.from(group.texts.join(''))
      group.texts = []
      for (const follower of group.followers) follower.send(chunk)
    }
  }

  #end(): void {
    this.#flush()
    for (const { followers } of this.#groups.values()) for (const follower of followers) follower.end()
  }
}
