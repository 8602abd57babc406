// A mock with a Space, a List and tasks, added as rows, for tests of what belongs to them.
import type { Test } from 'tap'
import type { Parts } from '../../src/app.js'
import { handlers } from '../../src/features/index.js'
import { lastViewPosition } from '../../src/features/views/rules.js'
import type { FolderRow, ListRow, Place, SpaceRow, ViewRow } from '../../src/model/hierarchy-rows.js'
import type { GroupRow } from '../../src/model/people-rows.js'
import { heldTables, type TableName } from '../../src/model/schema.js'
import { firstStatuses } from '../../src/model/statuses.js'
import type { TaskRow } from '../../src/model/task-rows.js'
import { partsOf } from '../../src/model/view-parts.js'
import { unprotected } from '../../src/model/views.js'
import type { World } from '../../src/model/world.js'
import type { AnyHandler } from '../../src/pipeline/call.js'
import type { GivenOptions } from '../../src/settings/settings.js'
import { type TestApp, testApp } from './parts.js'
import { type TestClient, testClient } from './start.js'

/** The Workspace all of it is in: Anna owns it, Ben is an admin, Chloé a member, Dev is invited, Gina a guest. */
export const NORTHWIND = '9001001'
export const [ANNA, BEN, CHLOE, DEV, GINA] = [100_001, 100_002, 100_003, 100_004, 100_005]
/** When the stopped clock stands. */
export const NOW = Date.UTC(2026, 0, 5, 9)

/** A started mock with work in it. */
export interface Work {
  readonly app: TestApp
  readonly world: World
  readonly space: SpaceRow
  readonly list: ListRow
  readonly task: TaskRow
  readonly other: TaskRow
  readonly as: Readonly<Record<'anna' | 'ben' | 'chloe' | 'gina', TestClient>>
}

/** Starts it; the clock stands still. */
export async function startWork(
  t: Test,
  change: (parts: Parts) => Partial<Parts> = () => ({}),
  given: GivenOptions = {},
): Promise<Work> {
  const whole = (parts: Parts) => ({
    handlers: handlers as object as Record<string, AnyHandler>, // types end at the dispatch
    ...change(parts),
  })
  const app = await testApp(t, whole, given)
  const { world } = app.sandbox
  world.clock.freeze(NOW)
  // Everything that the seed has below its Workspaces is removed, so that tests can count.
  for (const table of heldTables) for (const row of world.named(table).all()) world.named<TableName>(table).delete(row)
  const space = addSpace(world)
  const list = addList(world, space)
  const [task, other] = [addTask(world, list), addTask(world, list, { name: 'Sail' })]
  const client = (userId: number) =>
    testClient(t, app, world.tokens.group('user', userId).find((token) => token.app_id === null)?.id)
  const as = { anna: client(ANNA), ben: client(BEN), chloe: client(CHLOE), gina: client(GINA) }
  return { app, world, space, list, task, other, as }
}

const on = { enabled: true }
const features: SpaceRow['features'] = {
  due_dates: { ...on, start_date: true, remap_due_dates: false, remap_closed_due_date: false },
  sprints: on,
  time_tracking: { ...on, harvest: false, rollup: false, default_to_billable: 2 },
  points: on,
  custom_items: on,
  priorities: { ...on, priorities: [] },
  tags: on,
  check_unresolved: { ...on, subtasks: null, checklists: null, comments: null },
  milestones: on,
  custom_fields: on,
  remap_dependencies: on,
  dependency_warning: on,
  status_pies: on,
  emails: on,
  scheduler_enabled: false,
}

export function addSpace(world: World, columns: Partial<SpaceRow> = {}): SpaceRow {
  const id = world.ids.space()
  return world.spaces.add({
    id,
    team_id: NORTHWIND,
    name: 'Studio',
    made_by: 'app',
    color: null,
    private: false,
    member_ids: [],
    avatar: null,
    admin_can_manage: null,
    multiple_assignees: true,
    statuses: firstStatuses(() => world.ids.status(`p${id}`), undefined),
    features,
    archived: false,
    deleted: false,
    ...columns,
  })
}

export function addGroup(world: World, columns: Partial<GroupRow> = {}): GroupRow {
  return world.user_groups.add({
    id: world.newId('user_groups'),
    team_id: NORTHWIND,
    userid: ANNA,
    name: 'Crew',
    handle: 'crew',
    member_ids: [BEN, CHLOE],
    date_created: world.clock.now(),
    ...columns,
  })
}

export function addFolder(world: World, space: SpaceRow, columns: Partial<FolderRow> = {}): FolderRow {
  return world.folders.add({
    id: world.ids.folder(),
    team_id: space.team_id,
    space_id: space.id,
    parent_folder_id: null,
    name: 'Boats',
    orderindex: 0,
    statuses: null,
    archived: false,
    deleted: false,
    ...columns,
  })
}

export function addList(world: World, space: SpaceRow, columns: Partial<ListRow> = {}): ListRow {
  return world.lists.add({
    id: world.ids.list(),
    team_id: space.team_id,
    space_id: space.id,
    folder_id: null,
    name: 'Hulls',
    content: '',
    status: null,
    priority: null,
    assignee: null,
    due_date: null,
    due_date_time: false,
    start_date: null,
    start_date_time: false,
    orderindex: 0,
    statuses: null,
    archived: false,
    deleted: false,
    ...columns,
  })
}

export function addView(world: World, parent: Place, columns: Partial<ViewRow> = {}): ViewRow {
  const { type = 'list' } = columns
  return world.views.add({
    id: world.ids.view(NORTHWIND),
    team_id: NORTHWIND,
    name: 'Deck',
    type,
    parent,
    ...partsOf(type, {}),
    date_created: world.clock.now(),
    creator: ANNA,
    ...unprotected,
    orderindex: lastViewPosition(world, parent),
    ...columns,
  })
}

export function addTask(world: World, list: ListRow, columns: Partial<TaskRow> = {}): TaskRow {
  const now = world.clock.now()
  return world.tasks.add({
    id: world.ids.task(),
    team_id: list.team_id,
    list_id: list.id,
    custom_id: null,
    custom_item_id: 0,
    name: 'Caulk',
    markdown: '',
    status: 'to do',
    status_history: [{ status: 'to do', since: now }],
    orderindex: '1.00000000000000000000000000000000',
    date_created: now,
    date_updated: now,
    date_closed: null,
    date_done: null,
    archived: false,
    creator: ANNA,
    assignees: [],
    group_assignees: [],
    watchers: [ANNA],
    tags: [],
    parent: null,
    priority: null,
    due_date: null,
    due_date_time: false,
    start_date: null,
    start_date_time: false,
    points: null,
    time_estimate: null,
    fields: {},
    deleted: false,
    ...columns,
  })
}
