// ClickUp's rate limit: a fixed window per token, opened by the token's first request (observed in recordings).
import { createHash } from 'node:crypto'
import type { Limit } from '../settings/limits.js'

/** The current window of a token. `reset` in Unix seconds, rounded up. */
export interface RateWindow {
  readonly allowed: boolean
  /** A 429 told the client to wait until `reset`, but it did not wait. */
  readonly early: boolean
  readonly limit: number
  readonly remaining: number
  readonly reset: number
}

/**
 * How many windows are remembered. The oldest is forgotten first, so a token can gain requests only while more than this
 * many other tokens call within one window.
 */
const MOST_WINDOWS = 10_000

interface OpenWindow {
  readonly opened: number
  count: number
  /** A 429 was sent in this window. */
  told: boolean
}

/** Counts requests per token. Windows stand in the order in which they opened, which is nearly that of their ends. */
export class RateLimiter {
  readonly #windows = new Map<string, OpenWindow>()

  get size(): number {
    return this.#windows.size
  }

  /** Counts one request of this token at `now` (ms) and says whether it may pass. */
  take(token: string, limit: Limit, now: number): RateWindow {
    const window = this.#open(token, limit, now)
    const early = window.told
    window.count = Math.min(window.count + 1, limit.requests + 1)
    window.told ||= window.count > limit.requests
    return view(window, limit, early)
  }

  /** Notes that a fault sent a 429: the next call in this window comes too early. */
  tell(token: string): void {
    const window = this.#windows.get(keyOf(token))
    if (window) window.told = true
  }

  /** The token's open window, without counting. */
  look(token: string, limit: Limit, now: number): RateWindow | undefined {
    const window = this.#windows.get(keyOf(token))
    return window && isOpen(window, limit, now) ? view(window, limit, window.told) : undefined
  }

  /** Uses up what is left of the token's window. */
  exhaust(token: string, limit: Limit, now: number): RateWindow {
    const window = this.#open(token, limit, now)
    window.count = limit.requests
    return view(window, limit, window.told)
  }

  /** Closes the token's window. */
  refill(token: string): void {
    this.#windows.delete(keyOf(token))
  }

  /** The tokens that have called; of a long one, its digest. */
  tokens(): string[] {
    return [...this.#windows.keys()]
  }

  #open(token: string, limit: Limit, now: number): OpenWindow {
    const key = keyOf(token)
    const found = this.#windows.get(key)
    if (found && isOpen(found, limit, now)) return found
    this.#windows.delete(key)
    const oldest = this.#windows.size >= MOST_WINDOWS ? this.#windows.keys().next().value : undefined
    if (oldest !== undefined) this.#windows.delete(oldest)
    const fresh = { opened: now, count: 0, told: false }
    this.#windows.set(key, fresh)
    return fresh
  }
}

function isOpen({ opened }: OpenWindow, { seconds }: Limit, now: number): boolean {
  return now >= opened && now < opened + seconds * 1000
}

/** The digest of a long token, so that every window takes the same memory. */
function keyOf(token: string): string {
  return token.length <= 128 ? token : createHash('sha256').update(token).digest('base64')
}

function view({ opened, count }: OpenWindow, { requests, seconds }: Limit, early: boolean): RateWindow {
  return {
    allowed: count <= requests,
    early,
    limit: requests,
    remaining: Math.max(0, requests - count),
    reset: Math.ceil((opened + seconds * 1000) / 1000),
  }
}
