// Ids, tokens and secrets in ClickUp's formats, the same on every run. All are plainly fake: no entropy, the word FAKE
// in them, so that no secret scanner takes them for live ones.

/** How far each counter has come, for snapshots. */
export type IdState = ReadonlyMap<string, number>

/** Counters by name, and the ids made from them. Formats: facts on tokens as observed (docs/ERRORS.md, README). */
export class Ids {
  #counters = new Map<string, number>()

  /** 1, 2, 3 … for each kind. */
  next(kind: string): number {
    const value = (this.#counters.get(kind) ?? 0) + 1
    this.#counters.set(kind, value)
    return value
  }

  /** `pk_`, the user's id, `_`, 32 of A-Z0-9. */
  personalToken(userId: number): string {
    return `pk_${userId}_${fakeText('TOKEN', this.next('personal token'), 32)}`
  }

  /** The user's id, `_`, 64 lower-case hex digits. */
  oauthToken(userId: number): string {
    return `${userId}_fa4e${this.next('oauth token').toString(16).padStart(60, '0')}`
  }

  /** 32 of A-Z0-9 (assumed: the shape of a code is not published). */
  code(): string {
    return fakeText('CODE', this.next('code'), 32)
  }

  /** 32 of A-Z0-9. */
  clientId(): string {
    return fakeText('CLIENT', this.next('client id'), 32)
  }

  /** 64 of A-Z0-9. */
  clientSecret(): string {
    return fakeText('SECRET', this.next('client secret'), 64)
  }

  snapshot(): IdState {
    return new Map(this.#counters)
  }

  restore(state: IdState): void {
    this.#counters = new Map(state)
  }
}

function fakeText(kind: string, count: number, length: number): string {
  return `FAKE${kind}${String(count).padStart(length - 4 - kind.length, '0')}`
}
