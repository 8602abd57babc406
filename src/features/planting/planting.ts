// What everything that is planted into one Workspace shares: who people are, which names there are, what time it is, what
// was wrong. Fixtures and templates are planted by the same code; only a fixture is told its problems.
import type { components } from '../../contract/mock.gen.js'
import { type Problem, problemsIn } from '../../errors.js'
import type { World } from '../../model/world.js'
import { suggestion } from '../../nearest.js'
import { fourInTheMorning } from '../dates.js'
import { HOUR, readTime } from './times.js'

/** The parts of a fixture, as written (specs/mock/fixture*.yaml). */
export type Parts = components['schemas']

/** What was written: left out, a time or none. */
type Written = string | number | null | undefined

/** The dates of a task or a List as written. */
export interface Dates {
  readonly due_date?: Written
  readonly due_date_time?: boolean
  readonly start_date?: Written
  readonly start_date_time?: boolean
}

/** What is planted where, and how what is left out is derived. */
export interface Ground {
  readonly world: World
  readonly team_id: string
  /** Who made what names nobody. */
  readonly creator: number
  /** What derived dates count from; in a fixture each is later than the one before. */
  readonly first: number
  /** Of a template all dates are the same: now. */
  readonly still: boolean
  /** The user of this handle; undefined for one who is left out in silence. @throws InputError when there is none */
  person(handle: string, at: string): number | undefined
}

/** One run of planting. */
export class Planting {
  readonly world: World
  readonly team_id: string
  readonly creator: number
  readonly problems: Problem[] = []
  readonly #ground: Ground
  readonly #people = new Map<string, number | undefined>()
  readonly #names = { tasks: new Map<string, string[]>(), lists: new Map<string, string[]>() }
  readonly #later: (() => void)[] = []
  #now: number

  constructor(ground: Ground) {
    this.world = ground.world
    this.team_id = ground.team_id
    this.creator = ground.creator
    this.#ground = ground
    this.#now = ground.first
  }

  /** Remembers a problem, and goes on so that all are told at once. */
  wrong(where: string, what: string, right?: string): void {
    this.problems.push({ where, what, ...(right !== undefined && { right }) })
  }

  /** What `work` gives; undefined with a problem more when it complains. */
  try<Result>(work: () => Result): Result | undefined {
    try {
      return work()
    } catch (error) {
      this.problems.push(...problemsIn(error))
      return undefined
    }
  }

  /** Runs `work` when everything stands that it may name. */
  later(work: () => void): void {
    this.#later.push(work)
  }

  finish(): void {
    for (const work of this.#later) work()
  }

  /** The user of this handle; undefined for none, or for one that is not there. */
  person(handle: string | undefined, at: string): number | undefined {
    if (handle === undefined) return undefined
    if (!this.#people.has(handle))
      this.#people.set(
        handle,
        this.try(() => this.#ground.person(handle, at)),
      )
    return this.#people.get(handle)
  }

  people(handles: readonly string[] | undefined, at: string): readonly number[] {
    if (!handles) return none
    return handles.flatMap((handle, index) => this.person(handle, `${at}/${index}`) ?? [])
  }

  time(written: Written, at: string): number | null | undefined {
    return written === null ? null : this.try(() => readTime(written, at))
  }

  /** When something is due or starts: a day without a time is 4 am where its author lives, as ClickUp has it. */
  day(written: Written, at: string): { readonly time: number | null; readonly exact: boolean } {
    const time = this.time(written, at) ?? null
    if (time === null || typeof written !== 'string') return { time, exact: false }
    if (written.includes('T')) return { time, exact: true }
    const { timezone } = this.world.users.get(this.creator)
    return { time: fourInTheMorning(time + 12 * HOUR, timezone), exact: false }
  }

  /** The dates of a task or a List. */
  dates({ due_date, due_date_time, start_date, start_date_time }: Dates, at: string) {
    const due = this.day(due_date, `${at}/due_date`)
    const start = this.day(start_date, `${at}/start_date`)
    return {
      due_date: due.time,
      due_date_time: due_date_time ?? due.exact,
      start_date: start.time,
      start_date_time: start_date_time ?? start.exact,
    }
  }

  /** The next derived date, `step` ms after the one before. */
  tick(step: number): number {
    const now = this.#now
    if (!this.#ground.still) this.#now += step
    return now
  }

  /** A derived date `step` ms after another. */
  after(date: number, step: number): number {
    return this.#ground.still ? date : date + step
  }

  /** The id that was given, unless it is another row's, or one that is made. */
  id(
    table:
      | 'spaces'
      | 'folders'
      | 'lists'
      | 'tasks'
      | 'checklists'
      | 'checklist_items'
      | 'comments'
      | 'attachments'
      | 'views'
      | 'custom_fields'
      | 'templates',
    given: string | undefined,
    at: string,
    make: () => string,
  ): string {
    const rows = this.world.named(table)
    if (given === undefined) return rows.unused(make)
    if (!rows.find(given)) return given
    this.wrong(`${at}/id`, `the id ${given} is taken`, 'leave it out, and one is derived')
    return rows.unused(make)
  }

  /** Lets others name a task or a List that was planted. */
  named(kind: 'tasks' | 'lists', name: string, id: string): void {
    const ids = this.#names[kind].get(name)
    if (ids) ids.push(id)
    else this.#names[kind].set(name, [id])
  }

  /** The id of a task or List of this Workspace that was named by its id or its name; a problem when it is not one. */
  find(kind: 'tasks' | 'lists', name: string, at: string): string | undefined {
    if (this.world.named(kind).find(name)?.team_id === this.team_id) return name
    const names = this.#names[kind]
    const [id, another] = names.get(name) ?? []
    const thing = kind === 'tasks' ? 'task' : 'List'
    if (id === undefined) this.wrong(at, `there is no ${thing} "${name}"`, suggestion(name, [...names.keys()]))
    else if (another !== undefined) {
      this.wrong(at, `"${name}" is the name of several ${thing}s`, `write an id: ${names.get(name)?.join(' or ')}`)
      return undefined
    }
    return id
  }
}

/** One for all rows that have none: rows are frozen and may share. */
export const none: readonly never[] = Object.freeze([])
