// The world: what ClickUp would remember. Its tables on one page, its clock and its ids.
import { type Rows, Store } from '../store/store.js'
import type { Indexes, Table } from '../store/table.js'
import { Clock, type ClockState } from './clock.js'
import { type IdState, Ids } from './ids.js'
import type { AppRow, CodeRow, GrantRow, MemberRow, TeamRow, TokenRow, UserRow } from './rows.js'

/** A world at one moment. */
export interface WorldState {
  readonly rows: Rows
  readonly ids: IdState
  readonly clock: ClockState
}

/** What each table holds; `x-row` in the specs names one of these. */
export interface Tables {
  users: UserRow
  teams: TeamRow
  members: MemberRow
  apps: AppRow
  grants: GrantRow
  tokens: TokenRow
  codes: CodeRow
}

/** Tables, clock and ids of one sandbox. */
export class World {
  readonly #store = new Store()
  readonly clock = new Clock()
  readonly ids: Ids

  readonly users = this.#table('users', (user) => String(user.id), {
    unique: { handle: (user) => user.handle, email: (user) => user.email },
  })
  readonly teams = this.#table('teams', (team) => team.id, { unique: { handle: (team) => team.handle } })
  readonly members = this.#table('members', (member) => pairKey(member.team_id, member.user_id), {
    groups: { team: (member) => member.team_id, user: (member) => String(member.user_id) },
  })
  readonly apps = this.#table('apps', (app) => app.id, { unique: { handle: (app) => app.handle } })
  readonly grants = this.#table('grants', (grant) => pairKey(grant.app_id, grant.user_id))
  readonly tokens = this.#table('tokens', (token) => token.id, { groups: { user: (token) => String(token.user_id) } })
  readonly codes = this.#table('codes', (code) => code.id)

  /** @param mark - what the tokens of this world carry (see Ids) */
  constructor(mark?: string) {
    this.ids = new Ids(mark)
  }

  /** Runs `work` whole or not at all. */
  transact<Result>(work: () => Result): Result {
    return this.#store.transact(work)
  }

  /** The row an id in a path names, found by the table's name. */
  findRow(table: string, id: string): object | undefined {
    return this.#store.named(table).find(id)
  }

  /** The membership of a user in a Workspace. */
  membership(teamId: string, userId: number): MemberRow | undefined {
    return this.members.find(pairKey(teamId, userId))
  }

  /** The Workspaces a user lets an app see. */
  grant(appId: string, userId: number): GrantRow | undefined {
    return this.grants.find(pairKey(appId, userId))
  }

  /** Sets which Workspaces a user lets an app see, for all tokens of the two. */
  setGrant(app_id: string, user_id: number, team_ids: readonly string[]): void {
    const granted = this.grant(app_id, user_id)
    if (granted) this.grants.update(granted, { team_ids })
    else this.grants.add({ app_id, user_id, team_ids })
  }

  snapshot(): WorldState {
    return { rows: this.#store.snapshot(), ids: this.ids.snapshot(), clock: this.clock.snapshot() }
  }

  restore(state: WorldState): void {
    this.#store.restore(state.rows)
    this.ids.restore(state.ids)
    this.clock.restore(state.clock)
  }

  #table<Name extends keyof Tables>(
    name: Name,
    key: (row: Tables[Name]) => string,
    indexes: Indexes<Tables[Name]> = {},
  ): Table<Tables[Name]> {
    return this.#store.table<Tables[Name]>(name, key, indexes)
  }
}

function pairKey(one: string, other: number): string {
  return `${one}/${other}`
}
