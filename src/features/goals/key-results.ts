// Makes and changes key results: what they measure, and the steps that are taken.
import { isDeepStrictEqual } from 'node:util'
import { refuse } from '../../contract/catalogue.js'
import type { Caller } from '../../model/access.js'
import type { GoalRow, KeyResultAction, KeyResultRow } from '../../model/goal-rows.js'
import { isReachable, type TableRow } from '../../model/hierarchy.js'
import type { World } from '../../model/world.js'
import { readText, type Sent } from '../body.js'
import { membersIn } from './rules.js'

type SentKeyResult = Sent<'CreateKeyResult' | 'EditKeyResult'>
type Columns = Omit<
  KeyResultRow,
  'id' | 'team_id' | 'goal_id' | 'creator' | 'date_created' | 'steps_current' | 'last_action'
>

const types = ['number', 'currency', 'boolean', 'percentage', 'automatic'] as const

/** Adds a key result. @throws Refusal keyResultInvalid, teamNotAuthorized */
export function addKeyResult(world: World, caller: Caller, goal: GoalRow, sent: Sent<'CreateKeyResult'>): KeyResultRow {
  const { id: goal_id, team_id } = goal
  const type = typeIn(sent.type)
  const name = readText(sent.name) ?? refuse('keyResultInvalid')
  const steps = { steps_start: 0, steps_end: type === 'percentage' ? 100 : 1 }
  const fresh = { name, type, unit: null, ...steps, task_ids: [], list_ids: [], owners: [] }
  const columns = columnsIn(world, caller, team_id, sent, fresh)
  return world.key_results.add({
    ...{ id: world.newId('key_results'), team_id, goal_id, ...columns, steps_current: columns.steps_start },
    ...{ creator: caller.user.id, date_created: world.clock.now() },
    last_action: { ...stamp(world, caller), note: 'Created Key Result', before: null, taken: null },
  })
}

/** Changes what was sent of a key result; a step or a note is its last action from now on. @throws Refusal as above */
export function changeKeyResult(
  world: World,
  caller: Caller,
  keyResult: KeyResultRow,
  sent: Sent<'EditKeyResult'>,
): KeyResultRow {
  const before = keyResult.steps_current
  const steps_current = numberIn(sent.steps_current, before)
  const isAction = sent.steps_current !== undefined || sent.note !== undefined
  const columns = {
    ...columnsIn(world, caller, keyResult.team_id, sent, keyResult),
    steps_current,
    ...(isAction && {
      last_action: { ...stamp(world, caller), note: readText(sent.note) ?? '', before, taken: steps_current - before },
    }),
  }
  if (isDeepStrictEqual({ ...keyResult, ...columns }, keyResult)) return keyResult
  return world.key_results.update(keyResult, columns)
}

function stamp(world: World, { user }: Caller): Pick<KeyResultAction, 'id' | 'user_id' | 'date'> {
  return { id: world.ids.uuid(), user_id: user.id, date: world.clock.now() }
}

/** The columns that both bodies set in the same way, after what was sent. */
function columnsIn(world: World, caller: Caller, teamId: string, sent: SentKeyResult, before: Columns): Columns {
  const watched = (table: 'tasks' | 'lists', ids: unknown) =>
    [...new Set([ids].flat())].map((id) => watchedIn(world, caller, teamId, table, id))
  return {
    name: readText(sent.name) ?? before.name,
    type: sent.type === undefined ? before.type : typeIn(sent.type),
    unit: sent.unit === undefined ? before.unit : (readText(sent.unit) ?? null),
    steps_start: numberIn(sent.steps_start, before.steps_start),
    steps_end: numberIn(sent.steps_end, before.steps_end),
    task_ids: sent.task_ids === undefined ? before.task_ids : watched('tasks', sent.task_ids),
    list_ids: sent.list_ids === undefined ? before.list_ids : watched('lists', sent.list_ids),
    owners: sent.owners === undefined ? before.owners : membersIn(world, teamId, sent.owners),
  }
}

function typeIn(sent: unknown): KeyResultRow['type'] {
  return types.find((type) => type === sent) ?? refuse('keyResultInvalid')
}

function numberIn(sent: unknown, before: number): number {
  return typeof sent === 'number' ? sent : before
}

/** The id of a task or List that the caller can reach; that others are refused is assumed, as where tasks are linked. */
function watchedIn(world: World, caller: Caller, teamId: string, table: 'tasks' | 'lists', sent: unknown): string {
  const row = world.named(table).find(readText(sent) ?? '')
  const isThere = row?.team_id === teamId && isReachable(world, caller, { table, row } as TableRow)
  return isThere ? row.id : refuse('teamNotAuthorized')
}
