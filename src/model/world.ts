// The world: what ClickUp would remember. Its tables on one page, its clock and its ids.
import { type Observed, type Rows, Store } from '../store/store.js'
import type { Change, Indexes, Table } from '../store/table.js'
import { Clock, type ClockState } from './clock.js'
import { type IdState, Ids } from './ids.js'
import { shareKey } from './places.js'
import type { AppRow, CodeRow, GrantRow, MemberRow, TeamRow, TokenRow, UserRow } from './rows.js'
import type { WebhookRow } from './webhook-rows.js'
import type * as work from './work-rows.js'

/** A world at one moment. */
export interface WorldState {
  readonly rows: Rows
  readonly ids: IdState
  readonly clock: ClockState
}

/** Who changes the world, and what they are told of it. */
export interface Author {
  /** undefined for the tester, who is nobody in the world. */
  readonly userId: number | undefined
  /** Sets the stage: what is planted did not happen, so that nobody else hears of it. */
  readonly isPlanting?: boolean
  /** All that changed, once it holds. */
  changed?(changes: readonly Change[]): void
}

/** Hears of every change that holds: all of one transaction at once, in order. */
export type CommitListener = (changes: readonly Change[], author: Author) => void

const tester: Author = { userId: undefined }

/** Plants a fixture. */
export const planter: Author = { userId: undefined, isPlanting: true }

/** What each table holds; `x-row` in the specs names one of these. */
export interface Tables {
  users: UserRow
  teams: TeamRow
  members: MemberRow
  apps: AppRow
  grants: GrantRow
  tokens: TokenRow
  codes: CodeRow
  spaces: work.SpaceRow
  folders: work.FolderRow
  lists: work.ListRow
  tasks: work.TaskRow
  further_lists: work.FurtherListRow
  tags: work.TagRow
  dependencies: work.DependencyRow
  links: work.TaskLinkRow
  checklists: work.ChecklistRow
  checklist_items: work.ChecklistItemRow
  comments: work.CommentRow
  attachments: work.AttachmentRow
  storage: work.StorageRow
  views: work.ViewRow
  custom_fields: work.CustomFieldRow
  task_types: work.TaskTypeRow
  templates: work.TemplateRow
  shares: work.ShareRow
  webhooks: WebhookRow
}

/** Tables, clock and ids of one sandbox. */
export class World {
  readonly #store = new Store((changes) => this.#committed(changes))
  #author = tester
  readonly #listeners = new Set<CommitListener>()
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

  // Groups hold what is alive: what was deleted is found by its id only.
  readonly spaces = this.#table('spaces', (space) => space.id, { groups: { team: alive((space) => space.team_id) } })
  readonly folders = this.#table('folders', (folder) => folder.id, {
    groups: { space: alive((folder) => folder.space_id), parent: alive((folder) => folder.parent_folder_id) },
  })
  readonly lists = this.#table('lists', (list) => list.id, {
    groups: {
      folder: alive((list) => list.folder_id),
      space: alive((list) => (list.folder_id === null ? list.space_id : null)), // those that stand in it themselves
    },
  })
  readonly tasks = this.#table('tasks', (task) => task.id, {
    groups: {
      list: alive((task) => task.list_id),
      parent: alive((task) => task.parent),
      custom: (task) => (task.custom_id === null ? undefined : customKey(task.team_id, task.custom_id)),
    },
  })
  readonly further_lists = this.#table('further_lists', (one) => `${one.list_id}/${one.task_id}`, {
    groups: { list: (one) => one.list_id, task: (one) => one.task_id },
  })
  readonly tags = this.#table('tags', (tag) => tagKey(tag.space_id, tag.name), {
    groups: { space: (tag) => tag.space_id },
  })
  readonly dependencies = this.#table('dependencies', (one) => `${one.task_id}/${one.depends_on}`, {
    groups: { task: (one) => one.task_id, depended: (one) => one.depends_on },
  })
  readonly links = this.#table('links', (link) => `${link.task_id}/${link.link_id}`, {
    groups: { task: (link) => link.task_id, linked: (link) => link.link_id },
  })
  readonly checklists = this.#table('checklists', (checklist) => checklist.id, {
    groups: { task: (checklist) => checklist.task_id },
  })
  readonly checklist_items = this.#table('checklist_items', (item) => item.id, {
    groups: { checklist: (item) => item.checklist_id },
  })
  readonly comments = this.#table('comments', (comment) => comment.id, {
    groups: { place: (comment) => `${comment.on.kind}/${comment.on.id}` },
  })
  readonly attachments = this.#table('attachments', (attachment) => attachment.id, {
    groups: { task: (attachment) => attachment.task_id },
  })
  readonly storage = this.#table('storage', (storage) => storage.team_id)
  readonly views = this.#table('views', (view) => view.id)
  readonly custom_fields = this.#table('custom_fields', (field) => field.id, {
    groups: { place: (field) => `${field.place.kind}/${field.place.id}` },
  })
  readonly task_types = this.#table('task_types', (type) => `${type.team_id}/${type.id}`, {
    groups: { team: (type) => type.team_id },
  })
  readonly templates = this.#table('templates', (template) => template.id, {
    groups: { team: (template) => template.team_id },
  })
  readonly shares = this.#table('shares', shareKey, {
    groups: { user: (share) => String(share.user_id), thing: (share) => `${share.kind}/${share.id}` },
  })

  readonly webhooks = this.#table('webhooks', (webhook) => webhook.id, {
    groups: {
      team: (webhook) => webhook.team_id,
      token: (webhook) => webhook.token,
      secret: (webhook) => webhook.secret,
    },
  })

  /** @param mark - what the tokens of this world carry (see Ids) */
  constructor(mark?: string) {
    this.ids = new Ids(mark)
  }

  /** Runs `work` whole or not at all. */
  transact<Result>(work: () => Result, author: Author = this.#author): Result {
    const outer = this.#author
    this.#author = author
    try {
      return this.#store.transact(work)
    } finally {
      this.#author = outer
    }
  }

  /** Hears of every change from now on; a restore is none. Ends when the function that is returned is called. */
  subscribe(listener: CommitListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #committed(changes: readonly Change[]): void {
    this.#author.changed?.(changes)
    if (this.#author.isPlanting) return
    for (const listener of this.#listeners) listener(changes, this.#author)
  }

  /** Runs `work`, which only reads; its result holds until a table changes that it looked at. */
  observe<Result>(work: () => Result): Observed<Result> {
    return this.#store.observe(work)
  }

  /** The table of this name. */
  named<Name extends keyof Tables>(table: Name): Table<Tables[Name]> {
    return this.#store.named(table) as unknown as Table<Tables[Name]> // the store knows its tables without their rows
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

/** The column of rows that are not deleted and have it. */
function alive<Row extends { readonly deleted: boolean }>(column: (row: Row) => string | null) {
  return (row: Row) => (row.deleted ? undefined : (column(row) ?? undefined))
}

/** The key of a tag. */
export function tagKey(spaceId: string, name: string): string {
  return `${spaceId}/${name}`
}

/** The key of a custom task id, which is unique in its Workspace. */
export function customKey(teamId: string, customId: string): string {
  return `${teamId}/${customId.toUpperCase()}`
}

function pairKey(one: string, other: number): string {
  return `${one}/${other}`
}
