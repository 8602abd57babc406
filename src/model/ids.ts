// Ids, tokens and secrets in ClickUp's formats, the same on every run. All are plainly fake: no entropy, the word FAKE
// in them, so that no secret scanner takes them for live ones.

/** How far each counter has come, for snapshots. */
export type IdState = ReadonlyMap<string, number>

/** `a000000`: seven digits of base 36 from the start. */
const FIRST_TASK = 10 * 36 ** 6

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

  /** Eleven digits. Of what a Space, a Folder, a List and a comment are counted by, only the length is ClickUp's. */
  space(): string {
    return String(90_010_000_000 + this.next('space'))
  }

  /** Eleven digits. */
  folder(): string {
    return String(90_110_000_000 + this.next('folder'))
  }

  /** Twelve digits. */
  list(): string {
    return String(901_200_000_000 + this.next('list'))
  }

  /** Nine of base 36, the first two 86, as ClickUp's have been for years (observed). */
  task(): string {
    return `86${(FIRST_TASK + this.next('task')).toString(36)}`
  }

  /** The order index of a task: a decimal that grows from task to task, in the digits ClickUp has (observed). */
  taskOrder(): string {
    return `${100_000_000 + this.next('task order')}.${'0'.repeat(32)}`
  }

  /** Fourteen digits. */
  comment(): string {
    return String(90_120_000_000_000 + this.next('comment'))
  }

  /** Nineteen digits: of an entry of the history, which only new comments name. */
  history(): string {
    return `4${String(this.next('history')).padStart(18, '0')}`
  }

  /** Of checklists, their items, attachments and Custom Fields. */
  uuid(): string {
    return `fa4e0000-0000-4000-8000-${this.next('uuid').toString(16).padStart(12, '0')}`
  }

  /** Seven of base 36, a dash and a number (observed). */
  view(): string {
    return `8cmock0-${this.next('view')}`
  }

  /** `t-` and digits. */
  template(): string {
    return `t-${900_100_000 + this.next('template')}`
  }

  /** Of a status: `p`, the Space's id, `_`, and eight letters (observed); other places have their own first letter. */
  status(place: string): string {
    return `${place}_fake${this.next('status').toString(36).padStart(4, '0')}`
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
