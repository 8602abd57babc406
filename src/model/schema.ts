// Every table the world has, on one page: its rows, how they are found, what ids they get and what holds them. Everything
// else that knows tables (the world, visibility, deletion, fixtures, tests) reads it here.
import type { Indexes } from '../store/row-set.js'
import type { ChannelRow, MessageRow } from './chat-rows.js'
import type { DocRow, PageRow } from './doc-rows.js'
import type * as field from './field-rows.js'
import type * as goal from './goal-rows.js'
import type * as place from './hierarchy-rows.js'
import type { Ids } from './ids.js'
import { customKey, groupShareKey, onKey, pairKey, shareKey, tagKey } from './keys.js'
import { placeKey, rowOfParent } from './parents.js'
import type * as person from './people-rows.js'
import type * as task from './task-rows.js'
import type { TimeEntryRow, TimeTagRow } from './time-rows.js'
import type { WebhookRow } from './webhook-rows.js'

/** A row of the schema by its table and its key. */
export interface RowName {
  readonly table: string
  readonly id: string
}

/** A row of a table that takes others along: it finds them in a group by its own key, or by what `by` makes of that. */
interface DeletedWith {
  readonly table: string
  readonly group: string
  readonly by?: (key: string) => string
}

/** What the world has to know of a table. Rows that have an `id` are found by it. */
interface Declaration<Row extends object> extends Indexes<Row> {
  /** The key of rows without an `id`. */
  readonly key?: (row: Row) => string
  /** A new id in ClickUp's form; a uuid where nothing else is said. */
  readonly newId?: (ids: Ids, teamId: string) => string
  /** What holds a row: it is gone and seen with it. A row that nothing holds stands in its Workspace itself. */
  readonly heldBy?: (row: Row) => RowName
  /** Deleted with a row of each of these. */
  readonly deletedWith?: readonly DeletedWith[]
  /** Its rows live for minutes: they do not outlive the process, also where state is kept. */
  readonly isBrief?: true
}

/** A declaration that remembers the type of its rows. */
type Declared<Row extends object> = Declaration<Row> & { readonly row?: Row }

const ofItsTask: DeletedWith = { table: 'tasks', group: 'task' }

const people = {
  users: table<person.UserRow>({ unique: { handle: ({ handle }) => handle, email: ({ email }) => email } }),
  teams: table<person.TeamRow>({ newId: (ids) => ids.team(), unique: { handle: ({ handle }) => handle } }),
  members: table<person.MemberRow>({
    key: ({ team_id, user_id }) => pairKey(team_id, user_id),
    groups: { team: ({ team_id }) => team_id, user: ({ user_id }) => String(user_id) },
  }),
  custom_roles: table<person.CustomRoleRow>({
    newId: (ids) => ids.customRole(),
    groups: { team: ({ team_id }) => team_id },
  }),
  apps: table<person.AppRow>({ newId: (ids) => ids.clientId(), unique: { handle: ({ handle }) => handle } }),
  grants: table<person.GrantRow>({ key: ({ app_id, user_id }) => pairKey(app_id, user_id) }),
  tokens: table<person.TokenRow>({ groups: { user: ({ user_id }) => String(user_id) } }),
  codes: table<person.CodeRow>({ newId: (ids) => ids.code(), isBrief: true }),
}

/** What Workspaces hold. Groups of rows that have `deleted` hold what is alive: a deleted row is found by its id only. */
const held = {
  spaces: table<place.SpaceRow>({ newId: (ids) => ids.space(), groups: { team: alive(({ team_id }) => team_id) } }),
  folders: table<place.FolderRow>({
    newId: (ids) => ids.folder(),
    heldBy: ({ parent_folder_id, space_id }) => inFolder(parent_folder_id, space_id),
    groups: { space: alive(({ space_id }) => space_id), parent: alive(({ parent_folder_id }) => parent_folder_id) },
  }),
  lists: table<place.ListRow>({
    newId: (ids) => ids.list(),
    heldBy: ({ folder_id, space_id }) => inFolder(folder_id, space_id),
    groups: {
      folder: alive(({ folder_id }) => folder_id),
      ever: ({ folder_id }) => folder_id ?? undefined, // in the Folder now, or until they were deleted
      space: alive(({ folder_id, space_id }) => (folder_id === null ? space_id : null)), // those that stand in it themselves
    },
  }),
  tasks: table<task.TaskRow>({
    newId: (ids) => ids.task(),
    heldBy: ({ parent, list_id }) =>
      parent === null ? { table: 'lists', id: list_id } : { table: 'tasks', id: parent },
    groups: {
      list: alive(({ list_id }) => list_id),
      parent: alive(({ parent }) => parent),
      custom: ({ custom_id, team_id }) => (custom_id === null ? undefined : customKey(team_id, custom_id)),
    },
  }),
  further_lists: table<task.FurtherListRow>({
    key: ({ list_id, task_id }) => `${list_id}/${task_id}`,
    deletedWith: [ofItsTask],
    groups: { list: ({ list_id }) => list_id, task: ofTask },
  }),
  tags: table<place.TagRow>({
    key: ({ space_id, name }) => tagKey(space_id, name),
    heldBy: ({ space_id }) => ({ table: 'spaces', id: space_id }),
    groups: { space: ({ space_id }) => space_id },
  }),
  time_estimates: table<task.TimeEstimateRow>({
    key: ({ task_id, assignee }) => `${task_id}/${assignee}`,
    deletedWith: [ofItsTask],
    groups: { task: ofTask },
  }),
  dependencies: table<task.DependencyRow>({
    key: ({ task_id, depends_on }) => `${task_id}/${depends_on}`,
    deletedWith: [ofItsTask, { table: 'tasks', group: 'depended' }],
    groups: { task: ofTask, depended: ({ depends_on }) => depends_on },
  }),
  links: table<task.TaskLinkRow>({
    key: ({ task_id, link_id }) => `${task_id}/${link_id}`,
    deletedWith: [ofItsTask, { table: 'tasks', group: 'linked' }],
    groups: { task: ofTask, linked: ({ link_id }) => link_id },
  }),
  checklists: table<task.ChecklistRow>({ heldBy: byTask, deletedWith: [ofItsTask], groups: { task: ofTask } }),
  checklist_items: table<task.ChecklistItemRow>({
    heldBy: ({ checklist_id }) => ({ table: 'checklists', id: checklist_id }),
    deletedWith: [{ table: 'checklists', group: 'checklist' }],
    groups: { checklist: ({ checklist_id }) => checklist_id },
  }),
  comments: table<task.CommentRow>({
    newId: (ids) => ids.comment(),
    heldBy: ({ on }) => ({ table: `${on.kind}s`, id: on.id }),
    deletedWith: [commentsOn('task'), commentsOn('comment'), commentsOn('view')],
    groups: { on: ({ on }) => onKey(on) },
  }),
  // Their storage is given back as well when they are deleted: features/attachments/rules.ts does it.
  attachments: table<task.AttachmentRow>({
    heldBy: ({ task_id, field_id }) =>
      task_id === null ? { table: 'custom_fields', id: String(field_id) } : { table: 'tasks', id: task_id },
    groups: {
      task: ({ task_id }) => task_id ?? undefined,
      field: ({ field_id }) => field_id ?? undefined,
      team: ({ team_id }) => team_id,
    },
  }),
  time_entries: table<TimeEntryRow>({
    newId: (ids) => ids.timeEntry(),
    heldBy: ({ task_id, team_id }) =>
      task_id === null ? { table: 'teams', id: team_id } : { table: 'tasks', id: task_id },
    deletedWith: [ofItsTask],
    groups: {
      task: ({ task_id }) => task_id ?? undefined,
      team: ({ team_id }) => team_id,
      user: ({ team_id, user_id }) => pairKey(team_id, user_id),
      running: ({ end, team_id, user_id }) => (end === null ? pairKey(team_id, user_id) : undefined),
    },
  }),
  time_tags: table<TimeTagRow>({
    key: ({ team_id, name }) => `${team_id}/${name}`,
    groups: { team: ({ team_id }) => team_id },
  }),
  storage: table<place.StorageRow>({ key: ({ team_id }) => team_id }),
  views: table<place.ViewRow>({
    newId: (ids, teamId) => ids.view(teamId),
    heldBy: ({ parent }) => ({ table: parent.kind, id: parent.id }),
    groups: { parent: ({ parent }) => onKey(parent) },
  }),
  goal_folders: table<goal.GoalFolderRow>({
    heldBy: ({ team_id }) => ({ table: 'teams', id: team_id }),
    groups: { team: ({ team_id }) => team_id },
  }),
  goals: table<goal.GoalRow>({
    heldBy: ({ folder_id, team_id }) =>
      folder_id === null ? { table: 'teams', id: team_id } : { table: 'goal_folders', id: folder_id },
    groups: { team: alive(({ team_id }) => team_id), ever: ({ team_id }) => team_id },
  }),
  key_results: table<goal.KeyResultRow>({
    heldBy: ({ goal_id }) => ({ table: 'goals', id: goal_id }),
    groups: { goal: ({ goal_id }) => goal_id },
  }),
  // Nothing holds a field, wherever it applies: a guest who was let into a task may set those of its Space too.
  custom_fields: table<field.CustomFieldRow>({ groups: { on: ({ place }) => onKey(place) } }),
  task_types: table<field.TaskTypeRow>({
    key: ({ team_id, id }) => `${team_id}/${id}`,
    groups: { team: ({ team_id }) => team_id },
  }),
  templates: table<place.TemplateRow>({
    newId: (ids) => ids.template(),
    groups: { team: ({ team_id }) => team_id },
  }),
  user_groups: table<person.GroupRow>({ groups: { team: ({ team_id }) => team_id } }),
  docs: table<DocRow>({
    newId: (ids, teamId) => ids.view(teamId),
    heldBy: ({ parent }) => rowOfParent(parent),
    groups: { team: ({ team_id }) => team_id },
  }),
  pages: table<PageRow>({
    newId: (ids, teamId) => ids.view(teamId),
    heldBy: ({ doc_id }) => ({ table: 'docs', id: doc_id }),
    groups: { doc: ({ doc_id }) => doc_id, under: ({ doc_id, parent_page_id }) => parent_page_id ?? doc_id },
  }),
  channels: table<ChannelRow>({
    newId: (ids, teamId) => ids.view(teamId),
    heldBy: ({ parent }) => rowOfParent(parent),
    groups: {
      team: alive(({ team_id }) => team_id),
      place: alive(({ canonical, parent }) => (canonical ? placeKey(parent) : null)),
    },
  }),
  messages: table<MessageRow>({
    newId: (ids) => ids.comment(),
    heldBy: ({ channel_id }) => ({ table: 'channels', id: channel_id }),
    deletedWith: [{ table: 'messages', group: 'thread' }],
    groups: {
      channel: ({ channel_id }) => channel_id,
      top: ({ channel_id, parent_message }) => (parent_message === null ? channel_id : undefined),
      thread: ({ parent_message }) => parent_message ?? undefined,
    },
  }),
  privacy: table<place.PrivacyRow>({ key: onKey }),
  shares: table<place.ShareRow>({
    key: shareKey,
    deletedWith: [{ table: 'members', group: 'member' }],
    groups: { member: ({ team_id, user_id }) => pairKey(team_id, user_id), thing: onKey },
  }),
  group_shares: table<place.GroupShareRow>({
    key: groupShareKey,
    deletedWith: [{ table: 'user_groups', group: 'group' }],
    groups: { group: ({ group_id }) => group_id, thing: onKey },
  }),
}

export const schema = {
  ...people,
  ...held,
  webhooks: table<WebhookRow>({
    groups: { team: ({ team_id }) => team_id, token: ({ token }) => token, secret: ({ secret }) => secret },
  }),
}

/** The rows of each table; `x-row` in the specs names one of these. */
export type Tables = {
  [Name in keyof typeof schema]: (typeof schema)[Name] extends Declared<infer Row> ? Row : never
}

export type TableName = keyof Tables
export const tableNames = Object.keys(schema) as TableName[] // the keys of the schema

/** The tables of what Workspaces hold. */
export const heldTables = Object.keys(held) as (keyof typeof held)[]

/** The tables that are kept with a world. */
export const keptTables = tableNames.filter((name) => !declarationOf(name).isBrief)

/** The tables whose rows have an id that is made without knowing the row; a token's depends on whose it is. */
export type IdTable = Exclude<
  { [Name in TableName]: Tables[Name] extends { readonly id: string } ? Name : never }[TableName],
  'tokens'
>

/** What is declared of a table, for those who handle all tables alike. */
export function declarationOf(name: TableName): Declaration<object> {
  return schema[name] as Declaration<object> // each is given rows of its own table only
}

/** What a row of this table is found by. */
export function keyOf(name: TableName, row: object): string {
  const { key = idOf } = declarationOf(name)
  return key(row)
}

/** The key of rows that have an `id`. */
export function idOf(row: object): string {
  return String(Reflect.get(row, 'id'))
}

function table<Row extends object>(
  declaration: Row extends { readonly id: string | number }
    ? Declaration<Row>
    : Declaration<Row> & Required<Pick<Declaration<Row>, 'key'>>,
): Declared<Row> {
  return declaration as Declared<Row> // with or without a key, which the parameter asks for
}

/** The column of rows that are not deleted and have it. */
function alive<Row extends { readonly deleted: boolean }>(column: (row: Row) => string | null) {
  return (row: Row) => (row.deleted ? undefined : (column(row) ?? undefined))
}

/** What stands in a Folder, or with null in the Space itself. */
function inFolder(folderId: string | null, spaceId: string): RowName {
  return folderId === null ? { table: 'spaces', id: spaceId } : { table: 'folders', id: folderId }
}

function commentsOn(kind: 'task' | 'comment' | 'view'): DeletedWith {
  return { table: `${kind}s`, group: 'on', by: (id) => onKey({ kind, id }) }
}

function ofTask({ task_id }: { readonly task_id: string }): string {
  return task_id
}

function byTask({ task_id }: { readonly task_id: string }): RowName {
  return { table: 'tasks', id: task_id }
}
