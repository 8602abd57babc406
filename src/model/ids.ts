// Ids, tokens and secrets in ClickUp's formats, the same on every run. All are plainly fake: they have no entropy and the
// word FAKE in them, so that no secret scanner takes them for real ones.

/** How far each counter has come, for snapshots. */
export type IdState = ReadonlyMap<string, number>

/** What ids are counted from. Those of tasks begin at `a000000`, so that they have seven digits of base 36. */
const FIRST = {
  team: 9_001_000,
  space: 90_010_000_000,
  folder: 90_110_000_000,
  list: 901_200_000_000,
  comment: 90_120_000_000_000,
  template: 900_100_000,
  task: 10 * 36 ** 6,
  taskOrder: 100_000_000,
  customRole: 4_000_000,
}

/** The forms of ids that counters make, to find the count in an id. */
const forms: readonly (readonly [kind: string, form: RegExp, radix: number, first: number])[] = [
  ['space', /^(9001\d{7})$/, 10, FIRST.space],
  ['folder', /^(9011\d{7})$/, 10, FIRST.folder],
  ['list', /^(9012\d{8})$/, 10, FIRST.list],
  ['comment', /^(9012\d{10})$/, 10, FIRST.comment],
  ['template', /^t-(9001\d{5})$/, 10, FIRST.template],
  ['task', /^86([a-z][a-z0-9]{6})$/, 36, FIRST.task],
  ['task order', /^(1\d{8})\.0{32}$/, 10, FIRST.taskOrder],
  ['custom role', /^(4000\d{3})$/, 10, FIRST.customRole],
  ['view', /^[0-9a-z]{2,}-(\d{1,9})$/, 10, 0],
  ['history', /^4000(\d{15})$/, 10, 0],
  ['time entry', /^5000(\d{15})$/, 10, 0],
  ['uuid', /^fa4e0000-0000-4000-8000-([0-9a-f]{12})/, 16, 0],
  ['status', /_fake([0-9a-z]{4,8})$/, 36, 0],
]

/** ClickUp's digits: no i, l, o, s. */
const BASE_32 = '0123456789abcdefghjkmnpqrtuvwxyz'

/** The mark of the default world, which has no name. */
export const PLAIN_MARK = '0000000000'

/** Counters by name, and the ids made from them. Formats: facts on tokens as observed (docs/ERRORS.md, README). */
export class Ids {
  readonly mark: string
  #counters = new Map<string, number>()

  /** @param mark - ten hex digits in every token of this world, so that a token tells its world */
  constructor(mark = PLAIN_MARK) {
    this.mark = mark
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
    return `${userId}_fa4e${this.mark}${this.next('oauth token').toString(16).padStart(50, '0')}`
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

  /** 64 of A-Z0-9. */
  webhookSecret(): string {
    return this.#fakeText('WEBHOOK', 'webhook secret', 64)
  }

  /** Digits. */
  team(): string {
    return String(FIRST.team + this.next('team'))
  }

  /** Eleven digits. Of the ids of Spaces, Folders, Lists and comments, only the length is ClickUp's. */
  space(): string {
    return String(FIRST.space + this.next('space'))
  }

  /** Eleven digits. */
  folder(): string {
    return String(FIRST.folder + this.next('folder'))
  }

  /** Twelve digits. */
  list(): string {
    return String(FIRST.list + this.next('list'))
  }

  /** The id of the hidden Folder of a List that stands in its Space itself, always the same one. @param listId - digits */
  hiddenFolder(listId: string): string {
    return `9013${listId.replace(/^9012/, '')}`
  }

  /** The uuid in the mail address of a List, always the same one. @param listId - digits */
  mailOfList(listId: string): string {
    return `fa4e0000-0000-4000-9000-${listId.padStart(12, '0').slice(-12)}`
  }

  /** The token of the editor of a goal's description: the goal and two more uuids, always the same ones. @param goalId - a uuid */
  goalEditor(goalId: string): string {
    return `goal:${goalId}:${['a', 'b'].map((kind) => `fa4e0000-0000-4000-${kind}000-${goalId.slice(-12)}`).join(':')}`
  }

  /** The uuid of a kind of post, which each Workspace has of its own; always the same one. @param number - from 1 */
  subtype(teamId: string, number: number): string {
    return `fa4e0000-0000-4000-a00${number}-${teamId.padStart(12, '0').slice(-12)}`
  }

  /** Nine of base 36, the first two 86, as ClickUp's have been for years (observed). */
  task(): string {
    return `86${(FIRST.task + this.next('task')).toString(36)}`
  }

  /** The order index of a task: a decimal with ClickUp's number of digits, which grows from task to task (observed). */
  taskOrder(): string {
    return `${FIRST.taskOrder + this.next('task order')}.${'0'.repeat(32)}`
  }

  /** Fourteen digits. */
  comment(): string {
    return String(FIRST.comment + this.next('comment'))
  }

  /** Nineteen digits: the id of a history item in events. */
  history(): string {
    return `4${String(this.next('history')).padStart(18, '0')}`
  }

  /** Nineteen digits, more than a JavaScript number holds, as ClickUp's have (observed). */
  timeEntry(): string {
    return `5000${String(this.next('time entry')).padStart(15, '0')}`
  }

  /** Nineteen digits: an unsigned number of 64 bits that names a trace. */
  trace(): string {
    return `7${String(this.next('trace')).padStart(18, '0')}`
  }

  /** The id of the history item of a comment, always the same one (sample). @param id - digits */
  historyOfComment(id: string): string {
    return `48${id.padStart(17, '0')}`
  }

  /** Of checklists, their items, attachments, Custom Fields, goals and webhooks. */
  uuid(): string {
    return `fa4e0000-0000-4000-8000-${this.next('uuid').toString(16).padStart(12, '0')}`
  }

  /** Of views, docs, pages and channels: the Workspace's id in base 32, a dash, a number (concluded from all pairs found). @param teamId - digits */
  view(teamId: string): string {
    const digits = [...BigInt(teamId).toString(32)].map((digit) => BASE_32[Number.parseInt(digit, 32)])
    return `${digits.join('')}-${this.next('view')}`
  }

  /** Digits, as few as a number holds. */
  customRole(): string {
    return String(FIRST.customRole + this.next('custom role'))
  }

  /** `t-` and digits. */
  template(): string {
    return `t-${FIRST.template + this.next('template')}`
  }

  /** Of a status: `p`, the Space's id, `_`, and eight letters (observed); other places have their own first letter. */
  status(place: string): string {
    return `${place}_fake${this.next('status').toString(36).padStart(4, '0')}`
  }

  /** Makes sure that this id, which somebody gave, is never made, nor any that its counter has passed. */
  claim(id: string): void {
    for (const [kind, form, radix, first] of forms) {
      const digits = form.exec(id)?.[1]
      const count = digits === undefined ? 0 : Number.parseInt(digits, radix) - first
      if (count > (this.#counters.get(kind) ?? 0)) this.#counters.set(kind, count)
    }
  }

  snapshot(): IdState {
    return new Map(this.#counters)
  }

  restore(state: IdState): void {
    this.#counters = new Map(state)
  }

  #fakeText(kind: string, counter: string, length: number): string {
    const head = `FAKE${kind}${this.mark.toUpperCase()}`
    return `${head}${String(this.next(counter)).padStart(length - head.length, '0')}`
  }
}

/** The mark of the world that made a token; undefined if no world of this mock did. */
export function markOf(token: string): string | undefined {
  return /^(?:pk_\d+_FAKETOKEN|\d+_fa4e)([0-9A-Fa-f]{10})/.exec(token)?.[1]?.toLowerCase()
}
