// Ids, tokens and secrets in ClickUp's formats, the same on every run. All are plainly fake: no entropy, the word FAKE
// in them, so that no secret scanner takes them for live ones.

/** How far each counter has come, for snapshots. */
export type IdState = ReadonlyMap<string, number>

/** Of the world no name was given: what its tokens carry in the place of a mark. */
export const PLAIN_MARK = '0000000000'

/** Counters by name, and the ids made from them. Formats: facts on tokens as observed (docs/ERRORS.md, README). */
export class Ids {
  readonly #mark: string
  #counters = new Map<string, number>()

  /** @param mark - ten hex digits that every token of this world carries, so that a token tells its world */
  constructor(mark = PLAIN_MARK) {
    this.#mark = mark
  }

  /** 1, 2, 3 … for each kind. */
  next(kind: string): number {
    const value = (this.#counters.get(kind) ?? 0) + 1
    this.#counters.set(kind, value)
    return value
  }

  /** `pk_`, the user's id, `_`, 32 of A-Z0-9. */
  personalToken(userId: number): string {
    return `pk_${userId}_${this.#fakeText('TOKEN', 'personal token', 32)}`
  }

  /** The user's id, `_`, 64 lower-case hex digits. */
  oauthToken(userId: number): string {
    return `${userId}_fa4e${this.#mark}${this.next('oauth token').toString(16).padStart(50, '0')}`
  }

  /** 32 of A-Z0-9 (assumed: the shape of a code is not published). */
  code(): string {
    return this.#fakeText('CODE', 'code', 32)
  }

  /** 32 of A-Z0-9. */
  clientId(): string {
    return this.#fakeText('CLIENT', 'client id', 32)
  }

  /** 64 of A-Z0-9. */
  clientSecret(): string {
    return this.#fakeText('SECRET', 'client secret', 64)
  }

  snapshot(): IdState {
    return new Map(this.#counters)
  }

  restore(state: IdState): void {
    this.#counters = new Map(state)
  }

  #fakeText(kind: string, counter: string, length: number): string {
    const head = `FAKE${kind}${this.#mark.toUpperCase()}`
    return `${head}${String(this.next(counter)).padStart(length - head.length, '0')}`
  }
}

/** The mark of the world that made a token; undefined when no world of ours did. */
export function markOf(token: string): string | undefined {
  return /^(?:pk_\d+_FAKETOKEN|\d+_fa4e)([0-9A-Fa-f]{10})/.exec(token)?.[1]?.toLowerCase()
}
