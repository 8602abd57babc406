// Goals, for their tests: their routes, and rows that the API cannot make.
import fc from 'fast-check'
import type { Test } from 'tap'
import type { GoalFolderRow, GoalRow } from '../../src/model/goal-rows.js'
import type { World } from '../../src/model/world.js'
import type { TestAnswer, TestClient } from './start.js'
import { ANNA, NORTHWIND, startWork } from './work.js'

const IN_TEAM = `/api/v2/team/${NORTHWIND}/goal`

/** A client with short names for the routes of goals and key results. */
export interface GoalClient {
  list(query?: string): Promise<TestAnswer>
  make(body?: object): Promise<TestAnswer>
  get(id: string): Promise<TestAnswer>
  change(id: string, body: object): Promise<TestAnswer>
  remove(id: string): Promise<TestAnswer>
  measure(goal: string, body?: object): Promise<TestAnswer>
  step(id: string, body: object): Promise<TestAnswer>
  drop(id: string): Promise<TestAnswer>
}

export function goalClient({ send }: TestClient): GoalClient {
  return {
    list: (query) => send('GET', `${IN_TEAM}${query ? `?${query}` : ''}`),
    make: (body = { name: 'Sail' }) => send('POST', IN_TEAM, { body }),
    get: (id) => send('GET', `/api/v2/goal/${id}`),
    change: (id, body) => send('PUT', `/api/v2/goal/${id}`, { body }),
    remove: (id) => send('DELETE', `/api/v2/goal/${id}`),
    measure: (goal, body) =>
      send('POST', `/api/v2/goal/${goal}/key_result`, { body: { name: 'Miles', type: 'number', ...body } }),
    step: (id, body) => send('PUT', `/api/v2/key_result/${id}`, { body }),
    drop: (id) => send('DELETE', `/api/v2/key_result/${id}`),
  }
}

/** A mock with work in it, and clients that have goals. */
export async function startGoals(t: Test) {
  const work = await startWork(t)
  const { anna, ben, chloe, gina } = work.as
  const goals = { anna: goalClient(anna), ben: goalClient(ben), chloe: goalClient(chloe), gina: goalClient(gina) }
  return { ...work, goals }
}

export function addGoal(world: World, columns: Partial<GoalRow> = {}): GoalRow {
  const now = world.clock.now()
  return world.goals.add({
    id: world.newId('goals'),
    team_id: NORTHWIND,
    folder_id: null,
    pretty_id: world.goals.size + 1,
    name: 'Launch',
    description: '',
    color: null,
    creator: ANNA,
    date_created: now,
    date_updated: now,
    start_date: null,
    due_date: null,
    private: false,
    archived: false,
    multiple_owners: null,
    owners: [],
    members: [],
    deleted: false,
    ...columns,
  })
}

export function addGoalFolder(world: World, columns: Partial<GoalFolderRow> = {}): GoalFolderRow {
  const head = { id: world.newId('goal_folders'), team_id: NORTHWIND, name: 'Spring', private: false }
  return world.goal_folders.add({ ...head, creator: ANNA, date_created: world.clock.now(), members: [], ...columns })
}

/** Whom a goal is shared with, since the clock began. */
export function sharedWith(world: World, user_id: number, permission_level: 'read' | 'edit' = 'edit') {
  return { user_id, permission_level, date_added: world.clock.now(), added_by: ANNA }
}

/** A goal as a fixture may write it; what it watches is left out. */
export function anyGoal(user: fc.Arbitrary<string>, time: fc.Arbitrary<number>): fc.Arbitrary<object> {
  const some = <Part>(parts: Record<string, fc.Arbitrary<Part>>) =>
    fc.record({ name: fc.string(), ...parts }, { requiredKeys: ['name'], noNullPrototype: true })
  const steps = fc.double({ noNaN: true, noDefaultInfinity: true }).map((step) => step || 0)
  const members = fc.array(
    fc.oneof(user, fc.record({ user, permission_level: fc.constant('read'), added_by: user, date_added: time })),
    { maxLength: 2 },
  )
  const people = fc.array(user, { maxLength: 2 })
  const action = fc.record(
    { user, date: time, note: fc.string(), before: steps, taken: steps },
    { requiredKeys: [], noNullPrototype: true },
  )
  const keyResult = some<unknown>({
    type: fc.constantFrom('number', 'currency', 'boolean', 'percentage', 'automatic'),
    unit: fc.string(),
    steps_start: steps,
    steps_end: steps,
    steps_current: steps,
    owners: people,
    creator: user,
    date_created: time,
    last_action: action,
  })
  return some<unknown>({
    description: fc.string(),
    color: fc.string(),
    creator: user,
    date_created: time,
    date_updated: time,
    start_date: time,
    due_date: fc.oneof(time, fc.constant('2025-01-31')),
    private: fc.boolean(),
    archived: fc.boolean(),
    deleted: fc.boolean(),
    multiple_owners: fc.boolean(),
    owners: people,
    members,
    key_results: fc.array(keyResult, { maxLength: 3 }),
  })
}
