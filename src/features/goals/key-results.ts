// Makes and changes key results: what they measure, and the steps that are taken.
import { isDeepStrictEqual } from 'node:util'
import { refuse } from '../../contract/catalogue.js'
import type { KeyResultAction, KeyResultRow } from '../../model/goal-rows.js'
import { reached } from '../../model/hierarchy.js'
import { readText } from '../body.js'
import type { Calling, SentTo } from '../handlers.js'
import { membersIn } from './rules.js'

type Columns = Omit<KeyResultRow, 'id' | 'goal_id' | 'creator' | 'date_created' | 'steps_current' | 'last_action'>

const types = ['number', 'currency', 'boolean', 'percentage', 'automatic'] as const

/** Adds a key result. @throws Refusal keyResultInvalid, teamNotAuthorized */
export function addKeyResult(call: SentTo<'CreateKeyResult'>): KeyResultRow {
  const { world, caller, body } = call
  const { goal } = call.rows
  const type = typeIn(body.type)
  const name = readText(body.name) ?? refuse('keyResultInvalid')
  const steps = { steps_start: 0, steps_end: type === 'percentage' ? 100 : 1 }
  const fresh = { team_id: goal.team_id, name, type, unit: null, ...steps, task_ids: [], list_ids: [], owners: [] }
  const { team_id, ...columns } = columnsIn(call, fresh)
  return world.key_results.add({
    ...{ id: world.newId('key_results'), team_id, goal_id: goal.id, ...columns, steps_current: columns.steps_start },
    ...{ creator: caller.user.id, date_created: world.clock.now() },
    last_action: { ...stamp(call), note: 'Created Key Result', before: null, taken: null },
  })
}

/** Changes what was sent of a key result; a step or a note is its last action from now on. @throws Refusal as above */
export function changeKeyResult(call: SentTo<'EditKeyResult'>): KeyResultRow {
  const { world, body } = call
  const { key_result } = call.rows
  const before = key_result.steps_current
  const steps_current = numberIn(body.steps_current, before)
  const isAction = body.steps_current !== undefined || body.note !== undefined
  const columns = {
    ...columnsIn(call, key_result),
    steps_current,
    ...(isAction && {
      last_action: { ...stamp(call), note: readText(body.note) ?? '', before, taken: steps_current - before },
    }),
  }
  if (isDeepStrictEqual({ ...key_result, ...columns }, key_result)) return key_result
  return world.key_results.update(key_result, columns)
}

function stamp({ world, caller }: Calling): Pick<KeyResultAction, 'id' | 'user_id' | 'date'> {
  return { id: world.ids.uuid(), user_id: caller.user.id, date: world.clock.now() }
}

/** The columns that both bodies set in the same way, after what was sent. */
function columnsIn(call: SentTo<'CreateKeyResult' | 'EditKeyResult'>, before: Columns): Columns {
  const { body: sent } = call
  const { team_id } = before
  return {
    team_id,
    name: readText(sent.name) ?? before.name,
    type: sent.type === undefined ? before.type : typeIn(sent.type),
    unit: sent.unit === undefined ? before.unit : (readText(sent.unit) ?? null),
    steps_start: numberIn(sent.steps_start, before.steps_start),
    steps_end: numberIn(sent.steps_end, before.steps_end),
    task_ids: sent.task_ids === undefined ? before.task_ids : watchedIn(call, team_id, 'tasks', sent.task_ids),
    list_ids: sent.list_ids === undefined ? before.list_ids : watchedIn(call, team_id, 'lists', sent.list_ids),
    owners: sent.owners === undefined ? before.owners : membersIn(call.world, team_id, sent.owners),
  }
}

function typeIn(sent: unknown): KeyResultRow['type'] {
  return types.find((type) => type === sent) ?? refuse('keyResultInvalid')
}

function numberIn(sent: unknown, before: number): number {
  return typeof sent === 'number' ? sent : before
}

/** The ids of tasks or Lists that the caller can reach; that others are refused is assumed, as where tasks are linked. */
function watchedIn({ world, caller }: Calling, teamId: string, table: 'tasks' | 'lists', sent: unknown): string[] {
  const ids = [...new Set([sent].flat())].map((id) => readText(id) ?? '')
  return ids.every((id) => reached(world, caller, teamId, { table, id })) ? ids : refuse('teamNotAuthorized')
}
