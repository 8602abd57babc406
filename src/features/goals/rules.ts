// Which goals somebody sees, and what is stored of a body.
import { isDeepStrictEqual } from 'node:util'
import { refuse } from '../../contract/catalogue.js'
import type { GoalFolderRow, GoalRow } from '../../model/goal-rows.js'
import { nextPrettyId } from '../../model/goals.js'
import { isVisible } from '../../model/hierarchy.js'
import type { World } from '../../model/world.js'
import { readFlag, readText, readUserId, type Sent } from '../body.js'
import { timeIn } from '../dates.js'
import type { CallTo, SentTo } from '../handlers.js'
import { memberOf } from '../shared.js'

type Content = Pick<GoalRow, 'name' | 'description' | 'color' | 'start_date' | 'due_date' | 'multiple_owners'>

/** What ClickUp's database makes of a description that is empty (observed). */
const EMPTY = '\n'

/** The goals of a Workspace that the caller sees, in the order in which they were made. */
export function goalsOf({ world, caller, rows: { team } }: CallTo<'GetGoals'>): GoalRow[] {
  return world.goals.group('team', team.id).filter((row) => isVisible(world, caller, { table: 'goals', row }))
}

/** The folders of goals that the caller sees. */
export function foldersOf({ world, caller, rows: { team } }: CallTo<'GetGoals'>): GoalFolderRow[] {
  const folders = world.goal_folders.group('team', team.id)
  return folders.filter((row) => isVisible(world, caller, { table: 'goal_folders', row }))
}

/** Adds a goal. @throws Refusal goalNameMissing */
export function addGoal({ world, caller, rows: { team }, body }: SentTo<'CreateGoal'>): GoalRow {
  const team_id = team.id
  const now = world.clock.now()
  const name = readText(body.name) ?? refuse('goalNameMissing')
  const before = { name, description: EMPTY, color: null, start_date: null, due_date: null, multiple_owners: null }
  return world.goals.add({
    id: world.newId('goals'),
    team_id,
    folder_id: null,
    pretty_id: nextPrettyId(world, team_id),
    ...contentIn({ ...body, description: readText(body.description) || EMPTY }, before),
    creator: caller.user.id,
    date_created: now,
    date_updated: now,
    private: false,
    archived: false,
    owners: membersIn(world, team_id, body.owners),
    members: [],
    deleted: false,
  })
}

/** Changes what was sent of a goal; one that stays as it is was not updated (assumed). */
export function changeGoal({ world, rows: { goal }, body }: SentTo<'UpdateGoal'>): GoalRow {
  const gone = membersIn(world, goal.team_id, body.rem_owners)
  const owners = new Set([...goal.owners, ...membersIn(world, goal.team_id, body.add_owners)])
  const columns = { ...contentIn(body, goal), owners: [...owners].filter((id) => !gone.includes(id)) }
  if (isDeepStrictEqual({ ...goal, ...columns }, goal)) return goal
  return world.goals.update(goal, { ...columns, date_updated: world.clock.now() })
}

/** The columns after what was sent. */
function contentIn(sent: Sent<'CreateGoal' | 'UpdateGoal'>, before: Content): Content {
  return {
    name: readText(sent.name) ?? before.name,
    description: readText(sent.description) ?? before.description,
    color: sent.color === undefined ? before.color : (readText(sent.color) ?? null),
    start_date: dateIn(sent.start_date, before.start_date),
    due_date: dateIn(sent.due_date, before.due_date),
    multiple_owners: readFlag(sent.multiple_owners) ?? before.multiple_owners,
  }
}

function dateIn(sent: unknown, before: number | null): number | null {
  return sent === undefined ? before : (timeIn(sent) ?? null)
}

/** The members of the Workspace among these ids, each once. */
export function membersIn(world: World, teamId: string, sent: unknown): number[] {
  const ids = [sent].flat().flatMap((id) => memberOf(world, teamId, Number(readUserId(id)))?.id ?? [])
  return [...new Set(ids)]
}
